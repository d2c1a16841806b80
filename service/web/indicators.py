"""Show the indicators of a programme, as a page and as data."""

from typing import Any

import msgspec
from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from analysis.scores.account import Account, of_activity, of_cohort
from analysis.scores.indicator import IndicatorValue, Value
from analysis.scores.indicators import indicator_values
from dashboards.figures.indicator_words import printed
from dashboards.pages.frame import words_in
from dashboards.pages.indicators import IndicatorsView, indicators_page
from service.store import facts
from service.store.catalogue import Catalogue, NotFound
from service.store.database import Database
from service.store.indicators import indicators as declared_indicators
from service.web.described import SelectingPeriod
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.selection import selected_account
from surveys.indicators import Indicator, Tier
from surveys.roles import Permission
from surveys.texts import Code, Slug, Text


class IndicatorShown(msgspec.Struct, frozen=True, kw_only=True):
    """One figure, as data and as it is printed."""

    id: str
    indicator: Code
    scope: Slug
    name: Text
    row_name: Text
    """Of one row of a matrix; empty elsewhere."""
    numerator: Text
    denominator: Text
    tier: Tier | None
    value: Value
    printed: Text


class IndicatorController(Controller):
    path = "/programmes/{slug:str}/indicators"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get(sync_to_thread=True)
    def indicators(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        of: FromQuery[str | None] = None,
    ) -> Template:
        with database.source() as source:
            selected, account = selected_account(request, catalogue, source, slug)
            declared = declared_indicators(source.cursor, slug)
            benchmarks = facts.benchmarks(source.cursor, slug)
        part = part_of(account, of)
        view = IndicatorsView(
            programme=account.programme,
            activities=account.activities,
            cohorts=account.cohorts,
            scope=part.scope,
            indicators=declared,
            values=indicator_values(declared, part),
            benchmarks=benchmarks,
            selected=selected,
        )
        return workspace_response(request, indicators_page(view, workspace_language(request)))


class IndicatorDataController(Controller):
    path = "/api/programmes/{slug:str}/indicators"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    tags = ("Indicators",)

    @get(
        summary="Every indicator of a programme, an activity or a cohort",
        operation_class=SelectingPeriod,
        sync_to_thread=True,
    )
    def indicators(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        of: FromQuery[str | None] = None,
    ) -> list[IndicatorShown]:
        """Select with `role`, `region` or `language`, and with `from` and `to`."""
        with database.source() as source:
            _, account = selected_account(request, catalogue, source, slug)
            declared = declared_indicators(source.cursor, slug)
        by_code = {indicator.code: indicator for indicator in declared}
        return [
            _shown(value, by_code[value.indicator])
            for value in indicator_values(declared, part_of(account, of))
        ]


def part_of(account: Account, scope: str | None) -> Account:
    """Return the part of `account` that `scope` names: an activity or a cohort of it.

    Raises:
        NotFound: it names neither, nor the programme itself.
    """
    if scope in {None, account.scope}:
        return account
    if any(activity.slug == scope for activity in account.activities):
        return of_activity(account, scope)
    if any(cohort.slug == scope for cohort in account.cohorts):
        return of_cohort(account, scope)
    raise NotFound(scope)


def _shown(value: IndicatorValue, indicator: Indicator) -> IndicatorShown:
    return IndicatorShown(
        id=value.id,
        indicator=indicator.code,
        scope=value.scope,
        name=indicator.name,
        row_name=value.row_name,
        numerator=indicator.numerator,
        denominator=indicator.denominator,
        tier=indicator.tier,
        value=value.value,
        printed=Text(
            fr=printed(value.value, words_in("fr")),
            en=printed(value.value, words_in("en")),
        ),
    )
