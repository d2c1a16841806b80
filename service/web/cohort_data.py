"""What one cohort answered and what changed since the one before, as data and in words."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from analysis.claims.changes import Changes
from analysis.scores.survey_scores import SurveyScores, score_survey
from dashboards.pages.frame import words_in
from dashboards.pages.item_words import item_text
from dashboards.sentences import change_sentence
from service.store.catalogue import Catalogue, chosen_setup
from service.store.database import Database
from service.store.families import families_of
from service.web.changed import changed
from service.web.described import Selecting
from service.web.programmes import surveys_shown
from service.web.selection import selection_view
from surveys.questionnaire import Questionnaire
from surveys.roles import Permission
from surveys.texts import Language, Slug, Text


class ChangeSaid(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence about one item."""

    item: str
    name: Text
    sentence: Text


class CohortShown(msgspec.Struct, frozen=True, kw_only=True):
    cohort: Slug
    surveys: tuple[Slug, ...]
    """Every survey of the cohort, in order of opening; `scores` is of one."""
    scores: SurveyScores
    changes: Changes | None
    """Since the previous cohort; None where the survey itself may not be shown."""
    said: tuple[ChangeSaid, ...]


class CohortDataController(Controller):
    path = "/api/cohorts/{slug:str}"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    tags = ("Cohorts",)

    @get(
        summary="What one cohort answered, and what changed since the one before",
        operation_class=Selecting,
        sync_to_thread=True,
    )
    def cohort(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        survey: FromQuery[str | None] = None,
    ) -> CohortShown:
        """Select with `role`, `region` or `language`; without `survey`, the first one is told."""
        now = catalogue.now
        setups = now.setups_of(catalogue.cohort(slug).slug)
        setup = chosen_setup(setups, survey)
        selected = selection_view(
            request, now.setups_of_programme(setup.programme.slug), period=False
        )
        at = datetime.now(UTC)
        with database.source() as source:
            shown = surveys_shown(families_of(source, setups, selected.selection, at=at))
            since = changed(source, now, setup, selected.selection, at=at)
        return CohortShown(
            cohort=setup.cohort.slug,
            surveys=tuple(each.survey.slug for each in setups),
            scores=score_survey(setup.questionnaire, shown[setup.survey.slug]),
            changes=since,
            said=_said(setup.questionnaire, since) if since else (),
        )


def _said(questionnaire: Questionnaire, since: Changes) -> tuple[ChangeSaid, ...]:
    def name(item: str, language: Language) -> str:
        return item_text(questionnaire, item, words_in(language))

    return tuple(
        ChangeSaid(
            item=each.item,
            name=Text(fr=name(each.item, "fr"), en=name(each.item, "en")),
            sentence=Text(
                fr=change_sentence(each.claim, words_in("fr")),
                en=change_sentence(each.claim, words_in("en")),
            ),
        )
        for each in since.changes
    )
