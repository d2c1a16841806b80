"""Invite a room to answer: the slide, its QR code as files, its live count, and the dates."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from analysis.disclosure.live_count import stepped
from dashboards.figures.qr_code import qr_png, qr_svg
from dashboards.pages.frame import form_address
from dashboards.pages.slide import SlideView, count_said, slide_page
from dashboards.pages.survey_dates import DatesView, survey_calendar
from service.settings import Settings
from service.store import reads
from service.store.catalogue import Catalogue, Setup
from service.store.database import Database
from service.web.language import workspace_language
from service.web.responses import calendar_response, workspace_response
from surveys.roles import Permission
from surveys.survey import SurveyState
from surveys.texts import Text


class CountShown(msgspec.Struct, frozen=True, kw_only=True):
    """How many answered, in steps that show no single arrival."""

    at_least: int
    """A multiple of 5; 0 stands for anything from 0 to 4."""
    said: Text
    state: SurveyState


class SlideController(Controller):
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it

    @get("/surveys/{slug:str}/slide", include_in_schema=False, sync_to_thread=True)
    def slide(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        settings: NamedDependency[Settings],
    ) -> Template:
        """Draw the slide; `?count=false` leaves the count out."""
        setup = catalogue.setup(slug)
        hidden = request.query_params.get("count") == "false"
        view = SlideView(
            questionnaire=setup.questionnaire,
            survey=setup.survey,
            cohort=setup.cohort,
            address=_full_address(slug, settings),
            state=setup.survey.state(datetime.now(UTC)),
            at_least=None if hidden else _at_least(slug, database),
            demonstration=setup.programme.demonstration,
        )
        return workspace_response(request, slide_page(view, workspace_language(request)))

    @get(
        "/api/surveys/{slug:str}/count",
        summary="How many answered, in steps",
        tags=["Surveys"],
        sync_to_thread=True,
    )
    def count(
        self,
        slug: FromPath[str],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
    ) -> Response[CountShown]:
        """For who is signed in: the slide asks every few seconds."""
        survey, at_least = catalogue.setup(slug).survey, _at_least(slug, database)
        shown = CountShown(
            at_least=at_least, said=count_said(at_least), state=survey.state(datetime.now(UTC))
        )
        return Response(shown, headers={"Cache-Control": "no-store"})

    @get("/surveys/{slug:str}/qr.svg", include_in_schema=False, sync_to_thread=False)
    def svg(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        settings: NamedDependency[Settings],
    ) -> Response[bytes]:
        slug = catalogue.setup(slug).survey.slug
        drawn = qr_svg(_full_address(slug, settings))
        return _file(request, drawn, f"qr-{slug}.svg", "image/svg+xml")

    @get("/surveys/{slug:str}/qr.png", include_in_schema=False, sync_to_thread=True)
    def png(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        settings: NamedDependency[Settings],
    ) -> Response[bytes]:
        slug = catalogue.setup(slug).survey.slug
        drawn = qr_png(_full_address(slug, settings))
        return _file(request, drawn, f"qr-{slug}.png", "image/png")

    @get("/surveys/{slug:str}/dates.ics", include_in_schema=False, sync_to_thread=False)
    def dates(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        settings: NamedDependency[Settings],
    ) -> Response[bytes]:
        setup = catalogue.setup(slug)
        made = survey_calendar(
            dates_view(setup, settings), workspace_language(request), at=datetime.now(UTC)
        )
        return calendar_response(made, setup.survey.slug)


def dates_view(setup: Setup, settings: Settings) -> DatesView:
    return DatesView(
        survey=setup.survey,
        title=setup.questionnaire.title,
        cohort_name=setup.cohort.name,
        address=_full_address(setup.survey.slug, settings),
    )


def _full_address(survey: str, settings: Settings) -> str:
    return f"{settings.address}{form_address(survey)}"


def _at_least(survey: str, database: Database) -> int:
    with database.cursor() as cursor:
        return stepped(reads.submission_counts(cursor).get(survey, 0))


def _file(
    request: Request[Any, Any, Any], content: bytes, name: str, media_type: str
) -> Response[bytes]:
    """Send a picture that a browser keeps, but asks about: the address in it may have changed."""
    etag = f'"{sha256(content).hexdigest()[:20]}"'
    headers = {
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "Content-Disposition": f'inline; filename="{name}"',
    }
    if request.headers.get("if-none-match") == etag:
        return Response(b"", status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)
