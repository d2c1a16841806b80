"""The same people before and after."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from analysis.comparisons.paired_shares import mcnemar_mid_p

COUNTS = st.integers(0, 60)


@given(COUNTS, COUNTS)
def test_it_is_twice_the_tail_less_the_observed_chance(up: int, down: int) -> None:
    fewer, changed = min(up, down), up + down
    by_definition = 2 * binom.cdf(fewer, changed, 0.5) - binom.pmf(fewer, changed, 0.5)
    if up == down:  # the two tails overlap in the middle: everything, less half of it
        by_definition = 1 - binom.pmf(fewer, changed, 0.5) / 2 if changed else 1.0
    assert mcnemar_mid_p(up, down) == pytest.approx(by_definition)


@given(COUNTS, COUNTS)
def test_up_and_down_can_be_swapped(up: int, down: int) -> None:
    assert mcnemar_mid_p(up, down) == mcnemar_mid_p(down, up)


@given(COUNTS, COUNTS)
def test_the_more_lopsided_the_rarer(up: int, down: int) -> None:
    if up >= down:
        assert mcnemar_mid_p(up + 1, down) < mcnemar_mid_p(up, down)


def test_where_nobody_changed_nothing_is_shown() -> None:
    assert mcnemar_mid_p(0, 0) == 1


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="no counts"):
        mcnemar_mid_p(-1, 3)
