"""Shares of several cohorts, drawn towards their common mean."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparisons.shrinkage import shrunk_shares


@st.composite
def cohorts(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    answers = draw(st.lists(st.integers(0, 40), min_size=1, max_size=8))
    return [draw(st.integers(0, of)) for of in answers], answers


@given(cohorts())
def test_each_lies_between_its_own_share_and_that_of_all(
    given_: tuple[list[int], list[int]],
) -> None:
    counts, answers = given_
    for drawn, count, of in zip(shrunk_shares(counts, answers), counts, answers, strict=True):
        if not of:
            assert drawn is None
            continue
        assert drawn is not None
        ends = sorted([count / of, sum(counts) / sum(answers)])
        assert ends[0] - 1e-12 <= drawn <= ends[1] + 1e-12


def test_cohorts_that_differ_as_chance_makes_them_get_the_common_share() -> None:
    # By hand: mean 0.5, spread 10 * 0.1**2 * 2 = 0.2, below 0.25 * (2 - 1): no difference left.
    assert shrunk_shares([4, 6], [10, 10]) == pytest.approx((0.5, 0.5))


def test_cohorts_that_differ_more_keep_most_of_their_own() -> None:
    # By hand: mean 0.5, spread 10 * 0.4**2 * 2 = 3.2, room 20 - 10 - 1 = 9, likeness
    # (3.2 - 0.25) / (0.25 * 9) = 1.31, at most 1: each keeps all of its own share.
    assert shrunk_shares([1, 9], [10, 10]) == pytest.approx((0.1, 0.9))


def test_a_small_cohort_is_drawn_further_than_a_large_one() -> None:
    small, large, *_ = shrunk_shares([5, 95, 30, 80], [5, 100, 60, 100])
    assert small is not None
    assert large is not None
    assert 1 - small > 0.95 - large


def test_drawn_shares_are_nearer_the_truth_than_raw_ones() -> None:
    random, raw, drawn = Random(20261122), 0.0, 0.0  # noqa: S311 -- no secret
    for _ in range(300):
        truths = [random.betavariate(18, 2) for _ in range(8)]
        answers = [random.randint(5, 40) for _ in truths]
        counts = [
            sum(random.random() < p for _ in range(n)) for p, n in zip(truths, answers, strict=True)
        ]
        for p, x, n, s in zip(truths, counts, answers, shrunk_shares(counts, answers), strict=True):
            assert s is not None
            raw, drawn = raw + (x / n - p) ** 2, drawn + (s - p) ** 2
    assert drawn < 0.8 * raw


def test_one_answer_each_says_nothing_of_how_much_cohorts_differ() -> None:
    # No two people of one cohort to see alike or not: 3 of 4 for everybody.
    assert shrunk_shares([1, 1, 0, 1], [1, 1, 1, 1]) == pytest.approx((0.75,) * 4)


def test_nobody_has_no_share() -> None:
    assert shrunk_shares([0, 0], [0, 0]) == (None, None)
