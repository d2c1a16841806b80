"""Answer OPTIONS with what an address can be asked (RFC 9110, sections 9.3.7 and 10.2.1).

Litestar prepares an answer for each address, which forgets all but one of its methods where
several handlers share it; its refusal of an unknown method names them all. HEAD goes with GET
(`heads.py`).
"""

from collections.abc import Iterable
from typing import cast

from litestar.types import ASGIApp, Message, Receive, Scope, Send

_ANY_OTHER = "TRACE"
"""A method of no address of ours."""

_NOT_ALLOWED, _NO_CONTENT = 405, 204


def methods_said(app: ASGIApp) -> ASGIApp:
    """Return `app` with every `Allow` complete, and OPTIONS answered with it."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope.get("method") == "OPTIONS"
        found = False

        async def send_allowed(message: Message) -> None:
            nonlocal found
            if message["type"] == "http.response.start" and message["status"] == _NOT_ALLOWED:
                found = asked
                message["headers"] = list(_with_head(message["headers"]))
                if asked:
                    message["status"] = _NO_CONTENT
                    message["headers"] = [
                        each for each in message["headers"] if not each[0].startswith(b"content-")
                    ]
            if message["type"] == "http.response.body" and found:
                message["body"] = b""
            await send(message)

        inner = cast("Scope", {**scope, "method": _ANY_OTHER}) if asked else scope
        await app(inner, receive, send_allowed)

    return answer


def _with_head(headers: Iterable[tuple[bytes, bytes]]) -> Iterable[tuple[bytes, bytes]]:
    for name, value in headers:
        if name.lower() != b"allow":
            yield name, value
            continue
        methods = {each.strip() for each in value.decode("ascii").split(",")}
        allowed = methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set())
        yield name, ", ".join(sorted(allowed)).encode("ascii")
