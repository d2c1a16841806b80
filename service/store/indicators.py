"""The indicators that a programme accounts for."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Final

import duckdb
import msgspec

from service.store.facts import facts
from service.store.sql import query
from surveys.facts import Fact
from surveys.indicator_set import read_indicators
from surveys.indicators import FactIndicator, Indicator
from surveys.texts import Slug

_USUAL: Final = "usual.toml"


def shipped_indicators() -> tuple[Indicator, ...]:
    """Return those of a programme that declares none."""
    return read_indicators((files("surveys") / "indicator_sets" / _USUAL).read_bytes())


def indicators(cursor: duckdb.DuckDBPyConnection, programme: Slug) -> tuple[Indicator, ...]:
    """Return what `programme` accounts for: what it declared, else what Bilan ships.

    A fact is an indicator of its own, after these, where none of them reports it.
    """
    usual = declared(cursor, programme) or shipped_indicators()
    return (*usual, *fact_indicators(usual, facts(cursor, programme)))


def fact_indicators(
    reported: Sequence[Indicator], entered: Sequence[Fact]
) -> tuple[FactIndicator, ...]:
    """Return an indicator for each of the facts that none of `reported` stands for."""
    taken = {each.fact if isinstance(each, FactIndicator) else each.code for each in reported}
    names = {fact.code: fact.name for fact in entered if fact.code not in taken}
    return tuple(
        FactIndicator(code=code, name=name, fact=code, key=True) for code, name in names.items()
    )


def declared(cursor: duckdb.DuckDBPyConnection, programme: Slug) -> tuple[Indicator, ...]:
    """Return what `programme` declared, in its order; empty if nothing."""
    rows = cursor.execute(query("indicators"), {"programme": programme}).fetchall()
    return tuple(msgspec.json.decode(text, type=Indicator) for (text,) in rows)


def declare(
    cursor: duckdb.DuckDBPyConnection, programme: Slug, indicators: Sequence[Indicator]
) -> None:
    """Put `indicators` in the place of what the programme declared before."""
    cursor.execute(query("delete_indicators"), {"programme": programme})
    if indicators:
        rows = [msgspec.json.encode(each).decode() for each in indicators]
        cursor.execute(query("insert_indicators"), {"programme": programme, "rows": rows})
