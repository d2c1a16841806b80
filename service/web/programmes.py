"""Show a programme, and how its cohorts compare."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from analysis.disclosure.gate import ReleasedSurvey
from analysis.scores.account import Family
from analysis.scores.trend import trend, trend_items
from dashboards.pages.programme import (
    ActivityView,
    CohortLine,
    FamilyTrends,
    ProgrammeView,
    SurveyCount,
    programme_page,
)
from service.store.catalogue import Catalogue, Setup, Snapshot
from service.store.database import Database
from service.store.families import released_families
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.selection import selection_view
from surveys.programme import Activity
from surveys.roles import Permission
from surveys.slices import Selection
from surveys.texts import Slug


class ProgrammeController(Controller):
    path = "/programmes"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get("/{slug:str}", sync_to_thread=True)
    def programme(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
    ) -> Template:
        programme, snapshot = catalogue.programme(slug), catalogue.now
        selected = selection_view(request, snapshot.setups_of_programme(slug))
        with database.source() as source:
            families = released_families(
                source, snapshot, slug, selected.selection, at=datetime.now(UTC)
            )
        view = ProgrammeView(
            programme=programme,
            activities=tuple(
                _activity_view(each, snapshot, families, selected.selection)
                for each in snapshot.activities_of(slug)
            ),
            selected=selected,
        )
        return workspace_response(request, programme_page(view, workspace_language(request)))


def surveys_shown(families: Iterable[Family]) -> dict[Slug, ReleasedSurvey]:
    """Return each survey of these families."""
    return {each.survey: each for family in families for each in family.released.each}


def survey_counts(
    setups: Sequence[Setup], shown: Mapping[Slug, ReleasedSurvey]
) -> tuple[SurveyCount, ...]:
    """Return how many answered each survey; nobody those that are not among the shown."""
    return tuple(_count(setup, shown.get(setup.survey.slug)) for setup in setups)


def _count(setup: Setup, shown: ReleasedSurvey | None) -> SurveyCount:
    return SurveyCount(
        survey=setup.survey.slug,
        title=setup.questionnaire.title,
        submissions=shown.submissions if shown else 0,
        eligible=shown.eligible if shown else setup.eligible,
        withheld=shown is None or shown.withheld,
    )


def _activity_view(
    activity: Activity,
    snapshot: Snapshot,
    families: Sequence[Family],
    selection: Selection,
) -> ActivityView:
    own = [family for family in families if family.activity == activity.slug]
    shown = surveys_shown(own)
    return ActivityView(
        activity=activity,
        cohorts=tuple(
            CohortLine(cohort=cohort, surveys=survey_counts(snapshot.setups_of(cohort.slug), shown))
            for cohort in snapshot.cohorts_of(activity.slug)
            if selection.holds(cohort.starts_on)
        ),
        families=tuple(_family(family) for family in own),
    )


def _family(family: Family) -> FamilyTrends:
    newest = family.questionnaire
    headlines = [
        item for item in trend_items(newest) if newest.by_code[item.partition(".")[0]].headline
    ]
    return FamilyTrends(
        questionnaire=newest,
        cohorts=tuple(survey.cohort for survey in family.released.each),
        trends=tuple(trend(family.asked, item, family.released) for item in headlines),
    )
