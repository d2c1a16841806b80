"""Copy the open file while it is being written.

DuckDB copies table by table into a new file, in one transaction: what was committed before it began
is in the copy, and nothing of what comes later. Nobody waits meanwhile. The new file holds what can
be read and nothing else: no log, and no freed block in which something erased still stands
(docs/decisions/backups.md).

CopyFailed
└── CopyStopped   the service stops
"""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import duckdb
import msgspec

from service.store.database import ROOM, Database
from service.store.row_copy import copy_rows, new_file
from service.store.sql import query
from service.store.stoppable import Stoppable


class CopyFailed(Exception):
    """There is no copy; the message says why."""


class CopyStopped(CopyFailed):
    """The service stops."""


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """What a file held at one moment."""

    at: datetime
    """What was acknowledged by then is in it."""
    schema: str
    """The last file of schema/ that it went through."""
    counts: dict[
        Annotated[str, msgspec.Meta(pattern="^[a-z_]{1,60}$")],
        Annotated[int, msgspec.Meta(ge=0)],
    ]
    """Rows of the tables that people ask about."""


class Copier:
    """Makes one copy at a time of an open file; may be told to stop by another thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._copying = Stoppable()

    def copy(self, path: Path, *, at: datetime) -> Contents:
        """Copy the file to `path`, where nothing may be, and see that all of it is there.

        Args:
            path: On the disk when this returns, for nobody but this user to read.
            at: Now.

        Raises:
            CopyFailed: there is no room, for one; nothing of use is under `path`.
        """
        self._check_room(path.parent)
        try:
            contents = self._filled(path, at)
            with duckdb.connect(path, read_only=True) as copied:
                if _contents(copied, at) != contents:
                    raise CopyFailed("The copy does not hold what the file holds: it is no backup.")
        except duckdb.InterruptException as error:
            raise CopyStopped("The service was stopped before the copy was whole.") from error
        except (duckdb.Error, OSError) as error:
            reason = str(error).splitlines()[0]
            raise CopyFailed(
                f"{path.parent} takes no copy (is the disk full?): {reason}"
            ) from error
        return contents

    def stop(self) -> None:
        """Give up what is being copied, and copy nothing more."""
        self._copying.stop()

    def _filled(self, path: Path, at: datetime) -> Contents:
        with (
            self._database.copying,
            self._database.cursor() as beside,
            new_file(beside, path),
            self._database.transaction() as cursor,
            self._copying.using(cursor),
        ):
            contents = _contents(cursor, at)  # reading settles what is seen of the file
            copy_rows(cursor)
        return contents

    def _check_room(self, folder: Path) -> None:
        """Raises CopyFailed, before the service runs out of room for answers."""
        needed = self._database.path.stat().st_size + ROOM
        free = shutil.disk_usage(folder).free
        if free < needed:
            raise CopyFailed(
                f"There is no room for a copy in {folder}: "
                f"{free // 1_000_000} MB are free, {needed // 1_000_000} MB are needed."
            )


def _contents(cursor: duckdb.DuckDBPyConnection, at: datetime) -> Contents:
    (row,) = cursor.execute(query("contents")).fetchall()
    names = [column[0] for column in cursor.description or []]
    held: dict[str, Any] = dict(zip(names, row, strict=True))
    return Contents(at=at, schema=held.pop("schema"), counts=held)
