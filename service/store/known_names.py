"""Read the names that are to be masked in what people write of an activity."""

from functools import lru_cache

import duckdb

from analysis.text.personal_data.known import KnownNames, known_names
from service.store.sql import query

_MOST = 8
"""Programmes whose names are kept ready."""


def names_known(cursor: duckdb.DuckDBPyConnection, activity: str) -> KnownNames:
    """Return the names on the rosters of its programme, and of those who sign in."""
    rows = cursor.execute(query("known_names"), {"activity": activity}).fetchall()
    return _made(tuple(rows))


def names_mark(cursor: duckdb.DuckDBPyConnection) -> tuple[int | None, ...]:
    """Return what changes when a name does: told in a tenth of the time that names are read in."""
    ((*mark,),) = cursor.execute(query("known_names_mark")).fetchall()
    return tuple(mark)


@lru_cache(maxsize=_MOST)
def _made(rows: tuple[tuple[str, str], ...]) -> KnownNames:
    return known_names(
        (name for names, name in rows if names == "person"),
        (name for names, name in rows if names == "organisation"),
    )
