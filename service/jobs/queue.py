"""Run jobs one after the other, outside the request path.

What waits is kept in the database, so a restart takes it up again; a job that
was cut short starts anew, which is harmless because a job stores its result
whole or not at all.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from queue import SimpleQueue
from threading import Event, Lock, Thread
from types import TracebackType
from typing import NamedTuple, Self, TypeAlias
from uuid import UUID, uuid4

import duckdb

from service.jobs.worker import ComputeCancelled
from service.store import jobs as store
from service.store.database import Database
from service.store.jobs import Job

logger = logging.getLogger(__name__)

Run: TypeAlias = Callable[[str, Callable[[float], None], Event], object]
"""Takes the subject, where to tell progress, and the event that stops it."""


class Progress(NamedTuple):
    job_id: UUID
    done: float
    """From 0 to 1."""


class JobQueue:
    """Use it as a context manager: inside, jobs run; on the way out, the running one is stopped."""

    def __init__(
        self, database: Database, kinds: dict[str, Run], *, retry_seconds: float = 10.0
    ) -> None:
        self._database = database
        self._kinds = kinds
        self._retry_seconds = retry_seconds
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._stopping = Event()
        self._adding = Lock()  # two transactions would not see each other's job
        self._progress: Progress | None = None
        self._thread = Thread(target=self._run, name="jobs")

    def add(self, kind: str, subject: str, *, at: datetime) -> Job:
        """Queue a job; if the same one already waits, return that one."""
        job_id = uuid4()
        with self._adding, self._database.transaction() as cursor:
            job = store.add(cursor, job_id=job_id, kind=kind, subject=subject, at=at)
        if job.job_id == job_id:
            self._queue.put(job)
        return job

    def progress(self, job_id: UUID) -> float:
        """Return how far a running job is, from 0 to 1."""
        progress = self._progress
        return progress.done if progress and progress.job_id == job_id else 0.0

    def __enter__(self) -> Self:
        with self._database.cursor() as cursor:
            for job in store.unfinished(cursor):
                self._queue.put(job)
        self._thread.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stopping.set()
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._queue.get()) is not None and not self._stopping.is_set():
            try:
                self._work(job)
            except Exception:
                logger.exception("job %s on %s could not be recorded", job.kind, job.subject)

    def _work(self, job: Job) -> None:
        self._record(job, "running")
        try:
            self._kinds[job.kind](
                job.subject,
                lambda done: self._tell(Progress(job.job_id, done)),
                self._stopping,
            )
        except ComputeCancelled:
            return  # the service stops: the job stays unfinished and starts anew next time
        except Exception as error:
            logger.exception("job %s on %s failed", job.kind, job.subject)
            reason = str(error).strip().rpartition("\n")[2]
            self._record(job, "failed", message=reason)
        else:
            self._record(job, "done")
        finally:
            self._progress = None

    def _tell(self, progress: Progress) -> None:
        self._progress = progress

    def _record(self, job: Job, state: store.JobState, *, message: str | None = None) -> None:
        """Keep the state of a job; on a disk that takes nothing, try until it does."""
        while True:
            try:
                self._set_state(job, state, message=message)
            except duckdb.Error as error:
                logger.error("job %s on %s not recorded: %s", job.kind, job.subject, error)  # noqa: TRY400
            else:
                return
            if self._stopping.wait(self._retry_seconds):
                return  # it is unfinished, and starts anew next time

    def _set_state(self, job: Job, state: store.JobState, *, message: str | None) -> None:
        finished_at = None if state == "running" else datetime.now(UTC)
        with self._database.transaction() as cursor:
            store.set_state(cursor, job.job_id, state, message=message, finished_at=finished_at)
