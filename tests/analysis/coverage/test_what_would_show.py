"""The smallest visible difference: how often the comparison finds it; and the drawn shares."""

from functools import cache
from itertools import product

import numpy as np
import pytest
from scipy.stats import betabinom, binom

from analysis.comparisons.shrinkage import shrunk_shares
from analysis.comparisons.two_shares import fisher_mid_p
from analysis.comparisons.visible_difference import smallest_visible_fall
from tests.analysis.coverage.chances import Numbers, of_counts, percent, printed

# How often a fall of the size that is said would be found


@cache
def power(share: float, answers: int, other: int) -> float | None:
    """How often Fisher's test finds the smallest visible fall from `share`; None without one."""
    fall = smallest_visible_fall(share, answers, other)
    if fall is None:
        return None
    before = of_counts(answers, np.array([share]))[:, 0]
    after = of_counts(other, np.array([share - fall]))[:, 0]
    return float(
        sum(
            before[count] * after[later]
            for count in np.flatnonzero(before > 1e-6).tolist()
            for later in np.flatnonzero(after > 1e-6).tolist()
            if fisher_mid_p(count, answers, later, other) <= 0.05
        )
    )


POWER_SIZES = [(10, 10), (20, 20), (18, 30), (30, 30), (60, 60)]
FALLS_FROM = (0.5, 0.7, 0.9, 0.95, 0.99)


@pytest.mark.parametrize(("answers", "other"), POWER_SIZES)
def test_four_comparisons_of_five_find_the_fall_that_is_said_to_show(
    answers: int, other: int
) -> None:
    found = [power(share, answers, other) for share in FALLS_FROM]

    assert all(0.76 <= each <= 0.90 for each in found if each is not None)
    assert sum(each is None for each in found) <= (1 if answers == 10 else 0)


@pytest.mark.long
@pytest.mark.parametrize(("answers", "other"), [(20, 60), (100, 100), (200, 200), (30, 200)])
def test_four_comparisons_of_five_find_it_in_large_cohorts(answers: int, other: int) -> None:
    for share in FALLS_FROM:
        found = power(share, answers, other)
        assert found is not None
        assert 0.74 <= found <= 0.93


def test_the_page_prints_how_often_a_visible_fall_is_found() -> None:
    assert printed("What would show at this size") == [
        [
            f"{answers} and {other}",
            *("—" if found is None else percent(found) for found in row),
        ]
        for answers, other in POWER_SIZES
        for row in [[power(share, answers, other) for share in FALLS_FROM]]
    ]


def test_a_fall_that_is_a_little_smaller_is_found_less_often() -> None:
    # The said fall is the smallest: a tenth less, and fewer than four of five find it.
    for answers, share in [(30, 0.9), (60, 0.7)]:
        fall = smallest_visible_fall(share, answers, answers)
        assert fall is not None
        before = of_counts(answers, np.array([share]))[:, 0]
        after = of_counts(answers, np.array([share - 0.85 * fall]))[:, 0]
        found = sum(
            before[count] * after[later]
            for count, later in product(range(answers + 1), repeat=2)
            if before[count] * after[later] > 1e-9
            and fisher_mid_p(count, answers, later, answers) <= 0.05
        )
        assert found < 0.75


# How near the drawn shares are to the truth, against the raw ones

COHORTS = [(10, 10, 10), (20, 20, 20), (5, 10, 20), (10, 10, 10, 10), (5, 5, 5, 5, 5)]
SPREADS = (0.0, 0.03, 0.05, 0.10, 0.15, 0.20)
"""Standard deviation of the true shares of the cohorts, around 90 %."""


@cache
def squared_error_kept(answers: tuple[int, ...]) -> list[float]:
    """Mean squared error of the drawn shares, as a part of that of the raw ones, by spread."""
    counts = np.array(list(product(*(range(of + 1) for of in answers))))
    drawn = np.array([shrunk_shares(each, answers) for each in counts.tolist()], dtype=float)
    of = np.array(answers)
    return [_error(drawn, counts, of, spread) / _error(counts / of, counts, of, spread)
            for spread in SPREADS]  # fmt: skip


def _error(guess: Numbers, counts: Numbers, of: Numbers, spread: float) -> float:
    """Mean squared distance from the truth, every outcome and every truth summed."""
    mean = 0.9
    if spread == 0:
        chances = binom.pmf(counts, of, mean).prod(axis=1)
        return float(chances @ ((guess - mean) ** 2).sum(axis=1))
    weight = mean * (1 - mean) / spread**2 - 1
    yes, no = weight * mean, weight * (1 - mean)
    chances = betabinom.pmf(counts, of, yes, no).prod(axis=1)
    # Given its count, the truth of a cohort is beta distributed, with this mean and variance.
    truth = (yes + counts) / (weight + of)
    around = truth * (1 - truth) / (weight + of + 1)
    return float(chances @ ((guess - truth) ** 2 + around).sum(axis=1))


@pytest.mark.parametrize("answers", COHORTS)
def test_drawn_shares_are_nearer_the_truth_where_cohorts_differ_little(
    answers: tuple[int, ...],
) -> None:
    kept = squared_error_kept(answers)

    assert kept[0] < 0.5
    assert all(each < 0.95 for each in kept[:4])
    assert kept == sorted(kept)  # the more they truly differ, the less is gained


def test_where_cohorts_differ_very_much_little_is_lost() -> None:
    assert max(max(squared_error_kept(answers)) for answers in COHORTS) < 1.1


def test_where_cohorts_truly_differ_the_drawn_share_is_the_raw_one() -> None:
    raw = (0.2, 0.5, 0.95)
    drawn = shrunk_shares([40, 100, 190], [200, 200, 200])

    assert drawn == pytest.approx(raw, abs=0.005)


def test_the_page_prints_how_near_drawn_shares_are() -> None:
    assert printed("Shares drawn towards each other") == [
        [", ".join(map(str, answers)), *(f"{each:.2f}" for each in squared_error_kept(answers))]
        for answers in COHORTS
    ]
