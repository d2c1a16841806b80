"""How long somebody was there: the union of the times a meeting tool saw them.

A tool writes a row each time somebody joins, on each device. Times that overlap count
once, gaps do not count, and what lies outside the session does not count. This is the
measure of a union of intervals, found by sorting them (Klee, V. (1977), "Can the measure
of a union of intervals be computed in less than O(n log n) steps?", American Mathematical
Monthly 84(4), 284-285).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Presence:
    """One row of a report: somebody was there once."""

    name: str
    """As shown in the meeting."""

    email: str = ""
    also: tuple[str, ...] = ()
    """Other names the report gives the same person."""

    start: datetime | None = None
    """In the time zone of the report, which it does not tell; with `end`, or neither."""

    end: datetime | None = None
    minutes: float | None = None
    """How long, where the report does not tell when; None with neither: nobody measured."""


class Window(NamedTuple):
    """When a session took place, in the time zone of the report."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> float:
        """Its length."""
        return (self.end - self.start) / _MINUTE


def minutes_present(
    presences: Iterable[Presence], window: Window | None = None, *, longest: float | None = None
) -> float | None:
    """Return for how many minutes one person was there, on any number of devices.

    Args:
        presences: All of this person.
        window: When the session took place, if known: nothing outside it counts.
        longest: Minutes of the session. Presences of which only the length is known may
            overlap, so with one of them the sum is at most that of the window, or this.

    Returns:
        0 if they were there outside the window alone; None if nobody measured how long.
    """
    presences = list(presences)
    timed = spans(presences)
    lengths = [each.minutes for each in presences if each.minutes is not None]
    if not timed and not lengths:
        return None
    together = sum((span.end - span.start for span in union(clipped(timed, window))), timedelta())
    minutes = together / _MINUTE + sum(lengths)
    most = window.minutes if window else longest
    if lengths and most is not None:
        minutes = min(minutes, most)
    return round(minutes, 2)


def spans(presences: Iterable[Presence]) -> list[Window]:
    """Return the times of those presences of which they are known."""
    return [Window(each.start, each.end) for each in presences if each.start and each.end]


def clipped(times: Iterable[Window], window: Window | None) -> Iterator[Window]:
    """Yield what of `times` lies in `window`, where anything does."""
    for span in times:
        start = max(span.start, window.start) if window else span.start
        end = min(span.end, window.end) if window else span.end
        if start < end:
            yield Window(start, end)


def union(times: Iterable[Window]) -> Sequence[Window]:
    """Return the same times as spans that neither overlap nor touch, in order."""
    merged: list[Window] = []
    for span in sorted(times):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Window(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
