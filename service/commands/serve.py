"""`bilan serve`: run the service."""

import asyncio
import gc
import os
import signal
import socket
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from multiprocessing import active_children
from threading import Event
from types import FrameType
from typing import NoReturn

import rich_click as click
import uvicorn

from dashboards.pages.frame import form_address
from dashboards.pages.sign_in import link_address
from service.app import create_app
from service.backups.desk import BackupDesk
from service.commands.demo import load_demonstration
from service.commands.memory import giving_back, leave_no_gaps
from service.commands.opening import open_database, read_settings
from service.jobs.embedder_choice import EmbedderUnusable, choose
from service.logs import configure
from service.settings import Settings
from service.store.catalogue import Snapshot, read_snapshot
from service.store.database import Database
from service.store.users import Users
from service.web.bounded_requests import BoundedRequests
from service.web.screens import Screens

_DRAINING_SECONDS = 2.0
_LONGEST_REQUEST_SECONDS = 8


class _Server(uvicorn.Server):
    """Stops in order, in about ten seconds at most; at once where it is told to a second time.

    What never ends by itself is ended. For as long as requests are under way, at most two seconds,
    it listens on: what participants send is taken, and everybody else is told to come back. Then
    it waits eight seconds for those that are still under way, uvicorn cuts them off, and the
    writer stores what it was given.
    """

    def __init__(self, config: uvicorn.Config, screens: Screens, stopping: Event) -> None:
        super().__init__(config)
        self._screens = screens
        self._stopping = stopping

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self.should_exit:
            _leave_at_once(sig)
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._stopping.set()
        self._screens.close()
        until = time.monotonic() + _DRAINING_SECONDS
        while self.server_state.tasks and time.monotonic() < until:
            await asyncio.wait(self.server_state.tasks, timeout=until - time.monotonic())
        await super().shutdown(sockets)


def _leave_at_once(number: int) -> NoReturn:
    """End as if killed: nothing is lost by it that was acknowledged, and nothing tidied up."""
    for each in active_children():
        each.terminate()
    os.write(2, b"Stopped at once. What was acknowledged is on the disk.\n")
    os._exit(128 + number)


@click.command()
@click.option(
    "--demo", "with_demo", is_flag=True, help="Load the demonstration if the file is empty."
)
def serve(*, with_demo: bool) -> None:
    """Run the service until Ctrl+C; print where to open it and how to sign in."""
    signal.signal(signal.SIGTERM, _leave)  # so that the file is closed on the way out
    leave_no_gaps()
    settings = read_settings()
    configure(settings)
    _check_embedder(settings)
    listening = _listen(settings)
    with listening, open_database(settings) as database:
        with database.cursor() as cursor:
            snapshot = read_snapshot(cursor)
        if with_demo and not snapshot.programmes:
            load_demonstration(database, at=datetime.now(UTC))
            with database.cursor() as cursor:
                snapshot = read_snapshot(cursor)
        click.echo(_welcome(settings, snapshot, _first_link(settings, database)))
        app = create_app(settings, database)
        config = uvicorn.Config(
            app,
            http=BoundedRequests,
            access_log=False,  # addresses of participants are nobody's business
            log_config=None,  # as ours is written
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=_LONGEST_REQUEST_SECONDS,
            timeout_keep_alive=75,  # longer than proxies do, or one would send into a closed one
        )
        server = _Server(config, app.state.screens, app.state.stopping)
        desk = BackupDesk(database, app.state.audit_log)
        gc.collect()
        gc.freeze()  # what is there now stays: no later collection looks through it
        obeyed = suppress(KeyboardInterrupt)  # uvicorn raises it once more
        with desk, giving_back(database), obeyed:
            server.run(sockets=[listening])
    if not server.started:
        raise SystemExit(1)


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _check_embedder(settings: Settings) -> None:
    """Raises click.ClickException, a sentence, rather than let every search for themes fail."""
    try:
        choose(settings.embedder)
    except EmbedderUnusable as error:
        raise click.ClickException(str(error)) from error


def _listen(settings: Settings) -> socket.socket:
    """Raises click.ClickException, a sentence, if the port is taken."""
    listening = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise click.ClickException(
            f"Cannot listen on {settings.host}:{settings.port} ({error.strerror}). "
            "Choose another port, for example: make run PORT=8001"
        ) from error
    listening.listen(2_048)
    listening.setblocking(False)
    return listening


def _first_link(settings: Settings, database: Database) -> str:
    """Return the link that makes the first administrator; empty where there is one."""
    now, users = datetime.now(UTC), Users(database)
    users.reload(at=now)
    if users.is_looked_after:
        return ""
    token = users.new_link(None, until=now + timedelta(hours=settings.sign_in_hours))
    return f"{settings.address}{link_address(token)}"


def _welcome(settings: Settings, snapshot: Snapshot, first: str) -> str:
    now = datetime.now(UTC)
    forms = [
        f"  {settings.address}{form_address(slug)}"
        for slug, setup in snapshot.setups.items()
        if setup.survey.is_open(now) and setup.survey.promise != "one_per_invitation"
    ]
    return "\n".join(
        [
            f"Bilan runs at {settings.address} (Ctrl+C stops it).",
            "",
            *_how_to_sign_in(settings, first),
            "",
            *(["Open surveys, for participants:", *forms[:5]] if forms else ["No survey is open."]),
            "",
        ]
    )


def _how_to_sign_in(settings: Settings, first: str) -> list[str]:
    if not first:
        return [f"Dashboards, for people with an account: {settings.address}/programmes"]
    hours = settings.sign_in_hours
    return [
        f"To make the account that administers it, open this link within {hours} hours:",
        f"  {first}",
    ]
