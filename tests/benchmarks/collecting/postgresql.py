"""A PostgreSQL of one's own, as its Debian package ships it, for as long as a benchmark runs."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.live import free_port

_USER = "postgres"
"""Who runs it where the benchmark is run by root, which PostgreSQL refuses to be."""


class NotInstalled(Exception):
    """There is no PostgreSQL here; the message says what to install."""


@contextmanager
def postgresql() -> Iterator[str]:
    """Give the address of a new PostgreSQL with its own settings: every commit is on disk.

    Raises:
        NotInstalled: there is none, or nothing to speak to it with.
    """
    if not find_spec("asyncpg"):
        raise NotInstalled("the Python package asyncpg is not installed (extra `peers`)")
    programs = _programs()
    user = _USER if os.geteuid() == 0 else None
    with TemporaryDirectory(prefix="bilan-postgresql-") as place:
        if user:
            shutil.chown(place, user)
        data, port = Path(place) / "data", free_port()
        _run([programs / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8"], user)
        options = f"-p {port} -k {place} -c listen_addresses=127.0.0.1"
        control: list[str | Path] = [
            programs / "pg_ctl",
            "-D",
            data,
            "-w",
            "-l",
            Path(place) / "log",
        ]
        _run([*control, "-o", options, "start"], user)
        try:
            yield f"postgresql://{_USER}@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"], user)


def _programs() -> Path:
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not versions:
        raise NotInstalled("no PostgreSQL here; the Debian package is named postgresql")
    return versions[-1].parent


def _run(command: list[str | Path], user: str | None) -> None:
    subprocess.run(  # noqa: S603 -- its own programs
        command, user=user, check=True, stdout=subprocess.DEVNULL, cwd="/"
    )
