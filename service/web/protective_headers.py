"""Set what every answer says to a browser, whatever kind it is: the one place.

A page may allow itself more than an answer that says nothing, and says so (`responses.py`).
"""

from litestar.datastructures import MutableScopeHeaders
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from service.settings import Settings

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""What an answer that is no page may load, run, send or be framed by."""

_ALWAYS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

_OF_PAGES = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""What no other answer can use."""

_UNLESS_SAID = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": NOTHING,
    "Referrer-Policy": "same-origin",
}

_PARTS = frozenset({"text/css", "text/javascript"})
"""What a page loads and no browser shows by itself. The form has to arrive in one round trip, so
that what says nothing is left out of them."""

_ENCRYPTED = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def protected(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Return `app` with the headers of all its answers."""
    always = _ALWAYS | (_ENCRYPTED if settings.encrypted else {})

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                headers.update(always)
                kind = headers.get("Content-Type", "").partition(";")[0]
                if kind == "text/html":
                    headers.update(_OF_PAGES)
                if kind not in _PARTS:
                    for name, value in _UNLESS_SAID.items():
                        headers.setdefault(name, value)
            await send(message)

        await app(scope, receive, send_protected)

    return answer
