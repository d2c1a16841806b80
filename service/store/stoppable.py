"""Give up what a cursor does, from another thread.

DuckDB forgets an interruption that comes between two statements. So who stops it interrupts until
it has ended.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event

import duckdb

_BETWEEN_SECONDS = 0.01


class Stoppable:
    """What a cursor does in the body of `using` ends when `stop` is called, now or before."""

    def __init__(self) -> None:
        self._stopped = False
        self._idle = Event()
        self._idle.set()
        self._cursor: duckdb.DuckDBPyConnection | None = None

    @contextmanager
    def using(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Raises duckdb.InterruptException, at once where it is stopped already."""
        self._cursor = cursor
        self._idle.clear()
        try:
            if self._stopped:
                raise duckdb.InterruptException("It is stopped.")
            yield
        finally:
            self._idle.set()

    def stop(self) -> None:
        """Return when nothing is under way; nothing begins any more."""
        self._stopped = True
        while not self._idle.is_set() and self._cursor:
            with suppress(duckdb.ConnectionException):  # it has just been closed
                self._cursor.interrupt()
            self._idle.wait(_BETWEEN_SECONDS)
