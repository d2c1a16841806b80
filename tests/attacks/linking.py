"""Attackers who hold the file, the list of links and much patience, and want to know who said what.

Each guesses which submission came through which link. They know every token (whoever
sent the invitations does), and which links were used; what they lack is the pairing.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar
from uuid import UUID

from analysis.attacker.orders import Order, pairings
from service.store.database import Database

Pairs = dict[str, UUID]
"""By hash of a token: the submission that came through it."""

_Key = TypeVar("_Key", bound=Hashable)

_ROW_NUMBER = re.compile(rb"\x66\x00\x08(.{8})", re.DOTALL)  # a column of 64-bit numbers in the log


class Copy(NamedTuple):
    """The bytes on the disk at one moment, the service running."""

    file: bytes
    log: bytes


def copy_of(path: Path) -> Copy:
    log = Path(f"{path}.wal")
    return Copy(path.read_bytes(), log.read_bytes() if log.exists() else b"")


# --- orders --------------------------------------------------------------------------------------


def orders(path: Path, key: str, known: set[_Key]) -> list[Order[_Key]]:
    """Return `known` as it stands in every table with the column `key`, by each of its columns."""
    with Database(path) as database, database.cursor() as cursor:
        columns = cursor.execute(
            "select table_name, column_name from information_schema.columns "
            "where table_name in (select table_name from information_schema.columns "
            "where column_name = $key)",
            {"key": key},
        ).fetchall()
        tables = {table for table, _ in columns}
        by = sorted({*columns, *((table, "rowid") for table in tables)})
        found = []
        for table, column in by:
            number = "" if column == "rowid" else "::varchar"
            rows = cursor.execute(
                f'select {key} from {table} order by "{column}"{number}, rowid'  # noqa: S608 -- names from the catalogue
            ).fetchall()
            keys = [each for (each,) in rows if each in known]
            if len(keys) == len(known):
                found.append(Order(f"{table}.{column}", keys))
    return found


def laid(path: Path, truth: Pairs) -> list[tuple[Order[str], Order[UUID]]]:
    """Return every way to lay the used links beside the submissions, each in some order."""
    links = orders(path, "token_hash", set(truth))
    return list(pairings(links, orders(path, "submission_id", set(truth.values()))))


# --- bytes ---------------------------------------------------------------------------------------


def near_each_other(copy: Copy, truth: Pairs, rows: Sequence[str]) -> Pairs:
    """Pair each answer with the row number or the hash that stands just before it in the bytes.

    Args:
        copy: What is on the disk.
        truth: Only its keys and its values, never which belongs to which.
        rows: The hashes of the links in the order of their rows.
    """
    guessed: Pairs = {}
    for data in copy:
        marks = [*_rows_named(data, rows, set(truth)), *_hashes_named(data, truth)]
        marks.sort()
        for answer in truth.values():
            at = data.find(_as_stored(answer))
            before = [hashed for place, hashed in marks if place < at]
            if at >= 0 and before:
                guessed.setdefault(before[-1], answer)
    return guessed


def _rows_named(data: bytes, rows: Sequence[str], used: set[str]) -> Iterator[tuple[int, str]]:
    for match in _ROW_NUMBER.finditer(data):
        row = int.from_bytes(match[1], "little")
        if row < len(rows) and rows[row] in used:
            yield match.start(), rows[row]


def _hashes_named(data: bytes, used: Iterable[str]) -> Iterator[tuple[int, str]]:
    for hashed in used:
        for spelled in (hashed.encode(), bytes.fromhex(hashed)):
            for match in re.finditer(re.escape(spelled), data):
                yield match.start(), hashed


def _as_stored(submission: UUID) -> bytes:
    """Return a UUID as DuckDB lays it down: the first bit turned, the lowest byte first."""
    return (submission.int ^ (1 << 127)).to_bytes(16, "little")


def newest_mark(copy: Copy, rows: Sequence[str], used: Iterable[str]) -> str | None:
    """Return the link that was used last, if an older state of the marks is still in the file.

    The marks are one bit a row, nobody's first. The state before differs in one bit, so one
    half of it is as it is now: where that stands in the file, the other half is looked at.
    """
    bits = {1 << row: hashed for row, hashed in enumerate(rows)}
    now = sum(bit for bit, hashed in bits.items() if hashed in set(used))
    size = len(rows) // 8
    spelled, half = now.to_bytes(size, "little"), size // 2
    for start, part in ((1, spelled[1:half]), (half, spelled[half:])):
        for match in re.finditer(re.escape(part), copy.file):
            at = match.start() - start
            state = int.from_bytes(copy.file[at : at + size], "little")
            if (turned := (state ^ now) & ~1) & now and turned in bits:
                return bits[turned]
    return None
