"""Write questionnaires: list, draft, check, save, publish."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from litestar.response import Redirect, Template

from dashboards.pages.frame import questionnaires_address
from dashboards.pages.questionnaire_editor import DraftState, EditorView, editor_page
from dashboards.pages.questionnaires import draft_address, questionnaires_page
from dashboards.pages.survey_form import preview_page
from service.errors import FormUnreadable
from service.store import questionnaires as store
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.questionnaires import Draft
from service.store.users import User, Users
from service.web.form_fields import number_asked, read_fields
from service.web.language import workspace_language
from service.web.questionnaire_desk import Desk, Typed
from service.web.responses import editor_response, preview_response, workspace_response
from surveys.questionnaire import Questionnaire
from surveys.roles import Permission

LARGEST_FORM = 4_000_000
"""Bytes of a form that holds a text, as browsers encode it: what is too long is told and kept."""

_TOLD: dict[str, DraftState] = {"kept": "just_saved", "again": "begun_again"}
_STATUS: dict[DraftState, int] = {"refused": 422, "too_large": 422}


def desk(
    slug: FromPath[str],
    catalogue: NamedDependency[Catalogue],
    database: NamedDependency[Database],
    users: NamedDependency[Users],
    user: NamedDependency[User],
) -> Desk:
    return Desk(catalogue, database, users, catalogue.programme(slug), user.user)


class QuestionnaireController(Controller):
    path = "/programmes/{slug:str}/questionnaires"
    opt = {"needs": Permission.QUESTIONNAIRES}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"at": Provide(desk, sync_to_thread=False)}  # noqa: RUF012 -- Litestar reads it
    request_max_body_size = LARGEST_FORM
    include_in_schema = False

    @get(sync_to_thread=True)
    def listed(self, request: Request[Any, Any, Any], at: NamedDependency[Desk]) -> Template:
        told = "published" in request.query_params
        page = questionnaires_page(at.listed(published_now=told), workspace_language(request))
        return workspace_response(request, page)

    @post()
    async def begin(self, request: Request[Any, Any, Any], at: NamedDependency[Desk]) -> Redirect:
        source = dict(read_fields(await request.body())).get("source", "")
        draft = (await sync_to_thread(at.begin, source)).draft
        request.state.noted = f"{draft} from {source[:60]}"
        return Redirect(draft_address(at.programme.slug, draft), status_code=303)

    @get("/{draft:uuid}", sync_to_thread=True)
    def show(
        self, draft: FromPath[UUID], request: Request[Any, Any, Any], at: NamedDependency[Desk]
    ) -> Template:
        there, told = at.draft(draft), request.query_params.get("told", "")
        typed = Typed(there.text, there.revision, request.query_params.get("cohort", ""))
        return _shown(request, at.look(draft, typed, _TOLD.get(told, "saved")))

    @get("/{draft:uuid}/preview", sync_to_thread=True)
    def preview(
        self, draft: FromPath[UUID], request: Request[Any, Any, Any], at: NamedDependency[Desk]
    ) -> Template:
        view = at.look(draft, Typed(at.draft(draft).text))
        return _preview(request, view.examined.questionnaire)

    @get("/published/{code:str}/{version:int}", sync_to_thread=True)
    def published(
        self,
        code: FromPath[str],
        version: FromPath[int],
        request: Request[Any, Any, Any],
        at: NamedDependency[Desk],
    ) -> Template:
        with at.database.cursor() as cursor:
            questionnaire = store.published_version(cursor, code, version)
        return _preview(request, questionnaire)

    @post("/{draft:uuid}/check", status_code=200, changes=False)
    async def check(
        self, draft: FromPath[UUID], request: Request[Any, Any, Any], at: NamedDependency[Desk]
    ) -> Template:
        """Say what there is to say of what is typed; keep nothing."""
        typed = _typed(await request.body())
        return _shown(request, await sync_to_thread(at.look, draft, typed))

    @post("/{draft:uuid}")
    async def save(
        self, draft: FromPath[UUID], request: Request[Any, Any, Any], at: NamedDependency[Desk]
    ) -> Response[Any]:
        typed = _typed(await request.body())
        kept = await sync_to_thread(at.save, draft, typed)
        if isinstance(kept, EditorView):
            return _shown(request, kept)
        request.state.noted = f"{kept.draft} revision {kept.revision}"
        return _kept(at, kept, typed, told="kept" if kept.draft == draft else "again")

    @post("/{draft:uuid}/publish")
    async def publish(
        self, draft: FromPath[UUID], request: Request[Any, Any, Any], at: NamedDependency[Desk]
    ) -> Response[Any]:
        """Save what is typed, and make it immutable where nothing is wrong with it."""
        typed = _typed(await request.body())
        kept = await sync_to_thread(at.save, draft, typed)
        if isinstance(kept, EditorView):
            return _shown(request, kept)
        if kept.draft != draft:
            return _kept(at, kept, typed, told="again")
        done = await sync_to_thread(at.publish, kept, typed)
        if isinstance(done, EditorView):
            return _shown(request, done)
        request.state.noted = f"{done[0]} {done[1]}"
        listed = f"{questionnaires_address(at.programme.slug)}?published=1"
        return Redirect(listed, status_code=303)

    @post("/{draft:uuid}/remove")
    async def remove(
        self, draft: FromPath[UUID], request: Request[Any, Any, Any], at: NamedDependency[Desk]
    ) -> Redirect:
        typed = _typed(await request.body())
        gone = await sync_to_thread(at.remove, draft, revision=typed.revision)
        listed, there = (
            questionnaires_address(at.programme.slug),
            draft_address(at.programme.slug, draft),
        )
        return Redirect(listed if gone else there, status_code=303)


def _typed(body: bytes) -> Typed:
    """Return what a browser sends of the editor; it ends lines in its own way.

    Raises:
        FormUnreadable: there is no number of a revision in it.
    """
    fields = dict(read_fields(body))
    revision = number_asked(fields.get("revision", ""))
    if revision is None:
        raise FormUnreadable("the form says of no revision what it changes")
    text = fields.get("text", "").replace("\r\n", "\n")
    return Typed(text, revision, fields.get("cohort", ""))


def _kept(at: Desk, kept: Draft, typed: Typed, *, told: str) -> Redirect:
    cohort = f"&cohort={typed.cohort}" if typed.cohort else ""
    address = draft_address(at.programme.slug, kept.draft)
    return Redirect(f"{address}?told={told}{cohort}", status_code=303)


def _shown(request: Request[Any, Any, Any], view: EditorView) -> Template:
    """Show a draft, with the status of what became of it."""
    page = editor_page(view, workspace_language(request))
    status = 409 if view.conflict else _STATUS.get(view.state, 200)
    return editor_response(request, page, status)


def _preview(request: Request[Any, Any, Any], questionnaire: Questionnaire | None) -> Template:
    return preview_response(preview_page(questionnaire, workspace_language(request)))
