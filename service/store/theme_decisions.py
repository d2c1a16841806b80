"""Keep what people decided of themes: events, in order, that nothing takes back."""

from datetime import datetime
from typing import NamedTuple

import duckdb
import msgspec

from analysis.themes.decisions import Decision
from service.store.sql import query
from service.store.times import from_stored, to_stored


class DecisionTaken(NamedTuple):
    """What somebody decided of the themes of an activity."""

    sequence: int
    """From 1, first to last."""
    at: datetime
    by: str
    decision: Decision


def add(
    cursor: duckdb.DuckDBPyConnection,
    activity: str,
    decision: Decision,
    *,
    by: str,
    at: datetime,
) -> None:
    """Put a decision after all those before it, in the caller's transaction."""
    cursor.execute(
        query("insert_theme_decision"),
        {
            "activity": activity,
            "decided_at": to_stored(at),
            "decided_by": by,
            "decision": msgspec.json.encode(decision).decode(),
        },
    )


def taken(cursor: duckdb.DuckDBPyConnection, activity: str) -> tuple[DecisionTaken, ...]:
    """Return all that was ever decided of the themes of an activity, first to last."""
    rows = cursor.execute(query("theme_decisions"), {"activity": activity}).fetchall()
    return tuple(
        DecisionTaken(sequence, from_stored(at), by, msgspec.json.decode(decision, type=Decision))
        for sequence, at, by, decision in rows
    )
