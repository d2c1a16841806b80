"""The end of a webinar, as load: `python -m tests.load.webinar --help`.

200 people are asked to answer within a minute, while dashboards are open, a slide hangs on the wall
and a search for themes runs. It prints how long a submission takes, and what that costs.
"""

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

from tests.live import LiveService, live_service
from tests.load.audience import Room, Seen, look_at_dashboards, project, search_for_themes
from tests.load.files import make_file, sign_somebody_in
from tests.load.processes import processor_of, searching, stretched, turns_of


class Measured(NamedTuple):
    seen: Seen
    processor: float
    """Seconds of a processor that the serving process took."""
    searched: float
    """The same of the processes that searched for themes."""
    worker_seconds: float
    """For how long such a process was there."""
    seconds: float
    stretched: float
    """How many times longer the serving process took because others had the processors."""


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that `share` of `values` do not exceed."""
    ordered = sorted(values)
    return ordered[
        min(len(ordered) - 1, max(0, -(-int(share * 10_000) * len(ordered) // 10_000) - 1))
    ]


def load(service: LiveService, kept: Sequence[str], room: Room, *, themes: bool = True) -> Measured:
    """Let a room answer, with two dashboards, a slide and, if asked for, a search for themes."""
    pid, began, seen = service.process.pid, time.perf_counter(), Seen()
    before, turns = processor_of(pid), turns_of(pid)
    with _searches(pid) as searches:
        asyncio.run(_everybody(service.address, kept, room, seen, themes=themes))
    return Measured(
        seen=seen,
        processor=processor_of(pid) - before,
        searched=searches.processor,
        worker_seconds=searches.seconds,
        seconds=time.perf_counter() - began,
        stretched=stretched(turns, turns_of(pid)),
    )


async def _everybody(
    address: str, kept: Sequence[str], room: Room, seen: Seen, *, themes: bool
) -> None:
    others = [
        look_at_dashboards(address, kept[0], seen),
        look_at_dashboards(address, kept[1], seen),
        project(address, kept[2], seen),
        *([search_for_themes(address, kept[3], seen)] if themes else []),
    ]
    tasks = [asyncio.create_task(each) for each in others]
    await room.answers(seen)
    for task in tasks:
        task.cancel()
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        if not isinstance(ended, asyncio.CancelledError):
            seen.errors.append(repr(ended))


class _Searches:
    """What searches cost, watched from outside: they come and go."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._first: dict[int, float] = {}
        self._last: dict[int, float] = {}
        self.seconds = 0.0
        self.stop = Event()

    def watch(self) -> None:
        looked = time.perf_counter()
        while not self.stop.wait(0.1):
            now = time.perf_counter()
            with suppress(OSError):  # one ended meanwhile
                there = searching(self._pid)
                self.seconds += (now - looked) * bool(there)
                for each in there:
                    self._last[each] = processor_of(each)
                    self._first.setdefault(each, self._last[each])
            looked = now

    @property
    def processor(self) -> float:
        """Seconds of a processor that they took while they were watched."""
        return sum(self._last.values()) - sum(self._first.values())


@contextmanager
def _searches(pid: int) -> Iterator[_Searches]:
    searches = _Searches(pid)
    watching = Thread(target=searches.watch)
    watching.start()
    try:
        yield searches
    finally:
        searches.stop.set()
        watching.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--submissions", type=int, default=0, help="in the file beforehand")
    parser.add_argument("--no-themes", action="store_true")
    parser.add_argument("--shortest", type=int, default=2, help="as BILAN_SHORTEST_SECONDS")
    parser.add_argument("--rounds", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bilan.duckdb"
        make_file(path, submissions=asked.submissions)
        kept = sign_somebody_in(path, browsers=4)
        with live_service(
            path, settings={"BILAN_SHORTEST_SECONDS": str(asked.shortest)}
        ) as service:
            while asked.no_themes and searching(service.process.pid):
                time.sleep(1)  # the demonstration begins with searches of its own
            for round_ in range(asked.rounds):
                room = Room(service.address, asked.people, asked.seconds, seed=round_)
                print(said(load(service, kept, room, themes=not asked.no_themes)))  # noqa: T201


def said(measured: Measured) -> str:
    seen = measured.seen
    parts = [
        f"{name} p50 {1000 * quantile(values, 0.5):.0f}, p95 {1000 * quantile(values, 0.95):.0f}, "
        f"p99 {1000 * quantile(values, 0.99):.0f}, p99.9 {1000 * quantile(values, 0.999):.0f} ms "
        f"({len(values)})"
        for name, values in (
            ("sending", seen.sending),
            ("form", seen.pages),
            ("dashboards", seen.dashboards),
        )
    ]
    return "; ".join(
        [
            *parts,
            f"{len(seen.errors)} errors {seen.errors[:3]}, {seen.events} events",
            f"service {measured.processor:.1f} s of processor in {measured.seconds:.0f} s",
            f"searches {measured.searched:.1f} s in {measured.worker_seconds:.0f} s",
            f"stretched {measured.stretched:.1f} times",
            f"load {os.getloadavg()[0]:.1f}",
        ]
    )


if __name__ == "__main__":
    main()
