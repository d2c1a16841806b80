"""Remember jobs, so that a restart takes up what was waiting or cut short."""

from collections.abc import Collection
from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

import duckdb
import msgspec

from service.store.sql import query
from service.store.times import from_stored, to_stored
from surveys.texts import Slug

JobState: TypeAlias = Literal["queued", "running", "done", "failed", "cancelled"]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    job_id: UUID
    kind: str
    subject: str
    """What it works on: an activity, and perhaps how, after a space."""
    state: JobState
    message: str | None
    """Why it failed."""
    created_at: datetime
    finished_at: datetime | None

    @property
    def activity(self) -> Slug:
        """Of what it works on."""
        return self.subject.partition(" ")[0]


class JobNotFound(LookupError):
    """There is no job with this id."""


def add(
    cursor: duckdb.DuckDBPyConnection, *, job_id: UUID, kind: str, subject: str, at: datetime
) -> Job:
    """Queue a job and return it, or the same one if it already waits."""
    cursor.execute(
        query("insert_job"),
        {"job_id": job_id, "kind": kind, "subject": subject, "at": to_stored(at)},
    )
    row = cursor.execute(query("queued_job"), {"kind": kind, "subject": subject}).fetchone()
    if row is None:
        raise JobNotFound(job_id)
    return _job(row)


def add_while_none_runs(
    cursor: duckdb.DuckDBPyConnection, *, job_id: UUID, kind: str, subject: str, at: datetime
) -> Job:
    """As `add`, where the caller has the file for itself: what was cut short waits again."""
    requeue(cursor, at=at)
    return add(cursor, job_id=job_id, kind=kind, subject=subject, at=at)


def requeue(cursor: duckdb.DuckDBPyConnection, *, at: datetime) -> None:
    """Let what was cut short wait again, once: it reads anew what it works on.

    Nothing runs meanwhile.
    """
    cursor.execute(query("requeue_jobs"), {"at": to_stored(at)})


def end_waiting(
    cursor: duckdb.DuckDBPyConnection, *, kind: str, subjects: Collection[str], at: datetime
) -> None:
    """Say that jobs that wait are done: somebody did the same without the queue.

    Nothing runs meanwhile.
    """
    requeue(cursor, at=at)
    cursor.execute(
        query("end_waiting_jobs"),
        {"kind": kind, "subjects": sorted(subjects), "at": to_stored(at)},
    )


def unfinished(cursor: duckdb.DuckDBPyConnection) -> list[Job]:
    """Return the jobs that wait or were cut short, oldest first."""
    return [_job(row) for row in cursor.execute(query("unfinished_jobs")).fetchall()]


def get(cursor: duckdb.DuckDBPyConnection, job_id: UUID) -> Job:
    """Raises JobNotFound."""
    row = cursor.execute(query("job"), {"job_id": job_id}).fetchone()
    if row is None:
        raise JobNotFound(job_id)
    return _job(row)


def latest(cursor: duckdb.DuckDBPyConnection, *, kind: str, subject: str) -> Job | None:
    """Return the latest job on `subject`, however it was to work on it."""
    row = cursor.execute(query("latest_job"), {"kind": kind, "subject": subject}).fetchone()
    return None if row is None else _job(row)


def latest_on(cursor: duckdb.DuckDBPyConnection, *, kind: str, subject: str) -> Job | None:
    """Return the latest job on exactly `subject`."""
    row = cursor.execute(query("latest_job_on"), {"kind": kind, "subject": subject}).fetchone()
    return None if row is None else _job(row)


def cancel(cursor: duckdb.DuckDBPyConnection, job_id: UUID, *, at: datetime) -> None:
    """Take a job that waits out of the queue; one that runs or has ended stays as it is."""
    cursor.execute(query("cancel_job"), {"job_id": job_id, "at": to_stored(at)})


def set_state(
    cursor: duckdb.DuckDBPyConnection,
    job_id: UUID,
    state: JobState,
    *,
    message: str | None = None,
    finished_at: datetime | None = None,
) -> None:
    cursor.execute(
        query("update_job"),
        {
            "job_id": job_id,
            "state": state,
            "message": message,
            "finished_at": None if finished_at is None else to_stored(finished_at),
        },
    )


def _job(row: tuple[object, ...]) -> Job:
    fields = [from_stored(value) if isinstance(value, datetime) else value for value in row]
    return msgspec.convert(dict(zip(Job.__struct_fields__, fields, strict=True)), Job)
