"""Hold a survey to its promise: who may open the form, and who may send it.

An open link asks for nothing. One per browser is a courtesy: a cookie, set only once the
answers are on disk, whose value is the same for everybody. One per invitation is held by
the writer, which uses a link up with the answers that come through it.
"""

from datetime import datetime, timedelta
from typing import Any

from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.datastructures import Cookie

from dashboards.pages.frame import form_address
from service.errors import AnsweredHere
from service.store.database import Database
from service.store.invitations import InvitationMissing, check_unspent
from service.web.collect import Collector
from surveys.submissions import Submission
from surveys.survey import Survey

_COOKIE = "answered"
_LONGEST = timedelta(days=365)


async def admit(request: Request[Any, Any, Any], survey: Survey, database: Database) -> str:
    """Return the secret of the personal link that the form is opened with; empty if none is needed.

    Raises:
        AnsweredHere: this browser has answered.
        InvitationRefused: the survey wants a personal link that has not been used.
    """
    if survey.promise == "one_per_browser" and _COOKIE in request.cookies:
        raise AnsweredHere
    if survey.promise != "one_per_invitation":
        return ""
    typed = str(request.query_params.get("i", ""))
    if not typed:
        raise InvitationMissing
    await sync_to_thread(_check_unspent, database, typed, survey.slug)
    return typed


async def admit_sending(
    request: Request[Any, Any, Any], survey: Survey, submission: Submission, collector: Collector
) -> None:
    """Let a browser send once, and the same again as often as it likes.

    Raises:
        AnsweredHere: it has sent something else.
    """
    if (
        survey.promise == "one_per_browser"
        and _COOKIE in request.cookies
        and not await collector.has_stored(survey.slug, submission)
    ):
        raise AnsweredHere


def remembered(survey: Survey, *, at: datetime) -> list[Cookie]:
    """Return what a browser keeps once its answers are on disk."""
    if survey.promise != "one_per_browser":
        return []
    left = survey.closes_at - at if survey.closes_at else _LONGEST
    return [
        Cookie(
            key=_COOKIE,
            value="yes",
            path=form_address(survey.slug),
            max_age=max(0, int(min(left, _LONGEST).total_seconds())),
        )
    ]


def _check_unspent(database: Database, typed: str, survey: str) -> None:
    with database.cursor() as cursor:
        check_unspent(cursor, typed, survey=survey)
