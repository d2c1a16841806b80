"""Whether a share or a score rises or falls over the cohorts of an activity.

The trends of one questionnaire are a declared family: its headline items and the rows of
its matrices were there before anybody answered. A trend needs both Holm's corrected p
value of Cochran and Armitage's test and an interval of the mean rise from one cohort to
the next that leaves 0 out.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

from analysis.claims.differences import LEVEL
from analysis.claims.pairs import reliably_visible, score_at
from analysis.claims.refusal import ASKED_DIFFERENTLY, TOO_FEW, Refusal
from analysis.comparisons.combined import Estimate, combined, inverted, slope_weights
from analysis.comparisons.families import holm
from analysis.comparisons.ordered_shares import cochran_armitage
from analysis.intervals import Interval, wilson
from analysis.scores.trend import Trend, TrendPoint

FEWEST_COHORTS = 3
"""Two cohorts are a difference, not a trend."""


class TrendClaim(msgspec.Struct, frozen=True, kw_only=True, tag="trend"):
    """What may be said about one item over cohorts in order."""

    first: TrendPoint
    """The oldest cohort shown."""
    last: TrendPoint
    cohorts: int
    """How many are shown."""
    rise: float
    """From one cohort to the next, on average: -1 to 1, or points of a net score."""
    interval: Interval
    """Of `rise`, corrected for how many trends were looked at together."""
    confidence: float
    p: float
    """Corrected too, from 0 to 1."""
    comparisons: int
    """How many trends were looked at together, this one included."""
    verdict: Literal["rises", "falls", "no_trend_shown"]
    visible: float
    """The smallest mean rise or fall that would have shown four times of five."""


def trend_claims(trends: Sequence[Trend]) -> tuple[TrendClaim | Refusal, ...]:
    """Return what may be claimed of trends that were declared together, in their order."""
    said = [trend for trend in trends if trend.alike and _enough(trend)]
    p_values = holm([_p(trend) for trend in said])
    made = {
        trend.item: _claim(trend, p, len(said)) for trend, p in zip(said, p_values, strict=True)
    }
    return tuple(
        made.get(trend.item, TOO_FEW if trend.alike else ASKED_DIFFERENTLY) for trend in trends
    )


def _enough(trend: Trend) -> bool:
    return sum(_shown(point) for point in trend.points) >= FEWEST_COHORTS


def _shown(point: TrendPoint) -> bool:
    return point.share is not None or point.net_promoter is not None


def _claim(trend: Trend, p: float, many: int) -> TrendClaim:
    confidence = 1 - LEVEL / many
    rise, interval = _rise(trend, confidence)
    shown = [point for point in trend.points if _shown(point)]
    verdict: Literal["rises", "falls", "no_trend_shown"] = "no_trend_shown"
    if p <= LEVEL and interval.low > 0:
        verdict = "rises"
    elif p <= LEVEL and interval.high < 0:
        verdict = "falls"
    return TrendClaim(
        first=shown[0],
        last=shown[-1],
        cohorts=len(shown),
        rise=rise,
        interval=interval,
        confidence=confidence,
        p=p,
        comparisons=many,
        verdict=verdict,
        visible=reliably_visible(interval, confidence),
    )


def _p(trend: Trend) -> float:
    shares = [point.share for point in trend.points]
    if not any(shares):
        return inverted(lambda confidence: _rise(trend, confidence).interval)
    found = cochran_armitage(
        [share.count if share else 0 for share in shares],
        [share.answers if share else 0 for share in shares],
    )
    return found.p if found else 1.0


def _rise(trend: Trend, confidence: float) -> Estimate:
    """Return the mean rise from one cohort to the next; a hidden cohort keeps its place."""
    answers = [point.answers or 0 for point in trend.points]
    parts = [_estimate(point, confidence) for point in trend.points]
    return combined(parts, slope_weights(answers))


def _estimate(point: TrendPoint, confidence: float) -> Estimate:
    if point.net_promoter:
        return score_at(point.net_promoter, confidence)
    if point.share:
        share = point.share
        return Estimate(share.value, wilson(share.count, share.answers, confidence))
    return Estimate(0.0, Interval(0.0, 0.0))  # weighs nothing
