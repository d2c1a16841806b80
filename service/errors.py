"""What each error of ours means over HTTP: the one map.

Programs get problem+json (RFC 9457); participants and facilitators get a page
in their language. Nobody gets a traceback.
"""

import logging
from typing import Any, Literal, NamedTuple, TypeAlias

import duckdb
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.plugins.problem_details import ProblemDetailsException

from analysis.loop.register import NotRegistered
from analysis.themes.decide import DecisionImpossible
from service.logs import id_now, spoken
from service.store.catalogue import NotFound, SurveyNotFound
from service.store.content_changes import ChangeRefused
from service.store.invitations import InvitationMissing, InvitationSpent, InvitationUnknown
from service.store.jobs import JobNotFound
from service.store.one_time_links import LinkSpent
from service.store.receipts import ReceiptUnknown
from service.store.submissions import NotStored, SubmissionErased, SubmissionIdTaken
from service.store.theme_decisions import NothingProposed
from service.store.users import UserRefused
from surveys.acceptance import SubmissionRejected, SurveyClosed
from surveys.roles import Permission
from surveys.setting_up import SetUpRefused
from surveys.slices import SelectionRefused
from surveys.texts import Slug

logger = logging.getLogger(__name__)

FIRST_OF_OURS = 500
"""From this status on the failure is ours: the log has it."""


class FormUnreadable(ValueError):
    """What was sent is not a form of ours; the message says why."""


class AnsweredHere(Exception):
    """The survey takes one answer from a browser, and this one has answered."""


class DraftOvertaken(Exception):
    """Somebody saved another revision of a draft meanwhile."""


class ReportChanged(Exception):
    """The data has changed since a report was announced; its page shows it as it is now."""

    def __init__(self, page: str) -> None:
        super().__init__("the data has changed")
        self.page = page


class NotSignedIn(Exception):
    """The page is only for people who are signed in."""


class PermissionMissing(Exception):
    """No role of whoever is signed in lets them do this in these programmes."""

    def __init__(self, permission: Permission, programmes: frozenset[Slug]) -> None:
        where = f" in {', '.join(sorted(programmes))}" if programmes else ""
        super().__init__(f"This needs the permission {permission.value!r}{where}.")
        self.permission = permission
        self.programmes = programmes


class SignInRefused(Exception):
    """Nobody who may sign in has this e-mail address with this password."""


SingleSignOnReason: TypeAlias = Literal["down", "invalid", "declined", "unverified", "unknown"]
"""The provider does not answer; its word does not hold, or comes too late; somebody changed
their mind there; the address is not verified; nobody with it was invited."""


class SingleSignOnRefused(Exception):
    """The provider's word lets nobody in; the detail is for the log."""

    def __init__(self, reason: SingleSignOnReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class ServiceStopping(Exception):
    """The service is being stopped; only what participants send is still taken."""


class TooMany(Exception):
    """Too much was asked for in a short time; it heals by itself in `retry_after` seconds."""

    def __init__(self, *, retry_after: int) -> None:
        super().__init__(f"too many requests; try again in {retry_after} s")
        self.retry_after = retry_after


class Meaning(NamedTuple):
    """What an error means to whoever sent the request."""

    status: int
    title: str
    detail: str
    extra: dict[str, Any] | None = None
    headers: dict[str, str] | None = None


_TITLES = {
    400: "Not shaped as expected",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    413: "Too large",
}

_NOT_FOUND = Meaning(404, "Not found", "There is nothing under this address.")

_GONE = "client disconnected prematurely"
"""What Litestar says, with status 500, of somebody who goes away in the middle of a request."""

_NOT_LET_IN = "The provider's word lets nobody in."

_NO_ROOM = Meaning(
    503, "Not stored", "Nothing was stored; try again.", headers={"Retry-After": "2"}
)

_ALWAYS_THE_SAME: dict[type[Exception], Meaning] = {
    UnicodeDecodeError: Meaning(400, _TITLES[400], "The request cannot be read: it is not UTF-8."),
    RecursionError: Meaning(
        400, _TITLES[400], "The request cannot be read: it is nested too deep."
    ),
    NotFound: _NOT_FOUND,
    SurveyNotFound: _NOT_FOUND,
    JobNotFound: _NOT_FOUND,
    LinkSpent: _NOT_FOUND,
    AnsweredHere: Meaning(
        409, "Answered already", "This browser has answered; nothing was stored."
    ),
    InvitationMissing: Meaning(
        403,
        "Personal link needed",
        "This survey is answered through personal links: `invitation` is the secret of one. "
        "Nothing was stored.",
    ),
    InvitationUnknown: Meaning(
        403, "Unknown personal link", "There is no such link for this survey; nothing was stored."
    ),
    InvitationSpent: Meaning(
        409, "Personal link used", "Answers came through this link before; nothing was stored."
    ),
    NothingProposed: Meaning(
        409,
        "Nothing proposed",
        "This proposal is no longer there to accept or to discard; nothing was changed.",
    ),
    ReceiptUnknown: _NOT_FOUND,
    SubmissionErased: Meaning(410, "Erased", "Its participant erased it; nothing was stored."),
    DraftOvertaken: Meaning(
        409, "Saved meanwhile", "Somebody saved another revision of this draft; read it again."
    ),
    ReportChanged: Meaning(
        409, "The data has changed", "The report is no longer what its seal says."
    ),
    SignInRefused: Meaning(
        401, "Not signed in", "This e-mail address and this password do not go together."
    ),
    NotSignedIn: Meaning(
        401,
        "Sign in first",
        "This address is for people who are signed in, and programs with a token of theirs.",
        headers={"WWW-Authenticate": "Bearer"},
    ),
    ServiceStopping: Meaning(
        503,
        "Stopping",
        "The service is being stopped, perhaps to be started anew; try again.",
        headers={"Retry-After": "5"},
    ),
    duckdb.OperationalError: _NO_ROOM,  # the disk is full, or fails
    duckdb.FatalException: _NO_ROOM,
    NotStored: Meaning(
        503,
        "Not stored",
        "The answers were not stored; try again.",
        headers={"Retry-After": "2"},
    ),
}


def meaning_of(error: Exception) -> Meaning:
    """Return what to answer. What we did not foresee is logged and means 500."""
    match error:
        case SubmissionRejected() | ChangeRefused() | SetUpRefused() | SingleSignOnRefused():
            return _rejected(error)
        case FormUnreadable() | SelectionRefused():
            title = "Not a form" if isinstance(error, FormUnreadable) else "No such selection"
            return Meaning(400, title, str(error))
        case SurveyClosed(not_yet=not_yet):
            title = "Survey not open yet" if not_yet else "Survey closed"
            return Meaning(409, title, str(error))
        case TooMany(retry_after=seconds):
            detail = f"Nothing was stored; send it again in {seconds} s."
            return Meaning(429, "Too many requests", detail, headers={"Retry-After": str(seconds)})
        case PermissionMissing():
            return Meaning(403, _TITLES[403], f"{error} Nothing was changed.")
        case DecisionImpossible():
            return Meaning(422, "Not decided", f"{error} Nothing was changed.")
        case SubmissionIdTaken() | UserRefused() | NotRegistered():
            title = "Identifier in use" if isinstance(error, SubmissionIdTaken) else "Not changed"
            return Meaning(409, title, f"{error}; nothing was changed")
        case HTTPException(status_code=status) if status < FIRST_OF_OURS or error.detail == _GONE:
            return _refused(error)
    if meaning := next(filter(None, map(_ALWAYS_THE_SAME.get, type(error).__mro__)), None):
        if meaning.status >= FIRST_OF_OURS:
            why = error.__cause__ if isinstance(error, NotStored) else None
            logger.error("%s: %s", meaning.title, spoken(why or error))
        return meaning
    logger.error("unforeseen error", exc_info=error)
    return Meaning(500, "Something went wrong", "The error was logged; nothing was stored.")


def _rejected(
    error: SubmissionRejected | ChangeRefused | SetUpRefused | SingleSignOnRefused,
) -> Meaning:
    if isinstance(error, SingleSignOnRefused):
        logger.warning("the provider lets nobody in (%s): %s", error.reason, error)
        return Meaning(503 if error.reason == "down" else 401, "Not signed in", _NOT_LET_IN)
    if isinstance(error, ChangeRefused):
        return _change_refused(error)
    if isinstance(error, SetUpRefused):
        return _set_up_refused(error)
    problems = [
        {"question": problem.question, "fr": problem.text.fr, "en": problem.text.en}
        for problem in error.problems
    ]
    detail = f"{len(problems)} of the answers cannot be kept; nothing was stored."
    return Meaning(422, "The answers do not fit", detail, {"problems": problems})


def _change_refused(error: ChangeRefused) -> Meaning:
    problems = [
        {"field": problem.field, "fr": problem.text.fr, "en": problem.text.en}
        for problem in error.problems
    ]
    return Meaning(422, "Not registered", f"{error} Nothing was kept.", {"problems": problems})


def _set_up_refused(error: SetUpRefused) -> Meaning:
    problems = [
        {"field": problem.field, "fr": problem.message.fr, "en": problem.message.en}
        for problem in error.problems
    ]
    return Meaning(422, "Not set up", f"{error} Nothing was changed.", {"problems": problems})


def _refused(error: HTTPException) -> Meaning:
    """Return the meaning of what Litestar refused before our own code saw it."""
    title = _TITLES.get(error.status_code, "Not accepted")
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        return Meaning(400, title, f"The request cannot be read: {_where(error.extra)}")
    if error.status_code in (400, 500):
        return Meaning(400, title, f"The request cannot be read: {error.detail}.")
    return Meaning(error.status_code, title, error.detail, headers=error.headers)


def problem_details(request: Request[Any, Any, Any], meaning: Meaning) -> Response[Any]:
    """Answer a program; of a failure of ours it is told under which id the log has it."""
    extra = {"request_id": id_now()} if meaning.status >= FIRST_OF_OURS else {}
    return ProblemDetailsException(
        status_code=meaning.status,
        title=meaning.title,
        detail=meaning.detail,
        extra=extra | (meaning.extra or {}) or None,
    ).to_response(request)


def _where(places: list[dict[str, str]]) -> str:
    """Say each place that is not shaped as expected, and why."""
    return " ".join(
        "the body is empty."
        if place.get("message") == "'data'"
        else f"{place.get('key', 'body')}: {place.get('message')}."
        for place in places
    )
