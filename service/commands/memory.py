"""Give memory back that nothing uses.

Freed memory stays with the process where something that is in use stands above it: exports, reports
and pages, made in several threads, leave such gaps in the heap of the C library. Four minutes at
load left 87 MB of them, beside 37 in use (docs/decisions/load.md). It is no leak, and looks like
one to whoever watches; on a small server it is missed elsewhere. So does what DuckDB remembers of
buffers that it has freed (`service.store.freed_buffers`).
"""

import ctypes
import logging
from threading import Event, Thread
from types import TracebackType
from typing import Self

import duckdb

from service.logs import spoken
from service.store.database import Database
from service.store.freed_buffers import forget_freed

logger = logging.getLogger(__name__)

_EVERY_SECONDS = 30.0
_PATIENCE_SECONDS = 2.0


def give_back() -> bool:
    """Return every whole page that is free to the system; False where the C library cannot."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of glibc
    return trim is not None and trim(0) >= 0


def forget_and_give_back(database: Database) -> bool:
    """Do so after DuckDB has forgotten what it remembers of freed buffers; False as above."""
    try:
        forget_freed(database, patience=_PATIENCE_SECONDS)
    except duckdb.Error as error:  # a full disk, for one; whoever writes next says if it is fatal
        logger.error("what is freed could not be forgotten: %s", spoken(error))  # noqa: TRY400
    return give_back()


class GivingBack:
    """Does both twice a minute, in a thread of its own. Use it as a context manager."""

    def __init__(self, database: Database, every_seconds: float = _EVERY_SECONDS) -> None:
        self._database = database
        self._every_seconds = every_seconds
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="memory")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(self._every_seconds):
            if not forget_and_give_back(self._database):
                return
