"""Many at once, and a server that is killed: what was acknowledged is there, exactly once."""

import asyncio
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
import pytest

from service.store.database import Database
from service.store.load import load
from surveys.submissions import Submission, day_ordered_id
from tests.factories import NOON, make_bundle, make_submission, make_survey
from tests.live import LiveService, live_service

CLIENTS = 50
SUBMISSIONS = 2_000
REPETITIONS = 10


def numbered(repetition: int) -> list[Submission]:
    return [
        make_submission(
            id=day_ordered_id(NOON.date(), (repetition * SUBMISSIONS + n).to_bytes(10, "big"))
        )
        for n in range(SUBMISSIONS)
    ]


async def send(
    address: str, submissions: Sequence[Submission], acknowledge: Callable[[UUID], None]
) -> None:
    """Post over one connection, one after the other, until done or the server is gone."""
    where = urlsplit(address)
    try:
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
    except OSError:
        return
    try:
        for submission in submissions:
            writer.write(_request(submission))
            acknowledge(await _receipt(reader))
    except (OSError, asyncio.IncompleteReadError):
        return
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


def _request(submission: Submission) -> bytes:
    body = msgspec.json.encode(submission)
    return (
        b"POST /api/surveys/printemps-2026/submissions HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
    )


async def _receipt(reader: asyncio.StreamReader) -> UUID:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
    receipt = await reader.readexactly(length)
    assert head.startswith(b"http/1.1 201"), (head, receipt)
    return UUID(msgspec.json.decode(receipt)["id"])


async def send_all(
    service: LiveService, submissions: Sequence[Submission], *, kill_after: int | None = None
) -> set[UUID]:
    """Send from all clients at once; kill the server once `kill_after` were acknowledged."""
    acknowledged: set[UUID] = set()

    def acknowledge(submission_id: UUID) -> None:
        acknowledged.add(submission_id)
        if len(acknowledged) == kill_after:
            service.process.send_signal(signal.SIGKILL)

    await asyncio.gather(
        *(send(service.address, submissions[n::CLIENTS], acknowledge) for n in range(CLIENTS))
    )
    return acknowledged


def stored(path: Path) -> Counter[UUID]:
    with Database(path) as database, database.cursor() as cursor:
        rows = cursor.execute("select submission_id from submissions").fetchall()
    return Counter(submission_id for (submission_id,) in rows)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "bilan.duckdb"
    with Database(path) as database:
        bundle = make_bundle(surveys=(make_survey(closes_at=None),), submissions=())
        load(database, bundle, at=datetime.now(UTC))
    return path


def test_2000_submissions_by_50_clients_are_all_there_exactly_once(path: Path) -> None:
    submissions = numbered(0)

    with live_service(path) as service:
        acknowledged = asyncio.run(send_all(service, submissions))

    assert acknowledged == {submission.id for submission in submissions}
    assert stored(path) == Counter(acknowledged)


def test_kill_9_loses_nothing_acknowledged_and_retries_double_nothing(path: Path) -> None:
    for repetition in range(REPETITIONS):
        submissions = numbered(repetition)
        kill_after = (repetition + 1) * SUBMISSIONS // (REPETITIONS + 2)

        with live_service(path) as service:
            acknowledged = asyncio.run(send_all(service, submissions, kill_after=kill_after))
            service.process.wait(timeout=20)

        assert kill_after <= len(acknowledged) < SUBMISSIONS
        assert acknowledged <= set(stored(path))

        with live_service(path) as service:  # everybody tries again, as a browser would
            acknowledged = asyncio.run(send_all(service, submissions))

        ids = {submission.id for submission in submissions}
        assert acknowledged == ids
        there = stored(path)
        assert {each: there[each] for each in ids} == dict.fromkeys(ids, 1)
