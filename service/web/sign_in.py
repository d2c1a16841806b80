"""Let people in by e-mail and password, and keep everybody else out."""

from typing import Any, Literal

import msgspec
from litestar import Controller, Request, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from dashboards.pages.sign_in import SignInView, sign_in_page
from service.errors import SingleSignOnReason
from service.store.users import Users
from service.web.front_desk import COOKIE, FrontDesk
from service.web.language import workspace_language
from service.web.local_paths import way_on
from service.web.permitted import PUBLIC, same_origin
from service.web.responses import workspace_response

SMALL = 16_384
"""Bytes of a form of a few lines."""


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    email: str = ""
    password: str = ""
    to: str = ""


class SignInController(Controller):
    opt = {"needs": PUBLIC}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get("/sign-in", sync_to_thread=False)
    def ask(
        self,
        request: Request[Any, Any, Any],
        users: NamedDependency[Users],
        to: FromQuery[str] = "",
    ) -> Template:
        view = SignInView(
            to=to and way_on(to),
            unclaimed=not users.is_looked_after,
            provider=request.app.state.provider,
        )
        return workspace_response(request, sign_in_page(view, workspace_language(request)))

    @post("/sign-in", guards=[same_origin], request_max_body_size=SMALL)
    async def sign_in(
        self,
        data: URLEncodedBody[Typed],
        request: Request[Any, Any, Any],
        desk: NamedDependency[FrontDesk],
    ) -> Redirect:
        request.state.typed = data
        host = request.client.host if request.client else ""
        user = await desk.recognise(data.email, data.password, host)
        return await desk.let_in(request, user, way_on(data.to))

    @post("/sign-out", guards=[same_origin], sync_to_thread=True)
    def sign_out(
        self, request: Request[Any, Any, Any], desk: NamedDependency[FrontDesk]
    ) -> Redirect:
        desk.let_out(request)
        return Redirect(
            "/sign-in", status_code=303, cookies=[Cookie(key=COOKIE, value="", max_age=0)]
        )


def sign_in_again(
    request: Request[Any, Any, Any],
    status: int,
    *,
    wait: int | None = None,
    single: SingleSignOnReason | Literal[""] = "",
) -> Template:
    """Return the door to whoever was not let in.

    Args:
        request: What they sent.
        status: Of the answer.
        wait: Seconds until another try is taken.
        single: Why what the provider says does not let them in, where they came from there.
    """
    typed: Typed = request.state.get("typed") or Typed()
    view = SignInView(
        to=typed.to and way_on(typed.to),
        email=typed.email[:254],
        refused=wait is None and not single,
        wait=wait,
        provider=request.app.state.provider,
        single=single,
    )
    return workspace_response(request, sign_in_page(view, workspace_language(request)), status)
