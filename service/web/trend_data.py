"""The trends of an activity, as data and in words."""

from typing import Any

import msgspec
from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from analysis.claims.refusal import Refusal
from analysis.claims.trends import TrendClaim
from analysis.scores.account import of_activity
from analysis.scores.trend import Trend
from dashboards.pages.frame import words_in
from dashboards.pages.item_words import item_text
from dashboards.pages.trends import ClaimedTrend
from dashboards.sentences import trend_sentence
from dashboards.wording import Words
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.web.described import SelectingPeriod
from service.web.selection import selected_account
from service.web.trends import trends_view
from surveys.questionnaire import Questionnaire
from surveys.roles import Permission
from surveys.texts import Code, Slug, Text


class TrendShown(msgspec.Struct, frozen=True, kw_only=True):
    name: Text
    trend: Trend
    claim: TrendClaim | Refusal
    sentence: Text


class TrendsShown(msgspec.Struct, frozen=True, kw_only=True):
    """Points stand in the order of `cohorts`, oldest first."""

    activity: Slug
    roster_cohorts: tuple[Slug, ...]
    roster: tuple[TrendShown, ...]
    """Attendance and completion; points in the order of `roster_cohorts`."""
    questionnaire: Code | None
    cohorts: tuple[Slug, ...]
    trends: tuple[TrendShown, ...]


class TrendDataController(Controller):
    path = "/api/activities/{slug:str}/trends"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    tags = ("Comparisons",)

    @get(
        summary="An activity over its cohorts, and what may be said of it",
        operation_class=SelectingPeriod,
        sync_to_thread=True,
    )
    def trends(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        questionnaire: FromQuery[str | None] = None,
    ) -> TrendsShown:
        """Select with `role`, `region` or `language`, and with `from` and `to`."""
        programme = catalogue.activity(slug).programme
        with database.source() as source:
            selected, account = selected_account(request, catalogue, source, programme)
        view = trends_view(of_activity(account, slug), questionnaire, selected)
        asked = view.asked
        return TrendsShown(
            activity=slug,
            roster_cohorts=tuple(cohort.slug for cohort in view.cohorts),
            roster=tuple(_shown(each, _roster_name(each)) for each in view.roster),
            questionnaire=asked.questionnaire.code if asked else None,
            cohorts=asked.cohorts if asked else (),
            trends=tuple(
                _shown(each, _item_name(asked.questionnaire, each)) for each in asked.trends
            )
            if asked
            else (),
        )


def _shown(claimed: ClaimedTrend, name: Text) -> TrendShown:
    return TrendShown(
        name=name,
        trend=claimed.trend,
        claim=claimed.claim,
        sentence=Text(
            fr=trend_sentence(claimed.claim, words_in("fr")),
            en=trend_sentence(claimed.claim, words_in("en")),
        ),
    )


def _roster_name(claimed: ClaimedTrend) -> Text:
    key = f"roster_{claimed.trend.item}"
    return Text(fr=Words("claims", "fr")(key), en=Words("claims", "en")(key))


def _item_name(questionnaire: Questionnaire, claimed: ClaimedTrend) -> Text:
    item = claimed.trend.item
    return Text(
        fr=item_text(questionnaire, item, words_in("fr")),
        en=item_text(questionnaire, item, words_in("en")),
    )
