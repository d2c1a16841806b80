"""Serve the form to participants and take what they send."""

import secrets
from datetime import UTC, datetime
from typing import Any
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
from surveys.acceptance import SubmissionRejected, SurveyClosed
from surveys.form import answers_from_form, prefilled
from surveys.submissions import AnswerValue, Submission, day_ordered_id
from surveys.texts import LANGUAGES, Language

_MOST_FIELDS = 2_000


class _Sent(msgspec.Struct, frozen=True):
    """What a browser sends besides the answers."""

    id: UUID
    lang: Language
    switch: Language | None = None


def _show_problems(request: Request[Any, Any, Any], error: SubmissionRejected) -> Response[Any]:
    """Show the form again with every problem beside its question, and all that was typed."""
    view: FormView = request.state.form
    return form_response(
        form_page(msgspec.structs.replace(view, problems=tuple(error.problems))), status_code=422
    )


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
        new_id = day_ordered_id(now.date(), secrets.token_bytes(10))
        answers = prefilled(setup.questionnaire, request.query_params.getall("v", []))
        view = _view(setup, participant_language(request), new_id, answers)
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
        answers = answers_from_form(setup.questionnaire, fields)
        if sent.switch is not None:
            return form_response(form_page(_view(setup, sent.switch, sent.id, answers)))
        request.state.form = _view(setup, sent.lang, sent.id, answers)
        await collector.collect(slug, Submission(id=sent.id, language=sent.lang, answers=answers))
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


def _view(
    setup: Setup,
    language: Language,
    submission_id: UUID,
    answers: dict[str, AnswerValue] | None = None,
) -> FormView:
    return FormView(
        questionnaire=setup.questionnaire,
        survey=setup.survey,
        language=language,
        submission_id=submission_id,
        cohort_name=setup.cohort.name,
        answers=answers or {},
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
    known = {name: fields[name] for name in ("id", "lang", "switch") if name in fields}
    if known.get("lang") not in LANGUAGES:
        known["lang"] = "fr"
    try:
        return msgspec.convert(known, _Sent)
    except msgspec.ValidationError as error:
        raise FormUnreadable(f"the form has no usable identifier: {error}") from error
