"""What programs read of the API: its routes, and with what each of them is asked."""

from collections.abc import Iterable

from litestar import Controller, Router
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityRequirement, SecurityScheme

from service.store.api_tokens import NEVER
from service.web.front_desk import COOKIE
from service.web.permitted import PUBLIC
from surveys.roles import READING, Permission

_TOKEN, _BROWSER = "token", "browser"

OPENAPI = OpenAPIConfig(
    title="Bilan",
    version="1",
    path="/api/openapi.json",
    render_plugins=[JsonRenderPlugin(path="/")],
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
                    "A browser that is signed in. What changes something must come from a page of "
                    "the service: `Origin` names its host."
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
    """Let the description say of each route what its permission asks for.

    The guard reads the same permission (`permitted.py`): the two cannot say different things.
    """
    for controller in controllers:
        usual = vars(controller).get("opt", {}).get("needs")
        for handler in vars(controller).values():
            if isinstance(handler, HTTPRouteHandler):
                handler.security = _asked(handler.opt.get("needs", usual))


def _asked(needs: object) -> list[SecurityRequirement]:
    if not isinstance(needs, Permission):
        return []  # public
    browser: SecurityRequirement = {_BROWSER: []}
    if needs in NEVER:
        return [browser]
    return [{_TOKEN: ["read" if needs in READING else "write"]}, browser]
