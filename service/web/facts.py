"""Enter facts, benchmarks and notes by hand, one at a time."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

import duckdb
import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from litestar.response import Redirect, Template

from dashboards.pages.entry_form import EntryFormView, entry_form_page
from dashboards.pages.facts import FactsView, facts_page
from dashboards.pages.frame import entries_address
from service.store import facts as store
from service.store.catalogue import Catalogue, NotFound, day_of
from service.store.database import Database
from service.web.form_fields import read_fields
from service.web.language import workspace_language
from service.web.responses import workspace_response
from surveys.entry_form import Desk, EntryKind, entry_from_fields, fields_from_entry
from surveys.facts import Benchmark, Entry, Fact, Note
from surveys.programme import Activity
from surveys.roles import Permission
from surveys.typed_fields import NotKept

_KINDS: dict[EntryKind, type[Fact] | type[Benchmark] | type[Note]] = {
    "fact": Fact,
    "benchmark": Benchmark,
    "note": Note,
}


class Place(NamedTuple):
    """Where something of one kind is entered."""

    catalogue: Catalogue
    database: Database
    programme: str
    kind: EntryKind

    @property
    def activities(self) -> tuple[Activity, ...]:
        return tuple(self.catalogue.now.activities_of(self.programme))

    def entries(self, cursor: duckdb.DuckDBPyConnection) -> dict[str, Entry]:
        """Return what is entered already, by key."""
        there = store.entries(cursor, self.programme)
        return {each.key: each for each in there if isinstance(each, _KINDS[self.kind])}

    def entry(self, cursor: duckdb.DuckDBPyConnection, key: str) -> Entry:
        """Raises NotFound."""
        there = self.entries(cursor)
        if key not in there:
            raise NotFound(key)
        return there[key]

    def form(self, **content: Any) -> EntryFormView:
        """Raises NotFound."""
        return EntryFormView(
            programme=self.catalogue.programme(self.programme),
            activities=self.activities,
            kind=self.kind,
            **content,
        )

    def listed(self) -> Redirect:
        return Redirect(f"{entries_address(self.programme)}#{self.kind}s", status_code=303)


def _place(
    slug: FromPath[str],
    kind: FromPath[EntryKind],
    catalogue: NamedDependency[Catalogue],
    database: NamedDependency[Database],
) -> Place:
    return Place(catalogue, database, slug, kind)


_AT_PLACE = {"place": Provide(_place, sync_to_thread=False)}


class FactController(Controller):
    path = "/programmes/{slug:str}/facts"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get(sync_to_thread=True)
    def entered(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
    ) -> Template:
        programme = catalogue.programme(slug)
        with database.cursor() as cursor:
            view = FactsView(
                programme=programme,
                activities=tuple(catalogue.now.activities_of(slug)),
                facts=store.facts(cursor, slug),
                benchmarks=store.benchmarks(cursor, slug),
                notes=store.notes(cursor, slug),
            )
        return workspace_response(request, facts_page(view, workspace_language(request)))

    @get("/{kind:str}", needs=Permission.FACTS, dependencies=_AT_PLACE, sync_to_thread=False)
    def ask(self, request: Request[Any, Any, Any], place: NamedDependency[Place]) -> Template:
        page = entry_form_page(place.form(), workspace_language(request))
        return workspace_response(request, page)

    @post("/{kind:str}", needs=Permission.FACTS, dependencies=_AT_PLACE)
    async def add(
        self, request: Request[Any, Any, Any], place: NamedDependency[Place]
    ) -> Response[Any]:
        fields = dict(read_fields(await request.body()))
        return await sync_to_thread(_save, request, place, fields)

    @get(
        "/{kind:str}/{key:str}", needs=Permission.FACTS, dependencies=_AT_PLACE, sync_to_thread=True
    )
    def show(
        self,
        key: FromPath[str],
        request: Request[Any, Any, Any],
        place: NamedDependency[Place],
    ) -> Template:
        with place.database.cursor() as cursor:
            entry = place.entry(cursor, key)
        view = place.form(key=key, fields=fields_from_entry(entry))
        return workspace_response(request, entry_form_page(view, workspace_language(request)))

    @post("/{kind:str}/{key:str}", needs=Permission.FACTS, dependencies=_AT_PLACE)
    async def correct(
        self,
        key: FromPath[str],
        request: Request[Any, Any, Any],
        place: NamedDependency[Place],
    ) -> Response[Any]:
        fields = dict(read_fields(await request.body()))
        return await sync_to_thread(_save, request, place, fields, key=key)

    @post(
        "/{kind:str}/{key:str}/remove",
        needs=Permission.FACTS,
        dependencies=_AT_PLACE,
        sync_to_thread=True,
    )
    def remove(self, key: FromPath[str], place: NamedDependency[Place]) -> Redirect:
        with place.database.transaction() as cursor:
            store.remove(cursor, place.entry(cursor, key))
        return place.listed()


def _save(
    request: Request[Any, Any, Any],
    place: Place,
    fields: dict[str, str],
    *,
    key: str | None = None,
) -> Response[Any]:
    """Keep what was typed, in the place of what is under `key`; or show it again with reasons."""
    view = place.form(key=key, fields=fields)
    with place.database.transaction() as cursor:
        others = place.entries(cursor)
        was = others.pop(key, None) if key else None
        gone = key is not None and was is None
        activities = [activity.slug for activity in place.activities]
        today = day_of(place.catalogue.programme(place.programme), datetime.now(UTC))
        read = entry_from_fields(
            place.kind, fields, Desk(place.programme, activities, others, today)
        )
        if not isinstance(read, NotKept) and not gone:
            if was:
                store.replace(cursor, was, read)
            else:
                store.put(cursor, [read])
            return place.listed()
    view = msgspec.structs.replace(
        view,
        key=None if gone else key,
        problems=read.problems if isinstance(read, NotKept) else (),
        gone=gone,
    )
    page = entry_form_page(view, workspace_language(request))
    return workspace_response(request, page, 409 if gone else 422)
