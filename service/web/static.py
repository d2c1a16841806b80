"""Serve styles, scripts, and the chart library out of the installed Plotly package."""

import mimetypes
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple

import brotli
from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from service.store.catalogue import NotFound
from service.web.permitted import PUBLIC

_OURS = files("dashboards") / "static"
_BROTLI_QUALITY = 9  # 4.8 MB of Plotly in about a second, once


class _File(NamedTuple):
    content: bytes
    compressed: bytes
    media_type: str
    digest: str


class StaticController(Controller):
    path = "/static"
    opt = {"needs": PUBLIC}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get("/{name:str}", sync_to_thread=True)
    def file(self, name: FromPath[str], request: Request[Any, Any, Any]) -> Response[bytes]:
        file = _file(name)
        compressed = "br" in request.headers.get("accept-encoding", "")
        etag = f'"{file.digest}{"-br" if compressed else ""}"'
        headers = {
            "ETag": etag,
            "Cache-Control": "public, max-age=3600",
            "Vary": "Accept-Encoding",
        }
        if request.headers.get("if-none-match") == etag:
            return Response(b"", status_code=304, headers=headers)
        if compressed:
            headers["Content-Encoding"] = "br"
            return Response(file.compressed, media_type=file.media_type, headers=headers)
        return Response(file.content, media_type=file.media_type, headers=headers)


def prepare() -> None:
    """Compress the chart library before the first page asks for it."""
    _file("plotly.min.js")


@cache
def _file(name: str) -> _File:
    """Raises NotFound."""
    names = {each.name: each for each in _OURS.iterdir() if each.is_file()}
    # Plotly itself takes long to import and is not needed to serve its file.
    names["plotly.min.js"] = files("plotly") / "package_data" / "plotly.min.js"
    if name not in names:
        raise NotFound(name)
    content = names[name].read_bytes()
    return _File(
        content=content,
        compressed=brotli.compress(content, quality=_BROTLI_QUALITY),
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        digest=sha256(content).hexdigest()[:20],
    )
