"""The count that a room sees: no single arrival shows, but the one that completes a step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import INSIDE
from analysis.disclosure.live_count import stepped

COUNTS = st.integers(0, 100_000)


def test_nobody_and_a_few_look_alike() -> None:
    assert {stepped(submissions) for submissions in range(5)} == {0}


def test_from_five_on_the_count_goes_in_fives() -> None:
    shown = [stepped(submissions) for submissions in range(5, 17)]

    assert shown == [5, 5, 5, 5, 5, 10, 10, 10, 10, 10, 15, 15]


@given(COUNTS)
def test_the_room_is_never_told_more_than_there_are_nor_a_whole_step_less(
    submissions: int,
) -> None:
    assert stepped(submissions) <= submissions < stepped(submissions) + INSIDE


@given(COUNTS)
def test_as_many_counts_as_the_threshold_may_be_behind_what_is_shown(submissions: int) -> None:
    alike = range(max(0, submissions - INSIDE), submissions + INSIDE + 1)

    assert sum(stepped(other) == stepped(submissions) for other in alike) == INSIDE


@given(st.integers(0, 10_000))
def test_five_arrivals_in_a_row_change_what_is_shown_once(submissions: int) -> None:
    shown = [stepped(submissions + arrived) for arrived in range(INSIDE + 1)]

    assert len(set(shown)) == 2
    assert shown == sorted(shown)


@given(COUNTS, st.integers(INSIDE, 50))
def test_steps_may_be_larger(submissions: int, step: int) -> None:
    assert stepped(submissions, step=step) % step == 0


@pytest.mark.parametrize("step", [4, 1, 0, -5])
def test_steps_are_never_smaller_than_the_threshold(step: int) -> None:
    with pytest.raises(ValueError, match="never smaller"):
        stepped(12, step=step)
