"""Which ideas of a theme are in the same words: a page lists them as one, and they go together."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

import duckdb

from service.store.sql import query


class SameWords(NamedTuple):
    """An idea that is in the words of one of those asked for, or that is one of them."""

    submission_id: UUID
    idea: str
    text: str
    """In lower case."""
    pinned: bool


def same_words(
    cursor: duckdb.DuckDBPyConnection, activity: str, theme: int | None, ideas: Collection[str]
) -> tuple[SameWords, ...]:
    """Return which ideas of a theme that stands, or of none, are in the words of some of them.

    Case makes no difference. In the order of their places.
    """
    rows = cursor.execute(
        query("ideas_as_long"), {"activity": activity, "theme": theme, "ideas": [*ideas]}
    ).fetchall()
    asked = set(ideas)
    found = [SameWords(person, idea, text.casefold(), pin) for person, idea, text, pin in rows]
    said = {each.text for each in found if each.idea in asked}
    return tuple(each for each in found if each.text in said)
