"""Serve the form to participants, page after page, and take what they send.

Nothing is kept between two pages: each request carries all answers so far, and what is
on the way changes nothing. A form sent without saying where to go (`go`) is complete.
"""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import parse_qsl
from uuid import UUID

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from dashboards.pages.survey_form import FormView, closed_page, form_page, received_page
from service.errors import FormUnreadable
from service.store.catalogue import Catalogue, Setup
from service.web.collect import Collector
from service.web.language import participant_language
from service.web.responses import form_response
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
from surveys.receipts import ReceiptCode, new_receipt
from surveys.submissions import AnswerValue, Submission, day_ordered_id
from surveys.texts import LANGUAGES, Language

_MOST_FIELDS = 2_000


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


class FormController(Controller):
    path = "/s/{slug:str}"
    include_in_schema = False
    exception_handlers = {  # noqa: RUF012 -- Litestar reads it
        SubmissionRejected: _show_problems,
        SurveyClosed: _show_closed,
    }

    @get(sync_to_thread=False)
    def show(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
    ) -> Template:
        setup, now = catalogue.setup(slug), datetime.now(UTC)
        if not setup.survey.is_open(now):
            raise SurveyClosed(setup.survey, at=now)
        answers = prefilled(setup.questionnaire, request.query_params.getall("v", []))
        blank = _Sent(
            id=day_ordered_id(now.date(), secrets.token_bytes(10)),
            lang=participant_language(request),
            go=1,
            receipt=new_receipt(secrets.token_bytes(8)),
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
    ) -> Response[Any]:
        setup = catalogue.setup(slug)
        fields = _fields(await request.body())
        sent = _sent(dict(fields))
        view = _view(setup, sent, typed_answers(setup.questionnaire, fields))
        if sent.switch is not None:
            return form_response(form_page(view))
        if sent.go is not None and sent.go != "send":
            return _moved(view, sent.go)
        request.state.form = view
        submission = Submission(
            id=sent.id,
            language=sent.lang,
            answers=without_hidden(setup.questionnaire, view.answers),
            quotable=sent.quotable,
            receipt=sent.receipt,
            invitation=sent.invitation,
        )
        await collector.collect(slug, submission)
        return Redirect(f"/s/{slug}/received?lang={sent.lang}", status_code=303)

    @get("/received", sync_to_thread=False)
    def received(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
    ) -> Template:
        setup = catalogue.setup(slug)
        return form_response(
            received_page(
                setup.questionnaire,
                setup.survey,
                participant_language(request),
                demonstration=setup.programme.demonstration,
            )
        )


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
        demonstration=setup.programme.demonstration,
    )


def _fields(body: bytes) -> list[tuple[str, str]]:
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
