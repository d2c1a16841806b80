"""Who is still to be reminded, as far as a list may tell it, and who was reminded today.

See docs/decisions/reminders.md.
"""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

import duckdb

from analysis.disclosure.reminders import may_leave_out_more
from service.store.sql import query


class ReminderCounts(NamedTuple):
    made: int
    left_out: int
    """How many used links every list leaves out."""


def reminder_counts(cursor: duckdb.DuckDBPyConnection, survey: str) -> ReminderCounts:
    made, _, left_out = _counts(cursor, survey)
    return ReminderCounts(made, left_out)


def leave_out_more(cursor: duckdb.DuckDBPyConnection, survey: str) -> ReminderCounts:
    """Leave out whose links were used by now, where they are many enough.

    Within the caller's transaction.
    """
    made, used, left_out = _counts(cursor, survey)
    if may_leave_out_more(made, used, left_out):
        cursor.execute(query("leave_out_used_invitations"), {"survey": survey})
        left_out = used
    return ReminderCounts(made, left_out)


def left_out(
    cursor: duckdb.DuckDBPyConnection, survey: str, hashes: Collection[str]
) -> dict[str, bool]:
    """Return whether reminders leave each link out; what is no link of the survey is absent."""
    given = {"survey": survey, "hashes": sorted(hashes)}
    return dict(cursor.execute(query("left_out_invitations"), given).fetchall())


def reminded(
    cursor: duckdb.DuckDBPyConnection, hashes: Collection[str], day: date
) -> frozenset[str]:
    """Return for which of these links a reminder left on a day."""
    rows = cursor.execute(query("reminders_sent"), {"hashes": sorted(hashes), "day": day})
    return frozenset(hashed for (hashed,) in rows.fetchall())


def note_reminded(cursor: duckdb.DuckDBPyConnection, hashed: str, day: date) -> None:
    """Note within the caller's transaction that a reminder is on its way."""
    cursor.execute(query("insert_reminder_sent"), {"token_hash": hashed, "day": day})


def take_back_reminded(cursor: duckdb.DuckDBPyConnection, hashed: str, day: date) -> None:
    """Forget within the caller's transaction a reminder that did not leave."""
    cursor.execute(query("delete_reminder_sent"), {"token_hash": hashed, "day": day})


def forget_other_days(cursor: duckdb.DuckDBPyConnection, day: date) -> None:
    """Forget within the caller's transaction what was sent on other days."""
    cursor.execute(query("delete_old_reminders_sent"), {"day": day})


def _counts(cursor: duckdb.DuckDBPyConnection, survey: str) -> tuple[int, int, int]:
    ((made, used, out),) = cursor.execute(query("reminder_counts"), {"survey": survey}).fetchall()
    return made, used, out
