"""Show what was announced to a cohort, to everybody, as a page and as feeds."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import msgspec
from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from analysis.disclosure.gate import PUBLIC as FEWEST_OUTSIDE
from analysis.disclosure.live_count import stepped
from analysis.disclosure.themes import release_themes
from dashboards.pages.announced import (
    AnnouncedView,
    FeedView,
    NamedTheme,
    announced_page,
    feed_page,
)
from service.settings import Settings
from service.store import announcements as store
from service.store import reads
from service.store.catalogue import Catalogue, Snapshot
from service.store.database import Database
from service.store.themes import theme_run
from service.web.language import participant_language
from service.web.permitted import PUBLIC
from service.web.responses import feed_response, form_response
from surveys.announcing import Announcement
from surveys.programme import Cohort, Programme

MOST_IN_A_FEED = 50


class AnnouncedController(Controller):
    opt = {"needs": PUBLIC}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get("/c/{slug:str}/nous-avons-fait", sync_to_thread=True)
    def page(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
    ) -> Template:
        cohort, now = catalogue.cohort(slug), catalogue.now
        programme = now.programmes[now.activities[cohort.activity].programme]
        with database.reading() as cursor:
            entries = store.published(cursor, (cohort.slug,))
            named = {each.wording.theme for each in entries if each.wording.theme is not None}
            view = AnnouncedView(
                programme=programme,
                cohort=cohort,
                entries=in_zone(entries, programme),
                themes=_themes(cursor, now, cohort) if named else {},
                at_least=_at_least(cursor, now, cohort) if entries else 0,
            )
        return form_response(announced_page(view, participant_language(request)))

    @get("/c/{slug:str}/nous-avons-fait.atom", sync_to_thread=True)
    def feed_of_cohort(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        settings: NamedDependency[Settings],
    ) -> Template:
        cohort, now = catalogue.cohort(slug), catalogue.now
        programme = now.programmes[now.activities[cohort.activity].programme]
        view = _feed(database, programme, [cohort], settings, of=cohort)
        return feed_response(feed_page(view, participant_language(request)))

    @get("/p/{slug:str}/nous-avons-fait.atom", sync_to_thread=True)
    def feed_of_programme(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        settings: NamedDependency[Settings],
    ) -> Template:
        programme, now = catalogue.programme(slug), catalogue.now
        cohorts = [
            cohort
            for activity in now.activities_of(programme.slug)
            for cohort in now.cohorts_of(activity.slug)
        ]
        view = _feed(database, programme, cohorts, settings)
        return feed_response(feed_page(view, participant_language(request)))


def in_zone(entries: Iterable[Announcement], programme: Programme) -> tuple[Announcement, ...]:
    """Return entries with their dates as the people of a programme read them."""
    zone = ZoneInfo(programme.zone)
    return tuple(
        msgspec.structs.replace(
            each,
            published_at=each.published_at and each.published_at.astimezone(zone),
            corrected_at=each.corrected_at and each.corrected_at.astimezone(zone),
        )
        for each in entries
    )


def _feed(
    database: Database,
    programme: Programme,
    cohorts: list[Cohort],
    settings: Settings,
    of: Cohort | None = None,
) -> FeedView:
    """Return what was published for `cohorts`; `of` is the one that it is the feed of, if it is."""
    with database.cursor() as cursor:
        entries = store.published(cursor, [cohort.slug for cohort in cohorts])
    first = min((cohort.starts_on for cohort in cohorts), default=datetime.now(UTC).date())
    return FeedView(
        programme=programme,
        cohort=of,
        cohorts={cohort.slug: cohort.name for cohort in cohorts},
        entries=in_zone(entries[:MOST_IN_A_FEED], programme),
        address=settings.address,
        changed_at=datetime.combine(first, time(), ZoneInfo(programme.zone)),
    )


def _themes(
    cursor: duckdb.DuckDBPyConnection, now: Snapshot, cohort: Cohort
) -> Mapping[int, NamedTheme]:
    """Return the themes of its activity that may be named outside, without quotes."""
    run = theme_run(cursor, cohort.activity)
    if run is None or run.suggestion_only:
        return {}
    cohorts = [each.slug for each in now.cohorts_of(cohort.activity)]
    records = [replace(theme, quotes=()) for theme in run.themes]
    released = release_themes(records, run.readings, cohorts, threshold=FEWEST_OUTSIDE)
    return {
        each.number: NamedTheme(each.called, each.respondents)
        for each in released.themes
        if each.called
    }


def _at_least(cursor: duckdb.DuckDBPyConnection, now: Snapshot, cohort: Cohort) -> int:
    """Return how many of a cohort answered at least: nobody knows who answered two surveys."""
    sent = reads.submission_counts(cursor)
    counts = [sent.get(setup.survey.slug, 0) for setup in now.setups_of(cohort.slug)]
    return stepped(max(counts, default=0), step=FEWEST_OUTSIDE)
