"""Questionnaires for programs: what is to be said of a text, and drafts."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post, put
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody

from dashboards.pages.questionnaire_editor import EditorView
from service.errors import DraftOvertaken
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.questionnaires import Draft
from service.web.described import TakingToml
from service.web.questionnaire_desk import Desk, Typed, examined_in, roster_of
from service.web.questionnaires import LARGEST_FORM, desk
from service.web.refusals import refusal
from surveys.linting.duration import Minutes
from surveys.linting.examine import Examined, Finding
from surveys.linting.identifying import Traits
from surveys.roles import Permission
from surveys.texts import Code, Slug


class CheckShown(msgspec.Struct, frozen=True, kw_only=True):
    """All there is to say of a text."""

    code: Code | None
    """None, as of the version: the text cannot be read."""
    version: int | None
    publishable: bool
    minutes: Minutes | None
    """[fewest, most]."""
    findings: tuple[Finding, ...]


class DraftShown(msgspec.Struct, frozen=True, kw_only=True):
    draft: UUID
    revision: int
    saved_at: datetime
    text: str


class DraftBegun(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    source: str = "blank"
    """`blank`, `shipped/<code>`, or `published/<code>/<version>` for the version after it."""


class DraftSent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    revision: int
    """The one that was read."""
    text: str


class QuestionnaireDataController(Controller):
    path = "/api"
    opt = {"needs": Permission.QUESTIONNAIRES}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"at": Provide(desk, sync_to_thread=False)}  # noqa: RUF012 -- Litestar reads it
    request_max_body_size = LARGEST_FORM
    tags = ("Questionnaires",)

    @post(
        "/questionnaires/check",
        status_code=200,
        changes=False,
        summary="Whether a questionnaire can be published, and what could be asked better",
        operation_class=TakingToml,
        responses={
            404: refusal("There is no such cohort."),
            413: refusal("Too large."),
        },
    )
    async def check(
        self,
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
    ) -> CheckShown:
        """The body is the text, TOML in UTF-8; `?cohort=` checks it against a roster too.

        Nothing is kept.
        """
        text, cohort = await request.body(), request.query_params.get("cohort", "")
        return await sync_to_thread(_checked, catalogue, database, text, cohort)

    @get(
        "/programmes/{slug:str}/questionnaires/drafts/{draft:uuid}",
        summary="A draft",
        sync_to_thread=True,
    )
    def read(self, draft: FromPath[UUID], at: NamedDependency[Desk]) -> DraftShown:
        return _shown(at.draft(draft))

    @post("/programmes/{slug:str}/questionnaires/drafts", summary="Begin a draft")
    async def begin(
        self,
        data: JSONBody[DraftBegun],
        request: Request[Any, Any, Any],
        at: NamedDependency[Desk],
    ) -> DraftShown:
        begun = await sync_to_thread(at.begin, data.source)
        request.state.noted = f"{begun.draft} from {data.source[:60]}"
        return _shown(begun)

    @put(
        "/programmes/{slug:str}/questionnaires/drafts/{draft:uuid}",
        summary="Save a draft",
        responses={409: refusal("Somebody saved another revision meanwhile: read it again.")},
    )
    async def save(
        self,
        draft: FromPath[UUID],
        data: JSONBody[DraftSent],
        at: NamedDependency[Desk],
    ) -> DraftShown:
        """Refused with 409 where somebody saved another revision meanwhile."""
        await sync_to_thread(at.draft, draft)
        kept = await sync_to_thread(at.save, draft, Typed(data.text, data.revision))
        if isinstance(kept, EditorView):
            raise DraftOvertaken
        return _shown(kept)


def _checked(catalogue: Catalogue, database: Database, text: bytes, cohort: Slug) -> CheckShown:
    """Raises NotFound: there is no such cohort."""
    with database.cursor() as cursor:
        roster: tuple[Traits, ...] = ()
        if cohort:
            activity = catalogue.activity(catalogue.cohort(cohort).activity)
            roster = roster_of(cursor, activity.programme, cohort)
        return _check_shown(examined_in(cursor, text, roster))


def _check_shown(examined: Examined) -> CheckShown:
    questionnaire = examined.questionnaire
    return CheckShown(
        code=questionnaire.code if questionnaire else None,
        version=questionnaire.version if questionnaire else None,
        publishable=examined.publishable,
        minutes=examined.minutes,
        findings=examined.findings,
    )


def _shown(draft: Draft) -> DraftShown:
    return DraftShown(
        draft=draft.draft, revision=draft.revision, saved_at=draft.saved_at, text=draft.text
    )
