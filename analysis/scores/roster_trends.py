"""Who came and who completed, cohort by cohort."""

from collections.abc import Collection, Sequence
from functools import partial

from analysis.inputs import Enrolled
from analysis.scores.roster import Noted, score_roster, undecided
from analysis.scores.share import Share
from analysis.scores.trend import Trend, TrendPoint, with_shrunk
from surveys.programme import Cohort, Session
from surveys.texts import Slug

ATTENDANCE = "attendance"
COMPLETION = "completion"


def roster_trends(
    cohorts: Sequence[Cohort],
    rows: Sequence[Enrolled],
    sessions: Sequence[Session],
    *,
    running: Collection[Slug] = (),
    noted: Noted | None = None,
) -> tuple[Trend, ...]:
    """Return the trends of attendance and of completion; none of what nobody noted.

    Args:
        cohorts: Of one activity, oldest first.
        rows: Their rosters.
        sessions: Their sessions.
        running: Cohorts that are not over.
        noted: As `analysis.scores.roster.score_roster` takes it.
    """
    by_cohort: dict[Slug, list[Enrolled]] = {cohort.slug: [] for cohort in cohorts}
    for row in rows:
        by_cohort[row.cohort].append(row)
    score = partial(score_roster, undecided=undecided(running, sessions), noted=noted)
    scored = {slug: score(each) for slug, each in by_cohort.items()}
    together = score(rows)
    found = (
        _trend(
            ATTENDANCE,
            {slug: scores.attendance for slug, scores in scored.items()},
            together.attendance,
        ),
        _trend(
            COMPLETION,
            {slug: scores.completion for slug, scores in scored.items()},
            together.completion,
        ),
    )
    return tuple(trend for trend in found if any(point.share for point in trend.points))


def _trend(item: str, shares: dict[Slug, Share | None], together: Share | None) -> Trend:
    points = [_point(cohort, share) for cohort, share in shares.items()]
    return Trend(item=item, points=with_shrunk(points), pooled=_point("", together))


def _point(cohort: Slug, share: Share | None) -> TrendPoint:
    return TrendPoint(
        cohort=cohort,
        answers=share.answers if share else None,
        share=share,
        net_promoter=None,
    )
