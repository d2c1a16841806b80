"""The service as a process of its own, as people run it."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

_PATIENCE_SECONDS = 60


class LiveService(NamedTuple):
    process: subprocess.Popen[bytes]
    address: str
    printed: str
    """What it said before it served."""
    log: Path
    """Where it says everything."""

    @property
    def first_link(self) -> str:
        """With which the first administrator is made, once."""
        (link,) = re.findall(r"http\S+/sign-in/\S+", self.printed)
        return str(link)


@contextmanager
def live_service(
    database: Path,
    *options: str,
    port: int | None = None,
    program: Sequence[str] = ("-m", "service"),
    log: Path | None = None,
    settings: Mapping[str, str] | None = None,
) -> Iterator[LiveService]:
    """Run `python -m service serve` over `database`; stop it on the way out.

    Python runs `program`, with `settings` in its environment; unless they say otherwise, what is
    sent is never held. What it says stands beside the database, or in `log`.
    """
    port = port or free_port()
    said = log or database.with_suffix(".log")
    with said.open("wb") as output:  # a pipe that nobody reads would stop it
        process = subprocess.Popen(  # noqa: S603 -- our own interpreter and package
            [sys.executable, *program, "serve", *options],
            env=os.environ
            | {
                "BILAN_DATABASE": str(database),
                "BILAN_PORT": str(port),
                "BILAN_SHORTEST_SECONDS": "0",
            }
            | dict(settings or {}),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a group of its own, as a terminal gives it
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(process, address, said)
        yield LiveService(process, address, said.read_text("utf-8"), said)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class ComesAndGoes:
    """The service over one database and at one address, stopped and started again."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self._port = free_port()
        self._running = ExitStack()
        self._runs = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it, unless it runs."""
        if not self._runs:
            self._running.enter_context(live_service(self.database, port=self._port))
            self._runs = True

    def stop(self) -> None:
        self._running.close()
        self._runs = False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def held_port() -> Iterator[int]:
    """Yield a port at which nobody listens, nor anybody else can meanwhile."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], address: str, said: Path) -> None:
    """Return once the service answers."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5):  # noqa: S310 -- our own
                return
        except OSError:  # it does not listen yet, or is slower than that
            time.sleep(0.02)
    raise AssertionError(f"the service did not answer: {said.read_text('utf-8')}")
