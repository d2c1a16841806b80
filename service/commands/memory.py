"""Give memory back that nothing uses.

Freed memory stays with the process where something that is in use stands above it: exports, reports
and pages, made in several threads, leave such gaps in the heap of the C library. Four minutes at
load left 87 MB of them, beside 37 in use (docs/decisions/load.md). It is no leak, and looks like
one to whoever watches; on a small server it is missed elsewhere. So does what DuckDB remembers of
buffers that it has freed (`service.store.freed_buffers`).
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
