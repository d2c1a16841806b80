"""Whether a share or a score rises or falls over the cohorts of an activity.

The trends of one questionnaire are a declared family: its headline items and the rows of
its matrices were there before anybody answered. A trend needs both Holm's corrected p
value of Cochran and Armitage's test and an interval of the mean rise from one cohort to
the next that leaves 0 out.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from analysis.claims.differences import LEVEL
from analysis.claims.pairs import reliably_visible, score_at
from analysis.claims.refusal import ASKED_DIFFERENTLY, TOO_FEW, Refusal
from analysis.comparisons.combined import Estimate, combined, inverted, slope_weights
from analysis.comparisons.families import holm
from analysis.comparisons.ordered_shares import cochran_armitage
from analysis.comparisons.two_scores import Ratings
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
    p_values = holm([max(map(_p, {*_courses(trend)})) for trend in said])
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
    least, most = (_rise(course, confidence) for course in _courses(trend))
    interval = Interval(least.interval.low, most.interval.high)
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
        rise=(least.value + most.value) / 2,
        interval=interval,
        confidence=confidence,
        p=p,
        comparisons=many,
        verdict=verdict,
        visible=reliably_visible(interval, confidence),
    )


class _Group(NamedTuple):
    """One cohort; nobody where it is hidden."""

    chosen: int
    answers: int
    ratings: Ratings | None
    """Of a net promoter score."""


_NOBODY = _Group(0, 0, None)

_Course: TypeAlias = tuple[_Group, ...]
"""What the cohorts may have answered, oldest first."""


def _courses(trend: Trend) -> tuple[_Course, _Course]:
    """Return the course that rises least, then the one that rises most, given what is untold."""
    middle = (len(trend.points) - 1) / 2
    least, most = (
        tuple(_group(point, low=(at > middle) != rising) for at, point in enumerate(trend.points))
        for rising in (False, True)
    )
    return least, most


def _group(point: TrendPoint, *, low: bool) -> _Group:
    if score := point.net_promoter:
        return _Group(0, score.answers, score.lowest if low else score.highest)
    if share := point.share:
        return _Group(share.count if low else share.most, share.answers, None)
    return _NOBODY


def _p(course: _Course) -> float:
    if any(group.ratings for group in course):
        return inverted(lambda confidence: _rise(course, confidence).interval)
    found = cochran_armitage(
        [group.chosen for group in course], [group.answers for group in course]
    )
    return found.p if found else 1.0


def _rise(course: _Course, confidence: float) -> Estimate:
    """Return the mean rise from one cohort to the next; a hidden cohort keeps its place."""
    parts = [_estimate(group, confidence) for group in course]
    return combined(parts, slope_weights([group.answers for group in course]))


def _estimate(group: _Group, confidence: float) -> Estimate:
    if group.ratings:
        return score_at(group.ratings, confidence)
    if group.answers:
        interval = wilson(group.chosen, group.answers, confidence)
        return Estimate(group.chosen / group.answers, interval)
    return Estimate(0.0, Interval(0.0, 0.0))  # weighs nothing
