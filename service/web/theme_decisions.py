"""Decide about themes: by form, and by program."""

from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple, TypeAlias
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Redirect

from analysis.themes.decisions import Decision, Merge, Move, Split
from analysis.themes.results import Detail
from dashboards.pages.frame import theme_address, themes_address
from service.jobs import find_themes
from service.jobs.queue import JobQueue
from service.jobs.theme_search import Subject
from service.store import theme_decisions as store
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.users import User
from service.web.decision_log import Log, LogPrinted, log_printed, provide_log
from service.web.form_fields import read_fields
from service.web.refusals import refusal
from service.web.shown_themes import is_shown
from service.web.theme_fields import (
    Doing,
    addition_from_fields,
    board_from_fields,
    decision_from_fields,
)
from surveys.roles import Permission
from surveys.texts import Slug

Answer: TypeAlias = Literal["accept", "discard"]
"""To a proposal."""


class SearchAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    refit: bool = False
    """Whether to group all ideas anew and propose that; otherwise what arrived is placed."""
    detail: Detail = "usual"
    """How many themes a refit is to make."""


class SearchQueued(msgspec.Struct, frozen=True, kw_only=True):
    job: str
    """Its id: `GET /api/jobs/{job}` says how far it is."""


class Place(NamedTuple):
    """Where themes are decided about."""

    database: Database
    catalogue: Catalogue
    activity: Slug
    by: UUID
    """The user who decides."""

    def sort(self, decision: Move | Split) -> str:
        """Decide, and return where its theme is: among the others once too few are left in it."""
        self.decide(decision)
        with self.database.cursor() as cursor:
            there = is_shown(cursor, self.catalogue.now, self.activity, decision.theme)
        return (theme_address if there else _among_others)(self.activity, decision.theme)

    def decide(self, decision: Decision) -> None:
        """Raises DecisionImpossible."""
        store.decide(self.database, self.activity, decision, by=str(self.by), at=datetime.now(UTC))

    def answer(self, answer: Answer, of: str | None) -> None:
        """Raises NothingProposed: by the search `of`, if one is named."""
        if answer == "accept":
            store.accept(self.database, self.activity, by=str(self.by), at=datetime.now(UTC), of=of)
        else:
            store.discard(
                self.database, self.activity, by=str(self.by), at=datetime.now(UTC), of=of
            )


def _among_others(activity: Slug, number: int) -> str:
    return f"{themes_address(activity)}#theme-{number}"


def _place(
    slug: FromPath[str],
    catalogue: NamedDependency[Catalogue],
    database: NamedDependency[Database],
    user: NamedDependency[User],
) -> Place:
    return Place(database, catalogue, catalogue.activity(slug).slug, user.user)


class ThemeDecisionController(Controller):
    path = "/activities/{slug:str}/themes"
    opt = {"needs": Permission.THEMES_DECIDE}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"place": Provide(_place, sync_to_thread=False)}  # noqa: RUF012 -- the same
    include_in_schema = False

    @post("/{number:int}/{doing:str}")
    async def decide(
        self,
        number: FromPath[int],
        doing: FromPath[Doing],
        request: Request[Any, Any, Any],
        place: NamedDependency[Place],
    ) -> Redirect:
        fields = read_fields(await request.body())
        decision = decision_from_fields(doing, number, fields)
        board = board_from_fields(place.activity, fields)
        if isinstance(decision, Move | Split):
            return Redirect(await sync_to_thread(place.sort, decision), status_code=303)
        await sync_to_thread(place.decide, decision)
        if board is not None:
            return Redirect(board, status_code=303)
        seen = decision.into if isinstance(decision, Merge) else number
        return Redirect(_among_others(place.activity, seen), status_code=303)

    @post("/unsure/add")
    async def add(self, request: Request[Any, Any, Any], place: NamedDependency[Place]) -> Redirect:
        decision = addition_from_fields(read_fields(await request.body()))
        await sync_to_thread(place.decide, decision)
        return Redirect(_among_others(place.activity, decision.theme), status_code=303)

    @post("/proposal/{answer:str}", sync_to_thread=True)
    def answer(
        self,
        answer: FromPath[Answer],
        place: NamedDependency[Place],
        of: FromQuery[str | None] = None,
    ) -> Redirect:
        place.answer(answer, of)
        return Redirect(f"{themes_address(place.activity)}?answered={answer}", status_code=303)


class ThemeDecisionDataController(Controller):
    path = "/api/activities/{slug:str}/themes"
    opt = {"needs": Permission.THEMES_DECIDE}  # noqa: RUF012 -- Litestar reads it
    dependencies = {  # noqa: RUF012 -- the same
        "place": Provide(_place, sync_to_thread=False),
        "log": Provide(provide_log, sync_to_thread=False),
    }
    tags = ("Themes",)

    @post(
        "/decisions",
        status_code=204,
        summary="Decide about a theme",
        responses={422: refusal("It does not go with what stands.")},
        sync_to_thread=True,
    )
    def decide(self, data: JSONBody[Decision], place: NamedDependency[Place]) -> None:
        """No search overrides it. Answers 422 where it does not go with what stands."""
        place.decide(data)

    @get(
        "/decisions",
        needs=Permission.RESULTS,
        summary="What was decided of the themes of an activity",
        sync_to_thread=True,
    )
    def decisions(self, log: NamedDependency[Log], page: FromQuery[int] = 1) -> LogPrinted:
        """Latest first, 50 a page."""
        with log.database.transaction() as cursor:
            found = log.page(cursor, page)
        return log_printed(found)

    @post(
        "/decisions/{sequence:int}/undo",
        status_code=204,
        summary="Undo a decision about themes",
        responses={422: refusal("Another decision stands on it, or it cannot be undone.")},
        sync_to_thread=True,
    )
    def undo(self, sequence: FromPath[int], log: NamedDependency[Log]) -> None:
        """By one more decision. Answers 422, and which to undo first, where one stands on it."""
        log.undo(sequence)

    @post(
        "/proposal/{answer:str}",
        status_code=204,
        summary="Accept or discard what the last search proposes",
        responses={409: refusal("Nothing is proposed, or not by this search.")},
        sync_to_thread=True,
    )
    def answer(
        self,
        answer: FromPath[Answer],
        place: NamedDependency[Place],
        of: FromQuery[str | None] = None,
    ) -> None:
        """Whole, or not at all. Answers 409 where nothing is proposed, or not by search `of`."""
        place.answer(answer, of)

    @post(
        "/search",
        needs=Permission.THEMES_SEARCH,
        status_code=202,
        summary="Search for themes",
        sync_to_thread=True,
    )
    def search(
        self,
        data: JSONBody[SearchAsked],
        place: NamedDependency[Place],
        jobs: NamedDependency[JobQueue],
    ) -> SearchQueued:
        """What it would change of the themes that stand is proposed, not done."""
        subject = Subject(place.activity, refit=data.refit, detail=data.detail)
        job = jobs.add(find_themes.KIND, str(subject), at=datetime.now(UTC))
        return SearchQueued(job=str(job.job_id))
