"""Show cohorts or activities side by side, as a page and as data."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import Controller, Request, get
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException
from litestar.params import FromQuery
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
    sentences,
)
from dashboards.pages.frame import words_in
from dashboards.wording import say
from service.store.account import read_account
from service.store.catalogue import Catalogue, Snapshot
from service.store.database import Database
from service.store.users import User
from service.web.language import workspace_language
from service.web.permitted import seen_by
from service.web.responses import workspace_response
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


class CompareController(Controller):
    dependencies = {"choices": Provide(_choices, sync_to_thread=False)}  # noqa: RUF012 -- the same
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it

    @get("/compare", include_in_schema=False, sync_to_thread=True)
    def page(
        self,
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        choices: NamedDependency[Choices],
    ) -> Template:
        view = _view(catalogue.now, database, choices)
        return workspace_response(request, compare_page(view, workspace_language(request)))

    @get(
        "/api/compare",
        summary="Two or three cohorts, or two activities, side by side",
        tags=["Comparisons"],
        sync_to_thread=True,
    )
    def data(
        self,
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        choices: NamedDependency[Choices],
    ) -> ComparisonShown:
        view = _view(catalogue.now, database, choices)
        if view.comparison is None:
            reason = say("claims", f"compare_{choices.refused or 'too_few'}", "en")
            raise HTTPException(status_code=422, detail=reason)
        return ComparisonShown(names=view.names, comparison=view.comparison, sentences=_said(view))


def _view(now: Snapshot, database: Database, choices: Choices) -> CompareView:
    compared = bool(choices.chosen) and not choices.refused
    slugs = choices.chosen if compared else ()
    activities = [
        now.activities[slug if choices.kind == "activity" else now.cohorts[slug].activity]
        for slug in slugs
    ]
    with database.cursor() as cursor:
        accounts = {
            programme: read_account(cursor, now, programme, at=datetime.now(UTC))
            for programme in dict.fromkeys(each.programme for each in activities)
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
    )


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
