"""Give memory back that nothing uses.

Freed memory stays with the process where something that is in use stands above it: exports, reports
and pages, made in several threads, leave such gaps in the heaps of the C library. Half an hour at
load left 125 MB of them, beside 37 in use (docs/decisions/load.md). It is no leak, and looks like
one to whoever watches; on a small server it is missed elsewhere. So large blocks are kept out of
the heap, and there is one heap. What DuckDB remembers of buffers that it has freed grows as well
(`service.store.freed_buffers`).
"""

import ctypes
import logging
from functools import partial

import duckdb

from service.logs import spoken
from service.repeated import Repeated
from service.store.database import Database
from service.store.freed_buffers import forget_freed

logger = logging.getLogger(__name__)

_PATIENCE_SECONDS = 2.0

_LARGE = 65_536
"""Bytes from which a block is mapped by itself, and unmapped when it is freed."""

_MMAP_THRESHOLD, _MOST_ARENAS = -3, -8
"""As `malloc.h` numbers what glibc can be told."""


def leave_no_gaps() -> bool:
    """Have large blocks stand by themselves, and all threads share one heap.

    Else glibc maps a size no more by itself once a block of it was freed, and makes a heap a
    thread. False where the C library is another. Call it before there are threads.
    """
    tell = getattr(ctypes.CDLL(None), "mallopt", None)
    return tell is not None and all((tell(_MMAP_THRESHOLD, _LARGE), tell(_MOST_ARENAS, 1)))


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


def giving_back(database: Database, every_seconds: float = 30.0) -> Repeated:
    """Do so every so many seconds, where the C library can."""
    once = partial(forget_and_give_back, database)
    return Repeated("memory", once, every_seconds=every_seconds)
