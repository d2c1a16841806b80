"""200 people answer within a minute, beside dashboards, a slide and a search for themes."""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.live import LiveService, live_service
from tests.load.audience import Room, Seen
from tests.load.files import make_file, sign_somebody_in, stored
from tests.load.passing import come_and_go
from tests.load.processes import use_of
from tests.load.webinar import Measured, load, quantile, said

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are looked at as Linux shows them"
)

SLOWEST_SECONDS = 0.25
"""What 99 of 100 submissions take at most, on two cores that have nothing else to do.

Where others have the cores, as many times longer as the service waits for its turns. The short room
answers within the first seconds of a service, which take longer.
"""


class Busy(NamedTuple):
    service: LiveService
    path: Path
    kept: Sequence[str]
    """What the browsers of an administrator send."""


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Busy]:
    """The service over a file as large as the demonstration."""
    path = tmp_path_factory.mktemp("load") / "bilan.duckdb"
    make_file(path)
    kept = sign_somebody_in(path, browsers=5)
    with live_service(path) as service:
        yield Busy(service, path, kept)


def measured_in(
    service: LiveService, kept: Sequence[str], room: Room, *, slowest: float
) -> Measured:
    """Let a room answer, and see that all of it is acknowledged in time."""
    measured = load(service, kept, room)
    print(said(measured))  # noqa: T201 -- it was measured
    assert measured.seen.errors == []
    assert len(measured.seen.acknowledged) == len(measured.seen.sending) == room.people
    assert measured.worker_seconds > 1  # there was something to compete with
    assert measured.seen.dashboards
    assert measured.seen.events
    assert quantile(measured.seen.sending, 0.99) < slowest * measured.stretched
    return measured


def test_a_room_that_answers_at_once_is_acknowledged_at_once(busy: Busy) -> None:
    room = Room(busy.service.address, 30, 4)
    measured_in(busy.service, busy.kept, room, slowest=2 * SLOWEST_SECONDS)


def test_who_comes_and_goes_leaves_nothing_open_behind(busy: Busy) -> None:
    seen, pid = Seen(), busy.service.process.pid
    asyncio.run(come_and_go(busy.service.address, busy.kept[4], seen, times=5))
    before = use_of(pid)

    asyncio.run(come_and_go(busy.service.address, busy.kept[4], seen, times=60))
    after = use_of(pid)

    assert seen.errors == []
    assert after.descriptors <= before.descriptors + 5
    assert after.threads <= before.threads + 5


@pytest.mark.long
@pytest.mark.parametrize("submissions", [0, 100_000])
def test_200_people_answer_within_a_minute(tmp_path: Path, submissions: int) -> None:
    path = tmp_path / "bilan.duckdb"
    make_file(path, submissions=submissions)
    kept = sign_somebody_in(path, browsers=4)

    with live_service(path, settings={"BILAN_SHORTEST_SECONDS": "2"}) as service:
        room = Room(service.address, 200, 60)
        measured = measured_in(service, kept, room, slowest=SLOWEST_SECONDS)

    assert measured.seen.acknowledged <= stored(path)
