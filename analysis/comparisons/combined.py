"""Sums and differences of independent estimates, each with an interval of its own.

Source: Zou & Donner (2008), "Construction of confidence limits about effect measures: a
general approach", Statistics in Medicine 27(10), 1693-1702; for shares, Zou, Huang &
Zhang (2009), "A note on confidence interval estimation for a linear function of binomial
proportions", Computational Statistics & Data Analysis 53(4), 1080-1085. Of two shares
with their Wilson intervals this is Newcombe's (`analysis.comparisons.two_shares`).
"""

from collections.abc import Callable, Sequence
from math import sqrt
from typing import NamedTuple

from analysis.intervals import Interval


class Estimate(NamedTuple):
    """A number and its interval, in the same unit."""

    value: float
    interval: Interval
    """Holds `value`."""


def combined(parts: Sequence[Estimate], weights: Sequence[float]) -> Estimate:
    """Return the sum of each part times its weight: (1, -1) is a difference.

    The distances of the limits from their values are squared and added, so the interval
    always holds the sum, and keeps the confidence of the parts.
    """
    low = high = 0.0
    for (value, interval), weight in zip(parts, weights, strict=True):
        below, above = weight * (value - interval.low), weight * (interval.high - value)
        if weight < 0:
            below, above = above, below
        low, high = low + below**2, high + above**2
    total = sum(part.value * weight for part, weight in zip(parts, weights, strict=True))
    return Estimate(total, Interval(total - sqrt(low), total + sqrt(high)))


def slope_weights(answers: Sequence[int]) -> tuple[float, ...]:
    """Return what each cohort weighs in the mean rise from one cohort to the next.

    The straight line through the cohorts in order, evenly spaced, each counting as often
    as it has answers (least squares); cohorts without answers keep their place.

    Args:
        answers: By cohort, oldest first; at least two are not 0.

    Raises:
        ValueError: fewer than two cohorts have answers.
    """
    if sum(of > 0 for of in answers) < 2:  # noqa: PLR2004 -- a line takes two
        raise ValueError("no line goes through fewer than two cohorts")
    mean = sum(place * of for place, of in enumerate(answers)) / sum(answers)
    spread = sum(of * (place - mean) ** 2 for place, of in enumerate(answers))
    return tuple(of * (place - mean) / spread for place, of in enumerate(answers))


def inverted(interval_at: Callable[[float], Interval]) -> float:
    """Return the two-sided p value that belongs to an interval, from 0 to 1.

    One less the highest confidence at which the interval still leaves 0 out; 1 where it
    never does.

    Args:
        interval_at: The interval at a confidence between 0 and 1; wider when surer.
    """
    never, ever = 0.0, 1.0
    for _ in range(40):
        middle = (never + ever) / 2
        if not 0 < middle < 1:
            break
        interval = interval_at(1 - middle)
        if interval.low > 0 or interval.high < 0:
            ever = middle
        else:
            never = middle
    return ever
