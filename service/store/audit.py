"""Who did what, on what, when: lines that are added and never changed.

The hash of a line is taken over the line and the hash of the one before, so a line that is altered,
removed or put elsewhere breaks the chain there. Who can write the file can also write a whole new
chain: note the last hash somewhere else, and `verify` tells whether it is still in it. No line
names a participant, holds a secret, or knows a user by more than their id.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from threading import Lock
from typing import NamedTuple

import duckdb
import msgspec

from service.store.database import Database
from service.store.sql import query
from service.store.times import from_stored, to_stored

COMMAND_LINE = "command line"
"""Who acts without an account: whoever can reach it."""

BACKED_UP = "backed up"
"""The action of a backup; its subject is the SHA-256 of the database that is in it."""

_BEFORE_THE_FIRST = "0" * 64
_LONGEST = 300


class AuditLine(NamedTuple):
    number: int
    """From 1, without a gap."""
    at: datetime
    actor: str
    action: str
    subject: str
    hash: str


class Broken(NamedTuple):
    """Where the chain breaks."""

    number: int
    """Of the line that does not follow from the one before."""
    reason: str


class AuditLog:
    """Adds lines, one after the other."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._adding = Lock()  # each line needs the hash of the one before

    def add(self, actor: str, action: str, subject: str, *, at: datetime) -> None:
        with self._adding, self._database.transaction() as cursor:
            add(cursor, (actor, action, subject), at=at)


def add(
    cursor: duckdb.DuckDBPyConnection, what: tuple[str, str, str], *, at: datetime
) -> AuditLine:
    """Add a line on `(actor, action, subject)`, in the transaction of what it is about."""
    last = cursor.execute(query("last_audit_line")).fetchone()
    number, before = (last[0] + 1, last[1]) if last else (1, _BEFORE_THE_FIRST)
    actor, action, subject = (each[:_LONGEST] for each in what)
    line = AuditLine(number, from_stored(to_stored(at)), actor, action, subject, "")
    line = line._replace(hash=_hash(line, before))
    cursor.execute(query("insert_audit_line"), line._asdict() | {"at": to_stored(at)})
    return line


def lines(cursor: duckdb.DuckDBPyConnection) -> list[AuditLine]:
    """Return the log, in the order in which it was written."""
    rows = cursor.execute(query("audit_log")).fetchall()
    return [AuditLine(number, from_stored(at), *rest) for number, at, *rest in rows]


def last_backup(cursor: duckdb.DuckDBPyConnection) -> datetime | None:
    """Return when the last backup was made; None if there is none."""
    ((at,),) = cursor.execute(query("last_backup"), {"action": BACKED_UP}).fetchall()
    return from_stored(at) if at else None


def breaks(log: Sequence[AuditLine], *, known: str = "") -> Iterator[Broken]:
    """Yield each line that does not follow from the one before it.

    `known` is the hash of a line noted earlier, which must still be there.
    """
    before, expected = _BEFORE_THE_FIRST, 1
    for line in log:
        if line.number != expected:
            yield Broken(line.number, _missing(expected, line.number))
        elif line.hash != _hash(line, before):
            yield Broken(line.number, "it was altered, or the one before it was")
        before, expected = line.hash, line.number + 1
    if known and known not in {line.hash for line in log}:
        yield Broken(expected, f"no line has the hash {known}: the log was cut or written anew")


def _missing(expected: int, found: int) -> str:
    if found < expected:
        return f"it stands where line {expected} should: lines were put in another order"
    if found == expected + 1:
        return f"line {expected} is missing before it"
    return f"lines {expected} to {found - 1} are missing before it"


def _hash(line: AuditLine, before: str) -> str:
    said = [before, line.number, line.at.isoformat(), line.actor, line.action, line.subject]
    return sha256(msgspec.json.encode(said)).hexdigest()
