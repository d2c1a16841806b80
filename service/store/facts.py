"""Facts, benchmarks and notes: what people entered by hand, as it is kept."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias, TypeVar

import duckdb
import msgspec

from service.store.sql import query
from surveys.facts import Benchmark, Entry, Fact, Note
from surveys.texts import Slug

_T = TypeVar("_T", Fact, Benchmark, Note)
_Kind: TypeAlias = type[Fact] | type[Benchmark] | type[Note]


def facts(cursor: duckdb.DuckDBPyConnection, programme: Slug) -> tuple[Fact, ...]:
    """Return the facts of a programme, in the order of entering."""
    return _rows(cursor, "facts", programme, Fact)


def benchmarks(cursor: duckdb.DuckDBPyConnection, programme: Slug) -> tuple[Benchmark, ...]:
    """Return the benchmarks of a programme, in the order of entering."""
    return _rows(cursor, "benchmarks", programme, Benchmark)


def notes(cursor: duckdb.DuckDBPyConnection, programme: Slug) -> tuple[Note, ...]:
    """Return the notes of a programme, in the order of entering."""
    return _rows(cursor, "notes", programme, Note)


def entries(cursor: duckdb.DuckDBPyConnection, programme: Slug) -> tuple[Entry, ...]:
    """Return all that was entered for a programme: facts, benchmarks, then notes."""
    return (
        *facts(cursor, programme),
        *benchmarks(cursor, programme),
        *notes(cursor, programme),
    )


def put(cursor: duckdb.DuckDBPyConnection, entered: Iterable[Entry]) -> None:
    """Keep entries within the caller's transaction, in the place of those with their keys."""
    given = list(entered)
    for kind in _INSERTED_BY:
        _insert(cursor, kind, [_row(each) for each in given if isinstance(each, kind)])


def replace(cursor: duckdb.DuckDBPyConnection, was: Entry, now: Entry) -> None:
    """Put `now` where `was` stands, under another key too, within the caller's transaction."""
    _insert(cursor, type(now), [_row(now) | {"position": remove(cursor, was)}])


def remove(cursor: duckdb.DuckDBPyConnection, entry: Entry) -> int | None:
    """Take one back within the caller's transaction; return its place, None if it had none."""
    values = {"programme": entry.programme, "key": entry.key}
    found = cursor.execute(query(_DELETED_BY[type(entry)]), values).fetchone()
    return found[0] if found else None


_INSERTED_BY: dict[_Kind, str] = {
    Fact: "insert_facts",
    Benchmark: "insert_benchmarks",
    Note: "insert_notes",
}
_DELETED_BY: dict[_Kind, str] = {
    Fact: "delete_fact",
    Benchmark: "delete_benchmark",
    Note: "delete_note",
}


def _row(entry: Entry) -> dict[str, Any]:
    row: dict[str, Any] = msgspec.to_builtins(entry)
    return row | {"key": entry.key}


def _insert(cursor: duckdb.DuckDBPyConnection, kind: _Kind, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        given = {"rows": msgspec.json.encode(rows).decode()}
        cursor.execute(query(_INSERTED_BY[kind]), given)


def _rows(
    cursor: duckdb.DuckDBPyConnection, name: str, programme: Slug, kind: type[_T]
) -> tuple[_T, ...]:
    cursor.execute(query(name), {"programme": programme})
    columns = [column[0] for column in cursor.description or ()]
    return tuple(
        msgspec.convert(dict(zip(columns, row, strict=True)), kind) for row in cursor.fetchall()
    )
