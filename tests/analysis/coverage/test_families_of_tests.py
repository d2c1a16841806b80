"""Many comparisons at once: what Holm and Benjamini-Hochberg promise of false findings."""

from collections.abc import Sequence
from itertools import product
from math import sqrt
from random import Random

import numpy as np
import pytest

from analysis.comparisons.families import benjamini_hochberg, holm
from analysis.comparisons.two_shares import fisher_mid_p
from tests.analysis.coverage.chances import of_counts

ROUNDS = 6_000
Q = 0.10
"""The share of false findings that an exploration may have (*piste*)."""


def families(true_differences: int, together: int, seed: int) -> list[list[float]]:
    """Independent p values: those of true differences near 0 and first, the others uniform."""
    random = Random(seed)  # noqa: S311 -- no secret
    return [
        [random.random() * 0.001 for _ in range(true_differences)]
        + [random.random() for _ in range(together - true_differences)]
        for _ in range(ROUNDS)
    ]


def _four_errors(chance: float) -> float:
    return 4 * sqrt(chance * (1 - chance) / ROUNDS)


@pytest.mark.parametrize("together", [2, 6, 20])
def test_where_nothing_differs_holm_finds_something_once_in_twenty_families(together: int) -> None:
    found = sum(min(holm(p_values)) <= 0.05 for p_values in families(0, together, together))

    # Independent and uniform: the smallest is below 0.05 / m with this chance, exactly.
    expected = 1 - (1 - 0.05 / together) ** together
    assert found / ROUNDS == pytest.approx(expected, abs=_four_errors(0.05))


@pytest.mark.parametrize(("true", "together"), [(1, 2), (3, 6), (10, 20)])
def test_where_some_differ_holm_finds_a_false_one_once_in_twenty_families(
    true: int, together: int
) -> None:
    corrected = [holm(p_values) for p_values in families(true, together, together)]
    false = sum(any(p <= 0.05 for p in family[true:]) for family in corrected)

    # Each true one that is found leaves more of the 5 % to the others, up to all of it.
    left = together - true
    assert false / ROUNDS <= 0.05 + _four_errors(0.05)
    assert false / ROUNDS == pytest.approx(1 - (1 - 0.05 / left) ** left, abs=_four_errors(0.05))


def test_however_the_comparisons_depend_holm_keeps_to_five_in_a_hundred() -> None:
    # Where nothing differs, the worst dependence there is: at most one p value of six is
    # below 0.05 / 6, each with its own sixth of the 5 %, and then Holm errs in exactly 5 %.
    grid = [(place + 0.5) / 6_000 for place in range(6_000)]
    found = 0
    for value in grid:
        shifted = [(value + turn / 6) % 1 for turn in range(6)]
        found += min(holm(shifted)) <= 0.05
    assert found / len(grid) == pytest.approx(0.05, abs=0.0005)


@pytest.mark.parametrize(("true", "together"), [(0, 6), (3, 6), (5, 20), (15, 20)])
def test_of_what_is_explored_the_promised_share_is_false_on_average(
    true: int, together: int
) -> None:
    shares = [
        _false_share(benjamini_hochberg(p_values), true)
        for p_values in families(true, together, together)
    ]

    # Benjamini & Hochberg's theorem holds with equality here: q times the share that is null.
    expected = Q * (together - true) / together
    error = 4 * float(np.std(shares)) / ROUNDS**0.5
    assert sum(shares) / ROUNDS == pytest.approx(expected, abs=error)


def _false_share(corrected: Sequence[float], true: int) -> float:
    found = [place for place, p in enumerate(corrected) if p <= Q]
    return sum(place >= true for place in found) / len(found) if found else 0.0


def test_families_of_real_comparisons_err_less_still() -> None:
    # Three comparisons of two cohorts of ten with equal shares: every outcome summed.
    chances: dict[float, float] = {}
    here = of_counts(10, np.array([0.8]))[:, 0]
    for count, other in product(range(11), repeat=2):
        p = fisher_mid_p(count, 10, other, 10)
        chances[p] = chances.get(p, 0.0) + float(here[count] * here[other])
    false = sum(
        chances[first] * chances[second] * chances[third]
        for first, second, third in product(chances, repeat=3)
        if min(holm((first, second, third))) <= 0.05
    )
    # As docs/statistics.md says.
    assert false == pytest.approx(0.022, abs=0.0005)
