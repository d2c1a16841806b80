"""Who takes part, by the attendance rules; how a list is kept, and a person forgotten."""

from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

import duckdb
import msgspec

from analysis.inputs import Enrolled, SessionAttendance
from service.store.catalogue import NotFound
from service.store.lingering import linger
from service.store.sql import query
from surveys.roster import Attendance, Enrolment, Organisation, Person
from surveys.texts import Slug


class RosterKept(NamedTuple):
    """What a programme and one of its cohorts hold, as it was given."""

    programme: Slug
    cohort: Slug
    people: tuple[Person, ...]
    """Of the whole programme; those who were forgotten are absent."""
    organisations: tuple[Organisation, ...]
    enrolments: dict[UUID, Enrolment]
    """Of the cohort."""
    attendances: frozenset[tuple[int, UUID]]
    """Of the cohort: who was noted at which session."""


class PersonOnRoster(NamedTuple):
    """One person of one cohort, with the name that is kept."""

    person: UUID
    name: str
    """Empty, as `email` is, of somebody who was forgotten."""
    email: str
    organisation: str
    role: str
    sessions_attended: int
    completed: bool


@dataclass
class RosterRows:
    """What to keep, in the place of what was kept under the same keys."""

    people: list[Person] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)
    """Those noted before stay as they are."""
    absences: list[Attendance] = field(default_factory=list)
    """Noted before, and to be taken back."""


def roster_kept(cursor: duckdb.DuckDBPyConnection, programme: Slug, cohort: Slug) -> RosterKept:
    people = cursor.execute(query("people_of_programme"), {"programme": programme}).fetchall()
    organisations = cursor.execute(query("organisations"), {"programme": programme}).fetchall()
    enrolments = cursor.execute(query("enrolments"), {"cohort": cohort}).fetchall()
    noted = cursor.execute(query("attendances"), {"cohort": cohort}).fetchall()
    return RosterKept(
        programme=programme,
        cohort=cohort,
        people=tuple(Person(person=id_, name=name, email=email) for id_, name, email in people),
        organisations=tuple(
            Organisation(programme=programme, name=name, region=region, kind=kind)
            for name, region, kind in organisations
        ),
        enrolments={
            person: Enrolment(
                cohort=cohort,
                person=person,
                organisation=organisation,
                role=role,
                completed=completed,
                sessions_counted=counted,
            )
            for person, organisation, role, completed, counted in enrolments
        },
        attendances=frozenset((session, person) for session, person in noted),
    )


def keep_roster(cursor: duckdb.DuckDBPyConnection, rows: RosterRows) -> None:
    """Keep all of it, in the caller's transaction."""
    for name, each in (
        ("put_organisations", rows.organisations),
        ("put_enrolments", rows.enrolments),
        ("put_people", rows.people),
        ("insert_attendances", rows.attendances),
        ("delete_attendances", rows.absences),
    ):
        if each:
            cursor.execute(query(name), {"rows": msgspec.json.encode(each).decode()})


def enrolled(cursor: duckdb.DuckDBPyConnection, programme: Slug) -> list[Enrolled]:
    """Return everybody on the rosters of a programme, without names, oldest cohort first."""
    rows = cursor.execute(query("enrolled"), {"programme": programme}).fetchall()
    return [Enrolled(*row) for row in rows]


def session_attendance(cursor: duckdb.DuckDBPyConnection, cohort: Slug) -> list[SessionAttendance]:
    """Return how many attended each session of a cohort, in order."""
    rows = cursor.execute(query("session_attendance"), {"cohort": cohort}).fetchall()
    return [SessionAttendance(*row) for row in rows]


def people_of_cohort(cursor: duckdb.DuckDBPyConnection, cohort: Slug) -> list[PersonOnRoster]:
    """Return who is on the roster of a cohort, by name, those without one last."""
    rows = cursor.execute(query("people_of_cohort"), {"cohort": cohort}).fetchall()
    return [PersonOnRoster(*row) for row in rows]


def person_of_cohort(cursor: duckdb.DuckDBPyConnection, cohort: Slug, person: UUID) -> Person:
    """Return the name that is kept of somebody on the roster of a cohort.

    Raises:
        NotFound: there is nobody, or no name of them.
    """
    found = cursor.execute(query("person"), {"cohort": cohort, "person": person}).fetchone()
    if found is None:
        raise NotFound(str(person))
    return Person(person=person, name=found[0], email=found[1])


def erase_person(cursor: duckdb.DuckDBPyConnection, person: UUID) -> bool:
    """Forget a name and an e-mail address, in the caller's transaction; False if none were kept.

    What they enrolled in and attended stays, under an id that leads to nobody: no
    figure changes.
    """
    linger(cursor, "person")
    return bool(cursor.execute(query("delete_person"), {"person": person}).fetchall())
