"""Read what happened since somebody last looked: few rows, and no answer one by one."""

from collections.abc import Collection
from datetime import date

import duckdb

from analysis.disclosure.gate import INSIDE
from service.store.sql import query
from surveys.texts import Slug


def last_steps(cursor: duckdb.DuckDBPyConnection, surveys: Collection[Slug]) -> dict[Slug, date]:
    """Return on which day each survey reached its last step of `INSIDE`, if it reached one.

    It is the day on which the count changed for whoever watches it in steps: it tells no more.
    """
    rows = cursor.execute(
        query("answer_steps"), {"surveys": sorted(surveys), "step": INSIDE}
    ).fetchall()
    return dict(rows)


def failed_subjects(cursor: duckdb.DuckDBPyConnection, kind: str) -> frozenset[str]:
    """Return of what the latest job of a kind failed: the first word of each subject."""
    return _firsts(cursor.execute(query("failed_jobs"), {"kind": kind}))


def activities_with_theme_news(cursor: duckdb.DuckDBPyConnection) -> frozenset[Slug]:
    """Return the activities whose themes may have something to tell or to decide."""
    return _firsts(cursor.execute(query("theme_news")))


def _firsts(cursor: duckdb.DuckDBPyConnection) -> frozenset[str]:
    return frozenset(first for (first,) in cursor.fetchall())
