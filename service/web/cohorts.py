"""Show what one cohort answered."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, SkipValidation
from litestar.response import Template

from analysis.disclosure.funnel import release_funnel
from analysis.disclosure.gate import INSIDE, ReleasedSurvey
from analysis.disclosure.live_count import stepped
from analysis.inputs import Openings
from analysis.scores.funnel import Funnel, funnel
from analysis.scores.survey_scores import score_survey
from dashboards.figures.respondents import Group
from dashboards.pages.calendar import PlannedSurvey
from dashboards.pages.cohort import CohortView, LinksShown, cohort_page, cohort_taken
from dashboards.pages.frame import cohort_address
from dashboards.pages.selection import SelectionView
from dashboards.pages.set_up import BareCohortView, bare_cohort_page
from dashboards.pages.survey_dates import CohortDatesView, cohort_calendar
from service.settings import Settings
from service.store import reads
from service.store.announcements import published
from service.store.catalogue import Catalogue, Setup, chosen_setup
from service.store.database import Database
from service.store.families import families_of, slices_of_survey
from service.store.invitations import NO_LINKS, LinkCount, link_counts
from service.store.openings import form_openings
from service.store.telling import Source
from service.store.themes import theme_run
from service.web.changed import changed
from service.web.figure_files import figure_file, workbook_of
from service.web.language import workspace_language
from service.web.match_rates import match_rates
from service.web.programmes import survey_counts, surveys_shown
from service.web.responses import calendar_response, workspace_response
from service.web.selection import selection_view
from service.web.shown_themes import shown_themes
from service.web.slide import dates_view
from surveys.roles import Permission
from surveys.slices import Dimension


def _view(
    slug: FromPath[str],
    request: Request[Any, Any, Any],
    catalogue: NamedDependency[Catalogue],
    database: NamedDependency[Database],
    survey: FromQuery[str | None] = None,
) -> CohortView:
    """Raises NotFound."""
    setups = catalogue.now.setups_of(catalogue.cohort(slug).slug)
    setup, now = chosen_setup(setups, survey), datetime.now(UTC)
    selected = selection_view(
        request, catalogue.now.setups_of_programme(setup.programme.slug), period=False
    )
    with database.source() as source:
        cursor = source.cursor
        shown = surveys_shown(families_of(source, setups, selected.selection, at=now))
        found = theme_run(cursor, setup.activity.slug)
        links = link_counts(cursor)
        sessions = reads.sessions(cursor, setup.cohort.slug)
        changes = changed(source, catalogue.now, setup, selected.selection, at=now)
        matching = match_rates(cursor, catalogue.now, setup.cohort.slug, at=now)
        openings = form_openings(cursor)
        submissions = database.counts.submissions([setup.survey.slug])
        respondents = _respondents(source, setup, selected, at=now)
        announced = bool(published(cursor, (setup.cohort.slug,)))
    scores = score_survey(setup.questionnaire, shown[setup.survey.slug])
    cohorts = catalogue.now.cohorts_of(setup.activity.slug)
    return CohortView(
        programme=setup.programme,
        activity=setup.activity,
        cohort=setup.cohort,
        cohorts=tuple(cohorts),
        surveys=survey_counts(setups, shown),
        selected=selected,
        still_asked=frozenset(
            each.survey.slug for each in setups if each.survey.state(now) != "over"
        ),
        promises={each.survey.slug: each.survey.promise for each in setups},
        links=_links_shown(setups, links),
        sealed=setup.survey.is_sealed(now),
        questionnaire=setup.questionnaire,
        scores=scores,
        changes=changes,
        themes=shown_themes(found, cohorts),
        sessions=sessions,
        planned=_planned(setups, shown, at=now),
        matching=matching,
        funnel=_funnel(setup, submissions, openings, links, at=now),
        respondents=respondents,
        announced=announced,
    )


class CohortController(Controller):
    path = "/cohorts"
    dependencies = {"view": Provide(_view, sync_to_thread=True)}  # noqa: RUF012 -- the same
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get("/{slug:str}", sync_to_thread=True)
    def cohort(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        survey: FromQuery[str | None] = None,
    ) -> Template:
        if not catalogue.now.setups_of(catalogue.cohort(slug).slug):
            return _bare(request, catalogue, slug)
        view = _view(slug, request, catalogue, database, survey)
        return workspace_response(request, cohort_page(view, workspace_language(request)))

    @get("/{slug:str}/figures/{name:str}", sync_to_thread=True)
    def figure(
        self,
        name: FromPath[str],
        request: Request[Any, Any, Any],
        view: NamedDependency[SkipValidation[CohortView]],
    ) -> Response[bytes]:
        return figure_file(cohort_taken(view, workspace_language(request)), name)

    @get("/{slug:str}/export.xlsx", sync_to_thread=True)
    def workbook(
        self, request: Request[Any, Any, Any], view: NamedDependency[SkipValidation[CohortView]]
    ) -> Response[bytes]:
        return workbook_of(cohort_taken(view, workspace_language(request)))

    @get("/{slug:str}/dates.ics", sync_to_thread=True)
    def dates(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        settings: NamedDependency[Settings],
    ) -> Response[bytes]:
        cohort = catalogue.cohort(slug)
        with database.cursor() as cursor:
            sessions = reads.sessions(cursor, cohort.slug)
        view = CohortDatesView(
            cohort_name=cohort.name,
            address=f"{settings.address}{cohort_address(cohort.slug)}",
            sessions=sessions,
            surveys=tuple(
                dates_view(setup, settings) for setup in catalogue.now.setups_of(cohort.slug)
            ),
        )
        made = cohort_calendar(view, workspace_language(request), at=datetime.now(UTC))
        return calendar_response(made, cohort.slug)


def _respondents(
    source: Source, setup: Setup, selected: SelectionView, *, at: datetime
) -> dict[Dimension, tuple[Group, ...]]:
    """Return who answered by role and by region, unless some of them are selected."""
    if selected.selection.slice is not None:
        return {}
    return {
        dimension: tuple(
            Group(name=option.text, submissions=part.submissions, eligible=_enough(part.eligible))
            for option, part in slices_of_survey(source, setup, dimension, at=at)
        )
        for dimension in _OF_THE_ROSTER
    }


def _enough(came: int | None) -> int | None:
    return came if came is not None and came >= INSIDE else None


_OF_THE_ROSTER: tuple[Dimension, ...] = ("role", "region")
"""No roster knows in which language its people answer."""


def _bare(request: Request[Any, Any, Any], catalogue: Catalogue, slug: str) -> Template:
    """Show a cohort of which nothing is asked yet."""
    cohort = catalogue.cohort(slug)
    activity = catalogue.activity(cohort.activity)
    programme = catalogue.programme(activity.programme)
    view = BareCohortView(programme=programme, activity=activity, cohort=cohort)
    return workspace_response(request, bare_cohort_page(view, workspace_language(request)))


def _planned(
    setups: Sequence[Setup], shown: Mapping[str, ReleasedSurvey], *, at: datetime
) -> tuple[PlannedSurvey, ...]:
    return tuple(
        PlannedSurvey(
            survey=setup.survey,
            title=setup.questionnaire.title,
            state=setup.survey.state(at),
            at_least=stepped(shown[setup.survey.slug].submissions),
        )
        for setup in setups
    )


def _funnel(
    setup: Setup,
    submissions: Mapping[str, int],
    openings: Mapping[str, Openings],
    links: Mapping[str, LinkCount],
    *,
    at: datetime,
) -> Funnel | None:
    """Return how far a survey came; None before it opens."""
    survey, state = setup.survey, setup.survey.state(at)
    if state == "not_yet":
        return None
    invited = setup.eligible
    if survey.promise == "one_per_invitation":
        invited = links.get(survey.slug, NO_LINKS).made
    released = release_funnel(
        survey.slug,
        openings.get(survey.slug, Openings(0, 0)),
        invited=invited,
        completed=submissions.get(survey.slug, 0),
        over=state == "over",
    )
    return funnel(released)


def _links_shown(setups: Sequence[Setup], counts: Mapping[str, LinkCount]) -> dict[str, LinksShown]:
    links = {
        setup.survey.slug: counts.get(setup.survey.slug, NO_LINKS)
        for setup in setups
        if setup.survey.promise == "one_per_invitation"
    }
    return {
        survey: LinksShown(made=count.made, used_at_least=stepped(count.spent))
        for survey, count in links.items()
    }
