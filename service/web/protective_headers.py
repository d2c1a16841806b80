"""Set what every answer says to a browser, whatever kind it is: the one place.

A page may allow itself more than an answer that says nothing, and says so (`responses.py`).
"""

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from service.settings import Settings

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""What an answer that is no page may load, run, send or be framed by."""

_ALWAYS = {
    b"cross-origin-resource-policy": b"same-origin",
    b"x-content-type-options": b"nosniff",
}

_OF_PAGES = {
    b"cross-origin-opener-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""What no other answer can use."""

_UNLESS_SAID = {
    b"cache-control": b"no-store",
    b"content-security-policy": NOTHING.encode(),
    b"referrer-policy": b"same-origin",
}

_PARTS = frozenset({b"text/css", b"text/javascript"})
"""What a page loads and no browser shows by itself. The form has to arrive in one round trip, so
that what says nothing is left out of them."""

_ENCRYPTED = {b"strict-transport-security": b"max-age=31536000; includeSubDomains"}


def protected(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Return `app` with the headers of all its answers."""
    always = _ALWAYS | (_ENCRYPTED if settings.encrypted else {})

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = [(name.lower(), value) for name, value in message["headers"]]
                values = dict(said)
                kind = values.get(b"content-type", b"").partition(b";")[0]
                added = always | (_OF_PAGES if kind == b"text/html" else {})
                if kind not in _PARTS:
                    added |= {
                        name: value for name, value in _UNLESS_SAID.items() if name not in values
                    }
                kept = (each for each in said if each[0] not in added)
                message["headers"] = [*kept, *added.items()]
            await send(message)

        await app(scope, receive, send_protected)

    return answer
