"""Bound what reading a file may take, in a process that does nothing else.

What a format allows cannot all be foreseen: a workbook of 90 kB made openpyxl take gigabytes. The
system ends what is beyond, wherever it happens.
"""

import signal
import sys
from types import FrameType
from typing import Final

MOST_MEMORY: Final = 1_000_000_000
"""Bytes that a process may take to read one file: ten times the largest that may be unpacked."""

MOST_SECONDS: Final = 60
"""Of the processor."""

_GRACE_SECONDS = 5
"""Until the system ends a process that did not hear."""


class TookTooLong(Exception):
    """The processor was busy with one file for as long as it may be."""


def bound_this_process(*, memory: int = MOST_MEMORY, seconds: int = MOST_SECONDS) -> None:
    """From here on raise MemoryError and TookTooLong in this process, which should end soon.

    Windows has no such bounds, and macOS heeds the one of time alone.

    Args:
        memory: Bytes of data.
        seconds: Of the processor.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 -- Windows has none

    signal.signal(signal.SIGXCPU, _say)
    for kind, soft, hard in (
        (resource.RLIMIT_DATA, memory, memory),
        (resource.RLIMIT_CPU, seconds, seconds + _GRACE_SECONDS),
    ):
        _, highest = resource.getrlimit(kind)
        top = hard if highest == resource.RLIM_INFINITY else min(hard, highest)
        resource.setrlimit(kind, (min(soft, top), top))


def _say(_number: int, _frame: FrameType | None) -> None:
    raise TookTooLong
