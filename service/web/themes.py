"""Show the themes of an activity, and find them again."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from analysis.disclosure.comments_read import release_reading
from analysis.disclosure.themes import release_themes
from dashboards.pages.theme_cards import ShownThemes
from dashboards.pages.themes import ThemesJob, ThemesView, themes_page
from service.jobs import find_themes
from service.jobs.queue import JobQueue
from service.store import jobs as store
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.jobs import Job
from service.store.themes import ThemeRun, theme_run
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.sign_in import same_origin, signed_in
from surveys.programme import Cohort


class ThemeController(Controller):
    path = "/activities/{slug:str}/themes"
    guards = [signed_in]  # noqa: RUF012 -- Litestar reads it
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
        activity = catalogue.activity(slug)
        with database.cursor() as cursor:
            found = theme_run(cursor, slug)
            job = store.latest(cursor, kind=find_themes.KIND, subject=slug)
        cohorts = catalogue.now.cohorts_of(slug)
        view = ThemesView(
            programme=catalogue.programme(activity.programme),
            activity=activity,
            cohorts=tuple(cohorts),
            themes=shown_themes(found, cohorts),
            reading=release_reading(found.readings) if found else None,
            job=_shown_job(job, jobs) if job else None,
        )
        return workspace_response(request, themes_page(view, workspace_language(request)))

    @post(guards=[same_origin], sync_to_thread=True)
    def find_again(
        self,
        slug: FromPath[str],
        catalogue: NamedDependency[Catalogue],
        jobs: NamedDependency[JobQueue],
    ) -> Redirect:
        activity = catalogue.activity(slug)
        jobs.add(find_themes.KIND, activity.slug, at=datetime.now(UTC))
        return Redirect(f"/activities/{activity.slug}/themes", status_code=303)


def shown_themes(found: ThemeRun | None, cohorts: Sequence[Cohort]) -> ShownThemes | None:
    """Return what the gate releases of a run, over all the cohorts of its activity."""
    if found is None:
        return None
    released = release_themes(found.themes, found.readings, [cohort.slug for cohort in cohorts])
    return ShownThemes(
        themes=released.themes,
        withheld=released.withheld,
        suggestion_only=found.suggestion_only,
    )


def _shown_job(job: Job, jobs: JobQueue) -> ThemesJob:
    return ThemesJob(
        id=str(job.job_id),
        state=job.state,
        progress=jobs.progress(job.job_id),
        message=job.message or "",
        at=job.finished_at,
    )
