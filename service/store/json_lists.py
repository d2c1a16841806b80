"""Take rows that the database writes as JSON, without making objects of them."""

import duckdb

_ROWS = 20_000
"""Of one list: bounds what the database holds of them."""


def json_lists(cursor: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Return what was asked for, one JSON text a row, as JSON lists one after the other."""
    lists = []
    while rows := cursor.fetchmany(_ROWS):
        lists.append("[" + ",".join(row for (row,) in rows) + "]")
    return tuple(lists)
