"""Wilson, Newcombe and the bounds: how often they hold the truth, from 5 to 200 answers."""

from fractions import Fraction
from functools import cache
from random import Random

import numpy as np
import pytest

from analysis.comparisons.two_shares import newcombe
from analysis.intervals import non_response_bounds, wilson
from tests.analysis.coverage.chances import (
    NEAR,
    SATISFIED,
    Numbers,
    drawn,
    of_counts,
    percent,
    printed,
)

SIZES = range(5, 201)

PAIR_SHARES = np.array([50, 55, 60, 65, 70, 75, 80, 85, 90, 93, 95, 97, 98, 99]) / 100


@cache
def wilson_coverage(answers: int) -> Numbers:
    """How often the interval holds each share of `SATISFIED`."""
    low, high = np.array([wilson(count, answers) for count in range(answers + 1)]).T[:, :, None]
    held = (low - NEAR <= SATISFIED) & (high + NEAR >= SATISFIED)
    return np.asarray((of_counts(answers, SATISFIED) * held).sum(axis=0))


def test_on_average_over_the_shares_wilson_covers_as_often_as_it_says_at_every_size() -> None:
    averages = [wilson_coverage(answers).mean() for answers in SIZES]

    assert min(averages) >= 0.93
    assert max(averages) <= 0.97
    # As docs/statistics.md says.
    assert (round(min(averages), 3), round(max(averages), 3)) == (0.948, 0.956)


def test_at_one_share_wilson_swings_and_falls_to_five_in_six() -> None:
    worst = {answers: wilson_coverage(answers).min() for answers in SIZES}
    everywhere = np.array([wilson_coverage(answers) for answers in SIZES])

    # By hand: 6 answers hold 97 % only if all agree (5 of 6 ends at 96.99 %): 0.97 ** 6.
    assert min(worst.values()) == pytest.approx(0.97**6)
    assert min(worst, key=lambda answers: worst[answers]) == 6
    # As docs/statistics.md says.
    assert everywhere.size == 9_800
    assert (everywhere < 0.93).mean() == pytest.approx(0.016, abs=0.0005)
    assert (everywhere > 0.97).mean() == pytest.approx(0.044, abs=0.0005)
    assert everywhere[15:].min() == pytest.approx(0.895, abs=0.0005)  # from 20 answers on
    assert everywhere[:, SATISFIED <= 0.8].min() > 0.909  # far from 100 %


@cache
def newcombe_coverage(answers: int, other_answers: int) -> Numbers:
    """How often the interval holds the true difference, by the two true shares."""
    limits = np.array(
        [
            [newcombe(count, answers, other, other_answers) for other in range(other_answers + 1)]
            for count in range(answers + 1)
        ]
    )
    here, there = of_counts(answers, PAIR_SHARES), of_counts(other_answers, PAIR_SHARES)
    true = PAIR_SHARES[:, None] - PAIR_SHARES
    return np.array(
        [
            [
                here[:, i]
                @ (
                    (limits[..., 0] - NEAR <= true[i, j]) & (true[i, j] <= limits[..., 1] + NEAR)
                ).astype(float)
                @ there[:, j]
                for j in range(len(PAIR_SHARES))
            ]
            for i in range(len(PAIR_SHARES))
        ]
    )


NEWCOMBE_SIZES = [(5, 5), (5, 50), (10, 10), (10, 30), (18, 30), (30, 30), (50, 50)]


@pytest.mark.parametrize(("answers", "other"), NEWCOMBE_SIZES)
def test_on_average_newcombe_covers_at_least_as_often_as_it_says(answers: int, other: int) -> None:
    covers = newcombe_coverage(answers, other)

    assert 0.95 <= covers.mean() <= 0.98
    assert covers.min() >= 0.91
    assert np.diag(covers).mean() >= 0.95  # equal shares: a difference is claimed too seldom


@pytest.mark.long
@pytest.mark.parametrize(
    ("answers", "other"),
    [(5, 10), (5, 100), (5, 200), (20, 20), (20, 200), (100, 100), (200, 200)],
)
def test_newcombe_covers_over_the_whole_grid(answers: int, other: int) -> None:
    covers = newcombe_coverage(answers, other)

    assert 0.947 <= covers.mean() <= 0.98
    assert covers.min() >= (0.893 if answers == 5 else 0.93)


def test_the_page_prints_how_often_newcombe_is_right() -> None:
    assert printed("Difference of two shares") == [
        [
            f"{answers} and {other}",
            percent(covers.mean()),
            percent(np.diag(covers).mean()),
            percent(covers.min()),
        ]
        for answers, other in NEWCOMBE_SIZES
        for covers in [newcombe_coverage(answers, other)]
    ]


@pytest.mark.parametrize(("answers", "share"), [(8, 0.9), (30, 0.95), (120, 0.7)])
def test_simulated_cohorts_are_covered_as_often_as_the_sum_says(answers: int, share: float) -> None:
    random, rounds = Random(20261123), 4_000  # noqa: S311 -- no secret
    held = 0
    for _ in range(rounds):
        low, high = wilson(drawn(share, answers, random), answers)
        held += low <= share <= high
    expected = wilson_coverage(answers)[SATISFIED.searchsorted(share)]

    assert held / rounds == pytest.approx(expected, abs=4 * (0.25 / rounds) ** 0.5 / 2)


def test_simulated_pairs_of_cohorts_are_covered_as_often_as_the_sum_says() -> None:
    random, rounds, held = Random(20261123), 4_000, 0  # noqa: S311 -- no secret
    for _ in range(rounds):
        low, high = newcombe(drawn(0.9, 18, random), 18, drawn(0.7, 30, random), 30)
        held += low <= 0.2 <= high
    expected = newcombe_coverage(18, 30)[8, 4]

    assert held / rounds == pytest.approx(expected, abs=0.013)


def test_the_bounds_hold_the_cohort_whoever_is_silent_and_whatever_they_think() -> None:
    for eligible in range(1, 15):
        for answers in range(eligible + 1):
            for count in range(answers + 1):
                low, high = non_response_bounds(count, answers, eligible)
                truths = [Fraction(count + yes, eligible) for yes in range(eligible - answers + 1)]
                # Nothing that could be true lies outside, and both ends could be true.
                assert (low, high) == (float(truths[0]), float(truths[-1]))


def test_the_bounds_hold_a_cohort_whose_unhappy_members_stay_silent() -> None:
    # 30 people, 21 satisfied, who answer nine times in ten; the others one time in five. The
    # share of answers is far off, nearly always; the bounds never are.
    random, rounds = Random(20261123), 1_000  # noqa: S311 -- no secret
    missed = 0
    for _ in range(rounds):
        satisfied, others = drawn(0.9, 21, random), drawn(0.2, 9, random)
        answers = satisfied + others
        low, high = non_response_bounds(satisfied, answers, 30)
        assert low <= 21 / 30 <= high
        missed += not wilson(satisfied, answers).low <= 21 / 30
    assert missed / rounds > 0.5
