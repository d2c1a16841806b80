"""Sign in at the organisation's own provider (OpenID Connect), where one is set.

It says who somebody is; whether they may come in, and where, is ours: their address must be
verified, and be that of a user who was invited.
"""

import hmac
import secrets
import time
from collections import OrderedDict
from hashlib import sha256
from importlib import import_module
from typing import Any, NamedTuple

from litestar import Controller, Request, get
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect

from service.errors import SingleSignOnRefused
from service.settings import Settings
from service.store.catalogue import NotFound
from service.store.users import User
from service.web.front_desk import FrontDesk
from service.web.limits import Attempts, address_key
from service.web.local_paths import way_on
from service.web.permitted import PUBLIC

COOKIE = "bilan_provider"
"""Holds a secret of the browser that went to the provider: nobody else may come back for it."""

BACK = "/sign-in/with/back"

_MINUTES = 10.0
_MOST_UNDER_WAY = 10_000
_BEGUN_OF_ADDRESS = 60
"""Most in 15 minutes: a training centre behind one line."""


class UnderWay(NamedTuple):
    """Somebody who went to the provider and has not come back."""

    browser: str
    """The hash of what its cookie holds."""
    nonce: str
    verifier: str
    to: str
    until: float


class SingleSignOn:
    """What is under way with the provider; `name` is empty where none is set."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._provider: Any = None
        self._under_way: OrderedDict[str, UnderWay] = OrderedDict()  # by state, oldest first
        self._begun = Attempts(most=_BEGUN_OF_ADDRESS, window=900.0)

    @property
    def name(self) -> str:
        """What people call the provider."""
        return self._settings.oidc_name if self._settings.oidc_issuer else ""

    @property
    def provider(self) -> Any:
        """Raises NotFound: none is set."""
        if not self._settings.oidc_issuer:
            raise NotFound("no provider is set")
        if self._provider is None:
            oidc = import_module("service.web.oidc")  # heavy: only here
            self._provider = oidc.Provider(self._settings, f"{self._settings.address}{BACK}")
        return self._provider

    async def begin(self, to: str, host: str) -> tuple[str, Cookie]:
        """Return where to sign in, and what the browser keeps meanwhile.

        Raises:
            NotFound: no provider is set.
            TooMany: too much was begun from this address.
            SingleSignOnRefused: the provider does not answer.
        """
        provider, now = self.provider, time.monotonic()
        self._begun.begin(address_key(host), at=now)
        kept, state, nonce = (secrets.token_urlsafe(32) for _ in range(3))
        verifier = secrets.token_urlsafe(48)
        address = await provider.way(state=state, nonce=nonce, verifier=verifier)
        until = now + 60 * _MINUTES
        self._under_way[state] = UnderWay(_hash(kept), nonce, verifier, to, until)
        if len(self._under_way) > _MOST_UNDER_WAY:
            self._under_way.popitem(last=False)
        return str(address), self._cookie(kept)

    async def email(self, state: str, code: str, kept: str) -> tuple[str, str]:
        """Return the verified address of who comes back, and where they wanted to go.

        Raises:
            NotFound: no provider is set.
            SingleSignOnRefused: they never left from this browser, were here already or
                are too late; or the provider's word does not hold.
        """
        provider = self.provider
        begun = self._under_way.pop(state, None)  # whatever becomes of it, once
        if begun is None or begun.until < time.monotonic():
            raise SingleSignOnRefused("invalid", "state unknown, used or too old")
        if not hmac.compare_digest(begun.browser, _hash(kept)):
            raise SingleSignOnRefused("invalid", "another browser")
        if not code:
            raise SingleSignOnRefused("declined", "the provider sent no code")
        claimed = await provider.claimed(code, nonce=begun.nonce, verifier=begun.verifier)
        if not claimed.email or not claimed.verified:
            raise SingleSignOnRefused("unverified", "no verified e-mail address")
        return claimed.email, begun.to

    def _cookie(self, kept: str) -> Cookie:
        return Cookie(
            key=COOKIE,
            value=kept,
            max_age=int(60 * _MINUTES),
        )


class SingleSignOnController(Controller):
    path = "/sign-in/with"
    opt = {"needs": PUBLIC}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get()
    async def leave(
        self,
        request: Request[Any, Any, Any],
        single_sign_on: NamedDependency[SingleSignOn],
        to: FromQuery[str] = "",
    ) -> Redirect:
        host = request.client.host if request.client else ""
        address, cookie = await single_sign_on.begin(way_on(to), host)
        headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
        return Redirect(address, status_code=303, cookies=[cookie], headers=headers)

    @get("/back")
    async def come_back(
        self,
        request: Request[Any, Any, Any],
        single_sign_on: NamedDependency[SingleSignOn],
        desk: NamedDependency[FrontDesk],
    ) -> Redirect:
        said = request.query_params
        kept = request.cookies.get(COOKIE, "")
        email, to = await single_sign_on.email(said.get("state", ""), said.get("code", ""), kept)
        user = _invited(desk, email)
        return await desk.let_in(request, user, way_on(to), how="with the provider")


def _invited(desk: FrontDesk, email: str) -> User:
    """Raises SingleSignOnRefused: nobody who was invited, and not shut out, has this address."""
    known = desk.users.with_email(email)
    if known is None or not known.active:
        raise SingleSignOnRefused("unknown", "no user with this address")
    return known


def _hash(kept: str) -> str:
    return sha256(kept.encode("utf-8", "surrogatepass")).hexdigest()
