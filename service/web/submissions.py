"""Take submissions from programs: the same as the form, in JSON."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.openapi import ResponseSpec
from litestar.params import FromPath, JSONBody

from service.store.catalogue import Catalogue
from service.store.writer import SubmissionWriter
from service.web.collect import Collector
from service.web.permitted import PUBLIC
from service.web.send_limits import counted_address
from surveys.questionnaire import Questionnaire
from surveys.submissions import Submission


class Acknowledgement(msgspec.Struct, frozen=True, kw_only=True):
    """Says that a submission is on disk. Sending it again gives the same one."""

    id: UUID
    survey: str


class SurveyShown(msgspec.Struct, frozen=True, kw_only=True):
    """A survey as everybody may know it, and the questionnaire it asks."""

    survey: str
    opens_at: datetime
    closes_at: datetime | None
    promise: str
    questionnaire: Questionnaire


class ProblemDetails(msgspec.Struct, frozen=True, kw_only=True):
    """Why a request was refused (RFC 9457)."""

    status: int
    title: str
    detail: str


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why one answer cannot be kept; `question` is null when it concerns them all."""

    question: str | None
    fr: str
    en: str


class AnswersDoNotFit(ProblemDetails, frozen=True, kw_only=True):
    problems: tuple[Problem, ...]


def _refusal(description: str, shape: type[ProblemDetails] = ProblemDetails) -> ResponseSpec:
    return ResponseSpec(
        data_container=shape,
        description=description,
        media_type="application/problem+json",
        generate_examples=False,
    )


class SubmissionController(Controller):
    path = "/api/surveys/{slug:str}"
    opt = {"needs": PUBLIC}  # noqa: RUF012 -- Litestar reads it
    tags = ("Surveys",)

    @get(summary="Read a survey and its questionnaire", sync_to_thread=False)
    def survey(self, slug: FromPath[str], catalogue: NamedDependency[Catalogue]) -> SurveyShown:
        """Return what is asked, with the codes that answers are made of."""
        setup = catalogue.setup(slug)
        return SurveyShown(
            survey=setup.survey.slug,
            opens_at=setup.survey.opens_at,
            closes_at=setup.survey.closes_at,
            promise=setup.survey.promise,
            questionnaire=setup.questionnaire,
        )

    @post(
        "/submissions",
        summary="Send one participant's answers",
        description=(
            "The client chooses `id` (a UUID). Sending the same submission again stores it once "
            "and answers the same. The answer comes once the submission is on disk.\n\n"
            "`answers` holds, by question code: an option's code (single choice, scale), a list of "
            "codes (multiple choice), a whole number from 0 to 10 (recommendation), codes by row "
            "(matrix), values by element (personal code), a number, a date as `YYYY-MM-DD`, or a "
            "text."
        ),
        responses={
            400: _refusal("Not shaped like a submission."),
            403: _refusal("The survey is answered through personal links: `invitation` is none."),
            404: _refusal("There is no such survey."),
            409: _refusal(
                "It takes no answers now, another submission has this id, or the link was used."
            ),
            410: _refusal("It was stored before, and its participant erased it."),
            413: _refusal("Too large."),
            422: _refusal("One or more answers do not fit: each is named.", AnswersDoNotFit),
            429: _refusal("Too much was sent within a minute: wait as `Retry-After` says."),
            503: _refusal("Not stored: try again."),
        },
    )
    async def submit(
        self,
        slug: FromPath[str],
        data: JSONBody[Submission],
        request: Request[Any, Any, Any],
        collector: NamedDependency[Collector],
        writer: NamedDependency[SubmissionWriter],
    ) -> Acknowledgement:
        await collector.collect(slug, data, address=counted_address(request))
        writer.count(slug, opened=1, started=1)  # in a form of its own
        return Acknowledgement(id=data.id, survey=slug)
