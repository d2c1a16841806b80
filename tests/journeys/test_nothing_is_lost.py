"""Many at once, a server that is killed, connections that drop, and double clicks.

What was acknowledged is there, exactly once.
"""

import asyncio
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import msgspec
import pytest

from service.store.database import Database
from surveys.form import fields_from_answers
from surveys.submissions import Submission, day_ordered_id
from tests.factories import NOON, make_submission
from tests.live import LiveService, live_service

CLIENTS = 50
COMMENTS = 2
"""How many comments each submission has."""

MANNERS = ("plain", "drops", "clicks twice", "plain", "drops")


class Sending(NamedTuple):
    """One submission, how it is sent, and by which way."""

    id: UUID
    request: bytes
    manner: str


def numbered(how_many: int, links: Sequence[str] = ()) -> list[Sending]:
    """Return as many submissions, by the form and by the API in turn, in every manner.

    Each comes through one of `links`, if there are any.
    """
    made = []
    for number in range(how_many):
        submission = make_submission(
            id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")),
            invitation=links[number] if links else None,
        )
        request = _by_form(submission) if number % 2 else _by_api(submission)
        made.append(Sending(submission.id, request, MANNERS[number % len(MANNERS)]))
    return made


def _by_form(submission: Submission) -> bytes:
    fields = [("id", str(submission.id)), ("lang", "fr"), ("go", "send"), ("page", "review")]
    fields += [("invitation", submission.invitation)] if submission.invitation else []
    body = urlencode([*fields, *fields_from_answers(submission.answers)]).encode()
    return _request(b"/s/printemps-2026", b"application/x-www-form-urlencoded", body)


def _by_api(submission: Submission) -> bytes:
    body = msgspec.json.encode(submission)
    return _request(b"/api/surveys/printemps-2026/submissions", b"application/json", body)


def _request(path: bytes, kind: bytes, body: bytes) -> bytes:
    return (
        b"POST %b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: %b\r\n"
        b"Content-Length: %d\r\n\r\n%b" % (path, kind, len(body), body)
    )


async def acknowledged(address: str, sending: Sending) -> bool:
    """Send it in its manner; return whether it was acknowledged."""
    if sending.manner == "drops":
        await _answer(address, sending.request, stay=False)
    if sending.manner == "clicks twice":
        both = await asyncio.gather(*(_answer(address, sending.request) for _ in range(2)))
        return any(both)
    return await _answer(address, sending.request)


async def _answer(address: str, request: bytes, *, stay: bool = True) -> bool:
    """Post over a connection of its own; whoever does not stay learns nothing."""
    where = urlsplit(address)
    try:
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
    except OSError:
        return False
    try:
        writer.write(request)
        await writer.drain()
        head = await reader.readuntil(b"\r\n\r\n") if stay else b""
    except (OSError, asyncio.IncompleteReadError):
        return False
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
    assert not stay or head.startswith((b"HTTP/1.1 201", b"HTTP/1.1 303")), head
    return stay


async def send_all(
    service: LiveService, sendings: Sequence[Sending], *, kill_after: int | None = None
) -> set[UUID]:
    """Send from all clients at once; kill the server once `kill_after` were acknowledged."""
    arrived: set[UUID] = set()

    async def client(mine: Sequence[Sending], note: Callable[[UUID], None]) -> None:
        for sending in mine:
            if await acknowledged(service.address, sending):
                note(sending.id)
            elif service.process.poll() is not None:
                return

    def note(submission_id: UUID) -> None:
        arrived.add(submission_id)
        if len(arrived) == kill_after:
            service.process.send_signal(signal.SIGKILL)

    await asyncio.gather(*(client(sendings[n::CLIENTS], note) for n in range(CLIENTS)))
    return arrived


def stored(path: Path) -> Counter[UUID]:
    with Database(path) as database, database.cursor() as cursor:
        rows = cursor.execute("select submission_id from submissions").fetchall()
    return Counter(submission_id for (submission_id,) in rows)


def commented(path: Path) -> Counter[UUID]:
    with Database(path) as database, database.cursor() as cursor:
        rows = cursor.execute("select submission_id from comments").fetchall()
    return Counter(submission_id for (submission_id,) in rows)


def test_2000_submissions_by_50_clients_are_all_there_exactly_once(open_survey: Path) -> None:
    sendings = numbered(2_000)

    with live_service(open_survey) as service:
        arrived = asyncio.run(send_all(service, sendings))

    assert arrived == {sending.id for sending in sendings}
    assert stored(open_survey) == Counter(arrived)
    assert commented(open_survey) == Counter(dict.fromkeys(arrived, COMMENTS))


@pytest.mark.parametrize(
    ("submissions", "kills"),
    [
        pytest.param(2_000, 3, id="2,000", marks=pytest.mark.long),  # test_kill_9.py is quicker
        pytest.param(10_000, 20, id="10,000", marks=pytest.mark.long),
    ],
)
def test_kill_9_loses_nothing_acknowledged_and_retries_double_nothing(
    open_survey: Path, submissions: int, kills: int
) -> None:
    waiting, arrived = numbered(submissions), set[UUID]()
    ids = {sending.id for sending in waiting}

    for kill in range(kills):
        kill_after = (kill % 4 + 1) * submissions // (4 * kills)  # early in its life, and late
        with live_service(open_survey) as service:
            now = asyncio.run(send_all(service, waiting, kill_after=kill_after))
            service.process.wait(timeout=20)
        assert kill_after <= len(now) < len(waiting)
        arrived |= now
        assert arrived <= set(stored(open_survey))
        # Every other time everybody sends anew, also those whose answers had arrived.
        waiting = [each for each in waiting if kill % 2 or each.id not in now]

    with live_service(open_survey) as service:  # everybody tries again, as a browser would
        assert asyncio.run(send_all(service, waiting)) == {sending.id for sending in waiting}

    assert stored(open_survey) == Counter(ids)
    assert commented(open_survey) == Counter(dict.fromkeys(ids, COMMENTS))
