"""Made-up views of trends and comparisons: the cohorts of `examples`, and a roster."""

from uuid import UUID

from analysis.claims.changes import declared_items
from analysis.claims.compare import activity_side, cohort_side, compare
from analysis.claims.trends import trend_claims
from analysis.disclosure.gate import release_family
from analysis.inputs import Enrolled
from analysis.scores.account import Family
from analysis.scores.roster_trends import roster_trends
from analysis.scores.trend import Trend, trend
from dashboards.pages.compare import Choices, CompareView
from dashboards.pages.trends import AskedTrends, ClaimedTrend, TrendsView
from surveys.programme import Activity, Session
from surveys.texts import Text
from tests.dashboards.examples import (
    ACTIVITY,
    COHORTS,
    PROGRAMME,
    QUESTIONNAIRE,
    SUBMISSIONS,
    tally,
)

WORKSHOP = Activity(slug="workshop", programme="virage", name=Text("Atelier", "Workshop"))


def _family(activity: str, *, unhappy: int = 0) -> Family:
    tallies = [
        tally(number, submissions=submissions, unhappy=unhappy)
        for number, submissions in enumerate(SUBMISSIONS, start=1)
    ]
    asked = {each.survey: QUESTIONNAIRE for each in tallies}
    return Family(activity, asked, release_family(tallies))


FAMILY = _family("planning")


def _enrolled(cohort: str, place: int, attended: int) -> Enrolled:
    return Enrolled(
        cohort=cohort,
        person=UUID(int=place),
        organisation="",
        region="",
        kind="",
        role="",
        sessions_attended=attended,
        minutes_attended=attended * 60,
        completed=attended == 2,
    )


def _roster() -> tuple[Trend, ...]:
    """Forty people a cohort, each time four more at both sessions; nobody noted the last."""
    rows = [
        _enrolled(cohort.slug, 100 * at + person, 2 if person < 20 + 4 * at else person % 2)
        for at, cohort in enumerate(COHORTS[:-1])
        for person in range(40)
    ]
    sessions = [
        Session(
            cohort=cohort.slug,
            position=position,
            title=Text("Séance", "Session"),
            held_on=cohort.starts_on,
            minutes=60,
        )
        for cohort in COHORTS
        for position in (1, 2)
    ]
    return roster_trends(COHORTS, rows, sessions)


def _claimed(trends: list[Trend]) -> tuple[ClaimedTrend, ...]:
    return tuple(
        ClaimedTrend(trend=each, claim=claim)
        for each, claim in zip(trends, trend_claims(trends), strict=True)
    )


def trends_view(*, empty: bool = False) -> TrendsView:
    trends = [trend(FAMILY.asked, item, FAMILY.released) for item in declared_items(QUESTIONNAIRE)]
    return TrendsView(
        programme=PROGRAMME,
        activity=ACTIVITY,
        cohorts=() if empty else COHORTS,
        roster=() if empty else _claimed(list(_roster())),
        questionnaires=(
            ()
            if empty
            else ((QUESTIONNAIRE.code, QUESTIONNAIRE.title), ("later", Text("Plus tard", "Later")))
        ),
        asked=None
        if empty
        else AskedTrends(
            questionnaire=QUESTIONNAIRE,
            cohorts=tuple(cohort.slug for cohort in COHORTS),
            trends=_claimed(trends),
        ),
    )


def _choices(**changes: object) -> Choices:
    fields = {"kind": "cohort", "chosen": (), "activities": ((ACTIVITY, COHORTS), (WORKSHOP, ()))}
    return Choices(**fields | changes)  # type: ignore[arg-type]


def choosing_view() -> CompareView:
    return CompareView(
        choices=_choices(chosen=("planning-2",), refused="too_few"),
        programmes=(PROGRAMME,),
        comparison=None,
        questionnaires={},
        names={},
    )


def cohorts_view() -> CompareView:
    """Three cohorts, one of them too small to be shown."""
    slugs = ("planning-2", "planning-5", "planning-3")
    return CompareView(
        choices=_choices(chosen=slugs),
        programmes=(PROGRAMME,),
        comparison=compare([cohort_side([FAMILY], slug) for slug in slugs]),
        questionnaires={QUESTIONNAIRE.code: QUESTIONNAIRE},
        names={cohort.slug: cohort.name for cohort in COHORTS if cohort.slug in slugs},
    )


def activities_view() -> CompareView:
    """Two activities; the second was liked far less."""
    families = [FAMILY, _family("workshop", unhappy=3)]
    return CompareView(
        choices=_choices(kind="activity", chosen=("planning", "workshop")),
        programmes=(PROGRAMME,),
        comparison=compare([activity_side(families, slug) for slug in ("planning", "workshop")]),
        questionnaires={QUESTIONNAIRE.code: QUESTIONNAIRE},
        names={"planning": ACTIVITY.name, "workshop": WORKSHOP.name},
    )
