"""Give memory back that nothing uses.

Freed memory stays with the process where something that is in use stands above it: exports, reports
and pages, made in several threads, leave such gaps in the heap of the C library. Four minutes at
load left 87 MB of them, beside 37 in use (docs/decisions/load.md). It is no leak, and looks like
one to whoever watches; on a small server it is missed elsewhere.
"""

import ctypes

from service.repeated import Repeated


def give_back() -> bool:
    """Return every whole page that is free to the system; False where the C library cannot."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of glibc
    return trim is not None and trim(0) >= 0


def giving_back(every_seconds: float = 30.0) -> Repeated:
    """Do so every so many seconds, where the C library can."""
    return Repeated("memory", give_back, every_seconds=every_seconds)
