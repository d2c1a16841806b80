"""Who takes part, by the attendance rules, and how a person is forgotten."""

from uuid import UUID

import duckdb

from analysis.inputs import Enrolled, SessionAttendance
from service.store.sql import query
from surveys.texts import Slug


def enrolled(cursor: duckdb.DuckDBPyConnection, programme: Slug) -> list[Enrolled]:
    """Return everybody on the rosters of a programme, without names, oldest cohort first."""
    rows = cursor.execute(query("enrolled"), {"programme": programme}).fetchall()
    return [Enrolled(*row) for row in rows]


def session_attendance(cursor: duckdb.DuckDBPyConnection, cohort: Slug) -> list[SessionAttendance]:
    """Return how many attended each session of a cohort, in order."""
    rows = cursor.execute(query("session_attendance"), {"cohort": cohort}).fetchall()
    return [SessionAttendance(*row) for row in rows]


def erase_person(cursor: duckdb.DuckDBPyConnection, person: UUID) -> bool:
    """Forget a name and an e-mail address, in the caller's transaction; False if none were kept.

    What they enrolled in and attended stays, under an id that leads to nobody: no
    figure changes.
    """
    return bool(cursor.execute(query("delete_person"), {"person": person}).fetchall())
