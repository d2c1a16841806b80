"""Show programmes, and how the cohorts of one of them compare."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from analysis.disclosure.gate import ReleasedFamily, release, release_family
from analysis.inputs import SurveyTally
from analysis.scores.trend import trend, trend_items
from dashboards.pages.programme import (
    ActivityView,
    CohortLine,
    Family,
    ProgrammeView,
    SurveyCount,
    programme_page,
)
from dashboards.pages.programmes import (
    ActivityCount,
    ProgrammeLine,
    ProgrammesView,
    programmes_page,
)
from service.store import reads
from service.store.account import setups_by_questionnaire
from service.store.catalogue import Catalogue, Setup, Snapshot
from service.store.database import Database
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.sign_in import signed_in
from surveys.programme import Activity


class ProgrammeController(Controller):
    path = "/programmes"
    guards = [signed_in]  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get(sync_to_thread=True)
    def programmes(
        self,
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
    ) -> Template:
        with database.cursor() as cursor:
            submissions = reads.submission_counts(cursor)
        view = _programmes_view(catalogue.now, submissions)
        return workspace_response(request, programmes_page(view, workspace_language(request)))

    @get("/{slug:str}", sync_to_thread=True)
    def programme(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
    ) -> Template:
        programme, snapshot = catalogue.programme(slug), catalogue.now
        activities = snapshot.activities_of(slug)
        setups = [s for each in activities for s in snapshot.setups_of_activity(each.slug)]
        with database.cursor() as cursor:
            tallies = reads.survey_tallies(cursor, setups, at=datetime.now(UTC))
        view = ProgrammeView(
            programme=programme,
            activities=tuple(_activity_view(each, snapshot, tallies) for each in activities),
        )
        return workspace_response(request, programme_page(view, workspace_language(request)))


def survey_counts(
    setups: Sequence[Setup], tallies: Mapping[str, SurveyTally]
) -> tuple[SurveyCount, ...]:
    """Return how many answered each survey."""
    return tuple(
        SurveyCount(
            survey=setup.survey.slug,
            title=setup.questionnaire.title,
            submissions=tallies[setup.survey.slug].submissions,
            eligible=tallies[setup.survey.slug].eligible,
            withheld=release(tallies[setup.survey.slug]).withheld,
        )
        for setup in setups
    )


def _programmes_view(snapshot: Snapshot, submissions: Mapping[str, int]) -> ProgrammesView:
    return ProgrammesView(
        programmes=tuple(
            ProgrammeLine(
                programme=programme,
                activities=tuple(
                    ActivityCount(
                        activity=activity,
                        cohorts=len(snapshot.cohorts_of(activity.slug)),
                        submissions=sum(
                            submissions.get(setup.survey.slug, 0)
                            for setup in snapshot.setups_of_activity(activity.slug)
                        ),
                    )
                    for activity in snapshot.activities_of(programme.slug)
                ),
            )
            for programme in snapshot.programmes.values()
        )
    )


def _activity_view(
    activity: Activity, snapshot: Snapshot, tallies: Mapping[str, SurveyTally]
) -> ActivityView:
    return ActivityView(
        activity=activity,
        cohorts=tuple(
            CohortLine(
                cohort=cohort, surveys=survey_counts(snapshot.setups_of(cohort.slug), tallies)
            )
            for cohort in snapshot.cohorts_of(activity.slug)
        ),
        families=tuple(
            _family(alike, tallies)
            for alike in setups_by_questionnaire(snapshot.setups_of_activity(activity.slug))
        ),
    )


def _family(setups: Sequence[Setup], tallies: Mapping[str, SurveyTally]) -> Family:
    released: ReleasedFamily = release_family([tallies[setup.survey.slug] for setup in setups])
    newest = max((setup.questionnaire for setup in setups), key=lambda each: each.version)
    by_survey = {setup.survey.slug: setup.questionnaire for setup in setups}
    headlines = [
        item for item in trend_items(newest) if newest.by_code[item.partition(".")[0]].headline
    ]
    return Family(
        questionnaire=newest,
        cohorts=tuple(setup.cohort.slug for setup in setups),
        trends=tuple(trend(by_survey, item, released) for item in headlines),
    )
