"""Computations that the worker's tests run in a process of their own."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from service.jobs.worker import Tell


def double(number: int, progress: Callable[[float], None]) -> int:
    progress(0.5)
    return 2 * number


def count(parts: int, tell: Tell) -> int:
    for number in range(parts):
        tell.part(number)
    return parts


def fail(message: str, progress: Callable[[float], None]) -> None:
    raise ValueError(message)


def die(code: int, progress: Callable[[float], None]) -> None:
    os._exit(code)


def wait(seconds: float, progress: Callable[[float], None]) -> None:
    time.sleep(seconds)


def is_imported(module: str, progress: Callable[[float], None]) -> bool:
    return module in sys.modules


def place_in_the_queue(_: None, progress: Callable[[float], None]) -> tuple[int, int]:
    """Return how nice this process is, and how soon it is ended where memory runs out."""
    return os.nice(0), int(Path("/proc/self/oom_score_adj").read_text("ascii"))
