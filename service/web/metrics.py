"""Numbers for Prometheus, to whoever sends the token of the settings.

They tell how the process is and how long requests take, and nothing of answers: not how many there
are, nor when one arrives. So what participants open and what they send is counted together.
"""

import hmac
import time
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import CollectorRegistry, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import choose_encoder

from service.settings import Settings
from service.store.audit import last_backup
from service.store.database import Database
from service.store.writer import SubmissionWriter
from service.web.health import is_well
from service.web.permitted import PUBLIC

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Pages are to answer within 0.2 s, submissions within 0.25 s."""

_PARTICIPANTS = frozenset({"s", "r", "i", "c", "p"})
_WITHOUT_END = "/events"


class Metrics:
    """Counts the requests of one service, and reads its state when it is asked."""

    def __init__(self, database: Database, writer: SubmissionWriter) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Histogram(
            "bilan_request_seconds",
            "Seconds from a request to the end of its answer.",
            ["whose", "status"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._database = database
        for name, said, read in (
            ("bilan_writer_up", "1 while answers can be stored.", lambda: is_well(writer)),
            ("bilan_disk_free_bytes", "Room on the disk of the database.", lambda: database.room),
            (
                "bilan_database_bytes",
                "Bytes of the file and its log.",
                lambda: database.size,
            ),
            ("bilan_last_backup_seconds", "When it was, since 1970; 0: never.", self._last_backup),
        ):
            Gauge(name, said, registry=self.registry).set_function(read)

    def measured(self, app: ASGIApp) -> ASGIApp:
        """Return `app` with its requests counted."""

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["path"].endswith(_WITHOUT_END):
                await app(scope, receive, send)
                return
            began, status = time.perf_counter(), 500

            async def send_noted(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                await send(message)

            try:
                await app(scope, receive, send_noted)
            finally:
                took = time.perf_counter() - began
                labels = _whose(scope["path"]), f"{status // 100}xx"
                self._requests.labels(*labels).observe(took)

        return answer

    def _last_backup(self) -> float:
        with self._database.cursor() as cursor:
            at = last_backup(cursor)
        return at.timestamp() if at else 0.0


class MetricsController(Controller):
    opt = {"needs": PUBLIC}  # noqa: RUF012 -- Litestar reads it; the token is compared below
    include_in_schema = False

    @get("/metrics", sync_to_thread=True)
    def metrics(
        self,
        request: Request[Any, Any, Any],
        metrics: NamedDependency[Metrics],
        settings: NamedDependency[Settings],
    ) -> Response[bytes]:
        """Return all numbers, in the format that is asked for."""
        if not settings.metrics_token:
            raise NotFoundException
        expected = f"Bearer {settings.metrics_token}".encode()
        given = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(given, expected):
            return Response(b"", status_code=401, headers={"WWW-Authenticate": "Bearer"})
        encode, kind = choose_encoder(request.headers.get("accept", ""))
        return Response(encode(metrics.registry), media_type=kind)


def _whose(path: str) -> str:
    first = path.split("/")[1]
    if first in _PARTICIPANTS or path.endswith("/submissions"):
        return "participants"
    return first if first in {"static", "api"} else "workspace"
