"""Give each request an id, which its answer and its lines of the log share; log those of the team.

What participants ask for gets no line, unless it fails: a line each would say when somebody
answered. Who signs in, and who is refused, is in the audit log.
"""

import logging
import re
import time
from random import Random

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from service.logs import Asked, asked_now

logger = logging.getLogger(__name__)

HEADER = "X-Request-Id"
_HEADER = HEADER.lower().encode()

_WELL_FORMED = re.compile(rb"[0-9A-Fa-f-]{16,64}")
"""A UUID, or as many random digits: nothing that words or addresses can be written with."""

_chance = Random()  # noqa: S311 -- an id is no secret

_FILES, _FAILED = "/static/", 400
"""Files that are sent as they are need no id: the form has to arrive in one round trip."""

_LAST_WORD = b"Something went wrong on our side; nothing was stored."


def logged_requests(app: ASGIApp) -> ASGIApp:
    """Return `app` with ids and lines, and an answer where it has none to give."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        asked = Asked(f"{_chance.getrandbits(128):032x}", _given(scope), scope)
        token, began, status = asked_now.set(asked), time.perf_counter(), 0

        async def send_marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                if not (status < _FAILED and scope["path"].startswith(_FILES)):
                    message["headers"] = [*message["headers"], (_HEADER, asked.id.encode())]
            await send(message)

        try:
            await app(scope, receive, send_marked)
        except Exception:
            if status:  # too late for another: the server closes the connection
                raise
            logger.exception("no answer could be made")
            await _send_last_word(send_marked)
        finally:
            if asked.of_the_team:
                _log(scope, status, time.perf_counter() - began)
            asked_now.reset(token)

    return answer


def _given(scope: Scope) -> str:
    given = next((value for key, value in scope["headers"] if key == _HEADER), b"")
    return given.decode() if _WELL_FORMED.fullmatch(given) else ""


def _log(scope: Scope, status: int, seconds: float) -> None:
    answered = {
        "method": scope.get("method", ""),
        "status": status,
        "duration_ms": round(1_000 * seconds, 1),
    }
    logger.info("answered", extra={"answered": answered})


async def _send_last_word(send: Send) -> None:
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"%d" % len(_LAST_WORD))]
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    await send({"type": "http.response.body", "body": _LAST_WORD, "more_body": False})
