"""What calls for somebody in the themes of an activity: rises that nobody took up, and proposals.

What may be told of themes is released from all of their ideas, which takes a second where there
are a hundred thousand, and it changes seldom: so it is remembered until a search, a decision or an
erasure changes it. Answers that arrive change none of it: they are in no theme before a search.
"""

from collections.abc import Iterator
from typing import TypeAlias

import duckdb

from analysis.attention import Proposal, Rise
from dashboards.pages.home import CallView
from dashboards.pages.theme_cards import ShownThemes
from service.store import vectors
from service.store.catalogue import Snapshot
from service.store.news import activities_with_theme_news
from service.store.theme_layers import Version, version
from service.web.shown_themes import themes_told
from surveys.programme import Activity, Cohort
from surveys.texts import Slug

_Of: TypeAlias = tuple[Version | None, int, Activity, tuple[Cohort, ...]]
"""All that it is made of, at one moment."""


class ThemeCalls:
    """Remembers one answer for each activity."""

    def __init__(self) -> None:
        self._remembered: dict[Slug, tuple[_Of, tuple[CallView, ...]]] = {}

    def of(
        self, cursor: duckdb.DuckDBPyConnection, snapshot: Snapshot, programmes: frozenset[Slug]
    ) -> dict[Slug, tuple[CallView, ...]]:
        """Return the calls of each activity of `programmes` that has any to make.

        In the caller's transaction: what is remembered is of the moment that it is compared with.
        """
        changes = vectors.changes(cursor)
        found = {}
        for slug in activities_with_theme_news(cursor):
            activity = snapshot.activities.get(slug)
            if activity is not None and activity.programme in programmes:
                cohorts = tuple(snapshot.cohorts_of(slug))
                now = (version(cursor, slug), changes, activity, cohorts)
                found[slug] = self._calls(cursor, snapshot, now)
        return found

    def _calls(
        self, cursor: duckdb.DuckDBPyConnection, snapshot: Snapshot, now: _Of
    ) -> tuple[CallView, ...]:
        _, _, activity, _ = now
        remembered, calls = self._remembered.get(activity.slug, (None, ()))
        if remembered != now:
            told = themes_told(cursor, snapshot, activity.slug)
            calls = tuple(_calls(told, activity, snapshot)) if told else ()
            self._remembered[activity.slug] = (now, calls)
        return calls


def _calls(shown: ShownThemes, activity: Activity, snapshot: Snapshot) -> Iterator[CallView]:
    proposed = shown.proposal.risen if shown.proposal else ()
    standing = {theme.number for theme in shown.themes}
    themes = {theme.number: theme for theme in (*proposed, *shown.themes)}
    for rise in shown.rises.shown:
        theme = themes[rise.theme]
        if theme.name is None and not theme.locked:
            stands = theme.number in standing
            call = Rise(activity=activity.slug, theme=theme.number, kind=rise.kind, stands=stands)
            cohort = snapshot.cohorts[rise.cohort]
            yield CallView(call=call, activity=activity, cohort=cohort, title=theme.called)
    if shown.proposal:
        changes = len(shown.proposal.changes)
        yield CallView(call=Proposal(activity=activity.slug, changes=changes), activity=activity)
