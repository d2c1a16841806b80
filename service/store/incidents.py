"""Keep the register of confidentiality incidents: lines are added, and a later one corrects."""

from datetime import datetime
from typing import NamedTuple

import duckdb
import msgspec

from service.store.sql import query
from service.store.times import from_stored, to_stored
from surveys.incidents import Incident


class IncidentLine(NamedTuple):
    number: int
    """Of the incident, from 1."""
    at: datetime
    by: str
    """The id of a user."""
    incident: Incident


def incident_lines(cursor: duckdb.DuckDBPyConnection) -> list[IncidentLine]:
    """Return all that was entered, in order: the last line of a number holds."""
    return [
        IncidentLine(number, from_stored(at), by, msgspec.json.decode(told, type=Incident))
        for number, at, by, told in cursor.execute(query("incidents")).fetchall()
    ]


def enter(
    cursor: duckdb.DuckDBPyConnection,
    incident: Incident,
    *,
    by: str,
    at: datetime,
    number: int | None = None,
) -> int:
    """Add a line, in the caller's transaction; return the number of the incident.

    What is entered already, word for word, is not entered again: a button was pressed twice,
    and nothing is ever deleted from the register.

    Args:
        cursor: In a transaction that nobody else enters incidents in.
        incident: What is known of it now.
        by: The id of a user.
        at: Now.
        number: Which it corrects; None: it is new.
    """
    held = {line.number: line.incident for line in incident_lines(cursor)}
    for each, known in held.items():
        if known == incident and number in (None, each):
            return each
    if number is None:
        number = max(held, default=0) + 1
    cursor.execute(
        query("insert_incident"),
        {
            "number": number,
            "entered_at": to_stored(at),
            "entered_by": by,
            "incident": msgspec.json.encode(incident).decode(),
        },
    )
    return number
