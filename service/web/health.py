"""A sign of life for whoever supervises the process."""

from typing import Any

from litestar import Controller, MediaType, Request, Response, get
from litestar.di import NamedDependency

from service.store.submissions import NotStored
from service.store.writer import SubmissionWriter
from service.web.permitted import PUBLIC


def _unwell(_: Request[Any, Any, Any], error: NotStored) -> Response[str]:
    return Response(f"{error}\n", status_code=503, media_type=MediaType.TEXT)


class HealthController(Controller):
    opt = {"needs": PUBLIC}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False
    exception_handlers = {NotStored: _unwell}  # noqa: RUF012 -- Litestar reads it

    @get("/health", media_type=MediaType.TEXT, sync_to_thread=False)
    def health(self, writer: NamedDependency[SubmissionWriter]) -> str:
        """Say ok while answers can be stored."""
        writer.check()
        return "ok"
