"""Write, publish, correct and take back what a team announces to a cohort."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple
from uuid import UUID, uuid4

import duckdb
from litestar import Controller, Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from analysis.disclosure.themes import ShownTheme
from dashboards.pages.announcing import AnnouncingView, announcing_page
from dashboards.pages.frame import announcing_address
from service.settings import Settings
from service.store import announcements as store
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.themes import theme_run
from service.web.announced import in_zone
from service.web.form_fields import read_fields
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.shown_themes import shown_themes
from surveys.announcing import Announcement, read_wording
from surveys.roles import Permission
from surveys.texts import Slug, Text


class Desk(NamedTuple):
    """Where what is announced to one cohort is written."""

    catalogue: Catalogue
    database: Database
    settings: Settings
    cohort: Slug

    def view(self, cursor: duckdb.DuckDBPyConnection, **content: Any) -> AnnouncingView:
        """Raises NotFound."""
        cohort = self.catalogue.cohort(self.cohort)
        activity = self.catalogue.activity(cohort.activity)
        programme = self.catalogue.programme(activity.programme)
        found = shown_themes(
            theme_run(cursor, activity.slug), self.catalogue.now.cohorts_of(activity.slug)
        )
        return AnnouncingView(
            programme=programme,
            activity=activity,
            cohort=cohort,
            entries=in_zone(store.announcements(cursor, (cohort.slug,)), programme),
            themes=_names(found.themes if found else ()),
            address=self.settings.address,
            **content,
        )


def _desk(
    slug: FromPath[str],
    catalogue: NamedDependency[Catalogue],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
) -> Desk:
    return Desk(catalogue, database, settings, catalogue.cohort(slug).slug)


class AnnouncingController(Controller):
    path = "/cohorts/{slug:str}/announcements"
    opt = {"needs": Permission.ANNOUNCE}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"desk_of_cohort": Provide(_desk, sync_to_thread=False)}  # noqa: RUF012
    include_in_schema = False

    @get(sync_to_thread=True)
    def listed(
        self,
        request: Request[Any, Any, Any],
        desk_of_cohort: NamedDependency[Desk],
        done: FromQuery[bool] = False,
    ) -> Template:
        with desk_of_cohort.database.reading() as cursor:
            view = desk_of_cohort.view(cursor, done=done)
        return workspace_response(request, announcing_page(view, workspace_language(request)))

    @post()
    async def write(
        self, request: Request[Any, Any, Any], desk_of_cohort: NamedDependency[Desk]
    ) -> Response[Any]:
        fields = dict(read_fields(await request.body()))
        return await sync_to_thread(_save, request, desk_of_cohort, fields)

    @get("/{entry:uuid}", sync_to_thread=True)
    def show(
        self,
        entry: FromPath[UUID],
        request: Request[Any, Any, Any],
        desk_of_cohort: NamedDependency[Desk],
    ) -> Template:
        with desk_of_cohort.database.reading() as cursor:
            edited = store.announcement(cursor, desk_of_cohort.cohort, entry)
            view = desk_of_cohort.view(cursor, edited=edited)
        return workspace_response(request, announcing_page(view, workspace_language(request)))

    @post("/{entry:uuid}")
    async def correct(
        self,
        entry: FromPath[UUID],
        request: Request[Any, Any, Any],
        desk_of_cohort: NamedDependency[Desk],
    ) -> Response[Any]:
        fields = dict(read_fields(await request.body()))
        return await sync_to_thread(_save, request, desk_of_cohort, fields, entry=entry)

    @post("/{entry:uuid}/{doing:str}", sync_to_thread=True)
    def move(
        self,
        entry: FromPath[UUID],
        doing: FromPath[Literal["publish", "withdraw", "remove"]],
        desk_of_cohort: NamedDependency[Desk],
    ) -> Redirect:
        """Publish an entry, take it off the public page, or delete a draft."""
        at = datetime.now(UTC)
        with desk_of_cohort.database.transaction() as cursor:
            kept = store.announcement(cursor, desk_of_cohort.cohort, entry)
            if doing == "publish":
                store.put(cursor, kept.published(at=at), at=at)
            elif doing == "withdraw":
                store.put(cursor, kept.withdrawn(), at=at)
            elif kept.state == "draft":  # what is public is taken back first
                store.remove(cursor, entry)
        return _back(desk_of_cohort)


def _save(
    request: Request[Any, Any, Any],
    desk: Desk,
    fields: dict[str, str],
    *,
    entry: UUID | None = None,
) -> Response[Any]:
    """Keep what was typed, or show it again with reasons."""
    at = datetime.now(UTC)
    with desk.database.transaction() as cursor:
        edited = store.announcement(cursor, desk.cohort, entry) if entry else None
        view = desk.view(cursor, edited=edited)
        wording, faults = read_wording(fields, [number for number, *_ in view.themes])
        if not faults:
            new = edited or Announcement(entry=uuid4(), cohort=desk.cohort, wording=wording)
            kept = new.corrected(wording, at=at)
            kept = kept.published(at=at) if fields.get("publish") else kept
            store.put(cursor, kept, at=at)
            request.state.noted = f"{kept.entry} {kept.state}"
            return _back(desk)
        view = desk.view(cursor, edited=edited, typed=wording, faults=faults)
    page = announcing_page(view, workspace_language(request))
    return workspace_response(request, page, 422)


def _back(desk: Desk) -> Redirect:
    return Redirect(f"{announcing_address(desk.cohort)}?done=true", status_code=303)


def _names(themes: Sequence[ShownTheme]) -> tuple[tuple[int, Text, tuple[str, ...]], ...]:
    return tuple((each.number, each.called, each.typical) for each in themes if each.called)
