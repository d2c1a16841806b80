"""Take submissions from programs: the same as the form, in JSON."""

from uuid import UUID

import msgspec
from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from service.store.catalogue import Catalogue
from service.web.collect import Collector
from surveys.questionnaire import Questionnaire
from surveys.submissions import Submission
from surveys.survey import Survey


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """Says that a submission is on disk. Sending it again gives the same receipt."""

    id: UUID
    survey: str


class SurveyShown(msgspec.Struct, frozen=True, kw_only=True):
    """A survey and the questionnaire it asks."""

    survey: Survey
    questionnaire: Questionnaire


class SubmissionController(Controller):
    path = "/api/surveys/{slug:str}"
    tags = ("Surveys",)

    @get(summary="Read a survey and its questionnaire", sync_to_thread=False)
    def survey(self, slug: FromPath[str], catalogue: NamedDependency[Catalogue]) -> SurveyShown:
        """Return what is asked, with the codes that answers are made of."""
        setup = catalogue.setup(slug)
        return SurveyShown(survey=setup.survey, questionnaire=setup.questionnaire)

    @post(
        "/submissions",
        summary="Send one participant's answers",
        description=(
            "The client chooses `id` (a UUID). Sending the same submission again stores it once "
            "and answers the same. The answer comes once the submission is on disk.\n\n"
            "`answers` holds, by question code: an option's code (single choice, scale), a list of "
            "codes (multiple choice), a whole number from 0 to 10 (recommendation), codes by row "
            "(matrix), a number, a date as `YYYY-MM-DD`, or a text.\n\n"
            "400: not shaped like a submission. 404: no such survey. 409: the survey takes no "
            "answers now, or another submission has this id. 413: too large. 422: one or more "
            "answers do not fit; `problems` names each. 503: not stored, try again."
        ),
    )
    async def submit(
        self, slug: FromPath[str], data: JSONBody[Submission], collector: NamedDependency[Collector]
    ) -> Receipt:
        await collector.collect(slug, data)
        return Receipt(id=data.id, survey=slug)
