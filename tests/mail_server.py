"""A mail server that tests speak with: it takes, refuses or keeps silent, as it is told."""

import asyncio
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any, Literal, TypeAlias

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

CERTIFICATE = Path(__file__).with_name("mail_server.pem")
PASSWORD = "sesame"  # noqa: S105 -- of tests

Way: TypeAlias = Literal["none", "starttls", "tls"]


class Post:
    """What arrives, and what is not let in."""

    def __init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget what arrived, and take everything."""
        self.mails: list[EmailMessage] = []
        self.refused: set[str] = set()
        """Recipients that are not taken."""
        self.refuses_sender = False
        self.silent = False

    async def handle_MAIL(  # noqa: N802 -- aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        while self.silent:  # noqa: ASYNC110 -- a test sets it from another thread
            await asyncio.sleep(0.02)
        if self.refuses_sender:
            return "550 not from you"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refused:
            return "550 nobody here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 -- aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        read = BytesParser(EmailMessage, policy=default).parsebytes(envelope.content)
        self.mails.append(read)
        return "250 OK"

    @property
    def recipients(self) -> list[str]:
        return [str(mail["To"]) for mail in self.mails]

    def text(self, number: int = -1) -> str:
        body: str = self.mails[number].get_content()
        return body.replace("\r\n", "\n")

    def link(self, number: int = -1) -> str:
        """Return the path of the one-time link in a mail."""
        found = re.findall(r"http://[^/\s]+(/sign-in/[\w-]+)", self.text(number))
        assert len(set(found)) == 1, found
        return str(found[0])


def check_password(_server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> AuthResult:
    return AuthResult(success=data.password == PASSWORD.encode(), handled=False)


class _Server(Controller):  # type: ignore[misc]  # aiosmtpd has no types
    def __init__(self, post: Post, way: Way) -> None:
        self._way = way
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if way != "none" else None
        if context:
            context.load_cert_chain(CERTIFICATE)
        self._context = context
        super().__init__(
            post,
            hostname="127.0.0.1",
            port=_free_port(),
            ready_timeout=60,  # of a busy machine
            ssl_context=context if way == "tls" else None,
        )

    def factory(self) -> SMTP:
        return SMTP(
            self.handler,
            tls_context=self._context if self._way == "starttls" else None,
            require_starttls=self._way == "starttls",
            authenticator=check_password,
            auth_require_tls=self._way == "starttls",
        )


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def mail_server(way: Way = "none") -> Iterator[tuple[Post, int]]:
    """Run a mail server on this machine; yield what arrives, and its port."""
    post = Post()
    server = _Server(post, way)
    server.start()
    try:
        yield post, server.port
    finally:
        post.silent = False
        server.stop()
