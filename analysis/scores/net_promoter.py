"""Net promoter score and its interval.

The score: Reichheld (2003), "The One Number You Need to Grow", Harvard Business
Review 81(12), 46-54.
The interval: Rocks (2016), "Interval Estimation for the Net Promoter Score",
The American Statistician 70(4), 365-372; the adjusted Wald interval.
The bounds: Manski's, as in `analysis.intervals.non_response_bounds`.
"""

from math import sqrt
from statistics import NormalDist
from typing import Literal

import msgspec

from analysis.disclosure.gate import ReleasedItem
from analysis.intervals import Interval
from surveys.questions import RECOMMENDATION_VALUES

PROMOTERS_FROM = 9
"""Promoters answer 9 or 10."""

PASSIVES_FROM = 7
"""Passives answer 7 or 8; detractors anything below."""

FAIR_MARGIN = 10
"""Points: up to here the score may be read as it stands, give or take a few."""

WIDE_MARGIN = 25
"""Points: up to here only its region may be read; above, hardly its sign."""


class NetPromoterScore(msgspec.Struct, frozen=True, kw_only=True, tag="recommendation"):
    """Share of promoters minus share of detractors, in points."""

    item: str
    answers: int
    eligible: int | None = None
    """How many could answer; None when nobody knows, or the roster cannot be right."""
    counts: tuple[int, ...]
    """Answers per value, 0 to 10."""
    promoters: int
    passives: int
    detractors: int
    score: float
    """In points, from -100 to 100."""
    interval: Interval
    """Adjusted Wald (Rocks 2016), 95 %, in points."""
    bounds: Interval | None = None
    """Whatever those who did not answer think, in points; None if nobody knows how many."""


def net_promoter_score(
    item: str, released: ReleasedItem, eligible: int | None
) -> NetPromoterScore | None:
    """Return the score of one recommendation question; None without answers.

    Args:
        item: The question's code.
        released: What the gate lets through: counts by "0" to "10".
        eligible: How many could answer; None when nobody knows.
    """
    counts = tuple(released.counts.get(str(value), 0) for value in RECOMMENDATION_VALUES)
    answers = sum(counts)
    if answers == 0:
        return None
    promoters = sum(counts[PROMOTERS_FROM:])
    detractors = sum(counts[:PASSIVES_FROM])
    known = eligible if eligible is not None and eligible >= answers else None
    return NetPromoterScore(
        item=item,
        answers=answers,
        eligible=known,
        counts=counts,
        promoters=promoters,
        passives=answers - promoters - detractors,
        detractors=detractors,
        score=100 * (promoters - detractors) / answers,
        interval=adjusted_wald(promoters, detractors, answers),
        bounds=None if known is None else _bounds(promoters - detractors, answers, known),
    )


def adjusted_wald(
    promoters: int, detractors: int, answers: int, confidence: float = 0.95
) -> Interval:
    """Return the interval of a net promoter score, in points from -100 to 100.

    From two answers on it holds the score.

    Args:
        promoters: Who answered 9 or 10.
        detractors: Who answered 0 to 6.
        answers: Everyone who answered; at least 1.
        confidence: How often such an interval covers the true score. Between 0 and 1.
    """
    # Three imaginary answers, spread 1:2:1, keep the interval honest in small samples.
    promoter_share = (promoters + 0.75) / (answers + 3)
    detractor_share = (detractors + 0.75) / (answers + 3)
    centre = promoter_share - detractor_share
    variance = (promoter_share + detractor_share - centre**2) / (answers + 3)
    margin = NormalDist().inv_cdf((1 + confidence) / 2) * sqrt(variance)
    return Interval(100 * max(-1.0, centre - margin), 100 * min(1.0, centre + margin))


def precision(net_promoter: NetPromoterScore) -> Literal["fair", "wide", "very_wide"]:
    """Return the width of the interval as a word, from half of it: a convention of ours.

    "fair" up to `FAIR_MARGIN` points, "wide" up to `WIDE_MARGIN`, then "very_wide".
    """
    margin = (net_promoter.interval.high - net_promoter.interval.low) / 2
    if margin <= FAIR_MARGIN:
        return "fair"
    return "wide" if margin <= WIDE_MARGIN else "very_wide"


def _bounds(lead: int, answers: int, eligible: int) -> Interval:
    """Where the score of all eligible lies: the silent all detractors, or all promoters."""
    silent = eligible - answers
    return Interval(100 * (lead - silent) / eligible, 100 * (lead + silent) / eligible)
