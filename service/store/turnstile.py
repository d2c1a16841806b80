"""Let everybody use the open file at once, and now and then one alone.

Who wants to be alone does not hold up those who come: it takes a moment in which nobody is inside.
So somebody inside may wait for somebody who has yet to come in, and nobody waits for ever.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class NeverAlone(Exception):
    """There was always somebody inside."""


class Turnstile:
    def __init__(self) -> None:
        self._changed = Condition()
        self._inside = 0
        self._taken = False

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Be inside with others, from when nobody is alone any more."""
        with self._changed:
            self._changed.wait_for(lambda: not self._taken)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self, seconds: float) -> Iterator[None]:
        """Be inside alone; the body may not ask to be inside.

        Raises:
            NeverAlone: for so many seconds there was always somebody.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: not (self._taken or self._inside), seconds):
                raise NeverAlone
            self._taken = True
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()
