"""What calls for somebody in the themes of an activity: rises nobody took up, and proposals."""

from collections.abc import Iterator

import duckdb

from analysis.attention import Proposal, Rise
from dashboards.pages.home import CallView
from dashboards.pages.theme_cards import ShownThemes
from service.store.catalogue import Snapshot
from service.store.news import activities_with_theme_news
from service.web.told_themes import ToldThemes
from surveys.programme import Activity
from surveys.texts import Slug


def theme_calls(
    cursor: duckdb.DuckDBPyConnection,
    snapshot: Snapshot,
    programmes: frozenset[Slug],
    told_themes: ToldThemes,
) -> dict[Slug, tuple[CallView, ...]]:
    """Return the calls of each activity of `programmes` that has any to make.

    In the caller's transaction, as `ToldThemes.of`.
    """
    found = {}
    for slug in activities_with_theme_news(cursor):
        activity = snapshot.activities.get(slug)
        if activity is not None and activity.programme in programmes:
            told = told_themes.of(cursor, snapshot, slug)
            found[slug] = tuple(_calls(told, activity, snapshot)) if told else ()
    return found


def _calls(shown: ShownThemes, activity: Activity, snapshot: Snapshot) -> Iterator[CallView]:
    proposed = shown.proposal.risen if shown.proposal else ()
    standing = {theme.number for theme in shown.themes}
    themes = {theme.number: theme for theme in (*proposed, *shown.themes)}
    for rise in shown.rises.shown:
        theme = themes[rise.theme]
        if theme.name is None and not (theme.locked or theme.confirmed):
            stands = theme.number in standing
            call = Rise(activity=activity.slug, theme=theme.number, kind=rise.kind, stands=stands)
            cohort = snapshot.cohorts[rise.cohort]
            yield CallView(call=call, activity=activity, cohort=cohort, title=theme.called)
    if shown.proposal:
        changes = len(shown.proposal.changes)
        yield CallView(call=Proposal(activity=activity.slug, changes=changes), activity=activity)
