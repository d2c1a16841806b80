"""Take what programs send on the shortest way: one address is asked far more than all others.

What can be stored is stored and acknowledged here (docs/performance.md says what that is worth).
Everything else goes through Litestar, with its body to be read again: it alone knows how to refuse.
The answers are the same (tests/service/test_quick_submissions.py).
"""

import re
from typing import Final, cast

import msgspec
from litestar.types import ASGIApp, HTTPReceiveMessage, Receive, Scope, Send

from service.store.writer import SubmissionWriter
from service.web.collect import Collector
from service.web.submissions import REFUSED, taken
from surveys.submissions import Submission

_ADDRESS = re.compile(r"/api/surveys/([a-z0-9-]+)/submissions")
_JSON = b"application/json"
_decode: Final = msgspec.json.Decoder(Submission).decode
_encode: Final = msgspec.json.Encoder().encode


def quick_submissions(
    app: ASGIApp, collector: Collector, writer: SubmissionWriter, *, largest: int
) -> ASGIApp:
    """Return `app` with submissions of at most `largest` bytes taken before it."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        survey = _survey(scope, largest)
        if survey is None:
            await app(scope, receive, send)
            return
        body = await _read(receive)
        if body is None:
            return
        try:
            acknowledged = await taken(collector, writer, survey, _decode(body), scope)
        except Exception as error:  # noqa: BLE001 -- it is raised again, where it is answered
            cast("dict[str, object]", scope)[REFUSED] = error
            await app(scope, _again(body, receive), send)
            return
        content = _encode(acknowledged)
        await send(
            {
                "type": "http.response.start",
                "status": 201,
                "headers": [
                    (b"content-type", _JSON),
                    (b"content-length", b"%d" % len(content)),
                ],
            }
        )
        await send({"type": "http.response.body", "body": content, "more_body": False})

    return answer


def _survey(scope: Scope, largest: int) -> str | None:
    """Return where to something is sent that can be read here; None: it is not."""
    if scope.get("method") != "POST":
        return None
    found = _ADDRESS.fullmatch(scope["path"])
    if found is None:
        return None
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"")
    fits = length.isdigit() and int(length) <= largest
    return found[1] if fits and headers.get(b"content-type") == _JSON else None


async def _read(receive: Receive) -> bytes | None:
    """Return the body; None where whoever sent it has left."""
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message["body"])
        if not message["more_body"]:
            return parts[0] if len(parts) == 1 else b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what gives a body that was read once more, and then goes on."""
    whole: list[HTTPReceiveMessage] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> HTTPReceiveMessage:
        return whole.pop() if whole else cast(HTTPReceiveMessage, await receive())

    return again
