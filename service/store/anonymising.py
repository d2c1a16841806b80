"""Anonymise a survey: forget all that could tell who somebody is, keep counts, and say so.

What goes: each person's answers, whatever they wrote and what was made of it, receipts, personal
codes and personal links. What stays: the counts of `analysis.disclosure.anonymised`, and a line
in the register that the Québec regulation on anonymisation asks for.
"""

from datetime import datetime
from typing import NamedTuple

import duckdb
import msgspec

from analysis.disclosure.anonymised import kept_counts, whole_dimensions
from service.store.audit import add
from service.store.counts import Change, counted
from service.store.lingering import linger
from service.store.receipts import forget_submissions
from service.store.sql import query
from service.store.times import from_stored, to_stored
from surveys.survey import Survey
from surveys.texts import Slug

CLOCK = "retention clock"
"""Who anonymises a survey, in the audit log."""


class Anonymised(NamedTuple):
    """A line of the register."""

    survey: Slug
    at: datetime
    closed_at: datetime
    kept_days: int
    parts: tuple[str, ...]
    """The dimensions of which counts stayed."""
    submissions: int
    texts: int
    receipts: int
    codes: int
    links: int


class _CountRow(msgspec.Struct):
    survey: str
    dimension: str | None
    said: str
    item: str
    value: str | None
    answers: int


def anonymise(cursor: duckdb.DuckDBPyConnection, survey: Survey, *, at: datetime) -> Change:
    """Anonymise a survey that is over, in the caller's transaction; once is enough."""
    of_survey = {"survey": survey.slug}
    cursor.execute(query("delete_due_survey"), of_survey)
    if survey.slug in {each.survey for each in register(cursor)}:
        return Change(None, None)
    there = cursor.execute(query("personal_in_survey"), of_survey).fetchall()[0]
    parts = {part: its.cells for part, its in counted(cursor, [survey.slug])[survey.slug].items()}
    kept = kept_counts(parts)
    rows = [
        _CountRow(survey.slug, dimension, said, item, value, count)
        for (dimension, said), cells in kept.items()
        if isinstance(said, str)
        for (item, value), count in cells.items()
    ]
    cursor.execute(query("insert_anonymous_counts"), {"rows": msgspec.json.encode(rows).decode()})
    whose = cursor.execute(query("submissions_of_survey"), of_survey).fetchall()
    forget_submissions(cursor, [submission_id for (submission_id,) in whose])
    for name in ("delete_reminders_of_survey", "delete_invitations_of_survey"):
        cursor.execute(query(name), of_survey)
    names = ("submissions", "texts", "receipts", "codes", "links")
    cursor.execute(
        query("insert_anonymisation"),
        of_survey
        | dict(zip(names, there, strict=True))
        | {
            "anonymised_at": to_stored(at),
            "closed_at": to_stored(survey.closes_at or at),
            "kept_days": survey.kept_days or 0,
            "parts": whole_dimensions(kept),
        },
    )
    linger(cursor, "survey")
    add(cursor, (CLOCK, "anonymised", survey.slug), at=at)
    return Change(None, None)


def register(cursor: duckdb.DuckDBPyConnection) -> list[Anonymised]:
    """Return the register of anonymisations, in order."""
    rows = cursor.execute(query("anonymisations")).fetchall()
    return [
        Anonymised(survey, from_stored(at), from_stored(closed_at), days, tuple(parts), *there)
        for survey, at, closed_at, days, parts, *there in rows
    ]


def noted(cursor: duckdb.DuckDBPyConnection) -> dict[Slug, datetime]:
    """Return which surveys were seen to be due, and when first."""
    rows = cursor.execute(query("due_surveys")).fetchall()
    return {survey: from_stored(at) for survey, at in rows}


def last_look(cursor: duckdb.DuckDBPyConnection) -> datetime | None:
    """Return when surveys were last looked through; None: never."""
    ((at,),) = cursor.execute(query("last_retention_look")).fetchall()
    return from_stored(at) if at else None


def note_look(cursor: duckdb.DuckDBPyConnection, *, at: datetime) -> None:
    """Note that surveys were looked through, in the caller's transaction."""
    cursor.execute(query("delete_retention_looks"))
    cursor.execute(query("insert_retention_look"), {"looked_at": to_stored(at)})


def note(cursor: duckdb.DuckDBPyConnection, survey: Slug, *, at: datetime) -> None:
    """Note that a survey is due, in the caller's transaction."""
    cursor.execute(query("insert_due_survey"), {"survey": survey, "noted_at": to_stored(at)})


def forget_note(cursor: duckdb.DuckDBPyConnection, survey: Slug) -> None:
    """Forget that a survey was due, in the caller's transaction."""
    cursor.execute(query("delete_due_survey"), {"survey": survey})
