"""The roster as it is kept."""

import duckdb

from analysis.inputs import Enrolled
from service.store.sql import query
from surveys.texts import Slug


def enrolled(cursor: duckdb.DuckDBPyConnection, programme: Slug) -> list[Enrolled]:
    """Return who is enrolled in the cohorts of `programme`, without names."""
    rows = cursor.execute(query("enrolled"), {"programme": programme}).fetchall()
    return [Enrolled(*row) for row in rows]
