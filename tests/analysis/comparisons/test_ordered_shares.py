"""A share over ordered cohorts."""

from itertools import product
from math import comb, erfc, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparisons.ordered_shares import cochran_armitage


@st.composite
def cohorts(draw: st.DrawFn, most: int = 6) -> tuple[list[int], list[int]]:
    answers = draw(st.lists(st.integers(0, most), min_size=2, max_size=4))
    return [draw(st.integers(0, of)) for of in answers], answers


@given(cohorts())
def test_the_exact_value_counts_every_way_to_deal_the_answers(
    dealt: tuple[list[int], list[int]],
) -> None:
    counts, answers = dealt
    trend = cochran_armitage(counts, answers)
    if trend is None:
        assert sum(of > 0 for of in answers) < 2 or sum(counts) in {0, sum(answers)}
        return
    lead = _lead(counts, answers)
    chances = {
        other: _ways(other, answers)
        for other in product(*(range(of + 1) for of in answers))
        if sum(other) == sum(counts)
    }
    as_far = sum(
        ways for other, ways in chances.items() if abs(_lead(other, answers)) >= abs(lead) - 1e-9
    )
    assert trend.exact
    assert trend.p == pytest.approx(as_far / sum(chances.values()))
    assert (trend.z > 0) == (lead > 1e-9)


def _lead(counts: list[int] | tuple[int, ...], answers: list[int]) -> float:
    mean = sum(place * of for place, of in enumerate(answers)) / sum(answers)
    return sum((place - mean) * count for place, count in enumerate(counts))


def _ways(counts: tuple[int, ...], answers: list[int]) -> int:
    ways = 1
    for count, of in zip(counts, answers, strict=True):
        ways *= comb(of, count)
    return ways


@given(cohorts(most=40))
def test_backwards_the_trend_is_turned_round(dealt: tuple[list[int], list[int]]) -> None:
    counts, answers = dealt
    forth, back = cochran_armitage(counts, answers), cochran_armitage(counts[::-1], answers[::-1])
    if forth is None or back is None:
        assert forth is back
    else:
        assert back == pytest.approx((-forth.z, forth.p, forth.exact))


def test_large_cohorts_are_approximated_and_say_so() -> None:
    trend = cochran_armitage([300, 500, 700], [1_000, 1_000, 1_000])
    # By hand: p = 1500 / 3000 = 1/2, lead = 700 - 300 = 400, spread = 2000,
    # z = 400 / sqrt(1/4 * 2000) = 17.89.
    assert trend is not None
    assert not trend.exact
    assert trend.z == pytest.approx(400 / sqrt(500))
    assert trend.p == pytest.approx(erfc(trend.z / sqrt(2)))


def test_the_approximation_is_near_the_exact_value() -> None:
    trend = cochran_armitage([20, 24, 27, 28], [30, 30, 30, 30])
    assert trend is not None
    assert trend.exact
    assert trend.p == pytest.approx(erfc(abs(trend.z) / sqrt(2)), abs=0.005)


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="no shares"):
        cochran_armitage([3], [2])
