"""Invite a room to answer, and show it what it answered: the slide, its QR code, the dates."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, ServerSentEvent, Template

from dashboards.figures.qr_code import qr_png, qr_svg
from dashboards.pages.frame import form_address, slide_address
from dashboards.pages.slide import SlideView, count_said, slide_page
from dashboards.pages.slide_results import questions_to_show
from dashboards.pages.survey_dates import DatesView, survey_calendar
from service.settings import Settings
from service.store.catalogue import Catalogue, Setup
from service.web.language import workspace_language
from service.web.refusals import refusal
from service.web.responses import calendar_response, workspace_response
from service.web.screens import Screens
from surveys.roles import Permission
from surveys.slices import SelectionRefused
from surveys.survey import SurveyState
from surveys.texts import Text

_NOT_KEPT = {"Cache-Control": "no-store"}


class CountShown(msgspec.Struct, frozen=True, kw_only=True):
    """How many answered, in steps that show no single arrival."""

    at_least: int
    """A multiple of 5; 0 stands for anything from 0 to 4."""
    said: Text
    state: SurveyState
    version: str
    """Of all that the slide shows: it changes when the slide does."""


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    question: str = ""
    """Empty: the invitation to answer."""


class SlideController(Controller):
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it

    @get("/surveys/{slug:str}/slide", include_in_schema=False, sync_to_thread=True)
    def slide(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        screens: NamedDependency[Screens],
        settings: NamedDependency[Settings],
    ) -> Template:
        """Draw the slide; `?count=false` leaves the count out, `?dark=true` has a dark ground."""
        setup, showing = catalogue.setup(slug), screens.now(slug)
        hidden = request.query_params.get("count") == "false"
        view = SlideView(
            questionnaire=setup.questionnaire,
            survey=setup.survey,
            cohort=setup.cohort,
            address=_full_address(slug, settings),
            state=showing.state,
            at_least=None if hidden else showing.at_least,
            question=showing.question,
            shown=showing.shown,
            sealed=setup.survey.is_sealed(datetime.now(UTC)),
            version=showing.version,
            dark=request.query_params.get("dark") == "true",
            demonstration=setup.programme.demonstration,
        )
        return workspace_response(request, slide_page(view, workspace_language(request)))

    @post("/surveys/{slug:str}/slide", include_in_schema=False, needs=Permission.PROJECT)
    async def choose(
        self,
        slug: FromPath[str],
        data: URLEncodedBody[Chosen],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        screens: NamedDependency[Screens],
    ) -> Redirect:
        """Put the invitation, or the results of a question, on every screen of the survey."""
        _check_choice(catalogue.setup(slug), data.question)
        await sync_to_thread(screens.choose, slug, data.question)
        screens.hurry(slug)
        request.state.noted = data.question or "invitation"
        ways = request.query_params
        count, dark = ways.get("count") != "false", ways.get("dark") == "true"
        return Redirect(slide_address(slug, count=count, dark=dark), status_code=303)

    @get(
        "/api/surveys/{slug:str}/slide/events",
        summary="That the slide changed",
        tags=["Surveys"],
        media_type="text/event-stream",
        responses={429: refusal("As many screens are open as may be: wait as `Retry-After` says.")},
    )
    async def events(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        screens: NamedDependency[Screens],
    ) -> ServerSentEvent:
        """As server-sent events: `changed`, or `same` to keep the line open, with a version.

        To whoever does not ask for `text/event-stream`, one event.
        """
        slug = catalogue.setup(slug).survey.slug
        if "text/event-stream" not in request.headers.get("accept", ""):
            return ServerSentEvent(screens.event(slug), headers=_NOT_KEPT)
        screens.check_room(slug)
        seen = request.headers.get("last-event-id")
        return ServerSentEvent(screens.events(slug, seen), headers=_NOT_KEPT)

    @get(
        "/api/surveys/{slug:str}/count",
        summary="How many answered, in steps",
        tags=["Surveys"],
        sync_to_thread=True,
    )
    def count(self, slug: FromPath[str], screens: NamedDependency[Screens]) -> Response[CountShown]:
        """For who is signed in: a slide that hears of no events asks every few seconds."""
        showing = screens.now(slug)
        shown = CountShown(
            at_least=showing.at_least,
            said=count_said(showing.at_least),
            state=showing.state,
            version=showing.version,
        )
        return Response(shown, headers=_NOT_KEPT)

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


def _check_choice(setup: Setup, question: str) -> None:
    """Raises SelectionRefused: a room may not see the results of this, or not yet."""
    if not question:
        return
    if setup.survey.is_sealed(datetime.now(UTC)):
        raise SelectionRefused(
            "On répond à ce sondage par des liens personnels\u00a0: ses résultats se montrent "
            "après sa fermeture.",
            "This survey is answered through personal links: its results show once it is closed.",
        )
    if question not in {each.code for each in questions_to_show(setup.questionnaire)}:
        raise SelectionRefused(
            f"Rien à projeter ne s’appelle «\u00a0{question[:40]}\u00a0» dans ce questionnaire.",
            f"Nothing that can be projected is called “{question[:40]}” in this questionnaire.",
        )


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
