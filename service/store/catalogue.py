"""What is set up, in memory: programmes, cohorts, surveys and their questionnaires.

It is small and changes seldom, so no request waits for a query to know what a
survey asks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import duckdb
import msgspec

from service.store.database import Database
from service.store.sql import query
from service.store.times import from_stored
from surveys.programme import Activity, Cohort, Programme
from surveys.questionnaire import Questionnaire
from surveys.survey import Survey

_T = TypeVar("_T", bound=msgspec.Struct)


class NotFound(LookupError):
    """There is nothing under this address."""


class SurveyNotFound(NotFound):
    """There is no survey under this address."""


@dataclass(frozen=True, slots=True)
class Setup:
    """One survey with all that it stands in."""

    survey: Survey
    questionnaire: Questionnaire
    cohort: Cohort
    activity: Activity
    programme: Programme

    @property
    def eligible(self) -> int | None:
        """How many could answer; None when nobody knows."""
        return self.cohort.eligible if self.survey.eligible is None else self.survey.eligible


@dataclass(frozen=True)
class Snapshot:
    """Everything that is set up, at one moment."""

    programmes: dict[str, Programme]
    activities: dict[str, Activity]
    cohorts: dict[str, Cohort]
    setups: dict[str, Setup]

    def activities_of(self, programme: str) -> list[Activity]:
        return [each for each in self.activities.values() if each.programme == programme]

    def cohorts_of(self, activity: str) -> list[Cohort]:
        """Oldest first."""
        return [cohort for cohort in self.cohorts.values() if cohort.activity == activity]

    def setups_of(self, cohort: str) -> list[Setup]:
        """In order of opening."""
        return [setup for setup in self.setups.values() if setup.cohort.slug == cohort]

    def setups_of_programme(self, programme: str) -> list[Setup]:
        """Activity by activity, in order of opening."""
        return [
            s for each in self.activities_of(programme) for s in self.setups_of_activity(each.slug)
        ]

    def setups_of_activity(self, activity: str) -> list[Setup]:
        """In order of opening."""
        return [setup for setup in self.setups.values() if setup.activity.slug == activity]


class Catalogue:
    """The latest snapshot; `reload` after anything was set up."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._snapshot = Snapshot({}, {}, {}, {})
        self._reloading = Lock()  # so that what is read first is never kept last

    def reload(self) -> None:
        with self._reloading, self._database.cursor() as cursor:
            self._snapshot = read_snapshot(cursor)

    @property
    def now(self) -> Snapshot:
        return self._snapshot

    def setup(self, survey: str) -> Setup:
        """Raises SurveyNotFound."""
        try:
            return self._snapshot.setups[survey]
        except KeyError:
            raise SurveyNotFound(survey) from None

    def programme(self, slug: str) -> Programme:
        """Raises NotFound."""
        return _found(self._snapshot.programmes, slug)

    def activity(self, slug: str) -> Activity:
        """Raises NotFound."""
        return _found(self._snapshot.activities, slug)

    def cohort(self, slug: str) -> Cohort:
        """Raises NotFound."""
        return _found(self._snapshot.cohorts, slug)


def read_snapshot(cursor: duckdb.DuckDBPyConnection) -> Snapshot:
    """Read everything that is set up."""
    programmes = _by_slug(_rows(cursor, "programmes", Programme))
    activities = _by_slug(_rows(cursor, "activities", Activity))
    cohorts = _by_slug(_rows(cursor, "cohorts", Cohort))
    questionnaires = published_questionnaires(cursor)
    setups = {}
    for survey in _rows(cursor, "surveys", Survey):
        cohort = cohorts[survey.cohort]
        activity = activities[cohort.activity]
        programme = programmes[activity.programme]
        setups[survey.slug] = Setup(
            survey=_in_zone(survey, ZoneInfo(programme.zone)),
            questionnaire=questionnaires[survey.questionnaire, survey.version],
            cohort=cohort,
            activity=activity,
            programme=programme,
        )
    return Snapshot(programmes, activities, cohorts, setups)


def published_questionnaires(
    cursor: duckdb.DuckDBPyConnection,
) -> dict[tuple[str, int], Questionnaire]:
    """Return every published questionnaire, by code and version."""
    definitions = cursor.execute(query("questionnaires")).fetchall()
    return {
        (each.code, each.version): each
        for each in (msgspec.json.decode(text, type=Questionnaire) for (text,) in definitions)
    }


def chosen_setup(setups: Sequence[Setup], survey: str | None) -> Setup:
    """Return the survey asked for, else the first of the cohort.

    Raises:
        NotFound: the cohort has no such survey, or none at all.
    """
    for setup in setups:
        if survey in (None, setup.survey.slug):
            return setup
    raise NotFound(survey)


def day_of(programme: Programme, at: datetime) -> date:
    """Return which day it is at `at` where a programme runs."""
    return at.astimezone(ZoneInfo(programme.zone)).date()


def _in_zone(survey: Survey, zone: ZoneInfo) -> Survey:
    """Return `survey` with its dates as the people of its programme read them."""
    closes_at = survey.closes_at.astimezone(zone) if survey.closes_at else None
    return msgspec.structs.replace(
        survey, opens_at=survey.opens_at.astimezone(zone), closes_at=closes_at
    )


def _rows(cursor: duckdb.DuckDBPyConnection, name: str, kind: type[_T]) -> list[_T]:
    """Run `queries/<name>.sql` and return its rows as Structs; columns are named as fields."""
    cursor.execute(query(name))
    columns = [column[0] for column in cursor.description or ()]
    return [
        msgspec.convert(dict(zip(columns, map(_as_kept, row), strict=True)), kind)
        for row in cursor.fetchall()
    ]


def _as_kept(value: Any) -> Any:
    return from_stored(value) if isinstance(value, datetime) else value


def _by_slug(things: Iterable[Any]) -> dict[str, Any]:
    return {thing.slug: thing for thing in things}


def _found(things: dict[str, _T], slug: str) -> _T:
    try:
        return things[slug]
    except KeyError:
        raise NotFound(slug) from None
