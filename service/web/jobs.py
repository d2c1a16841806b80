"""Say how far a job is."""

from uuid import UUID

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from service.jobs.queue import JobQueue
from service.store import jobs as store
from service.store.database import Database
from service.store.jobs import JobState
from service.web.sign_in import signed_in


class JobShown(msgspec.Struct, frozen=True, kw_only=True):
    state: JobState
    progress: float
    """From 0 to 1."""
    message: str | None


class JobController(Controller):
    path = "/api/jobs"
    guards = [signed_in]  # noqa: RUF012 -- Litestar reads it
    tags = ("Jobs",)

    @get("/{job_id:uuid}", summary="How far a job is", sync_to_thread=True)
    def job(
        self,
        job_id: FromPath[UUID],
        database: NamedDependency[Database],
        jobs: NamedDependency[JobQueue],
    ) -> JobShown:
        with database.cursor() as cursor:
            job = store.get(cursor, job_id)
        return JobShown(
            state=job.state,
            progress=1.0 if job.state == "done" else jobs.progress(job_id),
            message=job.message,
        )
