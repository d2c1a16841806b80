"""Give up what a cursor does, from another thread.

DuckDB forgets an interruption that comes between two statements. So who stops it interrupts until
it has ended.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb

_BETWEEN_SECONDS = 0.01


class Stoppable:
    """What a cursor does in the body of `using` ends when `stop` is called, now or before."""

    def __init__(self) -> None:
        self._stopped = False
        self._using: duckdb.DuckDBPyConnection | None = None

    @contextmanager
    def using(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Raises duckdb.InterruptException, at once where it is stopped already."""
        self._using = cursor
        try:
            if self._stopped:
                raise duckdb.InterruptException("It is stopped.")
            yield
        finally:
            self._using = None

    def stop(self) -> None:
        """Return when nothing is under way; nothing begins any more."""
        self._stopped = True
        while cursor := self._using:
            with suppress(duckdb.ConnectionException):  # it has just been closed
                cursor.interrupt()
            time.sleep(_BETWEEN_SECONDS)
