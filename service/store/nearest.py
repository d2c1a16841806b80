"""Store which themes each idea is nearest to."""

import duckdb

from analysis.themes.packed import PackedSearch
from service.store.sql import query


def keep_nearest(cursor: duckdb.DuckDBPyConnection, activity: str, searched: PackedSearch) -> None:
    """Put what a search found in the place of what was there, in the caller's transaction."""
    cursor.execute(query("delete_nearest"), {"activity": activity})
    for rows in searched.nearest:
        cursor.execute(query("insert_nearest"), {"activity": activity, "rows": rows})
