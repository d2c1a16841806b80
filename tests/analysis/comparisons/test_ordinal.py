"""Answers on an ordered scale, in two groups."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu

from analysis.comparisons.ordinal import mann_whitney

POINTS = st.lists(st.integers(0, 15), min_size=4, max_size=4)


def _spread(counts: Sequence[int]) -> list[int]:
    return [point for point, count in enumerate(counts) for _ in range(count)]


@given(POINTS, POINTS)
def test_it_agrees_with_scipy(counts: list[int], others: list[int]) -> None:
    compared = mann_whitney(counts, others)
    if not sum(counts) or not sum(others):
        assert compared is None
        return
    assert compared is not None
    here, there = _spread(counts), _spread(others)
    pairs = [(a > b) + (a == b) / 2 for a in here for b in there]
    assert compared.probability == pytest.approx(sum(pairs) / len(pairs))
    if len({*here, *there}) > 1:
        expected = mannwhitneyu(here, there, method="asymptotic", use_continuity=True).pvalue
        assert compared.p == pytest.approx(min(1.0, float(expected)), abs=1e-9)
    else:
        assert compared.p == 1


@given(POINTS, POINTS)
def test_the_interval_holds_what_was_seen(counts: list[int], others: list[int]) -> None:
    compared = mann_whitney(counts, others)
    if compared is not None:
        low, high = compared.interval
        assert 0 <= low <= compared.probability <= high <= 1


def test_where_everybody_answers_the_same_nothing_is_shown() -> None:
    compared = mann_whitney([0, 5, 0], [0, 7, 0])

    assert compared is not None
    assert (compared.probability, compared.p) == (0.5, 1)


def test_the_smallest_groups_that_can_differ() -> None:
    # By hand: one above two, 2 wins of 2; the two tie: variance 1 * 2 / 12 * (4 - 6 / 6) = 1/2,
    # away 2 - 1 - 1/2: erfc(0.5 / sqrt(2 * 1/2)) = 0.4795, which SciPy gives too.
    compared = mann_whitney([0, 1], [2, 0])

    assert compared is not None
    assert compared.probability == 1
    assert compared.p == pytest.approx(0.4795, abs=5e-5)


def test_groups_on_different_scales_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        mann_whitney([1, 2], [1, 2, 3])


def test_the_interval_covers_the_true_probability_about_as_often_as_it_says() -> None:
    # Two cohorts of 30 on four points; the truth follows from the two distributions.
    one, other = (0.1, 0.2, 0.4, 0.3), (0.2, 0.3, 0.3, 0.2)
    true = sum(
        p * q * ((a > b) + (a == b) / 2) for a, p in enumerate(one) for b, q in enumerate(other)
    )
    random, held, rounds = Random(20261122), 0, 2_000  # noqa: S311 -- no secret
    for _ in range(rounds):
        compared = mann_whitney(_drawn(one, random), _drawn(other, random))
        assert compared is not None
        held += compared.interval.low <= true <= compared.interval.high
    assert 0.93 <= held / rounds <= 0.98  # ties make it a little cautious


def _drawn(chances: Sequence[float], random: Random) -> list[int]:
    drawn = random.choices(range(len(chances)), chances, k=30)
    return [drawn.count(point) for point in range(len(chances))]
