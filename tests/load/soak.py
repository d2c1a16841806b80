"""The service at load for long: `python -m tests.load.soak --help`.

Participants come as fast as 200 do in a minute, screens and browsers come and go, themes are
sought, files are taken out, reports set, backups made, answers erased. What the process holds is
looked at every second, and should not grow.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple
from uuid import UUID

from service.web.front_desk import COOKIE
from tests.accounts import ADMINISTRATOR, PASSWORD
from tests.live import LiveService, live_service
from tests.load.audience import (
    BROKEN,
    Seen,
    answer_by_form,
    answer_by_program,
    look_at_dashboards,
    project,
    search_for_themes,
)
from tests.load.browser import Browser
from tests.load.files import OPEN, make_file, sign_somebody_in
from tests.load.passing import watch_a_slide
from tests.load.processes import use_of
from tests.load.webinar import quantile

PEOPLE_A_SECOND = 200 / 60

_FILES = (
    "/cohorts/cohorte-1/export.xlsx",
    "/programmes/essai/report.pdf",
    "/programmes/essai/report.json",
    f"/surveys/{OPEN}/qr.png",
)


class Sample(NamedTuple):
    """What the process held at one moment."""

    seconds: float
    """Since the load began."""
    memory: float
    """Megabytes of its own."""
    threads: int
    descriptors: int
    file: float
    """Megabytes of the database."""
    log: float
    """Megabytes of the log beside it."""


class Growth(NamedTuple):
    """What grew while the service was as busy as before."""

    memory: float
    """Megabytes in ten minutes."""
    threads: float
    descriptors: float
    log: float
    """Of each how many more, or megabytes, there were in the end."""


MOST = Growth(memory=6.0, threads=4, descriptors=6, log=8.0)
"""What is no leak: the counts of what was opened and stored, and noise."""


def growth(samples: Sequence[Sample]) -> Growth:
    """Say what grew in the last two thirds of the samples; the first is for warming up.

    Of memory, what is left when nothing is going on tells of a leak: the lowest of each twentieth
    of the time, and the median of the slopes between any two of them (Theil and Sen), which a
    third of wild ones do not move.
    """
    late = samples[len(samples) // 3 :]
    parts = _parts(late, 20)
    points = [
        (median(each.seconds for each in part), min(each.memory for each in part)) for part in parts
    ]
    slopes = [
        (after[1] - before[1]) / (after[0] - before[0])
        for number, before in enumerate(points)
        for after in points[number + 1 :]
    ]
    first, last = _parts(late, 4)[0], _parts(late, 4)[-1]
    return Growth(
        memory=600 * median(slopes),
        threads=_typical(last, "threads") - _typical(first, "threads"),
        descriptors=_typical(last, "descriptors") - _typical(first, "descriptors"),
        log=_typical(last, "log") - _typical(first, "log"),
    )


def leaks(grown: Growth) -> list[str]:
    """Name what grew more than may be."""
    return [
        f"{name}: {value:.1f} more, {most:g} may be"
        for name, value, most in zip(Growth._fields, grown, MOST, strict=True)
        if value > most
    ]


def _parts(samples: Sequence[Sample], number: int) -> list[Sequence[Sample]]:
    """Return `number` parts of about one length, none of them empty."""
    edges = [round(each * len(samples) / number) for each in range(number + 1)]
    return [samples[start:end] for start, end in pairwise(edges) if end > start]


def _typical(samples: Sequence[Sample], name: str) -> float:
    return median(float(getattr(each, name)) for each in samples)


async def soak(
    service: LiveService, path: Path, kept: Sequence[str], seconds: float, seen: Seen
) -> list[Sample]:
    """Keep the service busy for so long; return what it held, once a second."""
    address, chance = service.address, Random(1)  # noqa: S311 -- who comes when
    always = [
        _again(seen, lambda: look_at_dashboards(address, kept[0], seen)),
        _again(seen, lambda: project(address, kept[1], seen)),
        _again(seen, lambda: search_for_themes(address, kept[2], seen, pause=20)),
        _again(seen, lambda: _take_files_out(address, kept[3], seen)),
        _again(seen, lambda: _screens_come_and_go(address, kept[4], seen, chance)),
        _again(seen, lambda: _sign_in_and_out(address, seen)),
        _again(seen, lambda: _back_up(path, seen)),
        _people_answer(address, seen, chance),
    ]
    tasks = [asyncio.create_task(each) for each in always]
    try:
        return [each async for each in _samples(service.process.pid, path, seconds)]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _samples(pid: int, path: Path, seconds: float) -> AsyncIterator[Sample]:
    log, began = path.with_name(f"{path.name}.wal"), time.monotonic()
    while (now := time.monotonic() - began) < seconds:
        use = use_of(pid)
        yield Sample(
            seconds=now,
            memory=use.memory / 1e6,
            threads=use.threads,
            descriptors=use.descriptors,
            file=_megabytes(path),
            log=_megabytes(log),
        )
        await asyncio.sleep(1)


def _megabytes(path: Path) -> float:
    return path.stat().st_size / 1e6 if path.exists() else 0.0


async def _again(seen: Seen, doing: Callable[[], Awaitable[None]]) -> None:
    """Begin again what broke, and note it."""
    while True:
        try:
            await doing()
        except BROKEN as error:
            seen.errors.append(repr(error))
            await asyncio.sleep(1)


async def _people_answer(address: str, seen: Seen, chance: Random) -> None:
    """Let people come one by one; one in ten erases the answers again, by the receipt."""
    async with asyncio.TaskGroup() as there:
        while True:
            there.create_task(_somebody(address, seen, chance))
            await asyncio.sleep(chance.expovariate(PEOPLE_A_SECOND))


async def _somebody(address: str, seen: Seen, chance: Random) -> None:
    takes = chance.uniform(2.5, 8)
    try:
        if chance.random() < 0.25:
            await answer_by_program(address, takes, chance.randbytes(10), seen)
            return
        sent = await answer_by_form(address, takes, chance.randbytes(10), seen)
        if chance.random() < 0.1:
            async with Browser(address) as browser:
                code = [("code", sent["receipt"]), ("lang", "fr")]
                seen.check(await browser.post("/r", code), 200, "a receipt")
                seen.erased.add(UUID(sent["id"]))
                seen.check(await browser.post("/r/erased", code), 303, "erasing")
    except BROKEN as error:
        seen.errors.append(f"a participant: {error!r}")


async def _take_files_out(address: str, kept: str, seen: Seen) -> None:
    async with Browser(address, {COOKIE: kept}) as browser:
        while True:
            for file in _FILES:
                seen.check(await browser.get(file), 200, file)
                await asyncio.sleep(3)


async def _screens_come_and_go(address: str, kept: str, seen: Seen, chance: Random) -> None:
    while True:
        await watch_a_slide(address, kept, seen, chance.uniform(0.1, 2))


async def _sign_in_and_out(address: str, seen: Seen) -> None:
    while True:
        async with Browser(address) as browser:
            typed = [("email", ADMINISTRATOR), ("password", PASSWORD)]
            seen.check(await browser.post("/sign-in", typed), 303, "signing in")
            seen.check(await browser.get("/programmes/essai"), 200, "the programme")
            seen.check(await browser.post("/sign-out", []), 303, "signing out")
        await asyncio.sleep(2)


async def _back_up(path: Path, seen: Seen) -> None:
    """Make a backup a minute, as no organisation does."""
    while True:
        await asyncio.sleep(60)
        command = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "service", "backup", str(path.parent),
            env=os.environ | {"BILAN_DATABASE": str(path)},
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        _, said = await command.communicate()
        if command.returncode:
            seen.errors.append(f"a backup: {said.decode()}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--submissions", type=int, default=0, help="in the file beforehand")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bilan.duckdb"
        make_file(path, submissions=asked.submissions)
        kept = sign_somebody_in(path, browsers=5)
        seen = Seen()
        with live_service(path, settings={"BILAN_SHORTEST_SECONDS": "2"}) as service:
            samples = asyncio.run(soak(service, path, kept, 60 * asked.minutes, seen))
        for each in samples[:: max(1, len(samples) // 30)]:
            print(*(f"{value:8.1f}" for value in each))  # noqa: T201
        print(growth(samples), leaks(growth(samples)))  # noqa: T201
        print(  # noqa: T201
            f"{len(seen.acknowledged)} submissions, "
            f"p99 {1000 * quantile(seen.sending, 0.99):.0f} ms, "
            f"{len(seen.errors)} errors {seen.errors[:5]}"
        )


if __name__ == "__main__":
    main()
