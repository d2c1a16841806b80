"""Say how far a job is, and stop it."""

from uuid import UUID

import msgspec
from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from service.jobs.queue import JobQueue
from service.store import jobs as store
from service.store.database import Database
from service.store.jobs import Job, JobState
from surveys.roles import Permission


class JobShown(msgspec.Struct, frozen=True, kw_only=True):
    state: JobState
    progress: float
    """From 0 to 1."""
    message: str | None


class JobController(Controller):
    path = "/api/jobs"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    tags = ("Jobs",)

    @get("/{job_id:uuid}", summary="How far a job is", sync_to_thread=True)
    def job(
        self,
        job_id: FromPath[UUID],
        database: NamedDependency[Database],
        jobs: NamedDependency[JobQueue],
    ) -> JobShown:
        with database.cursor() as cursor:
            return _shown(store.get(cursor, job_id), jobs)

    @post(
        "/{job_id:uuid}/cancel",
        status_code=202,
        needs=Permission.THEMES_SEARCH,
        summary="Stop a job",
        sync_to_thread=True,
    )
    def cancel(self, job_id: FromPath[UUID], jobs: NamedDependency[JobQueue]) -> JobShown:
        """What it was to replace stays; one that has ended stays as it is."""
        return _shown(jobs.cancel(job_id), jobs)


def _shown(job: Job, jobs: JobQueue) -> JobShown:
    return JobShown(
        state=job.state,
        progress=1.0 if job.state == "done" else jobs.progress(job.job_id),
        message=job.message,
    )
