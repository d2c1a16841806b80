"""What needs somebody, what is open and the latest cohorts, as data and in words."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency

from analysis.attention import Call
from dashboards.pages.frame import words_in
from dashboards.pages.home import (
    CallView,
    CohortSoFar,
    ProgrammeSoFar,
    SurveySoFar,
    call_said,
)
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.users import User
from service.web.home_view import Whose, home_view
from service.web.permitted import seen_by
from service.web.told_themes import ToldThemes
from surveys.roles import Permission
from surveys.texts import Slug, Text


class CallShown(msgspec.Struct, frozen=True, kw_only=True):
    """Something that needs who asks."""

    call: Call
    activity: Slug
    cohort: Slug | None
    about: Text
    said: Text


class CohortShownSoFar(msgspec.Struct, frozen=True, kw_only=True):
    cohort: Slug
    name: Text
    activity: Slug
    starts_on: date
    ends_on: date
    surveys: tuple[SurveySoFar, ...]


class ProgrammeShown(msgspec.Struct, frozen=True, kw_only=True):
    programme: Slug
    name: Text
    demonstration: bool
    calls: tuple[CallShown, ...]
    """Most urgent first."""
    cohorts: tuple[CohortShownSoFar, ...]
    """Latest first."""


class HomeShown(msgspec.Struct, frozen=True, kw_only=True):
    programmes: tuple[ProgrammeShown, ...]


class HomeDataController(Controller):
    path = "/api/home"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    tags = ("Home",)

    @get(
        summary="What needs you, how far each survey is, and the cohorts of your programmes",
        sync_to_thread=True,
    )
    def home(
        self,
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        told_themes: NamedDependency[ToldThemes],
        user: NamedDependency[User],
    ) -> Response[HomeShown]:
        """With a token: of its programme. `answers` is in steps while a survey is open; 0: few."""
        snapshot = catalogue.now
        whose = Whose(user, seen_by(user, snapshot, request.state.token))
        with database.reading() as cursor:
            view = home_view(cursor, snapshot, whose, told_themes, at=datetime.now(UTC))
        shown = HomeShown(programmes=tuple(_programme(each) for each in view.programmes))
        return Response(shown, headers={"Cache-Control": "no-store"})


def _programme(so_far: ProgrammeSoFar) -> ProgrammeShown:
    return ProgrammeShown(
        programme=so_far.programme.slug,
        name=so_far.programme.name,
        demonstration=so_far.programme.demonstration,
        calls=tuple(_call(each) for each in so_far.calls),
        cohorts=tuple(_cohort(each) for each in so_far.cohorts),
    )


def _call(view: CallView) -> CallShown:
    (about_fr, said_fr), (about_en, said_en) = (
        call_said(view, words_in("fr")),
        call_said(view, words_in("en")),
    )
    return CallShown(
        call=view.call,
        activity=view.activity.slug,
        cohort=view.cohort.slug if view.cohort else None,
        about=Text(fr=about_fr, en=about_en),
        said=Text(fr=said_fr, en=said_en),
    )


def _cohort(so_far: CohortSoFar) -> CohortShownSoFar:
    cohort = so_far.cohort
    return CohortShownSoFar(
        cohort=cohort.slug,
        name=cohort.name,
        activity=cohort.activity,
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
        surveys=so_far.surveys,
    )
