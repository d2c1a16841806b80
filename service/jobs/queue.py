"""Run jobs one after the other, outside the request path.

What waits is kept in the database, so a restart takes it up again; a job that
was cut short starts anew, which is harmless because a job stores its result
whole or not at all. One that somebody cancels does not start again.
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
from service.logs import reason, spoken
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


class _Running(NamedTuple):
    job_id: UUID
    stop: Event


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
        self._writing = Lock()  # two transactions would not see each other's job, or refuse one
        self._progress: Progress | None = None
        self._cancelled: set[UUID] = set()
        self._running: _Running | None = None
        self._thread = Thread(target=self._run, name="jobs")

    def add(self, kind: str, subject: str, *, at: datetime) -> Job:
        """Queue a job; if the same one already waits, return that one.

        One that runs may have read before what somebody wants looked at: another waits then.
        """
        job_id = uuid4()
        with self._writing, self._database.transaction() as cursor:
            job = store.add(cursor, job_id=job_id, kind=kind, subject=subject, at=at)
        if job.job_id == job_id:
            self._queue.put(job)
        return job

    def cancel(self, job_id: UUID) -> Job:
        """Stop a job, or keep it from starting; one that has ended stays as it is.

        One that runs is "cancelled" as soon as it has stopped.

        Raises:
            JobNotFound: there is no such job.
        """
        with self._writing, self._database.transaction() as cursor:
            store.cancel(cursor, job_id, at=datetime.now(UTC))
            job = store.get(cursor, job_id)
        if job.state in ("queued", "running", "cancelled"):
            self._cancelled.add(job_id)
        if (running := self._running) is not None and running.job_id == job_id:
            running.stop.set()
        return job

    def progress(self, job_id: UUID) -> float:
        """Return how far a running job is, from 0 to 1."""
        progress = self._progress
        return progress.done if progress and progress.job_id == job_id else 0.0

    def __enter__(self) -> Self:
        with self._writing, self._database.transaction() as cursor:
            store.requeue(cursor, at=datetime.now(UTC))
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
        if (running := self._running) is not None:
            running.stop.set()
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._queue.get()) is not None and not self._stopping.is_set():
            try:
                self._work(job)
            except Exception:
                logger.exception("job %s on %s could not be recorded", job.kind, job.subject)

    def _work(self, job: Job) -> None:
        stop = Event()
        self._running = _Running(job.job_id, stop)
        if self._stopping.is_set() or job.job_id in self._cancelled:
            stop.set()  # it was said before there was anybody to stop
        try:
            self._end(job, stop)
        finally:
            self._running = None
            self._progress = None
            self._cancelled.discard(job.job_id)

    def _end(self, job: Job, stop: Event) -> None:
        """Run a job, unless it is to stop already, and record how it ended."""
        if stop.is_set():
            self._stopped(job)
            return
        self._record(job, "running")
        try:
            self._kinds[job.kind](
                job.subject, lambda done: self._tell(Progress(job.job_id, done)), stop
            )
        except ComputeCancelled:
            self._stopped(job)
        except Exception as error:
            logger.exception("job %s on %s failed", job.kind, job.subject)
            self._record(job, "failed", message=reason(error))
        else:
            self._record(job, "done")

    def _stopped(self, job: Job) -> None:
        """Record that somebody cancelled a job; where the service stops, it starts anew then."""
        if job.job_id in self._cancelled:
            self._record(job, "cancelled")

    def _tell(self, progress: Progress) -> None:
        self._progress = progress

    def _record(self, job: Job, state: store.JobState, *, message: str | None = None) -> None:
        """Keep the state of a job; on a disk that takes nothing, try until it does."""
        while True:
            try:
                self._set_state(job, state, message=message)
            except duckdb.Error as error:
                logger.error("job %s on %s not recorded: %s", job.kind, job.subject, spoken(error))  # noqa: TRY400
            else:
                return
            if self._stopping.wait(self._retry_seconds):
                return  # it is unfinished, and starts anew next time

    def _set_state(self, job: Job, state: store.JobState, *, message: str | None) -> None:
        finished_at = None if state == "running" else datetime.now(UTC)
        with self._writing, self._database.transaction() as cursor:
            store.set_state(cursor, job.job_id, state, message=message, finished_at=finished_at)
