"""What luck explains, and what it does not, however often somebody tries."""

from collections.abc import Iterable, Sequence
from math import sqrt

import numpy as np
from scipy.stats import binom, norm, rankdata

BELIEVABLE = 1e-6
"""A success less likely than this by chance alone is no chance."""

_EXACT = 60
"""Of so many in all, the distribution of their orders is computed, not approximated."""

Ranked = Sequence[tuple[float, float]]
"""Of each: where it stands in one order, and where in another."""


def better_than_chance(correct: int, guesses: int, *, among: int, tries: int = 1) -> bool:
    """Whether so many correct guesses are more than luck.

    The exact tail of a binomial distribution, multiplied by `tries` (Bonferroni).

    Args:
        correct: Guesses that were right.
        guesses: How many there were.
        among: Answers that each could have been of, all alike.
        tries: Ways of guessing of which this is the best.
    """
    return float(binom.sf(correct - 1, guesses, 1 / among)) * tries < BELIEVABLE


def goes_with(parts: Iterable[Ranked], *, tries: int = 1) -> bool:
    """Whether two orders go together, or against each other, more than luck explains.

    Within each part, such as a day, any order is as likely as any other; between parts nothing
    is compared. A permutation test, on both sides, multiplied by `tries`: exact, by counting
    pairs that stand the other way round (Kendall), for 60 of them and fewer of which none
    are tied; else by rank sums, whose spread is exact and whose shape is taken as normal.
    """
    ranked = [part for part in parts if len(part) > 1]
    distinct = all(len({one for one, _ in part}) == len(part) for part in ranked)
    if distinct and sum(map(len, ranked)) <= _EXACT:
        return _by_pairs(ranked) * tries < BELIEVABLE
    return _by_ranks(ranked) * tries < BELIEVABLE


def _by_pairs(parts: Sequence[Ranked]) -> float:
    """Return how likely as few turned pairs are, or as many: each part's polynomials, multiplied.

    Of n there are as many orders with k turned pairs as the coefficient of x^k in
    (1)(1 + x)...(1 + x + ... + x^(n - 1)) (Kendall, 1938, *Biometrika* 30, 81-93).
    """
    turned, likely = 0, np.ones(1)
    for part in parts:
        seconds = [second for _, second in sorted(part)]
        turned += sum(one > other for at, one in enumerate(seconds) for other in seconds[at + 1 :])
        for size in range(2, len(part) + 1):
            likely = np.convolve(likely, np.full(size, 1 / size))
    fewest = min(turned, len(likely) - 1 - turned)
    return min(1.0, 2 * float(likely[: fewest + 1].sum()))


def _by_ranks(parts: Sequence[Ranked]) -> float:
    total = spread = 0.0
    for part in parts:
        one, other = (rankdata(column) - (len(part) + 1) / 2 for column in np.array(part).T)
        total += float(one @ other)
        spread += float((one @ one) * (other @ other)) / (len(part) - 1)
    return 2 * float(norm.sf(abs(total) / sqrt(spread))) if spread else 1.0
