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

from analysis.comparisons.two_scores import Ratings
from analysis.disclosure.gate import ReleasedItem
from analysis.disclosure.untold import Untold
from analysis.intervals import Interval
from surveys.questions import RECOMMENDATION_GROUPS, RECOMMENDATION_VALUES

PROMOTERS_FROM = RECOMMENDATION_GROUPS[2].start
"""Promoters answer 9 or 10."""

PASSIVES_FROM = RECOMMENDATION_GROUPS[1].start
"""Passives answer 7 or 8; detractors anything below."""

_GROUPS = tuple(frozenset(map(str, group)) for group in RECOMMENDATION_GROUPS)
"""Detractors, passives and promoters, as they are stored."""

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
    """Answers per value, 0 to 10, those that are told."""
    untold: tuple[Untold, ...] = ()
    """Answers that are not."""
    promoters: int
    """At least, as the two others."""
    passives: int
    detractors: int
    score: float
    """In points, from -100 to 100: the middle of what it may be."""
    reach: Interval
    """What the score may be: one point where everything is told."""
    interval: Interval
    """Adjusted Wald (Rocks 2016), 95 %, in points, whatever is untold."""
    bounds: Interval | None = None
    """Whatever those who did not answer think, in points; None if nobody knows how many."""

    @property
    def lowest(self) -> Ratings:
        """What the answers are at worst."""
        return _at_worst(self.released, self.answers)

    @property
    def highest(self) -> Ratings:
        """What the answers are at best."""
        return _at_best(self.released, self.answers)

    @property
    def most(self) -> Ratings:
        """How many promote, are passive and detract at the most, each by itself."""
        detractors, passives, promoters = map(self.released.most, _GROUPS)
        return Ratings(promoters, passives, detractors)

    @property
    def released(self) -> ReleasedItem:
        """What it was made from."""
        counts = {str(value): count for value, count in enumerate(self.counts) if count}
        return ReleasedItem(self.answers, counts, self.untold)


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
    answers = sum(counts) + sum(each.answers for each in released.untold)
    if answers == 0:
        return None
    lowest, highest = _at_worst(released, answers), _at_best(released, answers)
    reach = Interval(lowest.score, highest.score)
    known = eligible if eligible is not None and eligible >= answers else None
    detractors, passives, promoters = map(released.least, _GROUPS)
    return NetPromoterScore(
        item=item,
        answers=answers,
        eligible=known,
        counts=counts,
        untold=released.untold,
        promoters=promoters,
        passives=passives,
        detractors=detractors,
        score=(reach.low + reach.high) / 2,
        reach=reach,
        interval=interval_of(lowest, highest),
        bounds=None if known is None else _bounds(lowest.lead, highest.lead, answers, known),
    )


def interval_of(lowest: Ratings, highest: Ratings, confidence: float = 0.95) -> Interval:
    """Return what holds the intervals of every score between two, in points."""
    low, high = (
        adjusted_wald(each.promoters, each.detractors, each.answers, confidence)
        for each in (lowest, highest)
    )
    return Interval(min(low.low, high.low), max(low.high, high.high))


def _at_worst(released: ReleasedItem, answers: int) -> Ratings:
    """Return the answers as if all that are untold were as low as they may be."""
    detractors, _, promoters = _GROUPS
    most, least = released.most(detractors), released.least(promoters)
    return Ratings(least, answers - most - least, most)


def _at_best(released: ReleasedItem, answers: int) -> Ratings:
    detractors, _, promoters = _GROUPS
    most, least = released.most(promoters), released.least(detractors)
    return Ratings(most, answers - most - least, least)


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


def _bounds(lowest: int, highest: int, answers: int, eligible: int) -> Interval:
    """Where the score of all eligible lies: the silent all detractors, or all promoters."""
    silent = eligible - answers
    return Interval(100 * (lowest - silent) / eligible, 100 * (highest + silent) / eligible)
