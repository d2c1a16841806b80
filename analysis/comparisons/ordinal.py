"""Answers on an ordered scale, in two groups: in which of them they are higher.

Sources: Mann & Whitney (1947), "On a test of whether one of two random variables is
stochastically larger than the other", Annals of Mathematical Statistics 18(1), 50-60,
with the correction for ties of Lehmann (2006), Nonparametrics, section 1.4. Newcombe
(2006), "Confidence intervals for an effect size measure based on the Mann-Whitney
statistic. Part 2", Statistics in Medicine 25(4), 559-573, method 5, for the interval.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate
from math import erfc, sqrt
from statistics import NormalDist
from typing import NamedTuple

from analysis.intervals import Interval


class Superiority(NamedTuple):
    """How often somebody of the first group answers higher than somebody of the second."""

    probability: float
    """From 0 to 1, ties counting half: 1/2 when neither group answers higher."""
    interval: Interval
    p: float
    """Two-sided, corrected for ties and continuity; 1 when everybody answered the same."""


def mann_whitney(
    counts: Sequence[int], other_counts: Sequence[int], confidence: float = 0.95
) -> Superiority | None:
    """Compare two groups on one ordered scale; None if one of them has no answers.

    Args:
        counts: Answers of the first group by point of the scale, lowest first.
        other_counts: Those of the second, over the same points.
        confidence: How often such an interval covers the true probability. Between 0 and 1.

    Raises:
        ValueError: the groups do not have the same points.
    """
    if len(counts) != len(other_counts):
        raise ValueError(f"{len(counts)} points cannot be compared with {len(other_counts)}")
    n, m = sum(counts), sum(other_counts)
    if not n or not m:
        return None
    below = [0, *accumulate(other_counts)]
    wins = sum(
        here * (lower + there / 2)
        for here, there, lower in zip(counts, other_counts, below, strict=False)
    )
    probability = wins / (n * m)
    return Superiority(
        probability, _interval(probability, n, m, confidence), _p(wins, counts, other_counts)
    )


def _p(wins: float, counts: Sequence[int], other_counts: Sequence[int]) -> float:
    n, m = sum(counts), sum(other_counts)
    every = n + m
    tied = [here + there for here, there in zip(counts, other_counts, strict=True)]
    ties = sum(each**3 - each for each in tied) / (every * (every - 1)) if every > 1 else 0
    variance = n * m / 12 * (every + 1 - ties)
    if variance <= 0:
        return 1.0
    away = max(0.0, abs(wins - n * m / 2) - 0.5)
    return erfc(away / sqrt(2 * variance))


def _interval(probability: float, n: int, m: int, confidence: float) -> Interval:
    """Return every probability from which the observed one is no further than chance allows."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    more = (n + m) / 2 - 1

    def too_far(true: float) -> bool:
        spread = 1 + more * ((1 - true) / (2 - true) + true / (1 + true))
        return abs(true - probability) > z * sqrt(true * (1 - true) * spread / (n * m))

    return Interval(_edge(0.0, probability, too_far), _edge(1.0, probability, too_far))


def _edge(outside: float, inside: float, too_far: Callable[[float], bool]) -> float:
    """Return where `too_far` begins between `inside` and `outside`, by halving."""
    if inside == outside or not too_far(outside):
        return outside
    for _ in range(60):
        middle = (outside + inside) / 2
        if too_far(middle):
            outside = middle
        else:
            inside = middle
    return inside
