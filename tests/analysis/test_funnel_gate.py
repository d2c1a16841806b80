"""What may be shown of how far a survey came."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.funnel import ReleasedFunnel, release_funnel
from analysis.disclosure.gate import INSIDE, Withheld
from analysis.inputs import Openings

FEW = Withheld()
COUNTS = st.integers(0, 60)


def release(
    opened: int, started: int, completed: int, *, over: bool = True, invited: int | None = 30
) -> ReleasedFunnel:
    return release_funnel(
        "s", Openings(opened, started), invited=invited, completed=completed, over=over
    )


def shown(released: ReleasedFunnel) -> tuple[object, ...]:
    return released.invited, released.opened, released.started, released.completed


def test_after_the_end_the_counts_are_exact_from_five_on() -> None:
    assert shown(release(23, 19, 17)) == (30, 23, 19, 17)
    assert shown(release(9, 6, 4)) == (30, 9, 6, FEW)
    assert shown(release(0, 0, 0)) == (30, FEW, FEW, FEW)


def test_while_answers_arrive_they_rise_in_steps_of_five() -> None:
    assert shown(release(23, 19, 17, over=False)) == (30, 20, 15, 15)
    assert shown(release(24, 15, 15, over=False)) == (30, 20, 15, 15)
    assert shown(release(4, 0, 0, over=False)) == (30, FEW, FEW, FEW)


def test_what_was_never_counted_is_not_a_count() -> None:
    assert shown(release(0, 0, 17)) == (30, None, None, 17)


def test_a_count_that_is_smaller_than_what_came_of_it_is_not_told() -> None:
    assert shown(release(23, 16, 17)) == (30, 23, None, 17)
    assert shown(release(16, 10, 17)) == (30, None, None, 17)
    assert shown(release(18, 19, 17)) == (30, None, 19, 17)


@given(opened=COUNTS, started=COUNTS, completed=COUNTS, over=st.booleans())
def test_nothing_below_five_and_nothing_that_grows_backwards_is_shown(
    opened: int, started: int, completed: int, *, over: bool
) -> None:
    _, *counts = shown(release(opened, started, completed, over=over))
    numbers = [count for count in counts if isinstance(count, int)]

    assert all(count >= INSIDE for count in numbers)
    assert numbers == sorted(numbers, reverse=True)
    assert over or all(count % INSIDE == 0 for count in numbers)


@given(COUNTS, COUNTS, COUNTS)
def test_while_answers_arrive_one_more_opening_is_seen_once_in_five_at_most(
    abandoned: int, begun: int, completed: int
) -> None:
    started = completed + begun
    told = [
        shown(release(started + abandoned + more, started, completed, over=False))
        for more in range(INSIDE + 1)
    ]

    assert sum(one != other for one, other in pairwise(told)) == 1
