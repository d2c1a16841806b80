"""Take submissions from programs: the same as the form, in JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from service.store.catalogue import Catalogue
from service.store.writer import SubmissionWriter
from service.web.collect import Collector
from service.web.permitted import PUBLIC
from service.web.refusals import AnswersDoNotFit, refusal
from service.web.send_limits import counted_address
from surveys.questionnaire import Questionnaire
from surveys.submissions import Submission

REFUSED = "bilan.refused"
"""In a request that took the quick way: why it was not stored."""


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
        opt={"while_stopping": True},
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
            403: refusal("The survey is answered through personal links: `invitation` is none."),
            409: refusal(
                "It takes no answers now, another submission has this id, or the link was used."
            ),
            410: refusal("It was stored before, and its participant erased it."),
            422: refusal("One or more answers do not fit: each is named.", AnswersDoNotFit),
            429: refusal("Too much was sent within a minute: wait as `Retry-After` says."),
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
        if isinstance(refused := request.scope.get(REFUSED), Exception):
            raise refused
        return await taken(collector, writer, slug, data, request.scope)


async def taken(
    collector: Collector,
    writer: SubmissionWriter,
    survey: str,
    submission: Submission,
    scope: Mapping[str, Any],
) -> Acknowledgement:
    """Return once what a program sent is on disk. Raises as `Collector.collect`."""
    await collector.collect(survey, submission, address=counted_address(scope))
    writer.count(survey, opened=1, started=1)  # in a form of its own
    return Acknowledgement(id=submission.id, survey=survey)
