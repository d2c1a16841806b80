"""A list of reminders moves on in batches only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import INSIDE
from analysis.disclosure.reminders import may_leave_out_more


@pytest.mark.parametrize(
    ("made", "used", "left_out", "may"),
    [
        (40, 4, 0, False),  # four could be told apart too easily
        (40, 5, 0, True),
        (40, 9, 5, False),
        (40, 10, 5, True),
        (40, 35, 20, True),  # five are left
        (40, 36, 20, False),  # four are left
        (9, 5, 0, False),
        (10, 5, 0, True),
        (0, 0, 0, False),
    ],
)
def test_enough_have_answered_since_and_enough_are_left(
    made: int, used: int, left_out: int, *, may: bool
) -> None:
    assert may_leave_out_more(made, used, left_out) == may


@given(st.lists(st.integers(0, 9), max_size=30), st.integers(0, 60))
def test_whenever_lists_are_asked_for_no_two_that_differ_are_closer_than_a_batch(
    arrivals: list[int], made: int
) -> None:
    used, left_out = 0, 0
    for more in arrivals:
        used = min(made, used + more)
        if may_leave_out_more(made, used, left_out):
            assert used - left_out >= INSIDE
            left_out = used
    assert left_out == 0 or made - left_out >= INSIDE


def test_a_smaller_batch_and_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="never smaller"):
        may_leave_out_more(40, 10, 0, fewest=4)
    with pytest.raises(ValueError, match="left out"):
        may_leave_out_more(40, 3, 5)
