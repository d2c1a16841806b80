"""Show the themes of an activity, and find them again."""

from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Controller, Request, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from dashboards.pages.frame import themes_address
from dashboards.pages.theme import ThemeView, theme_page
from dashboards.pages.themes import ThemesJob, ThemesView, themes_page
from service.jobs import find_themes
from service.jobs.queue import JobQueue
from service.store import jobs as store
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.jobs import Job
from service.web.form_fields import number_asked, read_fields
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.shown_themes import found_theme, found_themes
from service.web.theme_fields import search_from_fields
from surveys.roles import Permission

_ANSWERED: dict[str, Literal["accepted", "discarded"]] = {
    "accept": "accepted",
    "discard": "discarded",
}


class ThemeController(Controller):
    path = "/activities/{slug:str}/themes"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get(sync_to_thread=True)
    def themes(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        jobs: NamedDependency[JobQueue],
    ) -> Template:
        activity, unsure = catalogue.activity(slug), _page_asked(request, "unsure")
        programme = catalogue.programme(activity.programme)
        with database.reading() as cursor:
            found = found_themes(cursor, catalogue.now, slug, unsure_page=unsure or 1)
            job = store.latest(cursor, kind=find_themes.KIND, subject=slug)
        view = ThemesView(
            programme=programme,
            activity=activity,
            cohorts=tuple(catalogue.now.cohorts_of(slug)),
            themes=found.shown if found else None,
            reading=found.reading if found else None,
            job=_shown_job(job, jobs, ZoneInfo(programme.zone)) if job else None,
            reading_on=unsure is not None,
            answered=_ANSWERED.get(request.query_params.get("answered", "")),
        )
        return workspace_response(request, themes_page(view, workspace_language(request)))

    @get("/{number:int}", sync_to_thread=True)
    def theme(
        self,
        slug: FromPath[str],
        number: FromPath[int],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
    ) -> Template:
        activity, page = catalogue.activity(slug), _page_asked(request, "page") or 1
        with database.reading() as cursor:
            found = found_theme(cursor, catalogue.now, slug, number, page=page)
        view = ThemeView(
            programme=catalogue.programme(activity.programme),
            activity=activity,
            cohorts=tuple(catalogue.now.cohorts_of(slug)),
            themes=found.shown,
            theme=found.theme,
            ideas=found.ideas,
        )
        return workspace_response(request, theme_page(view, workspace_language(request)))

    @post(needs=Permission.THEMES_SEARCH)
    async def find_again(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        jobs: NamedDependency[JobQueue],
    ) -> Redirect:
        activity = catalogue.activity(slug).slug
        subject = search_from_fields(activity, read_fields(await request.body()))
        await sync_to_thread(jobs.add, find_themes.KIND, str(subject), at=datetime.now(UTC))
        return Redirect(themes_address(activity), status_code=303)

    @post("/searches/{job_id:uuid}/stop", needs=Permission.THEMES_SEARCH, sync_to_thread=True)
    def stop(
        self,
        slug: FromPath[str],
        job_id: FromPath[UUID],
        catalogue: NamedDependency[Catalogue],
        jobs: NamedDependency[JobQueue],
    ) -> Redirect:
        activity = catalogue.activity(slug).slug
        jobs.cancel(job_id)
        return Redirect(themes_address(activity), status_code=303)


def _page_asked(request: Request[Any, Any, Any], name: str) -> int | None:
    """Return which page of a list is asked for; None where it is not, or is no number."""
    return number_asked(request.query_params.get(name, ""))


def _shown_job(job: Job, jobs: JobQueue, zone: ZoneInfo) -> ThemesJob:
    return ThemesJob(
        id=str(job.job_id),
        state=job.state,
        progress=jobs.progress(job.job_id),
        message=job.message or "",
        at=job.finished_at.astimezone(zone) if job.finished_at else None,
    )
