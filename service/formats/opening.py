"""What is set up to ask: a programme, its cohorts and their surveys, in one TOML file.

See docs/how-to/open-a-survey.md.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Final, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from surveys.bundle import Bundle
from surveys.programme import DEFAULT_ZONE, Activity, Cohort, Programme, Session
from surveys.questionnaire import Questionnaire
from surveys.roster import AttendanceRule
from surveys.survey import Promise, Survey
from surveys.texts import Slug, Text

_LAST_MINUTE: Final = time(23, 59)
"""When a day ends that a survey closes on: midnight would be read as the next day."""

_Days: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=3650)]
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
    zone: str = DEFAULT_ZONE


class _Attended(_Entry, frozen=True, kw_only=True):
    minutes: Annotated[float, msgspec.Meta(ge=0)] = 0
    percent: Annotated[float, msgspec.Meta(ge=0, le=100)] = 0


class _Completed(_Entry, frozen=True, kw_only=True):
    sessions: Annotated[int, msgspec.Meta(ge=1)]


class _Activity(_Entry, frozen=True, kw_only=True):
    slug: Slug
    name: Text
    attended: _Attended = _Attended()
    completed: _Completed | None = None

    @property
    def rule(self) -> AttendanceRule:
        return AttendanceRule(
            minutes=self.attended.minutes,
            percent=self.attended.percent,
            sessions=self.completed.sessions if self.completed else None,
        )


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
    opens_at: datetime | None = None
    opens_after_days: _Days | None = None
    """From the last day of the cohort; it opens as that day begins."""
    closes_at: datetime | None = None
    promise: Promise = "open_link"
    closes_after_days: _Days | None = None
    """From the last day of the cohort; it closes at 23:59 on that day."""
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
    cohorts = {cohort.slug: cohort for cohort in opening.cohorts}
    zone_problems = list(_zone_problems(opening.programme.zone))
    zone = ZoneInfo(DEFAULT_ZONE if zone_problems else opening.programme.zone)
    problems = [
        *zone_problems,
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
        *_rule_problems(opening),
        *(problem for survey in opening.surveys for problem in _problems(survey, cohorts, zone)),
    ]
    if problems:
        raise OpeningUnreadable("; ".join(problems))
    return opening


def _rule_problems(opening: Opening) -> Iterator[str]:
    needed = {each.slug: each.rule.sessions for each in opening.activities}
    for cohort in opening.cohorts:
        sessions = needed.get(cohort.activity)
        if sessions and cohort.sessions and sessions > len(cohort.sessions):
            yield (
                f"cohort {cohort.slug!r}: its activity is completed with {sessions} sessions, "
                f"and it has {len(cohort.sessions)}"
            )


def _zone_problems(name: str) -> Iterator[str]:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder of zones
        yield f"there is no time zone {name!r}; Québec's is {DEFAULT_ZONE!r}"


def _problems(survey: _Survey, cohorts: Mapping[str, _Cohort], zone: ZoneInfo) -> list[str]:
    problems = []
    if survey.cohort not in cohorts:
        problems.append(f"there is no cohort {survey.cohort!r} in the file")
    if (survey.opens_at is None) == (survey.opens_after_days is None):
        problems.append("it needs one of opens_at and opens_after_days")
    if survey.closes_at is not None and survey.closes_after_days is not None:
        problems.append("it takes one of closes_at and closes_after_days, or neither")
    if any(moment and not moment.tzinfo for moment in (survey.opens_at, survey.closes_at)):
        problems.append("a time needs its offset, for example 2026-11-24T12:00:00-05:00")
    if survey.promise == "one_per_invitation" and not (
        survey.closes_at or survey.closes_after_days is not None
    ):
        problems.append("with personal links, results wait until it closes: say when")
    cohort = cohorts.get(survey.cohort)
    dates = (survey.opens_at, survey.closes_at, cohort and cohort.ends_on)
    if any(each and each.year not in _YEARS for each in dates):
        problems.append("a year is not between 2000 and 2999")
    if not problems:
        opens_at, closes_at = _dates(survey, cohorts[survey.cohort], zone)
        if closes_at and closes_at <= opens_at:
            problems.append("it closes before it opens")
    return [f"survey {survey.slug!r}: {problem}" for problem in problems]


def _dates(survey: _Survey, cohort: _Cohort, zone: ZoneInfo) -> tuple[datetime, datetime | None]:
    """Return when `survey` opens and closes, in UTC; one of each kind of date was given."""

    def after(days: int, clock: time) -> datetime:
        return datetime.combine(cohort.ends_on + timedelta(days=days), clock, zone)

    opens_at = survey.opens_at or after(survey.opens_after_days or 0, time())
    closes_at = survey.closes_at
    if survey.closes_after_days is not None:
        closes_at = after(survey.closes_after_days, _LAST_MINUTE)
    return opens_at.astimezone(UTC), closes_at.astimezone(UTC) if closes_at else None


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
    programme, zone = opening.programme.slug, opening.programme.zone
    return Bundle(
        programme=Programme(slug=programme, name=opening.programme.name, zone=zone),
        activities=tuple(
            Activity(
                slug=each.slug,
                programme=programme,
                name=each.name,
                position=position,
                rule=each.rule,
            )
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
        surveys=tuple(
            _survey(each, named[each.questionnaire], opening) for each in opening.surveys
        ),
        submissions=(),
    )


def _survey(entry: _Survey, questionnaire: Questionnaire, opening: Opening) -> Survey:
    (cohort,) = (each for each in opening.cohorts if each.slug == entry.cohort)
    opens_at, closes_at = _dates(entry, cohort, ZoneInfo(opening.programme.zone))
    return Survey(
        slug=entry.slug,
        cohort=entry.cohort,
        questionnaire=questionnaire.code,
        version=questionnaire.version,
        opens_at=opens_at,
        closes_at=closes_at,
        promise=entry.promise,
        eligible=entry.eligible,
    )
