from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.emergence.wandering import spread_of, tails


def test_five_of_six_in_one_cohort_of_six_is_what_counting_the_ways_gives() -> None:
    ways = comb(100, 5) * comb(500, 1) + comb(100, 6)

    assert tails([6], 100, 500)[0, 5] == pytest.approx(ways / comb(600, 6), rel=1e-9)


def test_everybody_is_certain_and_more_than_there_are_impossible() -> None:
    assert tails([0, 2], 3, 5).tolist()[0] == [1.0, 0.0, 0.0, 0.0]
    assert tails([2], 3, 5)[0, 3] == 0.0


@given(
    now=st.integers(1, 30),
    before=st.integers(1, 60),
    spread=st.sampled_from([0.1, 0.4, 0.8]),
    data=st.data(),
)
def test_where_interest_wanders_more_than_expected_is_less_of_a_marvel(
    now: int, before: int, spread: float, data: st.DataObject
) -> None:
    together = data.draw(st.integers(1, now + before))
    settled, wandering = (
        tails([together], now, before)[0],
        tails([together], now, before, spread=spread)[0],
    )
    rare = settled < 0.05

    assert (wandering[rare] >= settled[rare] * (1 - 1e-9)).all()
    assert (np.diff(wandering) <= 1e-12).all()


def test_cohorts_that_are_alike_do_not_wander_and_those_that_are_not_do() -> None:
    alike = np.array([[10, 20, 30]] * 5)
    unlike = np.array([[4, 35, 30], [20, 10, 30], [5, 30, 12], [22, 9, 33], [6, 28, 50]])

    assert spread_of(alike, [100] * 5) == 0.0
    assert spread_of(unlike, [100] * 5) > 0.3
