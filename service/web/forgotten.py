"""Send a link to whoever forgot their password, and tell nobody who has an account.

Known or unknown, an address gets the same answer as fast: it is looked up afterwards only.
"""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

import msgspec
from litestar import Controller, Request, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.params import URLEncodedBody
from litestar.response import Template

from dashboards.mails import LinkSent, link_mail
from dashboards.pages.forgotten import ForgottenView, forgotten_page
from dashboards.pages.frame import FORGOTTEN
from dashboards.pages.sign_in import link_address
from service.mail import Mailer, MailNotSent
from service.store.catalogue import NotFound
from service.store.users import User
from service.web.front_desk import FrontDesk
from service.web.language import workspace_language
from service.web.limits import Attempts, address_key
from service.web.permitted import PUBLIC, same_origin
from service.web.responses import workspace_response
from service.web.sign_in import SMALL
from surveys.emails import email_key, is_email

WINDOW_SECONDS: Final = 900.0
MOST_OF_ACCOUNT: Final = 3
"""Most links for one address in 15 minutes: nobody's mailbox is filled up."""
MOST_OF_ADDRESS: Final = 20

_LATER_SECONDS: Final = 1.0
"""Until a link is made: what that takes must not be seen in the time of the answer."""


class Forgotten:
    """Makes and sends the links that are asked for at the door, one after the other."""

    def __init__(self, desk: FrontDesk, mailer: Mailer) -> None:
        self._desk = desk
        self._mailer = mailer
        self._accounts = Attempts(most=MOST_OF_ACCOUNT, window=WINDOW_SECONDS)
        self._addresses = Attempts(most=MOST_OF_ADDRESS, window=WINDOW_SECONDS)
        self._sending: set[asyncio.Task[None]] = set()
        self._one_by_one = asyncio.Lock()

    @property
    def can_send(self) -> bool:
        return self._mailer.can_send

    def ask(self, email: str, host: str) -> None:
        """Send a link later, if somebody has this address; `host` is where it came from.

        Raises:
            TooMany: it was asked too often lately.
        """
        now = time.monotonic()
        self._addresses.begin(address_key(host), at=now)
        self._accounts.begin(sha256(email_key(email).encode()).hexdigest(), at=now)
        task = asyncio.create_task(self._send(email))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def finish(self) -> None:
        """Wait for what is still to be sent."""
        await asyncio.gather(*self._sending)

    async def _send(self, email: str) -> None:
        await asyncio.sleep(_LATER_SECONDS)
        user = self._desk.users.with_email(email)
        if user is None or not user.active:
            return
        async with self._one_by_one:
            link = await sync_to_thread(self._new_link, user)
            try:
                await self._mailer.send(link_mail(user.email, link, (user.language,)))
            except MailNotSent:
                return  # it is counted; whoever waits in vain asks a human, as the page says

    def _new_link(self, user: User) -> LinkSent:
        at, hours = datetime.now(UTC), self._desk.settings.sign_in_hours
        token = self._desk.users.new_link(user.user, until=at + timedelta(hours=hours))
        self._desk.log.add(str(user.user), "asked for a link by e-mail", "", at=at)
        address = f"{self._desk.settings.address}{link_address(token)}"
        return LinkSent(address, "reset" if user.password else "invited", hours)


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    email: str = ""


class ForgottenController(Controller):
    path = FORGOTTEN
    opt = {"needs": PUBLIC}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get(sync_to_thread=False)
    def ask(
        self, request: Request[Any, Any, Any], forgotten: NamedDependency[Forgotten]
    ) -> Template:
        return _page(request, ForgottenView(sends=forgotten.can_send))

    @post(guards=[same_origin], request_max_body_size=SMALL, status_code=200)
    async def send(
        self,
        data: URLEncodedBody[Typed],
        request: Request[Any, Any, Any],
        forgotten: NamedDependency[Forgotten],
    ) -> Template:
        if not forgotten.can_send:
            raise NotFound(FORGOTTEN)
        email = data.email.strip()
        if not is_email(email):
            return _page(request, ForgottenView(sends=True, email=email[:254], fault="email"), 422)
        forgotten.ask(email, request.client.host if request.client else "")
        return _page(request, ForgottenView(sends=True, email=email, asked=True))


def ask_later(request: Request[Any, Any, Any], wait: int) -> Template:
    """Return the page to whoever asks too often; `wait` seconds until they may again."""
    return _page(request, ForgottenView(sends=True, wait=wait), 429)


def _page(request: Request[Any, Any, Any], view: ForgottenView, status: int = 200) -> Template:
    return workspace_response(request, forgotten_page(view, workspace_language(request)), status)
