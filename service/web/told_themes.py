"""What may be told of the themes of an activity, remembered.

It is released from all of their ideas, which takes a second where there are a hundred thousand,
and it changes seldom: so it is remembered until a search, a decision or an erasure changes it.
Answers that arrive change none of it: they are in no theme before a search.
"""

from typing import TypeAlias

import duckdb

from dashboards.pages.theme_cards import ShownThemes
from service.store import vectors
from service.store.catalogue import Snapshot
from service.store.known_names import names_mark
from service.store.theme_layers import Version, version
from service.store.theme_runs import ThemeRuns
from service.web.shown_themes import themes_told
from surveys.programme import Activity, Cohort
from surveys.texts import Slug

_Of: TypeAlias = tuple[Version | None, int, Activity, tuple[Cohort, ...], tuple[int | None, ...]]
"""All that it is made of, at one moment."""


class ToldThemes:
    """Remembers one answer for each activity."""

    def __init__(self, runs: ThemeRuns) -> None:
        self._runs = runs
        self._remembered: dict[Slug, tuple[_Of, ShownThemes | None]] = {}

    def of(
        self, cursor: duckdb.DuckDBPyConnection, snapshot: Snapshot, activity: Slug
    ) -> ShownThemes | None:
        """Return what stands, rises and is proposed, without ideas; None while nobody has looked.

        In the caller's transaction: what is remembered is of the moment that it is compared with.
        """
        now = (
            version(cursor, activity),
            vectors.changes(cursor),
            snapshot.activities[activity],
            tuple(snapshot.cohorts_of(activity)),
            names_mark(cursor),
        )
        remembered, told = self._remembered.get(activity, (None, None))
        if remembered != now:
            told = themes_told(cursor, snapshot, activity, self._runs)
            self._remembered[activity] = (now, told)
        return told
