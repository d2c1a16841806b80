"""What is set up to ask: a programme, its cohorts and their surveys, in one TOML file.

See docs/how-to/open-a-survey.md.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Annotated, TypeAlias

import msgspec

from surveys.bundle import Bundle
from surveys.programme import Activity, Cohort, Programme, Session
from surveys.questionnaire import Questionnaire
from surveys.survey import Survey
from surveys.texts import Slug, Text

_People: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
_YEARS = range(2_000, 3_000)
"""Far from the first and last years of a calendar, where there is no time in UTC."""


class OpeningUnreadable(ValueError):
    """The file does not set up surveys; the message says where and why."""


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class _Programme(_Entry, frozen=True, kw_only=True):
    slug: Slug
    name: Text


class _Activity(_Entry, frozen=True, kw_only=True):
    slug: Slug
    name: Text


class _Session(_Entry, frozen=True, kw_only=True):
    title: Text
    held_on: date
    minutes: int


class _Cohort(_Entry, frozen=True, kw_only=True):
    slug: Slug
    activity: Slug
    name: Text
    starts_on: date
    ends_on: date
    eligible: _People | None = None
    sessions: tuple[_Session, ...] = ()


class _Survey(_Entry, frozen=True, kw_only=True):
    slug: Slug
    cohort: Slug
    questionnaire: str
    """The code of a shipped questionnaire, or the path of a file that ends in .toml."""
    opens_at: datetime
    closes_at: datetime | None = None
    eligible: _People | None = None


class Opening(_Entry, frozen=True, kw_only=True):
    programme: _Programme
    activities: tuple[_Activity, ...]
    cohorts: tuple[_Cohort, ...]
    surveys: tuple[_Survey, ...]


def read_opening(text: bytes) -> Opening:
    """Decode the file.

    Raises:
        OpeningUnreadable: it is not TOML, or not shaped like an opening, or a part of it
            names another that is not there.
    """
    try:
        opening = msgspec.toml.decode(text, type=Opening)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise OpeningUnreadable(str(error)) from error
    activities = {activity.slug for activity in opening.activities}
    cohorts = {cohort.slug for cohort in opening.cohorts}
    problems = [
        *(
            f"cohort {cohort.slug!r}: there is no activity {cohort.activity!r} in the file"
            for cohort in opening.cohorts
            if cohort.activity not in activities
        ),
        *(
            f"cohort {cohort.slug!r}: it ends before it starts"
            for cohort in opening.cohorts
            if cohort.ends_on < cohort.starts_on
        ),
        *(problem for survey in opening.surveys for problem in _problems(survey, cohorts)),
    ]
    if problems:
        raise OpeningUnreadable("; ".join(problems))
    return opening


def _problems(survey: _Survey, cohorts: set[str]) -> list[str]:
    problems = []
    if survey.cohort not in cohorts:
        problems.append(f"there is no cohort {survey.cohort!r} in the file")
    times = [survey.opens_at, *([survey.closes_at] if survey.closes_at else [])]
    if any(time.tzinfo is None for time in times):
        problems.append("a time needs its offset, for example 2026-11-24T12:00:00-05:00")
    elif any(time.year not in _YEARS for time in times):
        problems.append("a year is not between 2000 and 2999")
    elif len(times) > 1 and times[1] <= times[0]:
        problems.append("it closes before it opens")
    return [f"survey {survey.slug!r}: {problem}" for problem in problems]


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
    programme = opening.programme.slug
    return Bundle(
        programme=Programme(slug=programme, name=opening.programme.name),
        activities=tuple(
            Activity(slug=each.slug, programme=programme, name=each.name, position=position)
            for position, each in enumerate(opening.activities)
        ),
        cohorts=tuple(
            Cohort(
                slug=each.slug,
                activity=each.activity,
                name=each.name,
                starts_on=each.starts_on,
                ends_on=each.ends_on,
                eligible=each.eligible,
            )
            for each in opening.cohorts
        ),
        sessions=tuple(
            Session(
                cohort=cohort.slug,
                position=position,
                title=each.title,
                held_on=each.held_on,
                minutes=each.minutes,
            )
            for cohort in opening.cohorts
            for position, each in enumerate(cohort.sessions, start=1)
        ),
        questionnaires=tuple(named.values()),
        surveys=tuple(_survey(each, named[each.questionnaire]) for each in opening.surveys),
        submissions=(),
    )


def _survey(entry: _Survey, questionnaire: Questionnaire) -> Survey:
    return Survey(
        slug=entry.slug,
        cohort=entry.cohort,
        questionnaire=questionnaire.code,
        version=questionnaire.version,
        opens_at=entry.opens_at.astimezone(UTC),
        closes_at=entry.closes_at.astimezone(UTC) if entry.closes_at else None,
        eligible=entry.eligible,
    )
