"""Take submissions from programs: the same as the form, in JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from service.errors import Meaning, meaning_of
from service.store.catalogue import Catalogue
from service.store.submissions import NotStored
from service.store.writer import SubmissionWriter
from service.web.collect import Collector
from service.web.permitted import PUBLIC
from service.web.refusals import AnswerProblem, AnswersDoNotFit, refusal
from service.web.send_limits import counted_address
from surveys.questionnaire import Questionnaire
from surveys.submissions import Submission

MOST_AT_ONCE = 1_000
_LARGEST_BATCH = 2_000_000
"""Bytes; a submission is some five hundred."""

REFUSED = "bilan.refused"
"""In a request that took the quick way: why it was not stored."""


class Acknowledgement(msgspec.Struct, frozen=True, kw_only=True):
    """Says that a submission is on disk. Sending it again gives the same one."""

    id: UUID
    survey: str


class Batch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What many participants answered."""

    submissions: Annotated[list[Submission], msgspec.Meta(min_length=1, max_length=MOST_AT_ONCE)]


class Refused(AnswersDoNotFit, frozen=True, kw_only=True):
    """One submission of several that was not stored, and why: as it would be answered alone."""

    place: int
    """Among those sent, from 0."""
    id: UUID


class BatchTaken(msgspec.Struct, frozen=True, kw_only=True):
    """Says that every submission that is not refused is on disk."""

    survey: str
    stored: int
    """How many are there; those that were before, too."""
    refused: tuple[Refused, ...]


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

    @post(
        "/submissions/batch",
        opt={"while_stopping": True},
        status_code=200,
        request_max_body_size=_LARGEST_BATCH,
        summary="Send the answers of many participants at once",
        description=(
            f"At most {MOST_AT_ONCE} submissions, each as one alone would be sent. Each is taken "
            "or refused by itself; sending the same again stores each once. The answer comes once "
            "all that are not refused are on disk. After a 503, send all of them again."
        ),
    )
    async def submit_all(
        self,
        slug: FromPath[str],
        data: JSONBody[Batch],
        request: Request[Any, Any, Any],
        collector: NamedDependency[Collector],
        writer: NamedDependency[SubmissionWriter],
    ) -> BatchTaken:
        sent, address = data.submissions, counted_address(request.scope)
        outcomes = await collector.collect_all(slug, sent, address=address)
        if lost := next((each for each in outcomes if isinstance(each, NotStored)), None):
            raise lost
        refused = tuple(
            _refused(place, submission.id, meaning_of(error))
            for place, (submission, error) in enumerate(zip(sent, outcomes, strict=True))
            if error
        )
        stored = len(sent) - len(refused)
        writer.count(slug, opened=stored, started=stored)
        return BatchTaken(survey=slug, stored=stored, refused=refused)


def _refused(place: int, submission: UUID, meaning: Meaning) -> Refused:
    return Refused(
        place=place,
        id=submission,
        status=meaning.status,
        title=meaning.title,
        detail=meaning.detail,
        problems=msgspec.convert(
            (meaning.extra or {}).get("problems", ()), tuple[AnswerProblem, ...]
        ),
    )


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
