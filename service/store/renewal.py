"""Have no byte of what was erased left in the file: write what is left into a new one.

DuckDB only notes that a row is gone. Its bytes stay, in free blocks and in blocks that other rows
share, and nothing short of writing all of it anew is sure to remove them. So that nobody waits,
the rows are copied beside the file while it is used. What the writer commits meanwhile is done
again in the copy, which then takes the name of the file, in a moment in which nobody uses either.
If anything else was committed, the copy is given up and made anew; after five, what others save
waits for the sixth (docs/decisions/erasing.md).
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

import duckdb

from service.repeated import Repeated
from service.store.database import ROOM, Database, DatabaseUnusable
from service.store.lingering import forget_all, lingers
from service.store.row_copy import copy_rows
from service.store.sql import copying, query
from service.store.stoppable import Stoppable
from service.store.successor import NotSucceeded, Successor
from service.store.turnstile import NeverAlone

logger = logging.getLogger(__name__)

LATE_SECONDS = 3_600.0
"""After how long `/ready` says that what was erased is still in the file."""

_TRIES = 5
"""After how many in vain what others save is held up, for as long as copying takes."""

_LINGERING = "lingering"
"""The table that a new file begins without."""

Erased: TypeAlias = Literal["done", "pending", "late"]
"""done: no byte of what was erased is in the file; pending: it is being written anew; late: it
was not possible for an hour."""


class Pace(NamedTuple):
    """How long things wait, in seconds."""

    look: float = 5.0
    """Between two looks at whether there is something to do."""
    settle: float = 30.0
    """After an erasure, so that several are one renewal."""
    patience: float = 2.0
    """For a moment in which nobody uses the file."""
    rest: float = 20.0
    """After a try, as many times as long as it took: so it takes 5 % of the time."""


class Renewer:
    """Writes the file anew when something was erased, while it is `running`.

    `on_fatal` is called when the file cannot be opened again.
    """

    def __init__(
        self, database: Database, *, on_fatal: Callable[[], None], pace: Pace | None = None
    ) -> None:
        self._database = database
        self._on_fatal = on_fatal
        self._pace = pace or Pace()
        self._since: float | None = None
        self._next = 0.0
        self._tries = 0
        self._copying = Stoppable()
        self._looking = Repeated("renewer", self._look_again, every_seconds=self._pace.look)

    @property
    def erased(self) -> Erased:
        """What became of what was erased."""
        if not self._lingers():
            return "done"
        since = self._since
        return "late" if since and time.monotonic() - since > LATE_SECONDS else "pending"

    @contextmanager
    def running(self) -> Iterator[None]:
        """Look again and again; on the way out, a copy that is under way is given up."""
        with self._looking:
            try:
                yield
            finally:
                self._looking.stop()
                self._copying.stop()

    def _look_again(self) -> bool:
        """Return whether there is a next time."""
        try:
            self._look()
        except DatabaseUnusable:
            logger.exception("the file could not be opened again")
            self._on_fatal()
            return False
        except duckdb.InterruptException:
            return False
        except Exception:
            logger.exception("the file could not be written anew: it is tried again")
            self._next = time.monotonic() + self._pace.settle
        return True

    def _look(self) -> None:
        if not self._lingers():
            self._since = None
            return
        now = time.monotonic()
        if self._since is None:
            self._since, self._next = now, max(self._next, now + self._pace.settle)
        if now < self._next:
            return
        with self._database.insisting() if self._tries >= _TRIES else nullcontext():
            done = renew(self._database, patience=self._pace.patience, stoppable=self._copying)
        self._since, self._tries = (None, 0) if done else (self._since, self._tries + 1)
        self._next = time.monotonic() + self._pace.rest * (time.monotonic() - now)

    def _lingers(self) -> bool:
        with self._database.cursor() as cursor:
            return lingers(cursor)


def renew(database: Database, *, patience: float, stoppable: Stoppable | None = None) -> bool:
    """Put a new file with the same rows in the place of the open one.

    Args:
        database: May be used and changed meanwhile.
        patience: Seconds to wait for a moment in which nobody uses it.
        stoppable: Stops it as long as rows are copied.

    Returns:
        Whether that was possible: not where somebody else changed something meanwhile, always
        used the file, or copies it; nor without room for both. The open file then stays.

    Raises:
        DatabaseUnusable: the file could not be opened again; whatever has its name is whole.
    """
    if database.room < database.size + ROOM or not database.copying.acquire(blocking=False):
        return False
    fresh = fresh_path(database.path)
    try:
        _remove(fresh)
        with (
            database.followed(fresh, patience) as (cursor, successor),
            (stoppable or Stoppable()).using(cursor),
        ):
            copy_rows(cursor)
        with duckdb.connect(fresh) as connection:
            forget_all(connection)
        with database.succeeded(fresh, patience) as cursor:
            _catch_up(fresh, successor, cursor)
    except (NeverAlone, NotSucceeded) as reason:
        logger.info("the file is not written anew yet: %r", reason)
        return False
    finally:
        database.follow_no_more()
        _remove(fresh)
        database.copying.release()
    return True


def _catch_up(fresh: Path, successor: Successor, cursor: duckdb.DuckDBPyConnection) -> None:
    """Do in the new file what was committed in the open one since it was copied.

    Raises:
        NotSucceeded: not all of it can be done again.
    """
    if successor.is_outdated:
        raise NotSucceeded("something else was stored meanwhile")
    with duckdb.connect(fresh) as connection:
        for again in successor.missing:
            connection.begin()
            again(connection)
            connection.commit()
        if _sizes(connection) != _sizes(cursor):
            raise NotSucceeded("the new file does not hold what the open one holds")
        connection.checkpoint()


def _sizes(cursor: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many rows each table has."""
    tables = {name for (name,) in cursor.execute(query("tables")).fetchall()} - {_LINGERING}
    return {
        table: rows
        for table in tables
        for (rows,) in cursor.execute(copying("count_rows").format(table=table)).fetchall()
    }


def fresh_path(path: Path) -> Path:
    """Return where the file that takes the place of the one at `path` is made."""
    return path.resolve().with_name(f".{path.name}.fresh")


def _remove(fresh: Path) -> None:
    for each in (fresh, fresh.with_name(f"{fresh.name}.wal")):
        each.unlink(missing_ok=True)
