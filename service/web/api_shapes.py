"""The shapes of what the API takes and sends, as msgspec says them: it reads and writes them.

Litestar's own description leaves out what bounds the keys of an object, the items of a list and
what may be null, and writes a union as `oneOf`, which refuses what fits two of its shapes.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, get_args, get_origin

import msgspec
from litestar import Response
from litestar.handlers import HTTPRouteHandler
from litestar.routes import BaseRoute, HTTPRoute

from service.web.refusals import PROBLEM

READS = "reads"
"""What a handler reads as JSON, in its `opt`."""

_JSON = "application/json"
_WORD = "#/components/schemas/{name}"


class _Place(NamedTuple):
    """Where the document says a shape."""

    content: dict[str, Any]
    shape: Any


def describe_shapes(document: dict[str, Any], routes: Iterable[BaseRoute]) -> None:
    """Put the shapes of all that is sent as JSON into an OpenAPI document."""
    places = [
        place
        for operation, handler in _described(document, routes)
        for place in _places(operation, handler)
    ]
    schemas, components = msgspec.json.schema_components(
        [place.shape for place in places], ref_template=_WORD
    )
    for place, schema in zip(places, schemas, strict=True):
        place.content["schema"] = schema
    document["components"]["schemas"] = components


def _described(
    document: dict[str, Any], routes: Iterable[BaseRoute]
) -> Iterator[tuple[dict[str, Any], HTTPRouteHandler]]:
    for route in routes:
        operations = document["paths"].get(route.path_format, {})
        for handler in route.route_handlers if isinstance(route, HTTPRoute) else ():
            for method in handler.http_methods:
                if operation := operations.get(method.lower()):
                    yield operation, handler


def _places(operation: dict[str, Any], handler: HTTPRouteHandler) -> Iterator[_Place]:
    if READS in handler.opt:
        yield _Place(operation["requestBody"]["content"][_JSON], handler.opt[READS])
    answers = operation["responses"]
    for status, refused in (handler.responses or {}).items():
        yield _Place(answers[str(status)]["content"][PROBLEM], refused.data_container)
    sent = handler.parsed_fn_signature.return_type.annotation
    shape = get_args(sent)[0] if get_origin(sent) is Response else sent
    content = answers[str(handler.status_code)].get("content", {})
    if _JSON in content:
        yield _Place(content[_JSON], shape)
