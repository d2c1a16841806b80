"""Keep what the machine proposes to split themes, and read what it is to be made of.

Beside ideas it holds words of theirs. So all of it goes when any comment is erased or corrected,
and that of an activity with its next search: asked again, it is proposed again.
"""

from datetime import datetime
from typing import NamedTuple

import duckdb
import msgspec

from analysis.themes.sealed_vectors import SealedVectors
from analysis.themes.split_proposals import Said, SplitAsked, SplitProposed
from service.store.sql import query
from service.store.times import from_stored, to_stored


class SplitFound(NamedTuple):
    """An answer."""

    at: datetime
    proposed: SplitProposed


def said_in_theme(cursor: duckdb.DuckDBPyConnection, asked: SplitAsked) -> list[Said]:
    """Return all ideas of the theme that stands, with their words; none where there is none."""
    rows = cursor.execute(
        query("theme_ideas"),
        {"activity": asked.activity, "layer": "standing", "theme": asked.theme},
    ).fetchall()
    return [
        Said(submission_id, survey, question, start, finish, text[start:finish], language)
        for submission_id, question, survey, text, start, finish, language, *_ in rows
    ]


def vectors_of_theme(
    cursor: duckdb.DuckDBPyConnection, asked: SplitAsked, model: str
) -> SealedVectors:
    """Return the vectors that `model` made of what those wrote who mention the theme."""
    rows = cursor.execute(
        query("theme_vectors"),
        {"model": model, "activity": asked.activity, "theme": asked.theme},
    ).fetchall()
    return SealedVectors(
        b"".join(hashed for hashed, _ in rows), b"".join(vector for _, vector in rows)
    )


def keep_split(
    cursor: duckdb.DuckDBPyConnection, asked: SplitAsked, proposed: SplitProposed, *, at: datetime
) -> None:
    """Put an answer in the place of the last one, in the caller's transaction."""
    cursor.execute(
        query("put_split_proposal"),
        {
            "activity": asked.activity,
            "asked": str(asked),
            "found_at": to_stored(at),
            "proposed": msgspec.json.encode(proposed).decode(),
        },
    )


def kept_split(cursor: duckdb.DuckDBPyConnection, asked: SplitAsked) -> SplitFound | None:
    """Return the answer to a question; None where it was not asked, or answers are gone."""
    row = cursor.execute(
        query("split_proposal"), {"activity": asked.activity, "asked": str(asked)}
    ).fetchone()
    if row is None:
        return None
    at, proposed = row
    return SplitFound(from_stored(at), msgspec.json.decode(proposed, type=SplitProposed))


def forget_splits(cursor: duckdb.DuckDBPyConnection, activity: str | None = None) -> None:
    """Forget the answers about an activity, or all, in the caller's transaction."""
    if activity is None:
        cursor.execute(query("forget_split_proposals"))
    else:
        cursor.execute(query("delete_split_proposals"), {"activity": activity})
