"""The layers of themes as they are counted, remembered until something changes what is counted.

All of a layer is counted in a fifth of a second where there are a hundred thousand ideas. A
decision is about a few themes, and says so in the effect that is kept with it: so after decisions
these are counted again, and after a search, an acceptance or an erasure all of it is. What people
may correct or take back without touching a comment, their role and whether they may be quoted, is
read each time.
"""

from datetime import datetime
from typing import NamedTuple

import duckdb

from analysis.themes.effects import about
from analysis.themes.results import Theme
from service.store import vectors
from service.store.sql import query
from service.store.theme_effects import effects
from service.store.theme_layers import Layer, told
from service.store.themes import Counted, ThemeRun, count, count_again, run_of


class _Of(NamedTuple):
    """What a layer was found in."""

    found_at: datetime
    changes: int
    """Of comments, ever."""


class _Remembered(NamedTuple):
    of: _Of
    decisions: int
    """How many there were."""
    phrases: dict[int, tuple[str, ...]]
    """What each theme was told by."""
    counted: Counted


class ThemeRuns:
    """Remembers what was counted of each layer of each activity."""

    def __init__(self) -> None:
        self._remembered: dict[tuple[str, Layer], _Remembered] = {}

    def of(
        self,
        cursor: duckdb.DuckDBPyConnection,
        activity: str,
        layer: Layer = "standing",
        *,
        quoted: bool = True,
    ) -> ThemeRun | None:
        """Return what `theme_run` does, in the caller's transaction as there.

        Args:
            cursor: In the caller's transaction.
            activity: Whose themes.
            layer: Which.
            quoted: Whether quotes and roles are wanted.
        """
        row = cursor.execute(
            query("theme_layer_version"), {"activity": activity, "layer": layer}
        ).fetchone()
        if row is None:
            return None
        found_at, decisions = row
        of = _Of(found_at, vectors.changes(cursor))
        phrases = _phrases(told(cursor, activity, layer))
        known = self._remembered.get((activity, layer))
        if known is None or known.of != of or known.decisions > decisions:
            counted = count(cursor, activity, layer)
        elif known.decisions == decisions:
            counted = known.counted
        else:
            changed = effects(cursor, activity, since=known.decisions + 1, layer=layer)
            themes = {number for effect in changed.values() for number in about(effect)}
            themes |= {n for n, each in phrases.items() if known.phrases.get(n) != each}
            counted = count_again(cursor, activity, layer, known.counted, themes)
        self._remembered[activity, layer] = _Remembered(of, decisions, phrases, counted)
        return run_of(cursor, activity, layer, counted, quoted=quoted)


def _phrases(themes: tuple[Theme, ...]) -> dict[int, tuple[str, ...]]:
    return {theme.number: theme.phrases for theme in themes}
