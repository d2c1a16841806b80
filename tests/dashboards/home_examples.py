"""First pages: a Monday with something of everything, a quiet one, and the first of all."""

from datetime import UTC, date, datetime

import msgspec

from analysis.attention import (
    Call,
    FewAnswers,
    FewerThanShown,
    FewOfAsked,
    FewOfUsual,
    NewResults,
    NoSurvey,
    Proposal,
    Rise,
    SearchFailed,
    VerdictGiven,
)
from dashboards.pages.home import CallView, CohortSoFar, HomeView, ProgrammeSoFar, SurveySoFar
from surveys.programme import Cohort, Programme
from surveys.texts import Text
from tests.dashboards.examples import ACTIVITY, COHORTS, PROGRAMME

TITLE = Text(fr="Fin de formation", en="End of course")
LATEST = COHORTS[-1]
NEXT = Cohort(
    slug="planning-6",
    activity="planning",
    name=Text(fr="Cohorte 6", en="Cohort 6"),
    starts_on=date(2024, 9, 10),
    ends_on=date(2024, 9, 10),
)

OPEN = SurveySoFar(
    survey="planning-5-end",
    title=TITLE,
    state="open",
    opens_at=datetime(2024, 3, 1, 13, tzinfo=UTC),
    answers=10,
    eligible=38,
    days_left=2,
    by_link=False,
)
BY_LINK = msgspec.structs.replace(
    OPEN, survey="planning-5-six", answers=0, eligible=None, days_left=None, by_link=True
)
PLANNED = msgspec.structs.replace(
    OPEN,
    survey="planning-5-later",
    title=Text(fr="Suivi", en="Follow-up"),
    state="not_yet",
    days_left=None,
)
OVER = msgspec.structs.replace(OPEN, survey="planning-4-end", state="over", answers=31)
OVER_FEW = msgspec.structs.replace(OVER, survey="planning-3-end", answers=0)


def _few(**changes: object) -> FewAnswers:
    few = FewAnswers(
        survey=OPEN.survey, when="closes_soon", days=2, at_least=10, few=FewOfAsked(eligible=38)
    )
    return msgspec.structs.replace(few, **changes)


def call_view(call: Call, *, title: Text | None = TITLE) -> CallView:
    """Return a call of the latest cohort."""
    return CallView(call=call, activity=ACTIVITY, cohort=LATEST, title=title)


CALLS = (
    call_view(_few()),
    call_view(_few(days=1, few=FewOfUsual(usual=29))),
    call_view(_few(days=0, at_least=0, few=FewerThanShown())),
    call_view(_few(when="stands_still", days=9)),
    CallView(call=NoSurvey(cohort=NEXT.slug, days=9), activity=ACTIVITY, cohort=NEXT),
    CallView(call=NoSurvey(cohort=NEXT.slug, days=1), activity=ACTIVITY, cohort=NEXT),
    CallView(call=NoSurvey(cohort=NEXT.slug, days=0), activity=ACTIVITY, cohort=NEXT),
    call_view(NewResults(survey=OVER.survey, days=0)),
    call_view(NewResults(survey=OVER.survey, days=1)),
    call_view(NewResults(survey=OVER.survey, days=6)),
    call_view(
        Rise(activity=ACTIVITY.slug, theme=7, kind="new", stands=True),
        title=Text(fr="droit d’auteur", en="copyright <b>"),
    ),
    call_view(Rise(activity=ACTIVITY.slug, theme=9, kind="growing", stands=False), title=None),
    call_view(Proposal(activity=ACTIVITY.slug, changes=3)),
    call_view(SearchFailed(activity=ACTIVITY.slug)),
    call_view(
        VerdictGiven(programme="demo", change=3, days=0), title=Text("Long " * 30, "Long " * 30)
    ),
    call_view(VerdictGiven(programme="demo", change=4, days=1)),
    call_view(VerdictGiven(programme="demo", change=5, days=12)),
)

REAL = Programme(slug="real", name=Text("Programme réel", "Real programme"))


def _cohort(cohort: Cohort, *surveys: SurveySoFar) -> CohortSoFar:
    return CohortSoFar(activity=ACTIVITY, cohort=cohort, surveys=surveys)


BUSY = HomeView(
    programmes=(
        ProgrammeSoFar(
            programme=PROGRAMME,
            calls=CALLS,
            cohorts=(
                _cohort(NEXT),
                _cohort(LATEST, OPEN, BY_LINK, PLANNED),
                _cohort(COHORTS[3], OVER),
                _cohort(COHORTS[2], OVER_FEW),
                _cohort(COHORTS[1], OVER),
                _cohort(COHORTS[0], OVER),
            ),
            reads_rosters=True,
        ),
        ProgrammeSoFar(programme=REAL, calls=(), cohorts=(), reads_rosters=False),
    )
)
"""Something of everything."""


def quiet(*surveys: SurveySoFar) -> HomeView:
    """Return a page where nothing needs anybody, for somebody who reads no names."""
    return HomeView(
        programmes=(
            ProgrammeSoFar(
                programme=PROGRAMME,
                calls=(),
                cohorts=(_cohort(LATEST, *surveys),),
                reads_rosters=False,
            ),
        )
    )
