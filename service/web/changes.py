"""The pages of content changes: all of them, one of them, and the form that registers one."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template
from msgspec import structs

from analysis.loop.change_form import draft_from_fields, reason_problem
from analysis.loop.checks import Problem
from dashboards.pages.change import OneChangeView, change_page
from dashboards.pages.change_form import change_form_page, change_review_page
from dashboards.pages.changes import ChangesView, changes_page
from dashboards.pages.frame import changes_address
from service.store.catalogue import NotFound
from service.store.content_changes import Stamped
from service.web.change_data import AT_DESK, Desk, noted
from service.web.change_form_view import Fields, change_form_view
from service.web.form_fields import read_fields
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.shown_changes import ON_SHELF, Shelf
from surveys.roles import Permission
from surveys.texts import Slug, readable

Asking = Request[Any, Any, Any]


class ChangeController(Controller):
    path = "/programmes/{slug:str}/changes"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    dependencies = ON_SHELF | AT_DESK
    include_in_schema = False

    @get(sync_to_thread=True)
    def changes(
        self, slug: FromPath[str], request: Asking, shelf: NamedDependency[Shelf]
    ) -> Template:
        with shelf.reading(slug) as reader:
            register = reader.register()
            view = ChangesView(
                programme=reader.programme,
                changes=reader.changes(register),
                broken_at=register.broken_at,
                next_place=register.next_place,
            )
        return workspace_response(request, changes_page(view, workspace_language(request)))

    @get("/new", needs=Permission.CHANGES, sync_to_thread=True)
    def prepare(
        self, slug: FromPath[str], request: Asking, shelf: NamedDependency[Shelf]
    ) -> Template:
        """Show the form; with `go=review` and nothing wrong, what would be registered."""
        typed = [each for each in request.query_params.multi_items() if each[0] != "lang"]
        return _form(request, (shelf, slug), typed)

    @post(needs=Permission.CHANGES)
    async def register(
        self, request: Asking, shelf: NamedDependency[Shelf], desk: NamedDependency[Desk]
    ) -> Response[Any]:
        fields = read_fields(await request.body())
        return await sync_to_thread(_register, request, shelf, desk, fields)

    @get("/{number:int}", sync_to_thread=True)
    def change(
        self,
        slug: FromPath[str],
        number: FromPath[int],
        request: Asking,
        shelf: NamedDependency[Shelf],
    ) -> Template:
        view = _one(shelf, slug, number)
        view = structs.replace(view, registered="registered" in request.query_params)
        return workspace_response(request, change_page(view, workspace_language(request)))

    @post("/{number:int}/withdraw", needs=Permission.CHANGES)
    async def withdraw(
        self,
        number: FromPath[int],
        request: Asking,
        shelf: NamedDependency[Shelf],
        desk: NamedDependency[Desk],
    ) -> Response[Any]:
        reason = readable(dict(read_fields(await request.body())).get("reason", ""))
        return await sync_to_thread(_withdraw, request, shelf, desk, (number, reason))


def _form(
    request: Asking, place: tuple[Shelf, Slug], fields: Fields, found: tuple[Problem, ...] = ()
) -> Template:
    shelf, programme = place
    with shelf.reading(programme) as reader:
        view = change_form_view(reader, fields, found)
    language = workspace_language(request)
    if view.change and not view.problems and dict(view.fields).get("go") == "review":
        return workspace_response(request, change_review_page(view, view.change, language))
    return workspace_response(
        request, change_form_page(view, language), 422 if view.problems or found else 200
    )


def _register(request: Asking, shelf: Shelf, desk: Desk, fields: Fields) -> Response[Any]:
    """Register what was read once more; or show the form again with what is in its way."""
    draft = draft_from_fields(dict(fields).get("activity", ""), fields)
    refused = draft.problems
    if not refused:
        kept = desk.register_in_time(draft.change)
        if isinstance(kept, Stamped):
            noted(request, kept)
            address = changes_address(desk.programme, kept.change)
            return Redirect(f"{address}?registered=1", status_code=303)
        refused = kept
    return _form(request, (shelf, desk.programme), [*fields, ("go", "review")], refused)


def _withdraw(request: Asking, shelf: Shelf, desk: Desk, wanted: tuple[int, str]) -> Response[Any]:
    number, reason = wanted
    if problem := reason_problem(reason):
        view = structs.replace(_one(shelf, desk.programme, number), reason=reason, problem=problem)
        return workspace_response(request, change_page(view, workspace_language(request)), 422)
    noted(request, desk.withdraw(number, reason))
    return Redirect(changes_address(desk.programme, number), status_code=303)


def _one(shelf: Shelf, programme: Slug, number: int) -> OneChangeView:
    """Raises NotFound."""
    with shelf.reading(programme) as reader:
        register = reader.register()
        entry = register.entry(number)
        if entry is None:
            raise NotFound(f"{programme}: change {number}")
        (change,) = reader.changes(register._replace(entries=(entry,)))
        return OneChangeView(programme=reader.programme, change=change)
