"""Signs of life for whoever supervises the process: for all to see, so they tell states alone.

`/health` says whether the process takes answers; if not, it is to be started anew. `/ready` says
whether anything needs somebody. A late backup is said, and is no reason to be not ready: taking the
service away from participants would not make one.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import msgspec
from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency

from service.settings import Settings
from service.store.audit import last_backup
from service.store.database import Database
from service.store.renewal import Erased, Renewer
from service.store.retention import RetentionClock
from service.store.submissions import NotStored
from service.store.writer import SubmissionWriter
from service.web.permitted import PUBLIC


class Health(msgspec.Struct, frozen=True, kw_only=True):
    status: Literal["ok", "unwell"]


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """What `/ready` says."""

    writer: Literal["ok", "stopped"]
    disk: Literal["ok", "low"]
    """Low: no room to write the log into the tables, nor to have the file forget."""
    schema: Literal["current", "other"]
    backup: Literal["recent", "late", "none"]
    erased: Erased
    """Whether the file still holds bytes of what was erased. Late is said, and is no 503 either."""
    clock: Literal["ok", "doubted"]
    """Doubted: nothing is anonymised until an administrator says that it is right; no 503."""

    @property
    def status(self) -> int:
        well = (self.writer, self.disk, self.schema) == ("ok", "ok", "current")
        return 200 if well else 503


def is_well(writer: SubmissionWriter) -> bool:
    """Whether answers can be stored."""
    try:
        writer.check()
    except NotStored:
        return False
    return True


def _unwell(_: Request[Any, Any, Any], __: NotStored) -> Response[Health]:
    return Response(Health(status="unwell"), status_code=503)


class HealthController(Controller):
    opt = {"needs": PUBLIC}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False
    exception_handlers = {NotStored: _unwell}  # noqa: RUF012 -- Litestar reads it

    @get("/health", sync_to_thread=False)
    def health(self, writer: NamedDependency[SubmissionWriter]) -> Health:
        """Say ok while answers can be stored."""
        writer.check()
        return Health(status="ok")

    @get("/ready", sync_to_thread=True)
    def ready(
        self,
        writer: NamedDependency[SubmissionWriter],
        database: NamedDependency[Database],
        settings: NamedDependency[Settings],
        renewer: NamedDependency[Renewer],
        retention: NamedDependency[RetentionClock],
    ) -> Response[Readiness]:
        """Say what is well, and answer with 503 if answers are in danger."""
        with database.cursor() as cursor:
            last = last_backup(cursor)
        now, longest = datetime.now(UTC), timedelta(hours=settings.backup_hours)
        found = Readiness(
            writer="ok" if is_well(writer) else "stopped",
            disk="ok" if database.has_room else "low",
            schema="current" if database.is_current else "other",
            backup=_backup(last, longest, at=now),
            erased=renewer.erased,
            clock="doubted" if retention.doubted_since(at=now) else "ok",
        )
        return Response(found, status_code=found.status)


def _backup(
    last: datetime | None, longest: timedelta, *, at: datetime
) -> Literal["recent", "late", "none"]:
    if last is None:
        return "none"
    return "recent" if abs(at - last) <= longest else "late"  # the clock was set since
