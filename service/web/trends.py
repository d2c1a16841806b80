"""Show an activity over its cohorts."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, SkipValidation
from litestar.response import Template

from analysis.claims.changes import declared_items
from analysis.claims.trends import trend_claims
from analysis.scores.account import Account, Family, of_activity
from analysis.scores.roster_trends import roster_trends
from analysis.scores.trend import Trend, trend
from dashboards.pages.selection import SelectionView
from dashboards.pages.trends import AskedTrends, ClaimedTrend, TrendsView, trends_page, trends_taken
from service.store.catalogue import Catalogue, NotFound
from service.store.database import Database
from service.web.figure_files import figure_file, workbook_of
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.selection import selected_account
from surveys.roles import Permission


def _view(
    slug: FromPath[str],
    request: Request[Any, Any, Any],
    catalogue: NamedDependency[Catalogue],
    database: NamedDependency[Database],
    questionnaire: FromQuery[str | None] = None,
) -> TrendsView:
    """Raises NotFound."""
    programme = catalogue.activity(slug).programme
    with database.source() as source:
        selected, account = selected_account(request, catalogue, source, programme)
    return trends_view(of_activity(account, slug), questionnaire, selected)


class TrendController(Controller):
    path = "/activities/{slug:str}/trends"
    dependencies = {"view": Provide(_view, sync_to_thread=True)}  # noqa: RUF012 -- the same
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get(sync_to_thread=True)
    def trends(
        self,
        request: Request[Any, Any, Any],
        view: NamedDependency[SkipValidation[TrendsView]],
    ) -> Template:
        return workspace_response(request, trends_page(view, workspace_language(request)))

    @get("/figures/{name:str}", sync_to_thread=True)
    def figure(
        self,
        name: FromPath[str],
        request: Request[Any, Any, Any],
        view: NamedDependency[SkipValidation[TrendsView]],
    ) -> Response[bytes]:
        return figure_file(trends_taken(view, workspace_language(request)), name)

    @get("/export.xlsx", sync_to_thread=True)
    def workbook(
        self,
        request: Request[Any, Any, Any],
        view: NamedDependency[SkipValidation[TrendsView]],
    ) -> Response[bytes]:
        return workbook_of(trends_taken(view, workspace_language(request)))


def trends_view(account: Account, questionnaire: str | None, selected: SelectionView) -> TrendsView:
    """Return the trends of the one activity of `account`, for one of its questionnaires.

    Raises:
        NotFound: the activity was not asked that questionnaire.
    """
    roster = roster_trends(
        account.cohorts,
        account.roster,
        account.sessions,
        running=account.running,
        noted=account.noted,
    )
    shown = _chosen(account.families, questionnaire)
    return TrendsView(
        programme=account.programme,
        activity=account.activities[0],
        cohorts=account.cohorts,
        selected=selected,
        roster=_claimed(roster),
        questionnaires=tuple(
            (family.questionnaire.code, family.questionnaire.title) for family in account.families
        ),
        asked=_asked(shown) if shown else None,
    )


def _chosen(families: tuple[Family, ...], questionnaire: str | None) -> Family | None:
    for family in families:
        if questionnaire in (None, family.questionnaire.code):
            return family
    if questionnaire is not None and families:
        raise NotFound(questionnaire)
    return None


def _asked(family: Family) -> AskedTrends:
    trends = [
        trend(family.asked, item, family.released) for item in declared_items(family.questionnaire)
    ]
    return AskedTrends(
        questionnaire=family.questionnaire,
        cohorts=tuple(survey.cohort for survey in family.released.each),
        trends=_claimed(trends),
    )


def _claimed(trends: list[Trend] | tuple[Trend, ...]) -> tuple[ClaimedTrend, ...]:
    return tuple(
        ClaimedTrend(trend=each, claim=claim)
        for each, claim in zip(trends, trend_claims(trends), strict=True)
    )
