"""A share over ordered cohorts: whether it rises or falls with them.

Sources: Cochran (1954), "Some methods for strengthening the common chi-square tests",
Biometrics 10(4), 417-451; Armitage (1955), "Tests for linear trends in proportions and
frequencies", Biometrics 11(3), 375-386. The exact value is that of the permutation
test: all ways to deal the same answers to the same cohorts.
"""

from collections.abc import Sequence
from math import comb, erfc, sqrt
from typing import NamedTuple

_MOST_STEPS = 500_000
"""Beyond, the exact value would take over a fifth of a second; the approximation is then good."""


class OrderedTrend(NamedTuple):
    """Whether a share rises or falls over ordered cohorts."""

    z: float
    """Positive when the share rises with the cohorts."""
    p: float
    """Two-sided, from 0 to 1."""
    exact: bool
    """Whether `p` counts all ways to deal the answers, rather than approximating them."""


def cochran_armitage(counts: Sequence[int], answers: Sequence[int]) -> OrderedTrend | None:
    """Return the trend of `counts / answers` over cohorts in order, evenly spaced.

    None where nothing can rise or fall: fewer than two cohorts with answers, or everybody
    gave the same one.

    Args:
        counts: How many, by cohort, oldest first.
        answers: Of how many; cohorts without answers keep their place and count for nothing.

    Raises:
        ValueError: the counts are impossible.
    """
    if any(not 0 <= count <= of for count, of in zip(counts, answers, strict=True)):
        raise ValueError(f"{list(counts)} of {list(answers)} are no shares")
    every, together = sum(answers), sum(counts)
    if sum(of > 0 for of in answers) < 2 or together in {0, every}:  # noqa: PLR2004
        return None
    mean = sum(place * of for place, of in enumerate(answers)) / every
    lead = sum((place - mean) * count for place, count in enumerate(counts))
    spread = sum(of * (place - mean) ** 2 for place, of in enumerate(answers))
    p = together / every
    z = lead / sqrt(p * (1 - p) * spread)
    exact = _permutation_p(counts, answers)
    return OrderedTrend(z, erfc(abs(z) / sqrt(2)) if exact is None else exact, exact is not None)


def _permutation_p(counts: Sequence[int], answers: Sequence[int]) -> float | None:
    """Return how often chance deals a lead as far from the expected; None if it takes too long."""
    every, together = sum(answers), sum(counts)
    if 2 * together > every:  # the others have the opposite trend, and are fewer to deal
        counts = [of - count for count, of in zip(counts, answers, strict=True)]
        together = every - together
    if together**2 * len(answers) * max(answers) > _MOST_STEPS:
        return None
    ways: dict[tuple[int, int], int] = {(0, 0): 1}  # (dealt, sum of places): in how many ways
    for place, of in enumerate(answers):
        dealt: dict[tuple[int, int], int] = {}
        ways_here = [comb(of, here) for here in range(min(of, together) + 1)]
        for (before, places), many in ways.items():
            for here in range(min(of, together - before) + 1):
                state = before + here, places + place * here
                dealt[state] = dealt.get(state, 0) + many * ways_here[here]
        ways = dealt
    # Distances from the expected sum, times `every`: whole numbers, compared exactly.
    expected = together * sum(place * of for place, of in enumerate(answers))
    observed = abs(every * sum(place * count for place, count in enumerate(counts)) - expected)
    as_far = sum(
        many
        for (dealt_in_all, places), many in ways.items()
        if dealt_in_all == together and abs(every * places - expected) >= observed
    )
    return as_far / comb(every, together)
