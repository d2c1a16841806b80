"""Look at every column of the file for what leads from one person to another thing about them."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import duckdb

from analysis.attacker.findings import Finding, Tried
from analysis.attacker.keeping import Column, Link, by_columns, by_marks, by_order, by_place
from analysis.disclosure.gate import INSIDE
from service.anonymity.accepted import ACCEPTED, BATCHES, LINK_COLUMNS
from service.store.sql import attacking, query

_NO_MIDNIGHT = r"(?:0[1-9]|1\d|2[0-3]|00:(?:0[1-9]|[1-5]\d)|00:00:(?:0[1-9]|[1-5]\d))"
_SINCE_1970 = r"1[4-9]\d{8}(?:\.\d+)?|1[4-9]\d{11}"  # seconds or milliseconds, from 2014 to 2033
_PATTERNS = {
    "uuid": "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    "hash": "[0-9a-f]{64}",
    "time": rf".*\d{{4}}-\d\d-\d\d[t ]{_NO_MIDNIGHT}.*|[0-2]\d:[0-5]\d:[0-5]\d.*|{_SINCE_1970}",
}
_OPAQUE = ("BLOB", "BOOLEAN", "DATE", "SMALLINT", "TINYINT")
_ORDERED = ("INTEGER", "BIGINT", "HUGEINT", "DOUBLE", "FLOAT", "DATE", "TIMESTAMP", "UBIGINT")


class Looked(NamedTuple):
    """What looking led to."""

    found: list[Finding]
    tried: list[Tried]


class _Kept(NamedTuple):
    """A column and its type."""

    column: Column
    type: str


def look_at_columns(cursor: duckdb.DuckDBPyConnection) -> Looked:
    """Look at each column of each table, and at the order in which links stand."""
    kept = list(_kept(cursor))
    orders = list(_orders(kept))
    marks = list(_marks(kept))
    links = [Link(*row) for row in cursor.execute(query("links_as_they_stand")).fetchall()]
    found = [*by_columns([each.column for each in kept], ACCEPTED)]
    for key, column in orders:
        found += by_order(column.place, _days(cursor, key, column), tries=len(orders))
    for key, column in marks:
        threshold = INSIDE if column.place in BATCHES else None
        found += by_marks(column.place, _parted(cursor, key, column), threshold=threshold)
    found += by_place(links)
    tried = [
        Tried(attack="individualisation", survey="", what="columns", times=len(kept)),
        Tried(attack="individualisation", survey="", what="orders of answers", times=len(orders)),
        Tried(attack="correlation", survey="", what="columns beside links", times=len(marks)),
        Tried(attack="correlation", survey="", what="links in their order", times=len(links)),
    ]
    return Looked(found, tried)


def _kept(cursor: duckdb.DuckDBPyConnection) -> Iterator[_Kept]:
    for table, name, kind in cursor.execute(query("columns")).fetchall():
        if kind.startswith(_OPAQUE) and not kind.endswith("[]"):
            yield _Kept(Column(table, name), kind)
            continue
        statement = attacking("column").format(table=_quoted(table), column=_quoted(name))
        (row,) = cursor.execute(statement, _PATTERNS).fetchall()
        yield _Kept(Column(table, name, *row), kind)


def _orders(kept: Sequence[_Kept]) -> Iterator[tuple[Column, Column]]:
    """Yield the columns that could order answers, each with the one that leads to them."""
    for each in kept:
        key = _key(kept, each, lambda column: column.answers)
        one_value = each.type.startswith(_ORDERED) and not each.type.endswith("[]")
        if key and key != each.column and one_value:
            yield key, each.column


def _marks(kept: Sequence[_Kept]) -> Iterator[tuple[Column, Column]]:
    """Yield the columns that could part used links, each with the one that leads to them."""
    for each in kept:
        key = _key(kept, each, lambda column: column.links)
        if key and key != each.column and each.column.place not in LINK_COLUMNS:
            yield key, each.column


def _key(kept: Sequence[_Kept], each: _Kept, holds: Any) -> Column | None:
    there = [other.column for other in kept if other.column.table == each.column.table]
    return max(filter(holds, there), key=holds, default=None)


def _days(
    cursor: duckdb.DuckDBPyConnection, key: Column, column: Column
) -> list[list[tuple[float, float]]]:
    statement = attacking("ranks").format(
        table=_quoted(column.table), key=_quoted(key.name), column=_quoted(column.name)
    )
    days: dict[Any, list[tuple[float, Any]]] = {}
    for survey, day, arrival, value in cursor.execute(statement).fetchall():
        days.setdefault((survey, day), []).append((arrival, value))
    return [_numbered(day) for day in days.values()]


def _numbered(day: list[tuple[float, Any]]) -> list[tuple[float, float]]:
    """Return the same with places in the order of the values, whatever these are."""
    places = {value: float(n) for n, value in enumerate(sorted({value for _, value in day}))}
    return [(arrival, places[value]) for arrival, value in day]


def _parted(
    cursor: duckdb.DuckDBPyConnection, key: Column, column: Column
) -> dict[str, dict[str, int]]:
    statement = attacking("marks").format(
        table=_quoted(column.table), key=_quoted(key.name), column=_quoted(column.name)
    )
    parted: dict[str, dict[str, int]] = {}
    for survey, value, links in cursor.execute(statement).fetchall():
        parted.setdefault(survey, {})[str(value)] = links
    return parted


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))
