"""One's own account: change it, sign out everywhere, make and revoke tokens for programs."""

from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import Cookie
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from dashboards.pages.my_account import (
    MY_ACCOUNT,
    BrowserLine,
    Done,
    MyAccountView,
    TokenLine,
    my_account_page,
)
from dashboards.pages.sign_in import LONGEST_NAME, Fault
from service.errors import PermissionMissing
from service.store.api_tokens import ApiTokens
from service.store.catalogue import Catalogue, Snapshot
from service.store.one_time_links import token_hash
from service.store.users import User
from service.web.front_desk import COOKIE, FrontDesk
from service.web.language import language_cookie, workspace_language
from service.web.permitted import seen_by
from service.web.responses import workspace_response
from service.web.sign_in import SMALL
from surveys.passwords import password_as_typed, password_fault
from surveys.roles import Permission
from surveys.texts import Language, Slug, Text


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    name: str = ""
    language: Language


class NewPassword(msgspec.Struct, frozen=True, kw_only=True):
    current: str = ""
    password: str = ""


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    browser: str = ""


class TokenWanted(msgspec.Struct, frozen=True, kw_only=True):
    label: str = ""
    programme: str
    scope: Literal["read", "write"]


class Mine:
    """Who asks, and all that their page shows."""

    def __init__(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        catalogue: NamedDependency[Catalogue],
        desk: NamedDependency[FrontDesk],
        tokens: NamedDependency[ApiTokens],
    ) -> None:
        self._request = request
        self.user = user
        self.desk = desk
        self.tokens = tokens
        self.now = catalogue.now

    def page(self, status_code: int = 200, **changes: Any) -> Template:
        """Return the page of the account as it is, with what has just happened."""
        view = msgspec.structs.replace(self._view(), **changes)
        page = my_account_page(view, workspace_language(self._request))
        return workspace_response(self._request, page, status_code)

    def refused(self, **faults: Fault) -> Template:
        return self.page(422, faults=faults)

    def check(self, programme: Slug) -> None:
        """Raises PermissionMissing, unless they may read the results of `programme`."""
        if programme not in seen_by(self.user, self.now):
            known = frozenset({programme}) & self.now.programmes.keys()
            raise PermissionMissing(Permission.RESULTS, known)

    @property
    def kept(self) -> str:
        """What the browser that asks keeps."""
        return self._request.cookies.get(COOKIE, "")

    def _view(self) -> MyAccountView:
        user, at = self.desk.users.get(self.user.user), datetime.now(UTC)
        this = token_hash(self.kept)
        return MyAccountView(
            name=user.name,
            email=user.email,
            language=user.language,
            administers=user.administrator or bool(user.programmes(Permission.USERS)),
            browsers=tuple(
                BrowserLine(known=kept, browser=each.browser, since=each.since, this=kept == this)
                for kept, each in self.desk.sign_ins.of(user.user, at=at)
            ),
            tokens=_token_lines(self.tokens, user, self.now),
            programmes=tuple(
                (slug, self.now.programmes[slug].name) for slug in sorted(seen_by(user, self.now))
            ),
        )


class MyAccountController(Controller):
    path = MY_ACCOUNT
    opt = {"needs": Permission.WORKSPACE}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"mine": Provide(Mine, sync_to_thread=False)}  # noqa: RUF012 -- the same
    include_in_schema = False

    @get(sync_to_thread=False)
    def show(self, mine: NamedDependency[Mine], done: FromQuery[Done | None] = None) -> Template:
        return mine.page(done=done)

    @post("/profile", request_max_body_size=SMALL, sync_to_thread=True)
    def change_profile(
        self, data: URLEncodedBody[Profile], mine: NamedDependency[Mine]
    ) -> Response[Any]:
        name = data.name.strip()
        if not 0 < len(name) <= LONGEST_NAME:
            return mine.refused(name="name")
        mine.desk.users.change(
            mine.user.user,
            lambda user: msgspec.structs.replace(user, name=name, language=data.language),
            at=datetime.now(UTC),
        )
        return _done("profile", language_cookie(data.language))

    @post("/password", request_max_body_size=SMALL)
    async def change_password(
        self, data: URLEncodedBody[NewPassword], mine: NamedDependency[Mine]
    ) -> Response[Any]:
        user, desk = mine.user, mine.desk
        if not await desk.check(user, data.current):
            return mine.refused(current="current")
        fault = password_fault(password_as_typed(data.password), (user.email, user.name))
        if fault:
            return mine.refused(password=fault)
        made = await desk.passwords.hashed(data.password)
        await sync_to_thread(_replace_password, mine, made)
        return _done("password")

    @post("/sign-out-everywhere", sync_to_thread=True)
    def sign_out_everywhere(self, mine: NamedDependency[Mine]) -> Redirect:
        mine.desk.sign_ins.sign_out_everywhere(mine.user.user)
        gone = Cookie(key=COOKIE, value="", max_age=0)
        return Redirect("/sign-in", status_code=303, cookies=[gone])

    @post("/sign-out-browser", request_max_body_size=SMALL, sync_to_thread=True)
    def sign_out_browser(
        self, data: URLEncodedBody[Ended], mine: NamedDependency[Mine]
    ) -> Redirect:
        mine.desk.sign_ins.sign_out_one(mine.user.user, data.browser)
        return _done("ended")

    @post("/tokens", request_max_body_size=SMALL, status_code=200, sync_to_thread=True)
    def make_token(
        self,
        data: URLEncodedBody[TokenWanted],
        request: Request[Any, Any, Any],
        mine: NamedDependency[Mine],
    ) -> Template:
        mine.check(data.programme)
        name, writes = data.label.strip(), data.scope == "write"
        if not 0 < len(name) <= LONGEST_NAME:
            return mine.refused(label="label")
        today = datetime.now(UTC).date()
        secret = mine.tokens.new(mine.user.user, data.programme, name, writes=writes, on=today)
        token = mine.tokens.find(secret)
        request.state.noted = f"{token.token_id if token else ''} {data.programme} {data.scope}"
        return mine.page(secret=secret)

    @post("/tokens/{token_id:uuid}/revoke", sync_to_thread=True)
    def revoke_token(self, token_id: FromPath[UUID], mine: NamedDependency[Mine]) -> Redirect:
        mine.tokens.revoke(mine.user.user, token_id)
        return _done("revoked")


def _done(what: Done, *cookies: Cookie) -> Redirect:
    return Redirect(f"{MY_ACCOUNT}?done={what}", status_code=303, cookies=list(cookies))


def _replace_password(mine: Mine, made: str) -> None:
    mine.desk.users.change(
        mine.user.user,
        lambda user: msgspec.structs.replace(user, password=made),
        at=datetime.now(UTC),
    )
    mine.desk.sign_ins.sign_out_everywhere(mine.user.user, but=mine.kept)


def _token_lines(tokens: ApiTokens, user: User, now: Snapshot) -> tuple[TokenLine, ...]:
    return tuple(
        TokenLine(
            token=each.token_id,
            name=each.name,
            programme=now.programmes[each.programme].name
            if each.programme in now.programmes
            else Text(fr=each.programme, en=each.programme),
            writes=each.writes,
            made_on=each.made_on,
            used_on=each.used_on,
        )
        for each in tokens.of(user.user)
    )
