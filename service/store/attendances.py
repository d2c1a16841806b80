"""Who was at a session: read, and put in the place of what was noted before."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

import duckdb
import msgspec

from analysis.who_came import WhoCame
from service.store.sql import query
from surveys.programme import Session
from surveys.roster import Attendance, Person
from surveys.texts import Slug


class Replaced(NamedTuple):
    """What replacing the attendances of a session changed, in people."""

    new: int
    changed: int
    removed: int
    same: int


class AttendanceCount(NamedTuple):
    noted: int
    attended: int
    """By the rule of the activity."""


NOBODY_NOTED = AttendanceCount(0, 0)


def people_of(cursor: duckdb.DuckDBPyConnection, cohort: Slug) -> list[Person]:
    """Return who is on the roster of a cohort, by name; those who were erased are absent."""
    rows = cursor.execute(query("named_people_of_cohort"), {"cohort": cohort}).fetchall()
    return [Person(person=person, name=name, email=email) for person, name, email in rows]


def enrolment_count(cursor: duckdb.DuckDBPyConnection, cohort: Slug) -> int:
    """Return how many are on the roster of a cohort, those who were erased too."""
    counted = cursor.execute(query("enrolment_count"), {"cohort": cohort}).fetchone()
    return int(counted[0]) if counted else 0


def attendances_of(
    cursor: duckdb.DuckDBPyConnection, cohort: Slug, session: int
) -> dict[UUID, float | None]:
    """Return for how many minutes each person was at a session; None where nobody measured."""
    rows = cursor.execute(
        query("attendances_of_session"), {"cohort": cohort, "session": session}
    ).fetchall()
    return dict(rows)


def attendance_counts(
    cursor: duckdb.DuckDBPyConnection, cohort: Slug
) -> dict[int, AttendanceCount]:
    """Return how many were at each session, by its position; sessions of nobody are absent."""
    rows = cursor.execute(query("attendance_counts"), {"cohort": cohort}).fetchall()
    return {session: AttendanceCount(noted, attended) for session, noted, attended in rows}


def note_who_came(cursor: duckdb.DuckDBPyConnection, session: Session, found: WhoCame) -> Replaced:
    """Note who came to a session, in the place of what was noted of it.

    In the caller's transaction; see `replace_attendances`.
    """
    rows = [
        Attendance(
            cohort=session.cohort,
            session=session.position,
            person=each.person.person,
            minutes=each.minutes,
        )
        for each in found.came
    ]
    return replace_attendances(cursor, session.cohort, session.position, rows)


def replace_attendances(
    cursor: duckdb.DuckDBPyConnection, cohort: Slug, session: int, rows: Sequence[Attendance]
) -> Replaced:
    """Put `rows`, all of one session, in the place of what was noted of it.

    In the caller's transaction. What is noted of people who were erased stays, for no
    figure to change; rows of people who are not enrolled are left out.
    """
    before = attendances_of(cursor, cohort, session)
    cursor.execute(
        query("delete_other_attendances"),
        {"cohort": cohort, "session": session, "people": [str(row.person) for row in rows]},
    )
    if rows:
        cursor.execute(query("replace_attendances"), {"rows": msgspec.json.encode(rows).decode()})
    after = attendances_of(cursor, cohort, session)
    both = before.keys() & after.keys()
    changed = sum(before[person] != after[person] for person in both)
    return Replaced(
        new=len(after.keys() - before.keys()),
        changed=changed,
        removed=len(before.keys() - after.keys()),
        same=len(both) - changed,
    )
