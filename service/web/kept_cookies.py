"""Say of every cookie what a browser may do with it: the one place.

No script of ours reads one, no other site has it sent along, and where people come over https, its
name begins with what makes browsers refuse it from anywhere else (RFC 6265bis, section 4.1.3):
`__Host-`, or `__Secure-` where it is for one part of the service. Handlers know the plain name; a
cookie that arrives without its own prefix was not set by us, and is not heard.
"""

from collections.abc import Iterable, Iterator

from litestar.datastructures import MutableScopeHeaders
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from service.settings import Settings
from service.web import front_desk, language, single_sign_on

_OF_ALL = frozenset({front_desk.COOKIE, language.COOKIE, single_sign_on.COOKIE})
"""Sent to every address of ours; others are for one form, or one page of it."""

_HOST, _SECURE = "__Host-", "__Secure-"
_SET = "set-cookie"


def cookies_kept_safe(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Return `app` with the attributes and the names of its cookies."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                cookies = headers.getall(_SET, [])
                if cookies:
                    del headers[_SET]
                for cookie in cookies:
                    headers.add(_SET, _safe(cookie, encrypted=settings.encrypted))
            await send(message)

        if settings.encrypted:
            scope["headers"] = list(_with_plain_names(scope))
        await app(scope, receive, send_safe)

    return answer


def _safe(cookie: str, *, encrypted: bool) -> str:
    """Return a `Set-Cookie` that is `HttpOnly` and `SameSite`, over https `Secure` and prefixed."""
    pair, *attributes = cookie.split("; ")
    said = {each.partition("=")[0].lower(): each for each in attributes}
    said |= {"httponly": "HttpOnly"} | ({"secure": "Secure"} if encrypted else {})
    said.setdefault("samesite", "SameSite=lax")
    if encrypted:
        pair = f"{_prefix(pair.partition('=')[0])}{pair}"
    return "; ".join([pair, *sorted(said.values())])


def _with_plain_names(scope: Scope) -> Iterator[tuple[bytes, bytes]]:
    """Yield the headers with the cookies that have their prefix, without it, and no other."""
    for name, value in scope["headers"]:
        if name != b"cookie":
            yield name, value
            continue
        pairs = value.decode("latin-1").split(";")
        ours = list(_plain(each.strip() for each in pairs))
        if ours:
            yield name, "; ".join(ours).encode("latin-1")


def _plain(pairs: Iterable[str]) -> Iterator[str]:
    for pair in pairs:
        plain = pair.removeprefix(_HOST if pair.startswith(_HOST) else _SECURE)
        if pair == f"{_prefix(plain.partition('=')[0])}{plain}":
            yield plain


def _prefix(name: str) -> str:
    return _HOST if name in _OF_ALL else _SECURE
