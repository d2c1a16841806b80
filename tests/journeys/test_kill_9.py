"""A service that is killed at any moment, while fifty people send, and is started again.

Whatever it was doing (writing its log into the tables, handing out a copy, erasing, counting,
searching for themes, starting): what was acknowledged is there, once and whole, and nothing is
there that nobody sent. A round begins with the files as the last one left them: the service itself
recovers, and nobody mends anything.
"""

import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode
from uuid import UUID

import pytest

from service.jobs import find_themes
from service.store import jobs
from service.store import submissions as store
from service.store.database import Database
from service.store.log_tail import LOGS, logs_of, size_of
from surveys.receipts import new_receipt
from surveys.submissions import day_ordered_id
from tests.factories import NOON, make_bundle, make_submission
from tests.journeys.test_nothing_is_lost import (
    CLIENTS,
    COMMENTS,
    MANNERS,
    Sending,
    _answer,
    _by_api,
    _request,
    acknowledged,
)
from tests.live import LiveService, live_service

WITH_RECEIPT = 10
"""One of so many comes with a receipt, by which it is erased later."""

_PATIENCE_SECONDS = 20.0


@dataclass
class World:
    """All that was ever sent, and what the service said of it."""

    path: Path
    in_a_round: int
    """How many are sent in each."""
    chance: random.Random
    sent: list[Sending] = field(default_factory=list)
    receipts: dict[UUID, str] = field(default_factory=dict)
    arrived: set[UUID] = field(default_factory=set)
    erasing: set[UUID] = field(default_factory=set)
    """Somebody asked to erase it, and perhaps never heard whether it was."""
    erased: set[UUID] = field(default_factory=set)

    def more(self) -> list[Sending]:
        """Return what is sent in the next round: much that is new, after some that is not."""
        again = self.chance.sample(self.sent, min(100, len(self.sent)))
        new = []
        for number in range(len(self.sent), len(self.sent) + self.in_a_round):
            submission_id = day_ordered_id(NOON.date(), number.to_bytes(10, "big"))
            receipt = None
            if number % WITH_RECEIPT == 0:
                receipt = new_receipt(self.chance.randbytes(8))
                self.receipts[submission_id] = receipt
            submission = make_submission(id=submission_id, receipt=receipt)
            manner = MANNERS[number % len(MANNERS)]
            new.append(Sending(submission_id, _by_api(submission), manner))
        self.sent += new
        return [each for each in again if each.id not in self.erasing] + new


@dataclass
class Round:
    """One life of the service."""

    world: World
    service: LiveService
    arrived: int = 0
    erased: int = 0
    beside: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def lives(self) -> bool:
        return self.service.process.poll() is None

    def until(self, reached: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while self.lives and not reached() and time.monotonic() < deadline:
            time.sleep(0.001)

    def pause(self, longest: float) -> None:
        time.sleep(self.world.chance.random() * longest)


def under_load(now: Round) -> None:
    enough = now.world.chance.randrange(5, now.world.in_a_round // 2)
    now.until(lambda: now.arrived >= enough)


def in_a_checkpoint(now: Round) -> None:
    log, longest = now.world.path.with_name(f"{now.world.path.name}{LOGS[0]}"), 0

    def shrinks() -> bool:
        nonlocal longest
        size = size_of(log)
        longest = max(longest, size)
        return size < longest

    now.until(lambda: now.arrived >= 20)
    now.until(shrinks)
    now.pause(0.02)


def in_a_backup(now: Round) -> None:
    now.until(lambda: now.arrived >= 20)
    database = now.world.path
    now.beside.append(
        subprocess.Popen(  # noqa: S603 -- our own interpreter and package
            [sys.executable, "-m", "service", "backup", str(database.with_suffix(".backup"))],
            env=os.environ | {"BILAN_DATABASE": str(database)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    )
    now.until(lambda: any(database.parent.glob(f".{database.name}.copy-*")))
    now.pause(0.3)


def in_an_erasure(now: Round) -> None:
    enough = now.world.chance.randrange(1, 6)
    now.until(lambda: now.erased >= enough)


def as_it_starts(now: Round) -> None:
    """Counts are made, jobs taken up, and the log of the last life tidied away."""
    now.pause(0.2)


def in_a_search(now: Round) -> None:
    now.pause(3.0)


MOMENTS = (under_load, in_a_backup, in_a_checkpoint, as_it_starts, in_an_erasure, in_a_search)


async def send_until_it_dies(now: Round, sendings: Sequence[Sending]) -> None:
    async def client(mine: Sequence[Sending]) -> None:
        for sending in mine:
            if not now.lives:
                return
            if await acknowledged(now.service.address, sending):
                now.world.arrived.add(sending.id)
                now.arrived += 1

    await asyncio.gather(*(client(sendings[n::CLIENTS]) for n in range(CLIENTS)))


async def erase_until_it_dies(now: Round) -> None:
    world = now.world
    there = sorted(world.receipts.keys() & world.arrived - world.erased)
    for submission_id in world.chance.sample(there, min(20, len(there))):
        if not now.lives:
            return
        world.erasing.add(submission_id)
        body = urlencode({"code": world.receipts[submission_id], "lang": "fr"}).encode()
        request = _request(b"/r/erased", b"application/x-www-form-urlencoded", body)
        if await _answer(now.service.address, request):
            world.erased.add(submission_id)
            now.erased += 1


async def everybody(now: Round, moment: Callable[[Round], None]) -> None:
    sendings = now.world.more()
    erasing = [erase_until_it_dies(now)] if moment is in_an_erasure else []
    await asyncio.gather(send_until_it_dies(now, sendings), *erasing)


def live_and_die(world: World, moment: Callable[[Round], None]) -> None:
    if moment is in_a_search:
        with Database(world.path) as database:
            find_themes.ask_for(database, make_bundle().activities, at=datetime.now(UTC))
    with live_service(world.path) as service:
        now = Round(world, service)

        def kill() -> None:
            moment(now)
            service.process.send_signal(signal.SIGKILL)
            service.process.wait()

        killer = Thread(target=kill)
        killer.start()
        asyncio.run(everybody(now, moment))
        killer.join()
    for each in now.beside:
        each.wait(timeout=_PATIENCE_SECONDS)
    check_what_is_left(world)


def check_what_is_left(world: World) -> None:
    """Open a copy of what the killed service left, for it to recover by itself later."""
    aside = world.path.parent / "aside"
    aside.mkdir()
    for each in (world.path, *logs_of(world.path)):
        shutil.copy(each, aside)
    with Database(aside / world.path.name) as database, database.cursor() as cursor:
        rows = cursor.execute("select submission_id, survey from submissions").fetchall()
        comments = dict(
            cursor.execute("select submission_id, count(*) from comments group by all").fetchall()
        )
        erased = {each for (each,) in cursor.execute("from erased").fetchall()}
        there = {each for each, _ in rows}
        some = world.chance.sample(sorted(there), min(50, len(there)))
        whole = store.known(cursor, some)
    shutil.rmtree(aside)
    assert len(rows) == len(there)
    assert world.arrived - world.erasing <= there, "acknowledged, and lost"
    assert there <= {each.id for each in world.sent}
    assert comments == dict.fromkeys(there, COMMENTS), "there by half"
    assert not there & world.erased, "said to be erased, and still there"
    assert world.erased <= erased <= world.erasing
    assert not there & erased
    assert all(each.answers == whole[some[0]].answers for each in whole.values())
    assert {each.comments["needs_next"] for each in whole.values()} <= {"Du temps pour pratiquer."}


@pytest.mark.parametrize(
    ("rounds", "in_a_round"),
    [
        pytest.param(2, 200, id="two rounds"),
        pytest.param(50, 1_500, id="fifty rounds", marks=pytest.mark.long),
    ],
)
def test_whenever_it_is_killed_nothing_acknowledged_is_lost_and_it_comes_back_by_itself(
    open_survey: Path, rounds: int, in_a_round: int
) -> None:
    world = World(open_survey, in_a_round, random.Random(rounds))  # noqa: S311 -- moments, not secrets
    for number in range(rounds):
        live_and_die(world, MOMENTS[number % len(MOMENTS)])

    with live_service(open_survey) as service:
        latest = world.sent[-2 * in_a_round :]
        rest = [each for each in latest if each.id not in world.erasing]
        now = Round(world, service)
        asyncio.run(send_until_it_dies(now, rest))  # everybody tries again, as a browser would
    check_what_is_left(world)
    left = {each.name for each in open_survey.parent.iterdir()} - {"bilan.backup"}
    assert left == {"bilan.duckdb", "bilan.log"}
    assert world.arrived >= {each.id for each in rest}
    with Database(open_survey) as database, database.cursor() as cursor:
        searched = jobs.latest(cursor, kind=find_themes.KIND, subject="formation")
    assert searched is None or searched.state in {"queued", "running", "done"}
