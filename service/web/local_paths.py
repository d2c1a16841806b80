"""Addresses of ours that a browser hands back: never another site's, never one we do not know."""

from typing import Any
from urllib.parse import unquote, urlsplit

from litestar import Litestar, Request
from litestar.exceptions import HTTPException
from litestar.types import Method

from dashboards.pages.frame import PROGRAMMES
from surveys.roles import Permission


def is_local(path: str) -> bool:
    """Whether it stays here as the target of a link, a form or a redirection.

    Browsers read a backslash as a slash, and drop tabs and ends of lines.
    """
    ours = path.startswith("/") and not path.startswith("//")
    return ours and path.isascii() and path.isprintable() and "\\" not in path


def way_on(to: str) -> str:
    """Return the path of ours that `to` is, else the first page: never another site."""
    return to if is_local(to) else PROGRAMMES


def is_answered(app: Litestar, method: Method, path: str) -> bool:
    """Whether it is a page of the workspace that answers `method`: no door, nothing public."""
    if not is_local(path):
        return False
    plain = unquote(urlsplit(path).path)
    if plain.startswith("/api/"):
        return False
    try:
        handler = app.asgi_router.handle_routing(path=plain, method=method)[1]
    except HTTPException:
        return False
    return isinstance(handler.opt.get("needs"), Permission)


def came_from(request: Request[Any, Any, Any]) -> str:
    """Return the path of the page that a form was sent from; empty: unknown, or not ours."""
    said = urlsplit(request.headers.get("referer", ""))
    path = said.path + (f"?{said.query}" if said.query else "")
    ours = said.netloc == request.headers.get("host")
    return path if ours and is_answered(request.app, "GET", path) else ""
