"""Give memory back that nothing uses.

Freed memory stays with the process where something that is in use stands above it: exports, reports
and pages, made in several threads, leave such gaps in the heap of the C library. Four minutes at
load left 87 MB of them, beside 37 in use (docs/decisions/load.md). It is no leak, and looks like
one to whoever watches; on a small server it is missed elsewhere.
"""

import ctypes
from threading import Event, Thread
from types import TracebackType
from typing import Self

_EVERY_SECONDS = 30.0


def give_back() -> bool:
    """Return every whole page that is free to the system; False where the C library cannot."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of glibc
    return trim is not None and trim(0) >= 0


class GivingBack:
    """Does so twice a minute, in a thread of its own. Use it as a context manager."""

    def __init__(self, every_seconds: float = _EVERY_SECONDS) -> None:
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
        while not self._stopping.wait(self._every_seconds) and give_back():
            pass
