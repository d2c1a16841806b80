"""Have DuckDB forget the buffers that it has freed.

DuckDB queues each buffer that nobody uses any more, to take it when memory is short. Of one that
was freed 220 bytes stay in the queue. A page that joins tables leaves hundreds of them, and a queue
is first cleared when it holds 32,768: there are eight, and in half an hour at load they come to
60 MB (docs/decisions/load.md). Before it refuses memory to anybody, it clears them all. So it is
made to refuse some.
"""

from contextlib import suppress

import duckdb

from service.store.database import Database
from service.store.sql import copying, query
from service.store.turnstile import NeverAlone

MOST = 40_000
"""Buffers remembered that are left alone: 9 MB, some two minutes at load."""


def forget_freed(database: Database, *, patience: float, most: int = MOST) -> bool:
    """Have freed buffers forgotten if there are many, in a moment in which nobody uses the file.

    What is kept of the tables in memory goes too: it is read again when it is asked for.

    Args:
        database: May be used by others, who wait some hundredths of a second.
        patience: Seconds to wait for such a moment.
        most: As many may stay.

    Returns:
        Whether it was done: not where there are few, where somebody always used the file or
        copies it, nor without room to write the log into the tables.

    Raises:
        duckdb.Error: the log could not be written into the tables.
    """
    if _remembered(database) <= most or not database.has_room:
        return False
    if not database.copying.acquire(blocking=False):  # who copies uses the file outside
        return False
    try:
        with database.alone(patience) as cursor:
            cursor.checkpoint()  # or rows that are in the log alone would go into a file beside it
            forget_all(cursor)
    except NeverAlone:
        return False
    finally:
        database.copying.release()
    return True


def _remembered(database: Database) -> int:
    with database.cursor() as cursor:
        ((remembered,),) = cursor.execute(query("freed_buffers")).fetchall()
    return int(remembered)


def forget_all(cursor: duckdb.DuckDBPyConnection) -> None:
    """Have all freed buffers forgotten, and all that is kept of tables; nobody else may read."""
    try:
        with suppress(duckdb.OutOfMemoryException):  # that is the aim
            cursor.execute(copying("short_memory"))
            cursor.execute(copying("more_than_short_memory"))
    finally:
        cursor.execute(copying("usual_memory"))
