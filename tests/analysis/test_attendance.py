"""How long somebody was there: times that overlap count once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.attendance import Presence, Window, minutes_present, union

TEN = datetime(2026, 3, 2, 10)


def at(minute: float) -> datetime:
    return TEN + timedelta(minutes=minute)


def there(start: float, end: float) -> Presence:
    return Presence("Zoé", start=at(start), end=at(end))


def for_(minutes: float | None) -> Presence:
    return Presence("Zoé", minutes=minutes)


def window(start: float, end: float) -> Window:
    return Window(at(start), at(end))


@pytest.mark.parametrize(
    ("presences", "minutes"),
    [
        ([there(0, 60)], 60),
        ([there(0, 30), there(45, 60)], 45),  # left and came back
        ([there(0, 40), there(20, 60)], 60),  # two devices
        ([there(0, 60), there(10, 20)], 60),  # one inside the other
        ([there(0, 30), there(30, 60)], 60),
        ([there(45, 60), there(0, 30)], 45),  # in any order
        ([there(0, 0.5)], 0.5),
        ([there(5, 5)], 0),
        ([for_(20), for_(15)], 35),
        ([there(0, 30), for_(15)], 45),
        ([for_(None), there(0, 30)], 30),
    ],
)
def test_minutes_worked_by_hand(presences: list[Presence], minutes: float) -> None:
    assert minutes_present(presences) == minutes


def test_what_lies_outside_the_session_does_not_count() -> None:
    assert minutes_present([there(-6, 128)], window(0, 120)) == 120
    assert minutes_present([there(-30, 10), there(110, 150)], window(0, 120)) == 20
    assert minutes_present([there(-30, -10)], window(0, 120)) == 0


def test_somebody_nobody_measured_has_no_minutes_not_zero() -> None:
    assert minutes_present([for_(None)]) is None
    assert minutes_present([]) is None


def test_lengths_that_may_overlap_add_up_to_the_session_at_most() -> None:
    assert minutes_present([for_(100), for_(90)], longest=120) == 120
    assert minutes_present([for_(100), for_(90)], window(0, 90), longest=120) == 90
    assert minutes_present([there(0, 100), for_(90)], window(0, 120)) == 120


def test_times_alone_are_as_measured_however_long_the_session_was_to_be() -> None:
    assert minutes_present([there(0, 128)], longest=120) == 128


SPANS = st.lists(
    st.tuples(st.integers(-60, 200), st.integers(0, 90)).map(
        lambda drawn: (drawn[0], drawn[0] + drawn[1])
    ),
    min_size=1,
    max_size=12,
)


@given(spans=SPANS, bounds=st.none() | st.tuples(st.integers(-20, 100), st.integers(1, 150)))
def test_the_union_is_what_looking_at_every_minute_finds(
    spans: list[tuple[int, int]], bounds: tuple[int, int] | None
) -> None:
    first, last = (bounds[0], bounds[0] + bounds[1]) if bounds else (-1_000, 1_000)
    seen = sum(any(start <= minute < end for start, end in spans) for minute in range(first, last))

    presences = [there(start, end) for start, end in spans]
    assert minutes_present(presences, window(first, last) if bounds else None) == seen


@given(spans=SPANS, more=SPANS)
def test_more_presences_never_take_time_away_nor_add_more_than_their_own(
    spans: list[tuple[int, int]], more: list[tuple[int, int]]
) -> None:
    def minutes(of: Sequence[tuple[int, int]]) -> float:
        return minutes_present([there(*span) for span in of]) or 0

    assert minutes(spans) <= minutes([*spans, *more]) <= minutes(spans) + minutes(more)


@given(spans=SPANS)
def test_a_union_neither_overlaps_nor_touches_and_is_its_own_union(
    spans: list[tuple[int, int]],
) -> None:
    once = union(window(start, end) for start, end in spans)

    assert all(before.end < after.start for before, after in pairwise(once))
    assert union(once) == once
