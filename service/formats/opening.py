"""What is set up to ask: a programme, its cohorts and their surveys, in one TOML file.

See docs/how-to/open-a-survey.md. What each part may be is said by `surveys.setting_up`.
"""

from collections.abc import Callable, Iterator, Mapping
from zoneinfo import ZoneInfo

import msgspec

from surveys.bundle import Bundle
from surveys.entering import EntryProblem, tidied
from surveys.programme import DEFAULT_ZONE
from surveys.questionnaire import Questionnaire
from surveys.setting_up import (
    ActivityPlan,
    CohortPlan,
    ProgrammePlan,
    SurveyPlan,
    activity_problems,
    cohort_problems,
    programme_problems,
    survey_problems,
)
from surveys.survey import Survey
from surveys.texts import Slug
from surveys.toml_text import TomlUnreadable, read_toml


class OpeningUnreadable(ValueError):
    """The file does not set up surveys; the message says where and why."""


class _Cohort(CohortPlan, frozen=True, kw_only=True):
    activity: Slug


class _Survey(SurveyPlan, frozen=True, kw_only=True):
    cohort: Slug


class Opening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    programme: ProgrammePlan
    activities: tuple[ActivityPlan, ...]
    cohorts: tuple[_Cohort, ...]
    surveys: tuple[_Survey, ...]


def read_opening(text: bytes) -> Opening:
    """Decode the file.

    Raises:
        OpeningUnreadable: it is not TOML, or not shaped like an opening, or a part of it
            names another that is not there.
    """
    try:
        opening = read_toml(text, Opening)
    except TomlUnreadable as error:
        raise OpeningUnreadable(str(error)) from error
    opening = Opening(
        programme=tidied(opening.programme),
        activities=tuple(map(tidied, opening.activities)),
        cohorts=tuple(map(tidied, opening.cohorts)),
        surveys=opening.surveys,
    )
    if problems := list(_problems(opening)):
        raise OpeningUnreadable(" ".join(problems))
    return opening


def _problems(opening: Opening) -> Iterator[str]:
    rules = {each.slug: each.rule for each in opening.activities}
    cohorts = {each.slug: each.made(each.activity) for each in opening.cohorts}
    found = programme_problems(opening.programme)
    zone = ZoneInfo(
        DEFAULT_ZONE if any(each.field == "zone" for each in found) else opening.programme.zone
    )
    yield from (each.message.en for each in found)
    for activity in opening.activities:
        yield from _said(f"activity {activity.slug!r}", activity_problems(activity))
    for cohort in opening.cohorts:
        name = f"cohort {cohort.slug!r}"
        if cohort.activity not in rules:
            yield f"{name}: there is no activity {cohort.activity!r} in the file."
        yield from _said(name, cohort_problems(cohort, rules.get(cohort.activity)))
    for survey in opening.surveys:
        name = f"survey {survey.slug!r}"
        if survey.cohort not in cohorts:
            yield f"{name}: there is no cohort {survey.cohort!r} in the file."
        yield from _said(name, survey_problems(survey, cohorts.get(survey.cohort), zone))


def _said(name: str, found: list[EntryProblem]) -> Iterator[str]:
    yield from (f"{name}: {each.message.en}" for each in found)


def as_bundle(opening: Opening, questionnaire: Callable[[str], Questionnaire]) -> Bundle:
    """Return what to store.

    Args:
        opening: What to set up.
        questionnaire: Finds the questionnaire that a survey names.
    """
    named: Mapping[str, Questionnaire] = {
        name: questionnaire(name)
        for name in sorted({each.questionnaire for each in opening.surveys})
    }
    programme = opening.programme
    return Bundle(
        programme=programme.made(),
        activities=tuple(
            each.made(programme.slug, position) for position, each in enumerate(opening.activities)
        ),
        cohorts=tuple(each.made(each.activity) for each in opening.cohorts),
        sessions=tuple(session for each in opening.cohorts for session in each.made_sessions()),
        questionnaires=tuple(named.values()),
        surveys=tuple(
            _survey(each, named[each.questionnaire], opening) for each in opening.surveys
        ),
        submissions=(),
    )


def _survey(entry: _Survey, questionnaire: Questionnaire, opening: Opening) -> Survey:
    (cohort,) = (each for each in opening.cohorts if each.slug == entry.cohort)
    zone = ZoneInfo(opening.programme.zone)
    return entry.made(cohort.made(cohort.activity), questionnaire, zone)
