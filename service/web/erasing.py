"""Erase answers for somebody who asks; what is looked for is logged, and nothing is shown."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec
from litestar import Controller, Request, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response, Template

from dashboards.pages.erasing import ErasingView, Outcome, erasing_page
from dashboards.pages.frame import erasing_address
from service.settings import Settings
from service.store.catalogue import Catalogue, Setup
from service.store.database import Database
from service.store.erasing import SHORTEST_WORDS, Found, Sought, find, how_many
from service.store.renewal import Renewer
from service.store.writer import SubmissionWriter
from service.web.form_fields import read_fields
from service.web.language import workspace_language
from service.web.responses import workspace_response
from surveys.roles import Permission


class _Desk(NamedTuple):
    """What it takes to erase answers of one survey."""

    setup: Setup
    database: Database
    view: ErasingView

    async def sought(self, request: Request[Any, Any, Any]) -> tuple[Sought, tuple[Found, ...]]:
        """Return what was asked for and what fits; that it was looked for goes into the log."""
        fields = dict(read_fields(await request.body()))
        words = "" if self.view.sealed else fields.get("words", "").strip()
        sought = Sought(self.setup.survey.slug, fields.get("code", "").strip(), words)
        found = await sync_to_thread(self._find, sought)
        request.state.noted = f"by {sought.by}, {how_many(found)} found"
        return sought, found

    def _find(self, sought: Sought) -> tuple[Found, ...]:
        with self.database.reading() as cursor:
            return find(cursor, sought)


def _desk(
    slug: FromPath[str],
    catalogue: NamedDependency[Catalogue],
    database: NamedDependency[Database],
    renewer: NamedDependency[Renewer],
    settings: NamedDependency[Settings],
) -> _Desk:
    setup = catalogue.setup(slug)
    view = ErasingView(
        programme=setup.programme,
        activity=setup.activity,
        cohort=setup.cohort,
        survey=setup.survey,
        questionnaire=setup.questionnaire,
        sealed=setup.survey.is_sealed(datetime.now(UTC)),
        receipts=f"{settings.address}/r",
        shortest=SHORTEST_WORDS,
        on_disk=renewer.erased,
    )
    return _Desk(setup, database, view)


class ErasingController(Controller):
    path = "/surveys/{slug:str}/erase"
    opt = {"needs": Permission.RIGHTS}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"desk": Provide(_desk, sync_to_thread=True)}  # noqa: RUF012 -- the same
    include_in_schema = False

    @get(sync_to_thread=False)
    def ask(
        self,
        request: Request[Any, Any, Any],
        desk: NamedDependency[_Desk],
        done: FromQuery[bool] = False,
    ) -> Template:
        return _shown(request, desk.view, done=done)

    @post(status_code=200)
    async def look(self, request: Request[Any, Any, Any], desk: NamedDependency[_Desk]) -> Template:
        sought, found = await desk.sought(request)
        return _shown(request, desk.view, **_answer(sought, found))

    @post("/now", status_code=200)
    async def erase(
        self,
        request: Request[Any, Any, Any],
        desk: NamedDependency[_Desk],
        writer: NamedDependency[SubmissionWriter],
    ) -> Response[Any]:
        """Erase what is found once more: somebody may have erased or corrected it meanwhile."""
        sought, found = await desk.sought(request)
        question = dict(read_fields(await request.body())).get("what", "")
        if len(found) != 1 or (question and question not in found[0].questions):
            return _shown(request, desk.view, **_answer(sought, found))
        if question:
            await writer.erase_text(found[0].submission_id, question)
        else:
            await writer.erase(found[0].submission_id)
        request.state.noted = f"erased {question or 'everything'} by {sought.by}"
        return Redirect(f"{erasing_address(sought.survey)}?done=true", status_code=303)


def _answer(sought: Sought, found: tuple[Found, ...]) -> dict[str, Any]:
    """Return what the page says of what was looked for."""
    one = found[0].questions if len(found) == 1 else None
    return {
        "code": sought.code,
        "words": sought.words,
        "found": one,
        "problem": None if one is not None else _why(sought, found),
    }


def _why(sought: Sought, found: tuple[Found, ...]) -> Outcome:
    if not sought.code and not sought.words:
        return "nothing_typed"
    if not sought.is_enough:
        return "too_short"
    return "several" if found else "none"


def _shown(request: Request[Any, Any, Any], view: ErasingView, **said: Any) -> Template:
    view = msgspec.structs.replace(view, **said)
    page = erasing_page(view, workspace_language(request))
    unasked = view.problem in ("too_short", "nothing_typed")
    return workspace_response(request, page, 422 if unasked else 200)  # what was sought is logged
