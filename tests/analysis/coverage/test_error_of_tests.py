"""How often a test finds a difference where there is none: about 5 in 100, or fewer."""

from functools import cache
from itertools import product
from random import Random

import numpy as np
import pytest

from analysis.comparisons.ordered_shares import cochran_armitage
from analysis.comparisons.ordinal import mann_whitney
from analysis.comparisons.paired_shares import mcnemar_mid_p
from analysis.comparisons.two_shares import fisher_mid_p, newcombe
from tests.analysis.coverage.chances import SATISFIED, Numbers, drawn, of_counts, percent, printed

LEVEL = 0.05

# Fisher's test with the mid-p value: near 5 % at most, and on average below


@cache
def fisher_error(answers: int, other_answers: int) -> Numbers:
    """How often it finds a difference between equal shares, by the share they have."""
    found = np.array(
        [
            [
                fisher_mid_p(count, answers, other, other_answers) <= LEVEL
                for other in range(other_answers + 1)
            ]
            for count in range(answers + 1)
        ],
        dtype=float,
    )
    here, there = of_counts(answers, SATISFIED), of_counts(other_answers, SATISFIED)
    return np.asarray((here * (found @ there)).sum(axis=0))


FISHER_SIZES = [(5, 5), (5, 30), (10, 10), (10, 30), (18, 30), (20, 20), (30, 30), (50, 50)]


@pytest.mark.parametrize(("answers", "other"), FISHER_SIZES)
def test_fisher_errs_less_than_once_in_twenty_on_average_and_little_more_at_worst(
    answers: int, other: int
) -> None:
    error = fisher_error(answers, other)

    assert error.mean() <= LEVEL
    assert error.max() <= 0.06


def test_fishers_highest_error_among_small_groups_is_under_seven_in_a_hundred() -> None:
    worst = {
        (answers, other): fisher_error(answers, other).max()
        for answers in range(5, 21)
        for other in range(answers, 21)
    }

    # As docs/statistics.md says.
    assert max(worst, key=lambda sizes: worst[sizes]) == (7, 15)
    assert worst[7, 15] == pytest.approx(0.066, abs=0.0005)
    assert np.mean([error > LEVEL for error in worst.values()]) == pytest.approx(0.35, abs=0.005)


@pytest.mark.parametrize("answers", [10, 20, 30])
def test_the_interval_and_the_test_seldom_disagree(answers: int) -> None:
    disagree = []
    for count, other in product(range(answers + 1), repeat=2):
        low, high = newcombe(count, answers, other, answers)
        p = fisher_mid_p(count, answers, other, answers)
        if (p <= LEVEL) != (not low <= 0 <= high):
            disagree.append(p)

    assert len(disagree) <= 4
    assert all(0.04 < p < 0.06 for p in disagree)  # only at the very edge


@pytest.mark.long
def test_fishers_error_up_to_a_hundred_answers() -> None:
    for answers, other in [(60, 60), (30, 100), (80, 80), (100, 100)]:
        assert fisher_error(answers, other).mean() <= 0.0505  # 30 and 100: 5.005 %
        assert fisher_error(answers, other).max() <= 0.06


def test_the_page_prints_how_often_fisher_errs() -> None:
    assert printed("Whether two shares differ") == [
        [f"{answers} and {other}", percent(error.mean()), percent(error.max())]
        for answers, other in FISHER_SIZES
        for error in [fisher_error(answers, other)]
    ]


# McNemar's test with the mid-p value

CHANGING = np.arange(5, 61, 5) / 100
"""Which part of the people changes at all."""


@cache
def mcnemar_error(changed: int) -> float:
    """How often it finds a direction among so many who change either way by chance."""
    return float(
        sum(
            chance
            for up, chance in enumerate(of_counts(changed, np.array([0.5]))[:, 0])
            if mcnemar_mid_p(up, changed - up) <= LEVEL
        )
    )


def mcnemar_errors(people: int) -> Numbers:
    """The same, by the part of `people` that changes."""
    given = np.array([mcnemar_error(changed) for changed in range(people + 1)])
    return np.asarray(given @ of_counts(people, CHANGING))


def test_mcnemar_never_errs_more_than_once_in_twenty_where_some_stay_the_same() -> None:
    errors = np.array([mcnemar_errors(people) for people in range(5, 201)])

    assert errors.max() <= LEVEL
    assert errors.max() == pytest.approx(0.0496, abs=0.0001)
    assert errors.mean() == pytest.approx(0.0414, abs=0.0005)


def test_where_everybody_changes_the_sign_test_can_err_more() -> None:
    # By hand: of 16, 4 up or fewer has the mid-p value 2 * (697 + 1820 / 2) / 65536 = 0.049,
    # and 2 * 2517 / 65536 = 0.0768 is how often it happens.
    assert mcnemar_mid_p(4, 12) == pytest.approx(3214 / 65536)
    assert mcnemar_error(16) == pytest.approx(2 * 2517 / 65536)
    assert max(mcnemar_error(changed) for changed in range(201)) == mcnemar_error(16)
    assert np.mean([mcnemar_error(changed) for changed in range(6, 201)]) <= LEVEL


def test_the_page_prints_how_often_mcnemar_errs() -> None:
    assert printed("The same people before and after") == [
        [str(people), percent(errors.mean()), percent(errors.max())]
        for people in (10, 20, 30, 50, 100, 200)
        for errors in [mcnemar_errors(people)]
    ]


# Cochran-Armitage: exact by permutation, so never above; approximated for large cohorts


@cache
def trend_error(answers: tuple[int, ...]) -> Numbers:
    """How often it finds a trend over cohorts that share one true share, by this share."""
    chances = [of_counts(of, SATISFIED) for of in answers]
    error = np.zeros_like(SATISFIED)
    for counts in product(*(range(of + 1) for of in answers)):
        trend = cochran_armitage(counts, answers)
        assert trend is None or trend.exact
        if trend is not None and trend.p <= LEVEL:
            error += np.prod([of[count] for of, count in zip(chances, counts, strict=True)], axis=0)
    return error


TREND_SIZES = [(5, 5, 5), (10, 10, 10), (5, 10, 15), (6, 6, 6, 6)]


@pytest.mark.parametrize("answers", TREND_SIZES)
def test_the_exact_trend_never_errs_more_than_it_says(answers: tuple[int, ...]) -> None:
    assert trend_error(answers).max() <= LEVEL


def test_the_page_prints_how_often_the_trend_errs() -> None:
    assert printed("A trend over cohorts") == [
        [", ".join(map(str, answers)), percent(error.mean()), percent(error.max())]
        for answers in TREND_SIZES
        for error in [trend_error(answers)]
    ]


@pytest.mark.parametrize(("cohorts", "answers"), [(3, 60), (6, 40), (3, 400)])
def test_the_approximated_trend_errs_as_often_as_it_says(cohorts: int, answers: int) -> None:
    random = np.random.default_rng(20261123)
    rounds, found = 4_000, 0
    for counts in random.binomial(answers, 0.6, size=(rounds, cohorts)).tolist():
        trend = cochran_armitage(counts, [answers] * cohorts)
        assert trend is not None
        found += trend.p <= LEVEL
    assert found / rounds == pytest.approx(LEVEL, abs=0.0138)  # four standard errors


# Mann-Whitney, approximated even in small cohorts: its own exact error is in test_ordinal_interval


def test_simulated_cohorts_without_a_difference_are_told_apart_as_often_as_the_sums_say() -> None:
    random, rounds = Random(20261123), 2_000  # noqa: S311 -- no secret
    fisher = mcnemar = trend = ordinal = 0
    for _ in range(rounds):
        first, second, third = (drawn(0.8, 10, random) for _ in range(3))
        fisher += fisher_mid_p(first, 10, second, 10) <= LEVEL
        moved = cochran_armitage([first, second, third], [10, 10, 10])
        trend += moved is not None and moved.p <= LEVEL
        changed = drawn(0.3, 20, random)
        up = drawn(0.5, changed, random)
        mcnemar += mcnemar_mid_p(up, changed - up) <= LEVEL
        points = [random.choices(range(4), (0.1, 0.2, 0.4, 0.3), k=20) for _ in range(2)]
        here, there = ([group.count(point) for point in range(4)] for group in points)
        compared = mann_whitney(here, there)
        ordinal += compared is not None and compared.p <= LEVEL
    at = SATISFIED.searchsorted(0.8)
    assert fisher / rounds == pytest.approx(fisher_error(10, 10)[at], abs=0.018)
    assert trend / rounds == pytest.approx(trend_error((10, 10, 10))[at], abs=0.018)
    assert mcnemar / rounds == pytest.approx(mcnemar_errors(20)[5], abs=0.018)
    assert ordinal / rounds == pytest.approx(LEVEL, abs=0.02)
