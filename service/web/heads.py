"""Answer HEAD as GET without the body (RFC 9110, section 9.3.2), whatever the page."""

from collections.abc import Mapping
from typing import Any, cast

from litestar.types import ASGIApp, Message, Receive, Scope, Send

_LOOKED = "bilan.head"


def is_head(scope: Mapping[str, Any]) -> bool:
    """Whether a program only looks whether the page is there."""
    return _LOOKED in scope


def heads_as_pages(app: ASGIApp) -> ASGIApp:
    """Return `app` with HEAD answered wherever it answers GET."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("method") != "HEAD":
            await app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        # A copy: the server looks at its own, not to expect a body.
        await app(cast("Scope", {**scope, "method": "GET", _LOOKED: True}), receive, send_head)

    return answer
