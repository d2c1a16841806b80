"""The probability of superiority: how often its interval holds the truth, and how often p errs."""

from functools import cache
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from analysis.comparisons.ordinal import Superiority, mann_whitney
from analysis.intervals import Interval
from tests.analysis.coverage.chances import NEAR, Numbers, dealt, of_dealt, percent, printed

Shares = tuple[float, float, float, float]

SCALES: dict[str, Shares] = {
    # answers by point, lowest first
    "even": (0.25, 0.25, 0.25, 0.25),
    "middling": (0.10, 0.20, 0.40, 0.30),
    "good": (0.02, 0.08, 0.40, 0.50),
    "ceiling": (0.01, 0.02, 0.17, 0.80),
}
COMPARED = [
    ("even", "even"),
    ("middling", "even"),
    ("good", "middling"),
    ("ceiling", "good"),
    ("ceiling", "ceiling"),
]
SIZES = [(5, 5), (5, 20), (10, 10), (20, 20), (30, 30)]

TWICE_WON = np.array([[2 * (a > b) + (a == b) for b in range(4)] for a in range(4)])
"""Twice what somebody at point a wins against somebody at point b."""

RARE = 1e-9
"""Rarer outcomes of the first group are left out: together they weigh less than 0.00001."""


def _outcomes(answers: int) -> NDArray[np.int64]:
    return np.array(list(dealt(answers, 4)))


def chances_of_wins(answers: int, other: int, scale: Shares, other_scale: Shares) -> Numbers:
    """The chance of each number of pairs won, in halves of a pair."""
    here, there = _outcomes(answers), _outcomes(other)
    there_chances = of_dealt(there, other_scale)
    total: Numbers = np.zeros(2 * answers * other + 1)
    for against, chance in zip(here @ TWICE_WON, of_dealt(here, scale), strict=True):
        if chance > RARE:
            total += chance * np.bincount(there @ against, there_chances, len(total))
    return total


def _compared(answers: int, other: int, twice_won: int) -> Superiority:
    """Two groups in which the first wins so many half pairs.

    Some of its people beat everybody, one beats a few, the rest are beaten by everybody.
    """
    best, left = divmod(twice_won, 2 * other)
    beaten, tied = divmod(left, 2)
    between = int(best < answers)
    compared = mann_whitney(
        [answers - best - between, 0, between, 0, best], [0, beaten, tied, other - beaten - tied, 0]
    )
    assert compared is not None
    assert compared.probability == pytest.approx(twice_won / (2 * answers * other))
    return compared


@cache
def intervals(answers: int, other: int) -> list[Interval]:
    return [
        _compared(answers, other, twice_won).interval
        for twice_won in range(2 * answers * other + 1)
    ]


@cache
def coverage(answers: int, other: int, name: str, other_name: str) -> float:
    scale, other_scale = SCALES[name], SCALES[other_name]
    true = float(np.array(scale) @ TWICE_WON @ np.array(other_scale)) / 2
    low, high = np.array(intervals(answers, other)).T
    held = (low - NEAR <= true) & (true <= high + NEAR)
    return float(chances_of_wins(answers, other, scale, other_scale)[held].sum())


@pytest.mark.parametrize(("answers", "other"), SIZES)
def test_it_covers_at_least_as_often_as_it_says_and_more_the_more_answer_the_same(
    answers: int, other: int
) -> None:
    covers = [coverage(answers, other, *names) for names in COMPARED]

    assert min(covers) >= 0.95
    # Method 5 supposes that nobody ties; on four points it is a little cautious, and very
    # cautious where four of five people give the same answer.
    assert 0.95 <= covers[0] <= 0.97
    assert covers[-1] >= 0.99


def test_the_page_prints_how_often_superiority_is_right() -> None:
    assert printed("Answers on a scale, in two groups") == [
        [
            f"{answers} and {other}",
            *(percent(coverage(answers, other, *names)) for names in COMPARED),
        ]
        for answers, other in SIZES
    ]


@pytest.mark.long
def test_without_ties_it_covers_between_93_and_97_times_in_a_hundred() -> None:
    # Ranks of two normal groups, half a standard deviation apart: P(A > B) = Phi(0.5 / sqrt 2).
    random, true = np.random.default_rng(20261123), 0.638163
    for answers, other in [(10, 10), (20, 50), (100, 100)]:
        held = 0
        for _ in range(4_000):
            here, there = random.normal(0.5, 1, answers), random.normal(0, 1, other)
            won = int((here[:, None] > there).sum())
            low, high = _compared(answers, other, 2 * won).interval
            held += low <= true <= high
        assert 0.93 <= held / 4_000 <= 0.97


def test_simulated_groups_are_covered_as_often_as_the_sum_says() -> None:
    random, rounds, held = Random(20261123), 2_000, 0  # noqa: S311 -- no secret
    true = float(np.array(SCALES["good"]) @ TWICE_WON @ np.array(SCALES["middling"])) / 2
    for _ in range(rounds):
        here, there = (
            [given.count(point) for point in range(4)]
            for given in (random.choices(range(4), SCALES[name], k=30) for name in COMPARED[2])
        )
        compared = mann_whitney(here, there)
        assert compared is not None
        held += compared.interval.low <= true <= compared.interval.high
    assert held / rounds == pytest.approx(coverage(30, 30, *COMPARED[2]), abs=0.02)


def error(answers: int, scale: Shares) -> float:
    """How often p is 0.05 or less though both groups answer alike."""
    outcomes = _outcomes(answers)
    chances = of_dealt(outcomes, scale)
    counted = [tuple(map(int, outcome)) for outcome in outcomes]
    found = 0.0
    for here, chance in zip(counted, chances, strict=True):
        for there, other_chance in zip(counted, chances, strict=True):
            compared = mann_whitney(here, there)
            found += chance * other_chance * (compared is not None and compared.p <= 0.05)
    return float(found)


@pytest.mark.parametrize("name", SCALES)
def test_in_the_smallest_groups_p_errs_less_often_than_it_says(name: str) -> None:
    assert error(5, SCALES[name]) <= 0.05


@pytest.mark.long
@pytest.mark.parametrize("name", SCALES)
def test_in_groups_of_ten_p_errs_about_as_often_as_it_says(name: str) -> None:
    assert error(10, SCALES[name]) <= 0.055
