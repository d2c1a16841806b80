"""Serve the form to participants, page after page, and take what they send.

Nothing is kept between two pages: each request carries all answers so far, and what is
on the way changes nothing. A form sent without saying where to go (`go`) is complete.
"""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import parse_qsl, quote
from uuid import UUID

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from dashboards.pages.invitation import Refusal, refusal_page
from dashboards.pages.survey_form import (
    FormView,
    ShownReceipt,
    closed_page,
    form_page,
    received_page,
)
from service.errors import AnsweredHere, FormUnreadable, meaning_of
from service.settings import Settings
from service.store.catalogue import Catalogue, Setup
from service.store.database import Database
from service.store.invitations import (
    InvitationMissing,
    InvitationRefused,
    InvitationSpent,
    InvitationUnknown,
)
from service.store.receipts import ReceiptUnknown
from service.web.collect import Collector
from service.web.find_receipt import ReceiptFinder
from service.web.language import participant_language
from service.web.promises import admit, admit_sending, remembered
from service.web.responses import form_response, receipt_response
from service.web.robots import Holding
from service.web.send_limits import counted_address
from surveys.acceptance import Problem, SubmissionRejected, SurveyClosed, answer_problems
from surveys.form import prefilled, typed_answers, without_hidden
from surveys.paging import (
    REVIEW,
    Stop,
    asked_on,
    first_stop_of,
    nearest_stop,
    next_stop,
    previous_stop,
)
from surveys.receipts import ReceiptCode, new_receipt, read_receipt
from surveys.submissions import AnswerValue, Submission, day_ordered_id
from surveys.texts import LANGUAGES, Language

RECEIPT_COOKIE = "bilan_receipt"
_RECEIPT_SECONDS = 1_800
_MOST_FIELDS = 2_000
_MOST_PREFILLED = 200


class _Sent(msgspec.Struct, frozen=True):
    """What a browser sends besides the answers."""

    id: UUID
    lang: Language
    switch: Language | None = None
    page: Stop | None = None
    go: Stop | Literal["next", "back", "send"] | None = None
    reviewed: bool = False
    quotable: bool = False
    receipt: ReceiptCode | None = None
    invitation: str | None = None
    opened: str = ""
    website: str = ""
    """What stands in the box that only robots fill in."""


def _show_problems(request: Request[Any, Any, Any], error: SubmissionRejected) -> Response[Any]:
    """Show the form again with every problem beside its question, and all that was typed."""
    view: FormView = request.state.form
    if view.stop is None:
        return _refused(view, error.problems)
    codes = [problem.question for problem in error.problems]
    stop = first_stop_of(view.questionnaire, codes)
    here = [
        problem
        for problem in error.problems
        if first_stop_of(view.questionnaire, [problem.question]) == stop
    ]
    return _refused(msgspec.structs.replace(view, stop=stop), here)


def _refused(view: FormView, problems: Iterable[Problem]) -> Template:
    view = msgspec.structs.replace(view, problems=tuple(problems))
    return form_response(form_page(view), status_code=422)


def _show_closed(request: Request[Any, Any, Any], error: SurveyClosed) -> Response[Any]:
    setup: Setup = request.app.state.catalogue.setup(error.survey.slug)
    page = closed_page(
        setup.questionnaire,
        error.survey,
        request.state.form.language if "form" in request.state else participant_language(request),
        not_yet=error.not_yet,
    )
    return form_response(page, status_code=409)


_REFUSALS: dict[type[Exception], Refusal] = {
    AnsweredHere: "answered_here",
    InvitationMissing: "link_needed",
    InvitationUnknown: "link_unknown",
    InvitationSpent: "link_used",
}


def _show_refusal(
    request: Request[Any, Any, Any], error: AnsweredHere | InvitationRefused
) -> Response[Any]:
    """Say why; whoever has sent something keeps it before their eyes."""
    refusal, status = _REFUSALS[type(error)], meaning_of(error).status
    if "form" in request.state:
        view = msgspec.structs.replace(request.state.form, refusal=refusal)
        return form_response(form_page(view), status)
    link = request.query_params.get("i", "") if refusal == "link_used" else ""
    page = refusal_page(refusal, participant_language(request), link=link)
    return form_response(page, 404 if refusal == "link_unknown" else status)


class FormController(Controller):
    path = "/s/{slug:str}"
    include_in_schema = False
    exception_handlers = {  # noqa: RUF012 -- Litestar reads it
        SubmissionRejected: _show_problems,
        SurveyClosed: _show_closed,
        AnsweredHere: _show_refusal,
        InvitationRefused: _show_refusal,
    }

    @get()
    async def show(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        holding: NamedDependency[Holding],
    ) -> Template:
        setup, now = catalogue.setup(slug), datetime.now(UTC)
        if not setup.survey.is_open(now):
            raise SurveyClosed(setup.survey, at=now)
        invitation = await admit(request, setup.survey, database)
        given = request.query_params.getall("v", [])[:_MOST_PREFILLED]
        answers = prefilled(setup.questionnaire, given)
        submission_id = day_ordered_id(now.date(), secrets.token_bytes(10))
        blank = _Sent(
            id=submission_id,
            lang=participant_language(request),
            go=1,
            receipt=new_receipt(secrets.token_bytes(8)),
            invitation=invitation,
            opened=holding.mark(submission_id, at=now.timestamp()),
        )
        view = msgspec.structs.replace(_view(setup, blank, answers), blank=True)
        return form_response(form_page(view))

    @post()
    async def take(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        collector: NamedDependency[Collector],
        settings: NamedDependency[Settings],
    ) -> Response[Any]:
        setup, now = catalogue.setup(slug), datetime.now(UTC)
        fields = read_fields(await request.body())
        sent = _sent(dict(fields))
        view = _view(setup, sent, typed_answers(setup.questionnaire, fields))
        request.state.language, request.state.form = view.language, view
        if (sent.switch or sent.go not in (None, "send")) and not setup.survey.is_open(now):
            raise SurveyClosed(setup.survey, at=now)
        if sent.switch is not None:
            return form_response(form_page(view))
        if sent.go is not None and sent.go != "send":
            return _moved(view, sent.go)
        if sent.website:
            return _refused(msgspec.structs.replace(view, website=sent.website), ())
        submission = _submission(sent, view)
        await admit_sending(request, setup.survey, submission, collector)
        await collector.collect(
            slug, submission, address=counted_address(request), opened=sent.opened
        )
        cookies = remembered(setup.survey, settings, at=datetime.now(UTC))
        if sent.receipt:
            cookies.append(receipt_cookie(slug, sent.receipt, settings))
        return Redirect(f"/s/{slug}/received?lang={sent.lang}", status_code=303, cookies=cookies)

    @post("/correct")
    async def correct(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        collector: NamedDependency[Collector],
        finder: NamedDependency[ReceiptFinder],
    ) -> Response[Any]:
        """Go through the same pages with stored answers; the send puts new ones in their place."""
        setup = catalogue.setup(slug)
        fields = read_fields(await request.body())
        sent = _sent(dict(fields))
        view = msgspec.structs.replace(
            _view(setup, sent, typed_answers(setup.questionnaire, fields)), correcting=True
        )
        request.state.language = view.language
        if sent.switch is not None:
            return form_response(form_page(view))
        if sent.go is not None and sent.go != "send":
            return _moved(view, sent.go)
        request.state.form = view
        found = await finder.find(sent.receipt or "", request)
        if found.survey != slug:
            raise ReceiptUnknown
        await collector.correct(found, _submission(sent, view))
        return Redirect(f"/r/corrected?lang={sent.lang}", status_code=303)

    @get("/received", sync_to_thread=False)
    def received(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        settings: NamedDependency[Settings],
    ) -> Template:
        setup = catalogue.setup(slug)
        code = read_receipt(request.cookies.get(RECEIPT_COOKIE, ""))
        page = received_page(
            setup.questionnaire,
            setup.survey,
            participant_language(request),
            receipt=ShownReceipt(code, settings.address) if code else None,
            demonstration=setup.programme.demonstration,
        )
        return receipt_response(page)

    @post("/received", sync_to_thread=False)
    def clear(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        settings: NamedDependency[Settings],
    ) -> Redirect:
        """Take the code off this device."""
        address = f"/s/{quote(slug)}/received?lang={participant_language(request)}"
        return Redirect(address, status_code=303, cookies=[receipt_cookie(slug, "", settings)])


def _moved(view: FormView, go: Stop | Literal["next", "back"]) -> Template:
    """Show where a participant asks to go; forward only once the page they leave is right."""
    questionnaire, answers, stop = view.questionnaire, view.answers, view.stop or 1
    match go:
        case "next" | "review":
            asked = asked_on(questionnaire, answers, stop) if stop != REVIEW else []
            if problems := answer_problems(questionnaire, asked, answers):
                return _refused(view, problems)
            there = next_stop(questionnaire, answers, stop) if go == "next" else REVIEW
        case "back":
            there = previous_stop(questionnaire, answers, stop)
        case page:
            there = nearest_stop(questionnaire, answers, page)
    reviewed = view.reviewed or there == REVIEW
    return form_response(form_page(msgspec.structs.replace(view, stop=there, reviewed=reviewed)))


def _view(setup: Setup, sent: _Sent, answers: dict[str, AnswerValue]) -> FormView:
    stop = sent.page if sent.switch else (sent.page or 1) if sent.go else None
    return FormView(
        questionnaire=setup.questionnaire,
        survey=setup.survey,
        language=sent.switch or sent.lang,
        submission_id=sent.id,
        cohort_name=setup.cohort.name,
        answers=answers,
        stop=nearest_stop(setup.questionnaire, answers, stop) if stop else None,
        reviewed=sent.reviewed,
        quotable=sent.quotable,
        receipt=sent.receipt or "",
        invitation=sent.invitation or "",
        opened=sent.opened,
        demonstration=setup.programme.demonstration,
    )


def _submission(sent: _Sent, view: FormView) -> Submission:
    return Submission(
        id=sent.id,
        language=sent.lang,
        answers=without_hidden(view.questionnaire, view.answers),
        quotable=sent.quotable,
        receipt=sent.receipt,
        invitation=sent.invitation,
    )


def receipt_cookie(slug: str, receipt: str, settings: Settings) -> Cookie:
    """Return the cookie that brings a code to the page after sending, or takes it off again.

    So the code stands in no address, and no other page is sent it.
    """
    return Cookie(
        key=RECEIPT_COOKIE,
        value=receipt,
        path=f"/s/{quote(slug)}/received",
        max_age=_RECEIPT_SECONDS if receipt else 0,
        httponly=True,
        secure=settings.address.startswith("https://"),
        samesite="lax",
    )


def read_fields(body: bytes) -> list[tuple[str, str]]:
    """Raises FormUnreadable."""
    try:
        return parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as error:
        raise FormUnreadable("the body is not a form encoded in UTF-8") from error


def _sent(fields: dict[str, str]) -> _Sent:
    """Raises FormUnreadable."""
    known = {name: fields[name] for name in _Sent.__struct_fields__ if name in fields}
    if known.get("lang") not in LANGUAGES:
        known["lang"] = "fr"
    try:
        return msgspec.convert(known, _Sent, strict=False)
    except msgspec.ValidationError as error:
        raise FormUnreadable(f"the form has no usable identifier: {error}") from error
