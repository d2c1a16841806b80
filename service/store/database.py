"""Open the DuckDB file and bring its tables up to date.

DatabaseUnusable
├── DatabaseInUse   another process has the file open
├── DatabaseNewer   the file was written by a later version of Bilan
└── DatabaseMoved   the open file was moved, deleted or replaced
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

import duckdb

from service.store.counts import Counts, Source
from service.store.sql import migrations, query

_NOTHING_FROM_ELSEWHERE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}

ROOM = 64_000_000
"""Bytes free on the disk below which nobody asks for a checkpoint: DuckDB gives up a file
whose checkpoint fails."""


class DatabaseUnusable(Exception):
    """The file cannot be opened as a database of Bilan; the message says why."""


class DatabaseInUse(DatabaseUnusable):
    """Another process has the file open."""


class DatabaseNewer(DatabaseUnusable):
    """The file was written by a later version of Bilan."""


class DatabaseMoved(DatabaseUnusable):
    """The open file was moved, deleted or replaced: what it takes now would be lost."""


class Database:
    """The one open DuckDB file of this process.

    DuckDB lets a single process open a file, and a cursor must stay in one
    thread, so the rest of the service asks for a `cursor()` and never for the
    connection.
    """

    def __init__(self, path: Path) -> None:
        """Raises DatabaseUnusable."""
        self._path = path.absolute()
        self._connection = _connect(path)
        self.counts = Counts(self.cursor)
        self.rewriting = Lock()
        """Held while stored comments change, or mentions are stored that point into them."""
        self.enrolling = Lock()
        """Held while a list comes into a roster: two at once would add the same people twice."""
        self.drafting = Lock()
        """Held while a questionnaire is saved or published: of two at once, one is told."""
        self.registering = Lock()
        """Held while a content change is registered: each names the stamp of the one before."""
        self.setting_up = Lock()
        """Held while something is set up or corrected: two at once could take one address."""
        try:
            self._file = _identity(self._path)
            self._migrate(path)
        except duckdb.Error as error:
            self._connection.close()
            raise DatabaseUnusable(
                f"{path} is damaged, or no database of Bilan: {_first_line(error)}"
            ) from error
        except BaseException:
            self._connection.close()
            raise

    @property
    def path(self) -> Path:
        """Where the file is, from the root."""
        return self._path

    def check_in_place(self) -> None:
        """Check that the path still leads to the file that is open.

        Raises:
            DatabaseMoved: it leads nowhere, or to another file.
        """
        if _identity(self._path) != self._file:
            raise DatabaseMoved(
                f"{self._path} was moved, deleted or replaced while it was open. "
                "Put the file back, or start the service again with the new one."
            )

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a cursor of its own for the calling thread; use it in a `with`."""
        return self._connection.cursor()

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Commit what the body does, whole, or nothing of it if it raises."""
        with self.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()

    @contextmanager
    def source(self) -> Iterator[Source]:
        """Read or change the file in one transaction, beside what is counted of its answers."""
        with self.transaction() as cursor:
            yield Source(cursor, self.counts)

    def checkpoint(self) -> bool:
        """Write the log into the tables and drop it; False if it has to wait.

        It waits for readers that began before the last commit, and for room on the disk.
        """
        if shutil.disk_usage(self._path.parent).free < ROOM:
            return False
        with self.cursor() as cursor:
            try:
                cursor.checkpoint()
            except duckdb.TransactionException:
                return False
        return True

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _migrate(self, path: Path) -> None:
        (_, first), *known = migrations()
        there = {name for (name,) in self._connection.execute(query("tables")).fetchall()}
        if there - {"migrations"} and not {"migrations", "programmes"} <= there:
            raise DatabaseUnusable(
                f"{path} is a database of something else: it holds {', '.join(sorted(there)[:3])}."
            )
        self._connection.execute(first)
        applied = {name for (name,) in self._connection.execute(query("migrations")).fetchall()}
        if newer := applied - {name for name, _ in known}:
            raise DatabaseNewer(
                f"{path} was written by a later version of Bilan (it has {min(newer)})."
            )
        for name, statements in known:
            if name not in applied:
                with self.transaction() as cursor:
                    cursor.execute(statements)
                    cursor.execute(query("insert_migration"), {"name": name})


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(path, config=_NOTHING_FROM_ELSEWHERE)
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            holder = re.search(r"PID (\d+)", str(error))
            by = f" by process {holder[1]}" if holder else ""
            raise DatabaseInUse(
                f"{path} is open{by}: the service is probably running. Stop it, then try again."
            ) from error
        raise DatabaseUnusable(f"{path} cannot be opened: {_first_line(error)}") from error
    except duckdb.Error as error:
        raise DatabaseUnusable(
            f"{path} is not a database of Bilan: {_first_line(error)}"
        ) from error


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells the file under `path` from any other; None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
