"""Intervals around shares: what chance could do, and what silence could hide.

Two questions that a single "± 3 %" mixes up. A cohort is an attempted census of
a finite list, so the people who did not answer are no sampling error: `wilson`
speaks of a comparable next cohort, `non_response_bounds` of this one.

Sources: Wilson (1927), "Probable Inference, the Law of Succession, and
Statistical Inference", Journal of the American Statistical Association 22(158),
209-212; recommended for small samples by Brown, Cai & DasGupta (2001), "Interval
Estimation for a Binomial Proportion", Statistical Science 16(2), 101-133.
Manski (1989), "Anatomy of the Selection Problem", Journal of Human Resources
24(3), 343-360, for the bounds.
"""

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple


class Interval(NamedTuple):
    """From `low` to `high`, both included; shares run from 0 to 1."""

    low: float
    high: float


def wilson(count: int, answers: int, confidence: float = 0.95) -> Interval:
    """Return the Wilson score interval of the share `count / answers`.

    It always holds the share, and stays within 0 and 1. Over all true shares it
    covers as often as it says, on average; near 0 and 1 it can dip (see
    docs/statistics.md). There is no continuity correction.

    Args:
        count: How many of `answers`. From 0 to `answers`.
        answers: At least 1.
        confidence: How often such an interval covers the true share. Between 0 and 1.

    Raises:
        ValueError: the counts are impossible.
    """
    if not 0 <= count <= answers or answers == 0:
        raise ValueError(f"{count} of {answers} is no share")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    # The upper limit of the satisfied is the lower limit of the others, seen from above.
    return Interval(_wilson_low(count, answers, z), 1 - _wilson_low(answers - count, answers, z))


def _wilson_low(count: int, answers: int, z: float) -> float:
    if count == 0:
        return 0.0  # exactly: rounding would leave a hair below or above
    centre = count + z**2 / 2
    margin = z * sqrt(count * (answers - count) / answers + z**2 / 4)
    return (centre - margin) / (answers + z**2)


def non_response_bounds(count: int, answers: int, eligible: int) -> Interval:
    """Return where the share of all `eligible` lies, whatever those who did not answer think.

    Low if every one of them would have said no, high if every one would have said
    yes: `[x/N, (x + N - n)/N]`. Exact and without assumption; no confidence is
    attached to it.

    Args:
        count: How many of `answers`. From 0 to `answers`.
        answers: How many of `eligible` answered. At most `eligible`: a roster
            smaller than the answers is wrong, and wrong rosters have no bounds
            (`analysis.scores.share.share` leaves them out).
        eligible: How many could answer. At least 1.

    Raises:
        ValueError: the counts are impossible.
    """
    if not 0 <= count <= answers <= eligible or eligible == 0:
        raise ValueError(f"{count} of {answers} answers of {eligible} eligible is no share")
    return Interval(count / eligible, (count + eligible - answers) / eligible)
