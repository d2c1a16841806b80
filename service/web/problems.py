"""Answer errors: problem+json to programs, a page in their language to people."""

from typing import Any

from litestar import Request, Response
from litestar.response import Redirect

from dashboards.pages.carried import Carried
from dashboards.pages.frame import FORGOTTEN, SIGN_IN, SIGN_IN_AGAIN
from dashboards.pages.missing_permission import Asked, MissingView, missing_permission_page
from dashboards.pages.problem import file_too_large, problem_page
from dashboards.pages.receipt import ask_page
from dashboards.pages.sign_in import link_spent_page
from dashboards.pages.survey_form import form_problem_page
from dashboards.pages.users import last_administrator
from dashboards.render import Page
from service.errors import (
    FIRST_OF_OURS,
    Meaning,
    NotSignedIn,
    PermissionMissing,
    ReportChanged,
    SignInRefused,
    SingleSignOnRefused,
    TooMany,
    meaning_of,
    problem_details,
)
from service.logs import id_now
from service.store.one_time_links import LinkSpent
from service.store.receipts import ReceiptUnknown
from service.store.users import LastAdministrator, User
from service.web.forgotten import ask_later
from service.web.language import participant_language, workspace_language
from service.web.permitted import Gate
from service.web.request_bodies import FileTooLarge
from service.web.responses import form_response, receipt_response, workspace_response
from service.web.session_ended import not_signed_in, session_ended
from service.web.sign_in import sign_in_again
from surveys.slices import SelectionRefused
from surveys.texts import Language


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Answer any error that a handler raises."""
    meaning = meaning_of(error)
    response = _answer(request, error, meaning)
    response.headers.update(meaning.headers or {})
    return response


def _answer(request: Request[Any, Any, Any], error: Exception, meaning: Meaning) -> Response[Any]:
    path, participant = request.url.path, _participant(request)
    if path == "/api" or path.startswith("/api/"):
        return problem_details(request, meaning)
    if isinstance(error, ReceiptUnknown):
        return receipt_response(ask_page(participant, unknown=True), meaning.status)
    if path.startswith(("/s/", "/i/", "/r/")) or path in {"/r", "/accessibility"}:
        page = form_problem_page(meaning.status, participant, incident=_incident(meaning))
        return form_response(page, meaning.status)
    if isinstance(error, NotSignedIn):
        return not_signed_in(request)
    if isinstance(error, SignInRefused | SingleSignOnRefused | TooMany):
        wait = error.retry_after if isinstance(error, TooMany) else None
        if door := _door(request, error, meaning.status, wait):
            return door
    if isinstance(error, ReportChanged):
        return Redirect(error.page, status_code=303)
    page = _page(request, error, meaning, workspace_language(request))
    return workspace_response(request, page, meaning.status)


def _door(
    request: Request[Any, Any, Any],
    error: SignInRefused | SingleSignOnRefused | TooMany,
    status: int,
    wait: int | None,
) -> Response[Any] | None:
    """Return the door to whoever was not let in; None: they were not there."""
    path = request.url.path
    if path == SIGN_IN:
        return sign_in_again(request, status, wait=wait)
    if path == SIGN_IN_AGAIN:
        return session_ended(request, status, wait=wait)
    if path.startswith(f"{SIGN_IN}/with"):
        reason = error.reason if isinstance(error, SingleSignOnRefused) else ""
        return sign_in_again(request, status, wait=wait, single=reason)
    if path == FORGOTTEN and wait is not None:
        return ask_later(request, wait)
    return None


def _page(
    request: Request[Any, Any, Any], error: Exception, meaning: Meaning, language: Language
) -> Page:
    if isinstance(error, LinkSpent):
        return link_spent_page(language)
    if isinstance(error, PermissionMissing):
        return missing_permission_page(_missing(request, error), language)
    return problem_page(
        meaning.status,
        language,
        reason=_reason(request, error, language),
        incident=_incident(meaning),
        signed_in=_gate(request).at_home(request) is not None,
    )


def _gate(request: Request[Any, Any, Any]) -> Gate:
    gate: Gate = request.app.state.gate
    return gate


def _incident(meaning: Meaning) -> str:
    """Return the id under which the log has a failure of ours; empty for what is none."""
    return id_now() if meaning.status >= FIRST_OF_OURS else ""


def _missing(request: Request[Any, Any, Any], error: PermissionMissing) -> MissingView:
    gate = _gate(request)
    user: User = request.state.user
    lacking = [slug for slug in error.programmes if not user.may(error.permission, slug)]
    return MissingView(
        permission=error.permission,
        programmes=tuple(gate.catalogue.now.programmes[slug].name for slug in sorted(lacking)),
        ask=tuple(
            Asked(name=each.name, email=each.email) for each in gate.users.who_give_roles(lacking)
        ),
        carried=request.state.get("carried") or Carried(),
    )


def _reason(request: Request[Any, Any, Any], error: Exception, language: Language) -> str:
    if isinstance(error, FileTooLarge):
        return file_too_large(request.app.state.largest_file, language)
    if isinstance(error, LastAdministrator):
        return last_administrator(language)
    return error.reason[language] if isinstance(error, SelectionRefused) else ""


def _participant(request: Request[Any, Any, Any]) -> Language:
    """Return the language of the form that was sent, else the one that is asked for."""
    sent: Language | None = request.state.get("language")
    return sent or participant_language(request)
