"""Show cohorts or activities side by side, as a page and as data."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException
from litestar.params import FromPath, FromQuery, SkipValidation
from litestar.response import Template

from analysis.claims.compare import Comparison, activity_side, cohort_side, compare
from analysis.scores.account import Account
from dashboards.pages.compare import (
    FEWEST,
    MOST,
    Choices,
    CompareView,
    Kind,
    compare_page,
    compare_taken,
    sentences,
)
from dashboards.pages.frame import words_in
from dashboards.pages.selection import SelectionView
from dashboards.wording import say
from service.store.account import read_account
from service.store.catalogue import Catalogue, Snapshot
from service.store.database import Database
from service.store.users import User
from service.web.described import Selecting
from service.web.figure_files import figure_file, workbook_of
from service.web.language import workspace_language
from service.web.permitted import seen_by
from service.web.refusals import refusal
from service.web.responses import workspace_response
from service.web.selection import selection_view
from surveys.roles import Permission
from surveys.texts import Slug, Text


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence about one item."""

    item: Text
    sentence: Text


class ComparisonShown(msgspec.Struct, frozen=True, kw_only=True):
    """A comparison as data and in words."""

    names: dict[Slug, Text]
    comparison: Comparison
    sentences: tuple[Said, ...]


def _choices(
    catalogue: NamedDependency[Catalogue],
    user: NamedDependency[User],
    cohort: FromQuery[list[str] | None] = None,
    activity: FromQuery[list[str] | None] = None,
) -> Choices:
    """Return what was chosen; what a form leaves empty, or names twice, does not count.

    To choose from is what the programmes hold whose results they may read.

    Raises:
        NotFound: there is no such cohort or activity.
    """
    groups = [catalogue.cohort(slug).slug for slug in dict.fromkeys(cohort or []) if slug]
    wholes = [catalogue.activity(slug).slug for slug in dict.fromkeys(activity or []) if slug]
    kind: Kind = "activity" if wholes else "cohort"
    chosen, most = (wholes, FEWEST) if wholes else (groups, MOST)
    now = catalogue.now
    seen = seen_by(user, now)
    return Choices(
        kind=kind,
        chosen=tuple(chosen),
        refused=(
            "mixed"
            if groups and wholes
            else "too_many"
            if len(chosen) > most
            else "too_few"
            if 0 < len(chosen) < FEWEST
            else ""
        ),
        activities=tuple(
            (each, tuple(now.cohorts_of(each.slug)))
            for each in now.activities.values()
            if each.programme in seen and now.cohorts_of(each.slug)
        ),
    )


def _view(
    request: Request[Any, Any, Any],
    catalogue: NamedDependency[Catalogue],
    database: NamedDependency[Database],
    choices: NamedDependency[Choices],
) -> CompareView:
    now, at = catalogue.now, datetime.now(UTC)
    compared = bool(choices.chosen) and not choices.refused
    slugs = choices.chosen if compared else ()
    activities = [
        now.activities[slug if choices.kind == "activity" else now.cohorts[slug].activity]
        for slug in slugs
    ]
    programmes = tuple(dict.fromkeys(each.programme for each in activities))
    selected = _selected(request, now, programmes)
    with database.source() as source:
        accounts = {
            programme: read_account(source, now, programme, selected.selection, at=at)
            for programme in programmes
        }
    held = now.activities if choices.kind == "activity" else now.cohorts
    comparison = _compared(
        choices.kind, slugs, [accounts[activity.programme] for activity in activities]
    )
    return CompareView(
        choices=choices,
        programmes=tuple(
            now.programmes[slug]
            for slug in dict.fromkeys(
                accounts if compared else (each.programme for each, _ in choices.activities)
            )
        ),
        comparison=comparison if compared else None,
        questionnaires={
            family.questionnaire.code: family.questionnaire
            for account in accounts.values()
            for family in account.families
        },
        names={slug: held[slug].name for slug in slugs},
        selected=selected,
    )


def _selected(
    request: Request[Any, Any, Any], now: Snapshot, programmes: Sequence[Slug]
) -> SelectionView:
    """Return whose answers are compared; everybody's while nothing is.

    Raises:
        SelectionRefused: see `selection_view`.
    """
    if not programmes:
        return SelectionView()
    setups = [setup for slug in programmes for setup in now.setups_of_programme(slug)]
    return selection_view(request, setups, period=False)


class CompareController(Controller):
    dependencies = {  # noqa: RUF012 -- Litestar reads it
        "choices": Provide(_choices, sync_to_thread=False),
        "view": Provide(_view, sync_to_thread=True),
    }
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- the same

    @get("/compare", include_in_schema=False, sync_to_thread=True)
    def page(
        self,
        request: Request[Any, Any, Any],
        view: NamedDependency[SkipValidation[CompareView]],
    ) -> Template:
        return workspace_response(request, compare_page(view, workspace_language(request)))

    @get("/compare/figures/{name:str}", include_in_schema=False, sync_to_thread=True)
    def figure(
        self,
        name: FromPath[str],
        request: Request[Any, Any, Any],
        view: NamedDependency[SkipValidation[CompareView]],
    ) -> Response[bytes]:
        return figure_file(compare_taken(view, workspace_language(request)), name)

    @get("/compare/export.xlsx", include_in_schema=False, sync_to_thread=True)
    def workbook(
        self,
        request: Request[Any, Any, Any],
        view: NamedDependency[SkipValidation[CompareView]],
    ) -> Response[bytes]:
        return workbook_of(compare_taken(view, workspace_language(request)))

    @get(
        "/api/compare",
        summary="Two or three cohorts, or two activities, side by side",
        tags=["Comparisons"],
        operation_class=Selecting,
        responses={
            404: refusal("There is no such cohort or activity."),
            422: refusal("These cannot be compared: too few, too many, or of both kinds."),
        },
        sync_to_thread=True,
    )
    def data(self, view: NamedDependency[SkipValidation[CompareView]]) -> ComparisonShown:
        """Select with `role`, `region` or `language`."""
        if view.comparison is None:
            reason = say("claims", f"compare_{view.choices.refused or 'too_few'}", "en")
            raise HTTPException(status_code=422, detail=reason)
        return ComparisonShown(names=view.names, comparison=view.comparison, sentences=_said(view))


def _compared(kind: Kind, slugs: Sequence[Slug], accounts: Sequence[Account]) -> Comparison | None:
    side = activity_side if kind == "activity" else cohort_side
    sides = [side(account.families, slug) for slug, account in zip(slugs, accounts, strict=True)]
    return compare(sides) if sides else None


def _said(view: CompareView) -> tuple[Said, ...]:
    french, english = (sentences(view, words_in(language)) for language in ("fr", "en"))
    return tuple(
        Said(item=Text(fr=fr.item, en=en.item), sentence=Text(fr=fr.sentence, en=en.sentence))
        for (fr, _), (en, _) in zip(french, english, strict=True)
    )
