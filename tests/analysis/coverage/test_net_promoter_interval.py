"""The interval of the net promoter score: how often it holds the truth, for the mixes one meets."""

from functools import cache
from random import Random

import numpy as np
import pytest

from analysis.disclosure.gate import ReleasedItem
from analysis.scores.net_promoter import adjusted_wald, net_promoter_score
from tests.analysis.coverage.chances import NEAR, Numbers, dealt, of_dealt, percent, printed

MIXES = {
    # promoters, passives, detractors
    "poor": (0.20, 0.30, 0.50),
    "divided": (0.40, 0.20, 0.40),
    "even": (1 / 3, 1 / 3, 1 / 3),
    "middling": (0.50, 0.30, 0.20),
    "Carpentries": (0.56, 0.36, 0.08),
    "good": (0.60, 0.30, 0.10),
    "better": (0.70, 0.25, 0.05),
    "very good": (0.80, 0.15, 0.05),
    "loved": (0.80, 0.18, 0.02),
    "excellent": (0.90, 0.08, 0.02),
    "nearly all": (0.95, 0.04, 0.01),
    "all but one": (0.97, 0.02, 0.01),
}
SHOWN = ("middling", "better", "excellent")


@cache
def coverage(answers: int) -> dict[str, float]:
    """How often the interval holds the true score, by mix."""
    outcomes = np.array(list(dealt(answers, 3)))
    low, high = np.array(
        [adjusted_wald(promoters, detractors, answers) for promoters, _, detractors in outcomes]
    ).T
    return {
        mix: float(of_dealt(outcomes, shares)[_holds(low, high, shares)].sum())
        for mix, shares in MIXES.items()
    }


def _holds(low: Numbers, high: Numbers, shares: tuple[float, float, float]) -> Numbers:
    true = 100 * (shares[0] - shares[2])
    return np.asarray((low - NEAR <= true) & (true <= high + NEAR))


@pytest.mark.parametrize("answers", [10, 15, 20, 30, 50, 100])
def test_from_ten_answers_on_it_covers_as_often_as_it_says_on_average(answers: int) -> None:
    covers = coverage(answers).values()

    assert 0.93 <= sum(covers) / len(covers) <= 0.97


@pytest.mark.parametrize("answers", [20, 30, 50, 100])
def test_from_twenty_answers_on_no_mix_is_covered_less_than_93_times_in_a_hundred(
    answers: int,
) -> None:
    assert min(coverage(answers).values()) >= 0.93
    assert max(coverage(answers).values()) <= 0.98  # a little cautious where nearly all promote


def test_with_five_answers_it_covers_less_often_than_it_says() -> None:
    covers = coverage(5)

    # Nearly all the same: five promoters give 16.8 to 100, which holds 96; four do not.
    assert min(covers.values()) == covers["all but one"] == pytest.approx(0.859, abs=0.001)
    assert sum(covers.values()) / len(covers) == pytest.approx(0.93, abs=0.005)


@pytest.mark.long
def test_at_two_hundred_answers_it_covers_every_mix() -> None:
    assert 0.945 <= min(coverage(200).values()) <= max(coverage(200).values()) <= 0.975


def test_the_page_prints_how_often_it_is_right() -> None:
    assert printed("Interval of the net promoter score, and its width in a word") == [
        [
            str(answers),
            *(percent(covers[mix]) for mix in SHOWN),
            percent(min(covers.values())),
            percent(max(covers.values())),
        ]
        for answers in (5, 10, 20, 50, 100)
        for covers in [coverage(answers)]
    ]


def test_simulated_answers_are_covered_as_often_as_the_sum_says() -> None:
    random, rounds, held = Random(20261123), 3_000, 0  # noqa: S311 -- no secret
    chances = dict.fromkeys(range(9, 11), 0.35) | dict.fromkeys(range(7, 9), 0.125) | {3: 0.05}
    for _ in range(rounds):
        given = random.choices(list(chances), list(chances.values()), k=20)
        counts = {str(value): given.count(value) for value in set(given)}
        score = net_promoter_score("q", ReleasedItem(answered=20, counts=counts), None)
        assert score is not None
        held += score.interval.low <= 65 <= score.interval.high
    assert held / rounds == pytest.approx(coverage(20)["better"], abs=0.016)


def test_the_bounds_hold_the_cohort_whatever_the_silent_think() -> None:
    for promoters, passives, detractors, silent in dealt(9, 4):
        answers = promoters + passives + detractors
        if not answers:
            continue
        counts = {"9": promoters, "7": passives, "0": detractors}
        score = net_promoter_score("q", ReleasedItem(answered=answers, counts=counts), 9)
        assert score is not None
        assert score.bounds is not None
        truths = [
            100 * (promoters + more - detractors - fewer) / 9 for more, _, fewer in dealt(silent, 3)
        ]
        assert (score.bounds.low, score.bounds.high) == (min(truths), max(truths))
