"""Let participants read, correct and erase their answers with the code of their receipt.

The code comes in the body of a request, never in an address: addresses stay in histories,
bookmarks and the logs of proxies.
"""

from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from dashboards.pages.receipt import (
    ReceiptView,
    answers_page,
    ask_page,
    done_page,
    erase_page,
)
from dashboards.pages.survey_form import FormView, form_page
from service.store.catalogue import Catalogue
from service.store.writer import SubmissionWriter
from service.web.find_receipt import ReceiptFinder
from service.web.form_fields import read_fields
from service.web.language import participant_language
from service.web.permitted import PUBLIC
from service.web.received import receipt_cookie
from service.web.responses import receipt_response
from surveys.paging import REVIEW
from surveys.receipts import read_receipt
from surveys.submissions import AcceptedSubmission, answers_as_sent
from surveys.texts import Language


class _Asked(NamedTuple):
    """What each form of a receipt's pages sends."""

    code: str
    """As codes are written, or as it was typed if it cannot be one."""
    language: Language
    quotable: bool


class ReceiptController(Controller):
    path = "/r"
    opt = {"needs": PUBLIC}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get(sync_to_thread=False)
    def ask(self, request: Request[Any, Any, Any]) -> Template:
        return receipt_response(ask_page(participant_language(request)))

    @post()
    async def show(
        self,
        request: Request[Any, Any, Any],
        finder: NamedDependency[ReceiptFinder],
        catalogue: NamedDependency[Catalogue],
    ) -> Template:
        asked = await _asked(request)
        found = await finder.find(asked.code, request)
        return receipt_response(answers_page(_view(catalogue, asked, found)))

    @get(["/consent", "/correct", "/erase"], sync_to_thread=False)
    def ask_again(self, request: Request[Any, Any, Any]) -> Redirect:
        """Lead who opens the address of a later page to the first: the code is in no address."""
        return Redirect(f"/r?lang={participant_language(request)}", status_code=303)

    @post("/consent")
    async def allow_quotes(
        self,
        request: Request[Any, Any, Any],
        finder: NamedDependency[ReceiptFinder],
        catalogue: NamedDependency[Catalogue],
        writer: NamedDependency[SubmissionWriter],
    ) -> Template:
        asked = await _asked(request)
        found = await finder.find(asked.code, request)
        await writer.allow_quotes(found.submission_id, quotable=asked.quotable)
        found = msgspec.structs.replace(found, quotable=asked.quotable)
        return receipt_response(answers_page(_view(catalogue, asked, found)))

    @post("/correct")
    async def correct(
        self,
        request: Request[Any, Any, Any],
        finder: NamedDependency[ReceiptFinder],
        catalogue: NamedDependency[Catalogue],
    ) -> Template:
        """Open the form at the review; `FormController.correct` takes it from there."""
        asked = await _asked(request)
        found = await finder.find(asked.code, request)
        view = _view(catalogue, asked, found)
        if not view.correctable:
            return receipt_response(answers_page(view), status_code=409)
        return receipt_response(form_page(_form(catalogue, asked, found)))

    @post("/erase")
    async def ask_to_erase(
        self,
        request: Request[Any, Any, Any],
        finder: NamedDependency[ReceiptFinder],
        catalogue: NamedDependency[Catalogue],
    ) -> Template:
        asked = await _asked(request)
        found = await finder.find(asked.code, request)
        return receipt_response(erase_page(_view(catalogue, asked, found)))

    @post("/erased")
    async def erase(
        self,
        request: Request[Any, Any, Any],
        finder: NamedDependency[ReceiptFinder],
        writer: NamedDependency[SubmissionWriter],
    ) -> Redirect:
        asked = await _asked(request)
        found = await finder.find(asked.code, request)
        await writer.erase(found.submission_id)
        return Redirect(
            f"/r/erased?lang={asked.language}",
            status_code=303,
            cookies=[receipt_cookie(found.survey, "")],
        )

    @get("/erased", sync_to_thread=False)
    def erased(self, request: Request[Any, Any, Any]) -> Template:
        return receipt_response(done_page("erased", participant_language(request)))

    @get("/corrected", sync_to_thread=False)
    def corrected(self, request: Request[Any, Any, Any]) -> Template:
        return receipt_response(done_page("corrected", participant_language(request)))


async def _asked(request: Request[Any, Any, Any]) -> _Asked:
    """Raises FormUnreadable."""
    fields = dict(read_fields(await request.body()))
    language: Language = "en" if (fields.get("switch") or fields.get("lang")) == "en" else "fr"
    request.state.language = language
    typed = fields.get("code", "")
    return _Asked(read_receipt(typed) or typed, language, fields.get("quotable") == "true")


def _view(catalogue: Catalogue, asked: _Asked, found: AcceptedSubmission) -> ReceiptView:
    setup = catalogue.setup(found.survey)
    return ReceiptView(
        questionnaire=setup.questionnaire,
        language=asked.language,
        code=asked.code,
        answers=answers_as_sent(found),
        received_on=found.received_on,
        quotable=found.quotable,
        correctable=setup.survey.is_open(datetime.now(UTC)),
        demonstration=setup.programme.demonstration,
    )


def _form(catalogue: Catalogue, asked: _Asked, found: AcceptedSubmission) -> FormView:
    setup = catalogue.setup(found.survey)
    return FormView(
        questionnaire=setup.questionnaire,
        survey=setup.survey,
        language=asked.language,
        submission_id=found.submission_id,
        cohort_name=setup.cohort.name,
        answers=answers_as_sent(found),
        stop=REVIEW,
        reviewed=True,
        quotable=found.quotable,
        receipt=asked.code,
        correcting=True,
        demonstration=setup.programme.demonstration,
    )
