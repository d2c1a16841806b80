"""Keep what an event changed of the themes of an activity, so that it can be taken back."""

from collections.abc import Sequence
from typing import NamedTuple

import duckdb
import msgspec

from analysis.themes.alarms import Decided
from analysis.themes.effects import Effect, Wording, effect_of, wording_of
from analysis.themes.results import Watch
from service.store.sql import query
from service.store.theme_layers import Layer, watch

_LAYERS: tuple[Layer, ...] = ("standing", "proposed")


class Changed(NamedTuple):
    """What an event changed."""

    layers: Sequence[Decided]
    """What stands, then what is proposed, if anything is."""
    raised: Watch | None
    """What was said of the latest cohort before."""


class KeptEffect(NamedTuple):
    """What an event changed of one layer."""

    effect: Effect
    wording: Wording | None
    watch: Watch | None
    """What was said of the latest cohort before."""
    watched: Watch | None
    """And after."""


def keep_effects(
    cursor: duckdb.DuckDBPyConnection, activity: str, sequence: int, changed: Changed
) -> None:
    """Keep what an event changed, once it has."""
    watched = watch(cursor, activity)
    for layer, (before, after) in zip(_LAYERS, changed.layers, strict=False):
        kept = KeptEffect(
            effect_of(before, after), wording_of(before, after), changed.raised, watched
        )
        _keep(cursor, (activity, layer, sequence), kept)


def _keep(cursor: duckdb.DuckDBPyConnection, of: tuple[str, Layer, int], kept: KeptEffect) -> None:
    activity, layer, sequence = of
    columns = {name: _json(value) for name, value in kept._asdict().items()}
    cursor.execute(
        query("insert_theme_effect"),
        {"activity": activity, "layer": layer, "sequence": sequence, **columns},
    )


def _json(value: msgspec.Struct | None) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()


def kept_effects(
    cursor: duckdb.DuckDBPyConnection, activity: str, sequence: int
) -> dict[Layer, KeptEffect]:
    """Return what an event changed, by layer; of a proposal only while it is there."""
    rows = cursor.execute(
        query("theme_effect"), {"activity": activity, "sequence": sequence}
    ).fetchall()
    return {
        layer: KeptEffect(
            msgspec.json.decode(effect, type=Effect),
            None if wording is None else msgspec.json.decode(wording, type=Wording),
            None if raised is None else msgspec.json.decode(raised, type=Watch),
            None if watched is None else msgspec.json.decode(watched, type=Watch),
        )
        for layer, effect, wording, raised, watched in rows
    }


def effects(
    cursor: duckdb.DuckDBPyConnection,
    activity: str,
    *,
    since: int = 1,
    layer: Layer = "standing",
) -> dict[int, Effect]:
    """Return what each event from `since` on changed of a layer, by its sequence."""
    asked = {"activity": activity, "layer": layer, "since": since}
    rows = cursor.execute(query("theme_effects"), asked).fetchall()
    return {sequence: msgspec.json.decode(effect, type=Effect) for sequence, effect in rows}
