"""What Linux says of a process: how much it uses, and who comes before it."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_TICKS = os.sysconf("SC_CLK_TCK")


class Use(NamedTuple):
    """Of a process, at one moment."""

    memory: int
    """Bytes that are its own: resident, without the pages of files."""
    resident: int
    """Bytes, those of files too."""
    threads: int
    descriptors: int
    processor: float
    """Seconds, since it began."""


def use_of(pid: int) -> Use:
    """Raises ProcessLookupError or FileNotFoundError: it has ended."""
    status = dict(line.split(":", 1) for line in _read(pid, "status").splitlines() if ":" in line)
    return Use(
        memory=int(status["RssAnon"].split()[0]) * 1024,
        resident=int(status["VmRSS"].split()[0]) * 1024,
        threads=int(status["Threads"]),
        descriptors=len(os.listdir(f"/proc/{pid}/fd")),  # noqa: PTH208 -- names, as cheap as it gets
        processor=processor_of(pid),
    )


def processor_of(pid: int) -> float:
    """Return for how many seconds a process has had a processor."""
    fields = _read(pid, "stat").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


class Turns(NamedTuple):
    """How long a thread ran, and how long it waited for a processor, since it began, in seconds."""

    ran: float
    waited: float


def turns_of(pid: int) -> dict[int, Turns]:
    """Return what each thread of a process had of the processors."""
    found = {}
    for thread in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):  # it has ended
            ran, waited, _ = (thread / "schedstat").read_text("ascii").split()
            found[int(thread.name)] = Turns(int(ran) / 1e9, int(waited) / 1e9)
    return found


def stretched(before: Mapping[int, Turns], after: Mapping[int, Turns]) -> float:
    """Return how many times longer threads took because others had the processors."""
    nothing = Turns(0, 0)
    ran = sum(each.ran - before.get(thread, nothing).ran for thread, each in after.items())
    waited = sum(each.waited - before.get(thread, nothing).waited for thread, each in after.items())
    return (ran + waited) / ran if ran else 1.0


def children_of(pid: int) -> list[int]:
    """Return the processes that its threads have started and that have not ended."""
    found = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):  # it has ended
            found += (thread / "children").read_text("ascii").split()
    return [int(each) for each in found]


def searching(pid: int) -> list[int]:
    """Return the processes in which the service computes."""
    return [each for each in children_of(pid) if "spawn_main" in _read(each, "cmdline")]


def _read(pid: int, name: str) -> str:
    return Path(f"/proc/{pid}/{name}").read_text("utf-8", errors="replace")
