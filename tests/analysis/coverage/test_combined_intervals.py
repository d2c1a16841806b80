"""Differences of net promoter scores, and the mean rise over cohorts: how often they are right."""

from functools import cache
from itertools import product

import numpy as np
import pytest

from analysis.comparisons.combined import Estimate, combined, slope_weights
from analysis.comparisons.two_scores import Ratings, permutation_p
from analysis.comparisons.two_shares import newcombe
from analysis.intervals import wilson
from analysis.scores.net_promoter import adjusted_wald
from tests.analysis.coverage.chances import (
    NEAR,
    Numbers,
    dealt,
    of_counts,
    of_dealt,
    percent,
    printed,
)
from tests.analysis.coverage.test_intervals_of_shares import PAIR_SHARES
from tests.analysis.coverage.test_net_promoter_interval import MIXES

# Two net promoter scores

SIZES = (5, 10, 20)
PAIRS = [
    ("middling", "middling"),
    ("better", "better"),
    ("better", "middling"),
    ("excellent", "better"),
    ("divided", "good"),
]


@cache
def differences(answers: int, confidence: float) -> tuple[Numbers, Numbers]:
    """The limits for each pair of outcomes of two groups of this size."""
    estimates = [
        Estimate(
            100 * (promoters - detractors) / answers,
            adjusted_wald(promoters, detractors, answers, confidence),
        )
        for promoters, _, detractors in dealt(answers, 3)
    ]
    limits = np.array(
        [
            [combined(pair, (1, -1)).interval for pair in product([one], estimates)]
            for one in estimates
        ]
    )
    return limits[..., 0], limits[..., 1]


def coverage(answers: int, confidence: float, mix: str, other: str) -> float:
    outcomes = np.array(list(dealt(answers, 3)))
    here, there = (of_dealt(outcomes, MIXES[name]) for name in (mix, other))
    true = 100 * (MIXES[mix][0] - MIXES[mix][2] - MIXES[other][0] + MIXES[other][2])
    low, high = differences(answers, confidence)
    held = (low - NEAR <= true) & (true <= high + NEAR)
    return float(here @ held.astype(float) @ there)


@pytest.mark.parametrize("answers", SIZES)
def test_a_difference_of_scores_is_held_as_often_as_it_says(answers: int) -> None:
    assert min(coverage(answers, 0.95, *pair) for pair in PAIRS) >= 0.94
    assert min(coverage(answers, 0.99, *pair) for pair in PAIRS) >= 0.98


@pytest.mark.parametrize("mix", ["divided", "middling", "better", "excellent"])
def test_dealing_the_ratings_anew_never_errs_more_than_it_says(mix: str) -> None:
    outcomes = list(dealt(10, 3))
    found = np.array(
        [
            [(permutation_p(Ratings(*a), Ratings(*b)) or 0) <= 0.05 for b in outcomes]
            for a in outcomes
        ],
        dtype=float,
    )
    chances = of_dealt(np.array(outcomes), MIXES[mix])

    assert chances @ found @ chances <= 0.05


def test_the_page_prints_how_often_a_difference_of_scores_is_right() -> None:
    assert printed("Difference of two net promoter scores") == [
        [
            f"{answers} and {answers}",
            *(percent(coverage(answers, 0.95, *pair)) for pair in PAIRS),
        ]
        for answers in SIZES
    ]


# The mean rise over cohorts

COHORTS = [(10, 10, 10), (5, 10, 15), (6, 6, 6, 6), (20, 20, 20)]
LEVELS = np.array([50, 70, 90, 95]) / 100


@cache
def level_row_held(answers: tuple[int, ...]) -> Numbers:
    """How often the interval holds 0 where all cohorts have the same true share."""
    weights = slope_weights(answers)
    estimates = [
        [Estimate(count / of, wilson(count, of)) for count in range(of + 1)] for of in answers
    ]
    chances = [of_counts(of, LEVELS) for of in answers]
    held = np.zeros_like(LEVELS)
    for counts in product(*(range(of + 1) for of in answers)):
        low, high = combined(
            [each[count] for each, count in zip(estimates, counts, strict=True)], weights
        ).interval
        if low - NEAR <= 0 <= high + NEAR:
            held += np.prod([of[count] for of, count in zip(chances, counts, strict=True)], axis=0)
    return held


@pytest.mark.parametrize("answers", COHORTS)
def test_a_row_without_a_rise_is_held_about_as_often_as_it_says(answers: tuple[int, ...]) -> None:
    assert level_row_held(answers).min() >= 0.935
    assert level_row_held(answers).mean() >= 0.95


def test_the_page_prints_how_often_the_mean_rise_is_right() -> None:
    assert printed("Mean rise over cohorts") == [
        [", ".join(map(str, answers)), *map(percent, level_row_held(answers))]
        for answers in COHORTS
    ]


# Intervals widened because several are looked at together


@pytest.mark.parametrize("confidence", [0.99, 0.995])
def test_widened_intervals_of_shares_hold_the_truth_as_often_as_they_say(confidence: float) -> None:
    # Bonferroni over five or ten comparisons: what one family in twenty depends on.
    limits = np.array(
        [[newcombe(count, 18, other, 30, confidence) for other in range(31)] for count in range(19)]
    )
    here, there = of_counts(18, PAIR_SHARES), of_counts(30, PAIR_SHARES)
    covers = [
        here[:, i]
        @ (
            (limits[..., 0] - NEAR <= share - other) & (share - other <= limits[..., 1] + NEAR)
        ).astype(float)
        @ there[:, j]
        for i, share in enumerate(PAIR_SHARES)
        for j, other in enumerate(PAIR_SHARES)
    ]
    assert sum(covers) / len(covers) >= confidence
    assert min(covers) >= confidence - 0.003
