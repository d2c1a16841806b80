"""Read the idea that somebody sorts next, and no other."""

from collections.abc import Collection
from typing import NamedTuple

import duckdb

from analysis.disclosure.themes import IdeaRecord
from service.store.known_names import names_known
from service.store.sql import query
from service.store.themes import idea_record


class ToSort(NamedTuple):
    """Where somebody is among the ideas of a theme, or of none, that nobody placed."""

    idea: IdeaRecord | None
    """None where none is left."""
    near: tuple[int, ...]
    """Numbers of themes, nearest first, at the last search. Some may be gone since."""
    left: int
    """From this one on, itself included; the same words once."""
    skipped: bool
    """Whether there are any before it."""


def idea_to_sort(
    cursor: duckdb.DuckDBPyConnection,
    activity: str,
    theme: int | None,
    surveys: Collection[str],
    after: str,
) -> ToSort:
    """Return the first idea that nobody placed after one, in the order of what ideas are called.

    Args:
        cursor: In the caller's transaction: `surveys` are released by counts of the same moment.
        activity: Whose themes.
        theme: Whose ideas; None for those in none.
        surveys: Those of which ideas may be read.
        after: What the idea before it is called; empty for the first of all.
    """
    place, left, skipped = cursor.execute(
        query("idea_to_sort"),
        {"activity": activity, "theme": theme, "surveys": [*surveys], "after": after},
    ).fetchall()[0]
    if place is None:
        return ToSort(None, (), left, skipped)
    ((*row, near),) = cursor.execute(query("idea"), {"activity": activity, **place}).fetchall()
    known = names_known(cursor, activity)
    return ToSort(idea_record(known, *row), tuple(near or ()), left, skipped)
