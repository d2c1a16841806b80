"""What programs read of the API: its routes, with what each is asked, and what it refuses."""

from collections.abc import Iterable
from typing import Any, get_args

from litestar import Controller, Request, Router
from litestar.connection import ASGIConnection
from litestar.exceptions import HTTPException
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityRequirement, SecurityScheme

from service.store.api_tokens import NEVER
from service.web.api_shapes import READS, describe_shapes
from service.web.front_desk import COOKIE
from service.web.permitted import PUBLIC
from service.web.refusals import usual_refusals
from surveys.roles import READING, Permission

_TOKEN, _BROWSER = "token", "browser"

_JSON = frozenset({"", "application/json"})
_ACCEPTED = {"Accept": "application/json"}


class _Description(JsonRenderPlugin):
    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        describe_shapes(openapi_schema, request.app.routes)
        return super().render(request, openapi_schema)


OPENAPI = OpenAPIConfig(
    title="Bilan",
    version="1",
    path="/api/openapi.json",
    render_plugins=[_Description(path="/")],
    use_handler_docstrings=True,
    components=Components(
        security_schemes={
            _TOKEN: SecurityScheme(
                type="http",
                scheme="bearer",
                description=(
                    "A token that somebody made on the page of their account, for one programme. "
                    "It allows nothing that they may not do themselves at that moment. One of "
                    "scope `read` reads; one of scope `write` reads and changes. Each operation "
                    "says which it takes."
                ),
            ),
            _BROWSER: SecurityScheme(
                type="apiKey",
                security_scheme_in="cookie",
                name=COOKIE,
                description=(
                    "A browser that is signed in; over https the name begins with `__Host-`. What "
                    "changes something must come from a page of the service: `Origin` names its "
                    "host."
                ),
            ),
        }
    ),
    openapi_router=Router(
        path="/api/openapi.json",
        route_handlers=[],
        opt={"needs": PUBLIC},
        include_in_schema=False,
    ),
)


def say_what_is_needed(controllers: Iterable[type[Controller]]) -> None:
    """Let the description say of each route what its permission asks for, and what it can refuse.

    The guard reads the same permission (`permitted.py`): the two cannot say different things.
    """
    for controller in controllers:
        usual, start = (
            vars(controller).get("opt", {}).get("needs"),
            vars(controller).get("path", ""),
        )
        for handler in vars(controller).values():
            if isinstance(handler, HTTPRouteHandler):
                needs = handler.opt.get("needs", usual)
                handler.security = _asked(needs)
                path = f"{start}{min(handler.paths, default='')}"
                read = handler.fn.__annotations__.get("data")
                takes_json = path.startswith("/api/") and read is not None
                if takes_json:
                    handler.opt[READS] = get_args(read)[0]  # what Litestar adds takes long to hash
                refused = usual_refusals(needs, path, takes_json=takes_json)
                handler.responses = {**refused, **(handler.responses or {})}


def sent_as_described(
    connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
) -> None:
    """Refuse what says that it is no JSON where JSON is taken. A guard, of the whole service.

    A form of another site can send a text that reads as JSON; it cannot call it so.

    Raises:
        HTTPException: of status 415.
    """
    named = connection.headers.get("content-type", "").partition(";")[0].strip().lower()
    if READS in handler.opt and named not in _JSON:
        raise HTTPException(
            status_code=415, detail="This address takes application/json.", headers=_ACCEPTED
        )


def _asked(needs: object) -> list[SecurityRequirement]:
    if not isinstance(needs, Permission):
        return []  # public
    browser: SecurityRequirement = {_BROWSER: []}
    if needs in NEVER:
        return [browser]
    return [{_TOKEN: ["read" if needs in READING else "write"]}, browser]
