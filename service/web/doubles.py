"""Find what was saved a moment ago: after "Back", and "Save" pressed once more.

Of what is called the same, only somebody can say whether it is: they are asked, with a link to
what is there. Programs say the address of what they set up, which is taken once: nothing to ask.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from dashboards.pages.frame import (
    activity_address,
    cohort_address,
    programme_address,
    survey_address,
)
from dashboards.pages.set_up import Double
from service.store.catalogue import Snapshot
from surveys.programme import Activity, Cohort, Programme
from surveys.setting_up import ActivityPlan, CohortPlan, ProgrammePlan, SurveyPlan
from surveys.texts import LANGUAGES, Text, folded


class _Named(Protocol):
    @property
    def name(self) -> Text: ...


_NamedT = TypeVar("_NamedT", bound=_Named)


def programme_twice(now: Snapshot, plan: ProgrammePlan) -> Double | None:
    found = _called(plan.name, now.programmes.values())
    return Double(found.name, programme_address(found.slug)) if found else None


def activity_twice(now: Snapshot, programme: Programme, plan: ActivityPlan) -> Double | None:
    found = _called(plan.name, now.activities_of(programme.slug))
    return Double(found.name, activity_address(found)) if found else None


def cohort_twice(now: Snapshot, activity: Activity, plan: CohortPlan) -> Double | None:
    """A name may come back every year; on the same day it is the same."""
    there = now.cohorts_of(activity.slug)
    found = _called(plan.name, [each for each in there if each.starts_on == plan.starts_on])
    return Double(found.name, cohort_address(found.slug)) if found else None


def survey_twice(now: Snapshot, cohort: Cohort, plan: SurveyPlan, at: datetime) -> Double | None:
    """Return a survey of the cohort that asks the same in the same way and is not over."""
    for each in now.setups_of(cohort.slug):
        asked = {each.survey.questionnaire, f"{each.survey.questionnaire}.{each.survey.version}"}
        same = plan.questionnaire in asked and plan.promise == each.survey.promise
        if same and each.survey.state(at) != "over":
            return Double(each.questionnaire.title, survey_address(each.survey.slug))
    return None


def _called(name: Text, there: Iterable[_NamedT]) -> _NamedT | None:
    """Return what is called the same in a language, in capitals or not, with accents or without."""
    words = {folded(name[language], "-") for language in LANGUAGES} - {""}
    return next(
        (
            each
            for each in there
            if words & {folded(each.name[language], "-") for language in LANGUAGES}
        ),
        None,
    )
