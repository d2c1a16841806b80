"""Let the administrator in by a one-time link, and keep everybody else out."""

from datetime import UTC, datetime
from typing import Any

from litestar import Controller, Request, get, post
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath
from litestar.response import Redirect, Template

from dashboards.pages.sign_in import sign_in_page
from service.errors import NotSignedIn
from service.settings import Settings
from service.store.sign_ins import SignIns
from service.web.language import workspace_language
from service.web.responses import workspace_response

COOKIE = "bilan_signed_in"


def signed_in(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Let only signed-in browsers through. A guard.

    Raises:
        NotSignedIn: the browser did not open a sign-in link.
    """
    sign_ins: SignIns = connection.app.state.sign_ins
    if not sign_ins.knows(connection.cookies.get(COOKIE), at=datetime.now(UTC)):
        raise NotSignedIn


def same_origin(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Refuse what another site makes a browser send. A guard for what changes something."""
    here = connection.headers.get("origin", "").partition("://")[2]
    if not here or here != connection.headers.get("host"):
        raise PermissionDeniedException("The request does not come from a page of this service.")


class SignInController(Controller):
    include_in_schema = False

    @get("/sign-in", sync_to_thread=False)
    def explain(self, request: Request[Any, Any, Any]) -> Template:
        return workspace_response(request, sign_in_page(workspace_language(request)))

    @get("/sign-in/{token:str}", sync_to_thread=True)
    def open_link(
        self,
        token: FromPath[str],
        sign_ins: NamedDependency[SignIns],
        settings: NamedDependency[Settings],
    ) -> Redirect:
        kept = sign_ins.open_link(token, at=datetime.now(UTC))
        cookie = Cookie(
            key=COOKIE,
            value=kept,
            max_age=settings.signed_in_days * 86_400,
            httponly=True,
            secure=settings.encrypted,
            samesite="lax",
        )
        return Redirect("/programmes", status_code=303, cookies=[cookie])

    @post("/sign-out", guards=[same_origin], sync_to_thread=True)
    def sign_out(
        self, request: Request[Any, Any, Any], sign_ins: NamedDependency[SignIns]
    ) -> Redirect:
        sign_ins.sign_out(request.cookies.get(COOKIE))
        return Redirect(
            "/sign-in", status_code=303, cookies=[Cookie(key=COOKIE, value="", max_age=0)]
        )
