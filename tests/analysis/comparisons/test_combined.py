"""Sums and differences of estimates with intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparisons.combined import Estimate, combined, inverted, slope_weights
from analysis.comparisons.two_shares import newcombe
from analysis.intervals import Interval, wilson

SHARES = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def _estimate(count: int, answers: int) -> Estimate:
    return Estimate(count / answers, wilson(count, answers))


@given(SHARES, SHARES)
def test_the_difference_of_two_shares_is_newcombes(
    here: tuple[int, int], there: tuple[int, int]
) -> None:
    low, high = newcombe(*here, *there)
    value, interval = combined([_estimate(*here), _estimate(*there)], (1, -1))

    assert value == pytest.approx(here[0] / here[1] - there[0] / there[1])
    assert (max(-1, interval.low), min(1, interval.high)) == pytest.approx((low, high))


def test_distances_are_weighed_squared_and_added() -> None:
    # 2 x 10 - 1 x 4 = 16; below: sqrt((2 x 3)^2 + (1 x 8)^2) = 10, above: sqrt(2^2 + 1.5^2) = 2.5.
    parts = [Estimate(10, Interval(7, 11)), Estimate(4, Interval(2.5, 12))]

    assert combined(parts, (2, -1)) == Estimate(16, Interval(6, 18.5))


def test_the_slope_of_a_straight_row_is_its_step() -> None:
    # Cohorts 1, 2 and 4 stand at 50, 60 and 80 %; the third has no answers: 10 % a cohort.
    weights = slope_weights([10, 20, 0, 5])

    assert sum(weights) == pytest.approx(0)
    assert sum(w * y for w, y in zip(weights, (0.5, 0.6, 0, 0.8), strict=True)) == pytest.approx(
        0.1
    )


def test_a_line_goes_through_two_cohorts() -> None:
    # Whatever their sizes, the rise is the second less the first.
    assert slope_weights([30, 5]) == pytest.approx((-1, 1))
    assert slope_weights([1, 1]) == pytest.approx((-1, 1))


def test_no_line_goes_through_one_cohort() -> None:
    with pytest.raises(ValueError, match="fewer than two"):
        slope_weights([0, 7, 0])


def test_the_p_value_is_where_the_interval_touches_0() -> None:
    # A made-up interval 0.3 +- confidence: it leaves 0 out up to a confidence of 0.3.
    assert inverted(lambda c: Interval(0.3 - c, 0.3 + c)) == pytest.approx(0.7)
    assert inverted(lambda c: Interval(-c, c)) == pytest.approx(1)
