"""Open the DuckDB file and bring its tables up to date.

DatabaseUnusable
├── DatabaseInUse   another process has the file open
├── DatabaseNewer   the file was written by a later version of Bilan
└── DatabaseMoved   the open file was moved, deleted or replaced
"""

import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

import duckdb

from service.store.counts import Counts, Source
from service.store.log_tail import LogUnusable, logs_of, see_to_entry, see_to_logs, size_of
from service.store.row_copy import copy_rows, free_name, new_file
from service.store.sql import copying, migrations, query
from service.store.successor import Again, Successor, take_place
from service.store.turnstile import Turnstile

logger = logging.getLogger(__name__)

_AS_OPENED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",  # nothing comes from elsewhere
    "autoload_known_extensions": "false",
    "checkpoint_threshold": "1TB",  # no commit waits for a checkpoint, or fails with it
}

ROOM = 64_000_000
"""Bytes free on the disk below which nobody asks for a checkpoint, nor where fewer are free than
the file has: DuckDB gives up a file whose checkpoint fails."""


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

    DuckDB lets a single process open a file, and a cursor must stay in one thread, so the rest of
    the service asks for a `cursor()` and never for the connection.
    """

    def __init__(self, path: Path) -> None:
        """Raises DatabaseUnusable."""
        self._path = path.absolute()
        self._connection = _connect(path)
        self._turnstile = Turnstile()
        self._successor: Successor | None = None
        self.counts = Counts(self.cursor)
        self.copying = Lock()
        """Held while rows are copied into another file: only one can be filled at a time."""
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

    @property
    def room(self) -> int:
        """Bytes free on its disk."""
        return shutil.disk_usage(self._path.parent).free

    @property
    def has_room(self) -> bool:
        """Whether it can write its log into the tables."""
        return self.room >= max(ROOM, self.size)

    @property
    def size(self) -> int:
        """Bytes of the file and its log."""
        return size_of(self._path) + self.log_size

    @property
    def log_size(self) -> int:
        """Bytes that were committed and are not yet in the tables."""
        return sum(size_of(each) for each in logs_of(self._path))

    @property
    def is_current(self) -> bool:
        """Whether the file went through all that this version knows, and nothing else."""
        with self.cursor() as cursor:
            applied = {name for (name,) in cursor.execute(query("migrations")).fetchall()}
        return applied == {name for name, _ in migrations()[1:]}

    def check_in_place(self) -> None:
        """Check that the path still leads to the file that is open.

        Raises:
            DatabaseMoved: it leads nowhere, or to another file.
        """
        with self._turnstile.inside():
            in_place = _identity(self._path) == self._file
        if not in_place:
            raise DatabaseMoved(
                f"{self._path} was moved, deleted or replaced while it was open. "
                "Put the file back, or start the service again with the new one."
            )

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Hand out a cursor of its own for the calling thread, to read with."""
        with self._turnstile.inside(), self._connection.cursor() as cursor:
            yield cursor

    @contextmanager
    def transaction(self, *, again: Again | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """Commit what the body does, whole, or nothing of it if it raises.

        Args:
            again: Does the same once more, in a file that is being made to take the place of
                this one. Without it, such a file is given up, or has this wait (`insisting`).
        """
        with self._turnstile.inside(can_wait=again is None), self._connection.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()
            if self._successor is not None:
                self._successor.note(again)

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Read the file as it is at one moment; what the body would change is refused."""
        with self.cursor() as cursor:
            cursor.execute(copying("begin_reading"))
            try:
                yield cursor
            finally:
                cursor.rollback()

    @contextmanager
    def source(self) -> Iterator[Source]:
        """Read the file as it is at one moment, beside what is counted of its answers."""
        with self.reading() as cursor:
            yield Source(cursor, self.counts)

    @contextmanager
    def changing_source(self) -> Iterator[Source]:
        """As `source`, to change what the file holds."""
        with self.transaction() as cursor:
            yield Source(cursor, self.counts)

    @contextmanager
    def alone(self, seconds: float) -> Iterator[duckdb.DuckDBPyConnection]:
        """Hand out a cursor while nobody else has one; the body may not ask for another.

        Raises:
            NeverAlone: for so many seconds somebody always used the file.
        """
        with self._turnstile.alone(seconds), self._connection.cursor() as cursor:
            yield cursor

    @contextmanager
    def followed(
        self, path: Path, seconds: float
    ) -> Iterator[tuple[duckdb.DuckDBPyConnection, Successor]]:
        """Have a new file at `path` to be filled, and noted in a successor what it lacks.

        The cursor sees the file as it is when the body begins; it holds nobody up.

        Raises:
            NeverAlone: for so many seconds there was no moment in which nobody uses the file.
        """
        with ExitStack() as stack:
            with self._turnstile.alone(seconds):
                beside = stack.enter_context(self._connection.cursor())
                stack.enter_context(new_file(beside, path))
                cursor = stack.enter_context(self._connection.cursor())
                cursor.begin()
                cursor.execute(query("answers_now")).fetchall()  # reading settles what is seen
                self._successor = successor = Successor()
            yield cursor, successor
            cursor.commit()

    @contextmanager
    def succeeded(self, path: Path, seconds: float) -> Iterator[duckdb.DuckDBPyConnection]:
        """Put the file at `path` in the place of the open one, unless the body raises.

        Nobody uses the file meanwhile, so the body can make sure that `path` holds all that it
        has to: the cursor reads the open file.

        Raises:
            NeverAlone: for so many seconds somebody always used the file.
            NotSucceeded: the open file stays.
            DatabaseUnusable: nothing is open any more; whatever has its name is whole.
        """
        with self._turnstile.alone(seconds):
            with self._connection.cursor() as cursor:
                yield cursor
            self._connection.close()
            try:
                take_place(path, of=self._path)
            finally:
                self._connection = _connect(self._path)
                self._file = _identity(self._path)

    def insisting(self) -> AbstractContextManager[None]:
        """Until the body ends, have wait what would have a file that follows this one given up."""
        return self._turnstile.insisting()

    def follow_no_more(self) -> None:
        self._successor = None

    def checkpoint(self) -> bool:
        """Write the log into the tables and drop it; False if it has to wait.

        It waits for readers that began before the last commit, and for room on the disk.
        """
        if not self.has_room:
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
        ahead = [(name, statements) for name, statements in known if name not in applied]
        if applied and ahead:
            self._keep_as_it_was(max(applied))
        for name, statements in ahead:
            with self.transaction() as cursor:
                cursor.execute(statements)
                cursor.execute(query("insert_migration"), {"name": name})

    def _keep_as_it_was(self, schema: str) -> None:
        """Keep a copy of a file that is about to be brought up to date, beside it.

        Raises:
            DatabaseUnusable: there is none, for want of room for one.
        """
        if self.room < self.size + ROOM:
            raise DatabaseUnusable(
                f"{self._path} has to be brought up to date, and there is no room to keep it as it "
                f"was: {(self.size + ROOM) // 1_000_000} MB are needed. It is left alone."
            )
        kept = free_name(self._path, schema)
        try:
            self._copy_to(kept)
        except (duckdb.Error, OSError) as error:
            raise DatabaseUnusable(
                f"{self._path} has to be brought up to date, and cannot be kept as it was: "
                f"{_first_line(error)}. It is left alone."
            ) from error
        logger.warning(
            "%s is brought up to date. As it was, it is kept as %s, with all that is erased later: "
            "delete it once you see that all is well.",
            self._path,
            kept.name,
        )

    def _copy_to(self, path: Path) -> None:
        """Copy the file to `path`, whole or not at all."""
        with tempfile.TemporaryDirectory(prefix=copy_prefix(self._path), dir=path.parent) as folder:
            copy = Path(folder) / path.name
            with self.cursor() as beside, new_file(beside, copy), self.transaction() as cursor:
                copy_rows(cursor)
            copy.rename(path)


def copy_prefix(path: Path) -> str:
    """Return how folders begin in which copies of the file at `path` are made."""
    return f".{path.name}.copy-"


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Raises DatabaseUnusable."""
    _check_writable(path)
    try:
        see_to_logs(path)
        return _connected(path)
    except LogUnusable as error:
        raise DatabaseUnusable(str(error)) from error
    except OSError as error:
        raise DatabaseUnusable(f"{path} cannot be opened: {error}") from error


def _check_writable(path: Path) -> None:
    """Raises DatabaseUnusable: DuckDB would take the file, and then nothing that is written."""
    for each in (path, path.absolute().parent):
        if each.exists() and not os.access(each, os.W_OK):
            raise DatabaseUnusable(
                f"{each} cannot be written: it is another user's, or its disk is read-only. Bilan "
                f"writes {path.name}, and its log beside it. Make both writable, then try again."
            )


def _connected(path: Path) -> duckdb.DuckDBPyConnection:
    """Raises DatabaseUnusable, LogUnusable or OSError."""
    try:
        return duckdb.connect(path, config=_AS_OPENED)
    except duckdb.Error as error:
        reason = str(error)
        if isinstance(error, duckdb.IOException) and "lock" in reason.lower():
            holder = re.search(r"PID (\d+)", reason)
            by = f" by process {holder[1]}" if holder else ""
            raise DatabaseInUse(
                f"{path} is open{by}: the service is probably running. Stop it, then try again."
            ) from error
        unread = re.search(
            r'WAL file "(.+)": Corrupt WAL file: entry at byte position (\d+)', reason
        )
        if unread and see_to_entry(path, Path(unread[1]), int(unread[2])):
            return _connected(path)
        if "WAL does not match" in reason or "WAL was created for" in reason:
            raise DatabaseUnusable(
                f"{path} and its log, {path.name}.wal, are not of the same moment: one was put "
                "there without the other. Nothing was changed. Put both there as they were, or "
                "restore a backup; if the file alone is right, move the log away."
            ) from error
        is_io = isinstance(error, duckdb.IOException)
        what = "cannot be opened" if is_io else "is not a database of Bilan"
        raise DatabaseUnusable(f"{path} {what}: {_first_line(error)}") from error


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells the file under `path` from any other; None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
