"""Forms of setting up, new, refused and for correction, and the page that runs a survey."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from dashboards.pages.entry_fields import Typed
from dashboards.pages.erasing import ErasingView
from dashboards.pages.set_up import BareCohortView, Double, SetUpView
from dashboards.pages.survey_run import SurveyRunView
from dashboards.pages.survey_set_up import SurveyFormView
from surveys.entering import EntryProblem
from surveys.programme import Activity, Cohort
from surveys.set_up_form import fields_from_survey
from surveys.survey import Promise, Survey, SurveyState
from surveys.texts import Text
from tests.dashboards.examples import PROGRAMME
from tests.factories import make_questionnaire

ACTIVITY = Activity(slug="webinaire", programme=PROGRAMME.slug, name=Text("Webinaire", "Webinar"))
COHORT = Cohort(
    slug="nov",
    activity="webinaire",
    name=Text("Novembre <b>", "November <b>"),
    starts_on=date(2026, 11, 24),
    ends_on=date(2026, 11, 24),
)
ADDRESS = "https://bilan.example/s/"
_REASON = Text("Ceci manque.", "This is missing.")
_QUESTIONNAIRE = make_questionnaire()

NEW_PROGRAMME = SetUpView(kind="programme")
PROGRAMME_SETTINGS = SetUpView(
    kind="programme",
    programme=PROGRAMME,
    corrects=True,
    typed=Typed({}, (EntryProblem("name", _REASON),)),
)
NEW_ACTIVITY = SetUpView(kind="activity", programme=PROGRAMME)
REFUSED_COHORT = SetUpView(
    kind="cohort",
    programme=PROGRAMME,
    activity=ACTIVITY,
    typed=Typed({"session_2_held_on": "2026-11-24"}, (EntryProblem("session_2_minutes", _REASON),)),
)
COHORT_SETTINGS = SetUpView(
    kind="cohort",
    programme=PROGRAMME,
    activity=ACTIVITY,
    cohort=COHORT,
    corrects=True,
    typed=Typed({}, (EntryProblem("sessions", _REASON),)),
)
SAVED_TWICE = SetUpView(
    kind="cohort",
    programme=PROGRAMME,
    activity=ACTIVITY,
    typed=Typed({"name_fr": "novembre <b>"}),
    double=Double(COHORT.name, "/cohorts/nov"),
)
BARE = BareCohortView(programme=PROGRAMME, activity=ACTIVITY, cohort=COHORT)


def survey(promise: Promise = "open_link") -> Survey:
    return Survey(
        slug="web-nov",
        cohort="nov",
        questionnaire=_QUESTIONNAIRE.code,
        version=_QUESTIONNAIRE.version,
        opens_at=datetime(2026, 11, 24, 17, tzinfo=UTC),
        closes_at=datetime(2026, 12, 9, 4, 59, tzinfo=UTC),
        promise=promise,
    )


def form_view(*, corrects: SurveyState | None = None, refused: bool = False) -> SurveyFormView:
    """Return the form of a new survey, or of one in a state that is corrected."""
    fields = fields_from_survey(survey(), ZoneInfo(PROGRAMME.zone)) if corrects else {}
    problem = EntryProblem("closes_at", _REASON)
    return SurveyFormView(
        programme=PROGRAMME,
        activity=ACTIVITY,
        cohort=COHORT,
        questionnaires=(
            make_questionnaire(version=2),
            *(() if corrects else (make_questionnaire(), make_questionnaire(code="other"))),
        ),
        survey=survey() if corrects else None,
        state=corrects or "not_yet",
        stays_over=_REASON if corrects == "over" else None,
        address=ADDRESS,
        typed=Typed(fields, (problem,) if refused else ()),
    )


def erasing_view(promise: Promise = "open_link", **changes: Any) -> ErasingView:
    view = ErasingView(
        programme=PROGRAMME,
        activity=ACTIVITY,
        cohort=COHORT,
        survey=survey(promise),
        questionnaire=make_questionnaire(),
        sealed=False,
        receipts="https://bilan.example.org/r",
        shortest=20,
        on_disk="done",
    )
    return msgspec.structs.replace(view, **changes)


def kept_view(**changes: Any) -> SurveyRunView:
    kept = msgspec.structs.replace(survey("open_link"), **changes)
    return msgspec.structs.replace(run_view(), survey=kept)


def run_view(
    state: SurveyState = "open", promise: Promise = "open_link", *, sessions: bool = True
) -> SurveyRunView:
    return SurveyRunView(
        programme=PROGRAMME,
        activity=ACTIVITY,
        cohort=COHORT,
        survey=survey(promise),
        title=_QUESTIONNAIRE.title,
        state=state,
        address=f"{ADDRESS}web-nov",
        reopens=state == "over",
        sessions=sessions,
    )
