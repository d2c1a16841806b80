"""Do something again and again in a thread of its own, until it is told to stop."""

from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType
from typing import Self


class Repeated:
    """Calls `once` every so many seconds, until it returns False. Use it as a context manager.

    `once` is called first after `every_seconds`, or right away with `at_once`. What it raises ends
    it, and is logged as of any thread.
    """

    def __init__(
        self, name: str, once: Callable[[], bool], *, every_seconds: float, at_once: bool = False
    ) -> None:
        self._once = once
        self._every_seconds = every_seconds
        self._first_after = 0.0 if at_once else every_seconds
        self._stopping = Event()
        self._thread = Thread(target=self._run, name=name)

    def stop(self) -> None:
        """Let nothing begin any more; what is under way goes on to its end."""
        self._stopping.set()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop, and wait for what is under way."""
        self.stop()
        self._thread.join()

    def _run(self) -> None:
        wait = self._first_after
        while not self._stopping.wait(wait) and self._once():
            wait = self._every_seconds
