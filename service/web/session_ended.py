"""Let somebody in who sent a form after their session had ended, and hand the form back.

The form goes from their browser to us and back in the pages themselves: nothing is kept here.
Another site cannot begin this: what it makes a browser send is not carried (`permitted.py`).
"""

from typing import Any, NamedTuple

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.response import Redirect

from dashboards.pages.carried import (
    Carried,
    carried_page,
    session_ended_page,
    signed_in_elsewhere_page,
)
from dashboards.pages.frame import PROGRAMMES, SIGN_IN_AGAIN
from dashboards.pages.sign_in import SignInView, sign_in_address
from service.web.carried import LARGEST, carried_again
from service.web.form_fields import read_fields
from service.web.front_desk import FrontDesk
from service.web.language import workspace_language
from service.web.permitted import PUBLIC, Gate, same_origin
from service.web.responses import workspace_response
from service.web.sign_in import SMALL


class AtTheDoor(NamedTuple):
    """What somebody sent from the door, with the form that it carries."""

    go: str
    email: str
    password: str
    carried: Carried


class SessionEndedController(Controller):
    path = SIGN_IN_AGAIN
    opt = {"needs": PUBLIC}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get()
    async def elsewhere(self, request: Request[Any, Any, Any]) -> Response[Any]:
        gate: Gate = request.app.state.gate
        if await gate.who(request) is None:
            return Redirect(sign_in_address(SIGN_IN_AGAIN), status_code=303)
        return workspace_response(request, signed_in_elsewhere_page(workspace_language(request)))

    @post(guards=[same_origin], request_max_body_size=LARGEST + SMALL, status_code=200)
    async def sign_in(
        self, request: Request[Any, Any, Any], desk: NamedDependency[FrontDesk]
    ) -> Response[Any]:
        sent = request.state.at_the_door = _sent(request, await request.body())
        if sent.go == "language":
            return session_ended(request, 200)
        if sent.go == "continue":
            gate: Gate = request.app.state.gate
            signed_in = await gate.who(request) is not None
            return _handed_back(request, sent) if signed_in else session_ended(request, 401)
        host = request.client.host if request.client else ""
        user = await desk.recognise(sent.email, sent.password, host)
        return _handed_back(request, sent, await desk.begin(request, user))


def not_signed_in(request: Request[Any, Any, Any]) -> Response[Any]:
    """Answer whoever asks for a page of the workspace and is not signed in."""
    carried: Carried = request.state.get("carried") or Carried()
    if carried.fields or carried.lost:
        view = SignInView(provider=request.app.state.provider)
        page = session_ended_page(carried, view, workspace_language(request))
        return workspace_response(request, page, 401)
    wanted = carried.back
    if request.method == "GET":
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return Redirect(sign_in_address(wanted), status_code=303)


def session_ended(
    request: Request[Any, Any, Any], status: int, *, wait: int | None = None
) -> Response[Any]:
    """Return the door again, with all that it carries; `wait` seconds until another try."""
    sent: AtTheDoor = request.state.at_the_door
    tried = status != 200  # noqa: PLR2004
    view = SignInView(
        email=sent.email[:254],
        refused=tried and wait is None,
        wait=wait,
        provider=request.app.state.provider,
    )
    page = session_ended_page(
        sent.carried, view, workspace_language(request), not_yet=tried and sent.go == "continue"
    )
    return workspace_response(request, page, status)


def _handed_back(
    request: Request[Any, Any, Any], sent: AtTheDoor, cookies: list[Cookie] | None = None
) -> Response[Any]:
    response: Response[Any]
    if sent.carried.fields:
        page = carried_page(sent.carried, workspace_language(request))
        response = workspace_response(request, page)
    else:
        response = Redirect(sent.carried.back or PROGRAMMES, status_code=303)
    for cookie in cookies or []:
        response.set_cookie(cookie)
    return response


def _sent(request: Request[Any, Any, Any], body: bytes) -> AtTheDoor:
    """Raises FormUnreadable."""
    fields = read_fields(body)
    given = dict(fields)
    return AtTheDoor(
        go=given.get("go", ""),
        email=given.get("email", ""),
        password=given.get("password", ""),
        carried=carried_again(request, fields),
    )
