"""Store which themes each idea is nearest to, and read it as it still stands."""

import duckdb

from analysis.themes.packed import PackedSearch
from analysis.themes.results import idea_name
from service.store.sql import query


def keep_nearest(cursor: duckdb.DuckDBPyConnection, activity: str, searched: PackedSearch) -> None:
    """Put what a search found in the place of what was there, in the caller's transaction."""
    cursor.execute(query("delete_nearest"), {"activity": activity})
    for rows in searched.nearest:
        cursor.execute(query("insert_nearest"), {"activity": activity, "rows": rows})


def nearest_themes(
    cursor: duckdb.DuckDBPyConnection, activity: str, theme: int | None
) -> dict[str, tuple[int, ...]]:
    """Return the themes that each idea of a theme, or of none, was nearest to at the last search.

    By what the idea is called; nearest first. Some may be gone since.
    """
    rows = cursor.execute(query("nearest"), {"activity": activity, "theme": theme}).fetchall()
    return {
        idea_name(submission_id, question, start): tuple(themes)
        for submission_id, question, start, themes in rows
    }
