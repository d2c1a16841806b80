"""Behind a one-time link one makes the first account, or chooses a password.

Opening the link changes nothing, so a program that looks at links ahead spends none.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Template

from dashboards.pages.frame import PROGRAMMES
from dashboards.pages.sign_in import (
    LONGEST_NAME,
    Fault,
    Field,
    LinkKind,
    WelcomeView,
    welcome_page,
)
from service.store.users import User, Users
from service.web.front_desk import FrontDesk
from service.web.language import workspace_language
from service.web.permitted import PUBLIC, same_origin
from service.web.responses import workspace_response
from service.web.sign_in import SMALL
from surveys.emails import is_email
from surveys.passwords import password_as_typed, password_fault
from surveys.texts import Language


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    name: str = ""
    email: str = ""
    password: str = ""


class LinkController(Controller):
    path = "/sign-in/{token:str}"
    opt = {"needs": PUBLIC}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get(sync_to_thread=True)
    def open_link(
        self, token: FromPath[str], request: Request[Any, Any, Any], users: NamedDependency[Users]
    ) -> Template:
        view = _view(token, users.opened(token, at=datetime.now(UTC)), Chosen())
        return workspace_response(request, welcome_page(view, workspace_language(request)))

    @post(guards=[same_origin], request_max_body_size=SMALL)
    async def choose(
        self,
        token: FromPath[str],
        data: URLEncodedBody[Chosen],
        request: Request[Any, Any, Any],
        desk: NamedDependency[FrontDesk],
    ) -> Response[Any]:
        language = workspace_language(request)
        whom = await sync_to_thread(desk.users.opened, token, at=datetime.now(UTC))
        view = _view(token, whom, data)
        if faults := dict(_faults(view, data, desk.users)):
            view = msgspec.structs.replace(view, faults=faults)
            return workspace_response(request, welcome_page(view, language), 422)
        kept = await desk.passwords.hashed(data.password)
        chosen = msgspec.structs.replace(data, password=kept)
        user = await sync_to_thread(_take_up, desk, token, chosen, language)
        return await desk.let_in(request, user, PROGRAMMES)


def _view(token: str, whom: User | None, typed: Chosen) -> WelcomeView:
    kind: LinkKind = "first" if whom is None else "reset" if whom.password else "invited"
    return WelcomeView(
        link=token,
        kind=kind,
        email=whom.email if whom else typed.email.strip(),
        name=(typed.name or (whom.name if whom else "")).strip(),
    )


def _faults(view: WelcomeView, typed: Chosen, users: Users) -> Iterator[tuple[Field, Fault]]:
    if not 0 < len(view.name) <= LONGEST_NAME:
        yield "name", "name"
    if not is_email(view.email):
        yield "email", "email"
    elif view.kind == "first" and users.with_email(view.email):
        yield "email", "taken"
    fault = password_fault(password_as_typed(typed.password), (view.email, view.name))
    if fault:
        yield "password", fault


def _take_up(desk: FrontDesk, token: str, chosen: Chosen, language: Language) -> User:
    """Keep the hash that stands in `chosen.password`; the browsers of the old one are out."""

    def become(whom: User | None) -> User:
        if whom is None:
            return User(
                user=uuid4(),
                email=chosen.email.strip(),
                name=chosen.name.strip(),
                language=language,
                administrator=True,
                password=chosen.password,
            )
        name = whom.name if whom.password else chosen.name.strip()
        return msgspec.structs.replace(whom, name=name, password=chosen.password)

    at = datetime.now(UTC)
    user = desk.users.take_up(token, become, at=at)
    desk.sign_ins.sign_out_everywhere(user.user)
    desk.log.add(str(user.user), "chose a password by link", "", at=at)
    return user
