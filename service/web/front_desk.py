"""Recognise who signs in, slowly enough that nobody guesses a password.

Right or wrong, known or unknown, active or not: the answer takes as long and says the same.
"""

import re
import time
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec
from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.datastructures import Cookie
from litestar.response import Redirect

from service.errors import SignInRefused
from service.settings import Settings
from service.store.audit import AuditLog
from service.store.sign_ins import SignIns
from service.store.users import User, Users
from service.web.language import COOKIE as LANGUAGE
from service.web.language import language_cookie
from service.web.limits import Attempts, address_key
from service.web.passwords import Passwords
from surveys.emails import email_key

COOKIE = "bilan_signed_in"

WINDOW_SECONDS = 900.0
WRONG_OF_ACCOUNT = 10
"""Most wrong passwords for one e-mail address in 15 minutes: 350,000 a year, of the 10^8 and more
that a password of 12 characters hides among even when somebody chose it badly."""
WRONG_OF_ADDRESS = 40
"""Most from one address: a training centre behind one line mistypes now and then."""

_BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
"""As they name themselves; Edge and Opera say Chrome too, and Chrome says Safari."""
_SAID: dict[str, str] = {"Edg": "Edge", "OPR": "Opera"}
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "CrOS", "Linux")


class Limits(NamedTuple):
    """What was tried and failed."""

    accounts: Attempts
    addresses: Attempts

    @classmethod
    def new(cls) -> "Limits":
        return cls(
            Attempts(most=WRONG_OF_ACCOUNT, window=WINDOW_SECONDS),
            Attempts(most=WRONG_OF_ADDRESS, window=WINDOW_SECONDS),
        )


class FrontDesk(NamedTuple):
    users: Users
    sign_ins: SignIns
    passwords: Passwords
    limits: Limits
    settings: Settings
    log: AuditLog

    async def recognise(self, email: str, password: str, host: str) -> User:
        """Return who has this e-mail address and password; `host` is where it came from.

        Raises:
            TooMany: too much was wrong lately; the right password waits too, or the limit
                would only hide from guessers that they failed.
            SignInRefused: nobody has.
        """
        account, address = _account_key(email), address_key(host)
        now = time.monotonic()
        self.limits.addresses.begin(address, at=now)
        self.limits.accounts.begin(account, at=now)
        known = self.users.with_email(email)
        kept = known.password if known and known.active else None
        fits = await self.passwords.fits(kept, password)
        if known is None or kept is None or not fits:
            if known is not None:
                await self._note(known, "sign-in refused")
            raise SignInRefused
        self.limits.addresses.take_back(address)
        self.limits.accounts.forget(account)
        return await self._kept_anew(known, password)

    async def check(self, user: User, password: str) -> bool:
        """Whether it is the password of somebody who is signed in.

        Raises:
            TooMany: too much was wrong lately.
        """
        account = _account_key(user.email)
        self.limits.accounts.begin(account, at=time.monotonic())
        fits = await self.passwords.fits(user.password, password)
        if fits:
            self.limits.accounts.forget(account)
        return fits

    async def let_in(
        self, request: Request[Any, Any, Any], user: User, to: str, *, how: str = ""
    ) -> Redirect:
        """Sign the browser in, and lead it on; `how` is what the audit log says besides."""
        return Redirect(to, status_code=303, cookies=await self.begin(request, user, how=how))

    async def begin(
        self, request: Request[Any, Any, Any], user: User, *, how: str = ""
    ) -> list[Cookie]:
        """Sign the browser in; return what it keeps.

        Raises:
            SignInRefused: they have a new password, or were shut out, in the meantime.
        """
        kept = await sync_to_thread(
            self.sign_ins.begin, user.user, browser=_browser(request), at=datetime.now(UTC)
        )
        if self.users.find(user.user) != user:  # a new password, or shut out, in the meantime
            await sync_to_thread(self.sign_ins.sign_out, kept)
            raise SignInRefused
        await self._note(user, "signed in", how)
        cookies = [self._cookie(kept)]
        if LANGUAGE not in request.cookies:
            cookies.append(language_cookie(user.language))
        return cookies

    def let_out(self, request: Request[Any, Any, Any]) -> None:
        """Sign the browser out."""
        kept, at = request.cookies.get(COOKIE), datetime.now(UTC)
        if user := self.sign_ins.whose(kept, at=at):
            self.sign_ins.sign_out(kept)
            self.log.add(str(user), "signed out", "", at=at)

    async def _note(self, user: User, action: str, subject: str = "") -> None:
        at = datetime.now(UTC)
        await sync_to_thread(self.log.add, str(user.user), action, subject, at=at)

    def _cookie(self, kept: str) -> Cookie:
        return Cookie(
            key=COOKIE,
            value=kept,
            max_age=self.settings.signed_in_days * 86_400,
        )

    async def _kept_anew(self, user: User, password: str) -> User:
        """Hash a password again that was hashed with parameters of the past."""
        if user.password is None or not self.passwords.is_dated(user.password):
            return user
        made = await self.passwords.hashed(password)
        before = user.password

        def change(now: User) -> User:
            unchanged = now.password == before
            return msgspec.structs.replace(now, password=made) if unchanged else now

        return await sync_to_thread(
            lambda: self.users.change(user.user, change, at=datetime.now(UTC))
        )


def _account_key(email: str) -> str:
    """A hash: what is typed may be long, or a password in the wrong box."""
    return sha256(email_key(email).encode("utf-8", "surrogatepass")).hexdigest()


def _browser(request: Request[Any, Any, Any]) -> str:
    """Return what a browser says it is, shortly; empty for what we do not know."""
    agent = request.headers.get("user-agent", "")[:400]
    named = [each for each in _BROWSERS if re.search(rf"{each}\w*/", agent)]
    systems = [each for each in _SYSTEMS if each in agent]
    found = [*(_SAID.get(each, each) for each in named[:1]), *systems[:1]]
    return ", ".join(found)
