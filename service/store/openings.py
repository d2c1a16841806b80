"""How often forms were opened and started: counted, never noted who or when.

See docs/decisions/openings.md.
"""

from threading import Lock

import duckdb
import msgspec

from analysis.inputs import Openings
from service.store.sql import query
from surveys.texts import Slug


class OpeningCounts:
    """What was counted and is not on disk yet, by survey: a few numbers, whatever the crowd."""

    def __init__(self) -> None:
        self._counts: dict[Slug, Openings] = {}
        self._lock = Lock()

    def add(self, survey: Slug, openings: Openings) -> bool:
        """Count; return whether these are the first that wait."""
        with self._lock:
            first = not self._counts
            there = self._counts.get(survey, Openings(0, 0))
            self._counts[survey] = Openings(
                there.opened + openings.opened, there.started + openings.started
            )
            return first

    def take(self) -> dict[Slug, Openings]:
        """Return all that waits, and begin anew."""
        with self._lock:
            taken, self._counts = self._counts, {}
            return taken


def add(cursor: duckdb.DuckDBPyConnection, counts: dict[Slug, Openings]) -> None:
    """Add to what is kept, within the caller's transaction."""
    rows = [
        {"survey": survey, "opened": each.opened, "started": each.started}
        for survey, each in sorted(counts.items())
    ]
    cursor.execute(query("add_form_openings"), {"rows": msgspec.json.encode(rows).decode()})


def form_openings(cursor: duckdb.DuckDBPyConnection) -> dict[Slug, Openings]:
    """Return what is kept, by survey; forms that nobody opened are absent."""
    rows = cursor.execute(query("form_openings")).fetchall()
    return {survey: Openings(opened, started) for survey, opened, started in rows}
