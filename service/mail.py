"""Hand e-mails to the mail server that the settings name.

Of what is sent, only a count is logged. What goes wrong is a value of `MailFault`, which a page
or a command says as a sentence; the words of the server itself stay out of both.
"""

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP as LINE_ENDS
from email.utils import make_msgid

import aiosmtplib

from dashboards.mails import Mail, MailFault
from service.settings import Settings

logger = logging.getLogger(__name__)


class MailNotSent(Exception):
    """An e-mail did not leave."""

    def __init__(self, fault: MailFault) -> None:
        super().__init__(fault)
        self.fault = fault


class Line:
    """A connection to the mail server."""

    def __init__(self, server: aiosmtplib.SMTP, sender: str) -> None:
        self._server = server
        self._sender = sender
        self.fell_silent = False

    async def send(self, mail: Mail) -> None:
        """Raises MailNotSent; after "recipient" the line takes others still."""
        try:
            await self._server.send_message(_message(mail, self._sender))
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            fault = _fault_of(error)
            self.fell_silent = fault == "slow"
            logger.warning("1 e-mail not sent: %s", fault)
            raise MailNotSent(fault) from None


class Mailer:
    """Sends e-mails, if the settings name a server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def can_send(self) -> bool:
        return self._settings.sends_mail

    async def send(self, mail: Mail) -> None:
        """Raises MailNotSent."""
        async with self.line() as line:
            await line.send(mail)

    @asynccontextmanager
    async def line(self) -> AsyncIterator[Line]:
        """Open a connection, for one e-mail or many.

        Raises:
            MailNotSent: the server cannot be reached, or does not want us.
        """
        settings = self._settings
        server = aiosmtplib.SMTP(
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user or None,
            password=settings.smtp_password or None,
            use_tls=settings.smtp_security == "tls",
            start_tls=settings.smtp_security == "starttls",
            tls_context=ssl.create_default_context(),
            timeout=settings.smtp_seconds,
        )
        try:
            await server.connect()
        except (aiosmtplib.SMTPException, OSError) as error:
            server.close()
            fault = _fault_of(error)
            logger.warning("the mail server takes nothing: %s", fault)
            raise MailNotSent(fault) from None
        line, transport = Line(server, settings.smtp_from), server.transport
        try:
            yield line
        finally:
            if not line.fell_silent:  # nobody waits twice for the same server
                with suppress(aiosmtplib.SMTPException, OSError):
                    await server.quit()
            server.close()
            if transport:  # the library forgets one that timed out without closing it
                transport.close()
            await asyncio.sleep(0)  # in which it is closed


def _message(mail: Mail, sender: str) -> EmailMessage:
    message = EmailMessage(policy=LINE_ENDS)
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notes in return
    message.set_content(mail.text)
    return message


def _fault_of(error: Exception) -> MailFault:
    cause = error.__cause__ or error.__context__
    match error:
        case _ if isinstance(error, ssl.SSLError) or isinstance(cause, ssl.SSLError):
            return "certificate"
        case aiosmtplib.SMTPTimeoutError() | TimeoutError():
            return "slow"
        case aiosmtplib.SMTPAuthenticationError():
            return "password"
        case aiosmtplib.SMTPSenderRefused():
            return "sender"
        case aiosmtplib.SMTPRecipientsRefused() | aiosmtplib.SMTPRecipientRefused():
            return "recipient"
        case aiosmtplib.SMTPNotSupported() | ValueError():  # an address beyond ASCII
            return "recipient"
        case aiosmtplib.SMTPResponseException():
            return "refused"
        case aiosmtplib.SMTPConnectError() | aiosmtplib.SMTPServerDisconnected() | OSError():
            return "unreachable"
        case _:
            return "clear"  # SMTPException alone: the server knows no STARTTLS
