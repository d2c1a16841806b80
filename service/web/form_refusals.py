"""What a participant sees when what they sent, or opened, is refused: all they typed is kept."""

from collections.abc import Iterable
from typing import Any

import duckdb
import msgspec
from litestar import Request, Response
from litestar.response import Template
from litestar.types import ExceptionHandlersMap

from dashboards.pages.invitation import Refusal, refusal_page
from dashboards.pages.survey_form import FormView, closed_page, form_page, form_problem_page
from service.errors import AnsweredHere, meaning_of
from service.logs import id_now
from service.store.catalogue import Setup
from service.store.invitations import (
    InvitationMissing,
    InvitationRefused,
    InvitationSpent,
    InvitationUnknown,
)
from service.store.submissions import NotStored
from service.web.language import participant_language
from service.web.responses import form_response
from surveys.acceptance import Problem, SubmissionRejected, SurveyClosed
from surveys.paging import first_stop_of


def _show_problems(request: Request[Any, Any, Any], error: SubmissionRejected) -> Response[Any]:
    """Show the form again with every problem beside its question, and all that was typed."""
    view: FormView = request.state.form
    if view.stop is None:
        return refused(view, error.problems)
    codes = [problem.question for problem in error.problems]
    stop = first_stop_of(view.questionnaire, codes)
    here = [
        problem
        for problem in error.problems
        if first_stop_of(view.questionnaire, [problem.question]) == stop
    ]
    return refused(msgspec.structs.replace(view, stop=stop), here)


def refused(view: FormView, problems: Iterable[Problem]) -> Template:
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


def _show_not_stored(
    request: Request[Any, Any, Any], error: NotStored | duckdb.Error
) -> Response[Any]:
    """Say that nothing was stored, over all that was sent: it can be sent again from there."""
    meaning = meaning_of(error)
    if "form" in request.state:
        page = form_page(msgspec.structs.replace(request.state.form, refusal="not_stored"))
    else:
        language = participant_language(request)
        page = form_problem_page(meaning.status, language, incident=id_now())
    response = form_response(page, meaning.status)
    response.headers.update(meaning.headers or {})
    return response


REFUSALS: ExceptionHandlersMap = {
    SubmissionRejected: _show_problems,
    SurveyClosed: _show_closed,
    AnsweredHere: _show_refusal,
    InvitationRefused: _show_refusal,
    NotStored: _show_not_stored,
    duckdb.OperationalError: _show_not_stored,
    duckdb.FatalException: _show_not_stored,
}
"""How the pages of the form answer each error; `request.state.form` holds what was sent."""
