"""Let everybody use the open file at once, and now and then one alone.

Who wants to be alone does not hold up those who come: it takes a moment in which nobody is inside.
So somebody inside may wait for somebody who has yet to come in, and nobody waits for ever. Who has
often tried in vain may insist, for as long as it takes once.
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
        self._insists = False
        self._awaited = False

    @contextmanager
    def inside(self, *, can_wait: bool = False) -> Iterator[None]:
        """Be inside with others, from when nobody is alone any more.

        Args:
            can_wait: Until nobody insists, too.
        """
        with self._changed:
            self._changed.wait_for(
                lambda: not (self._taken or self._awaited or (can_wait and self._insists))
            )
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
            self._awaited = self._insists
            try:
                if not self._changed.wait_for(lambda: not (self._taken or self._inside), seconds):
                    raise NeverAlone
                self._taken = True
            finally:
                self._awaited = False
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()

    @contextmanager
    def insisting(self) -> Iterator[None]:
        """Until the body ends, hold up who can wait; and whoever comes while it waits to be alone.

        So who is inside and waits for somebody who comes has it wait in vain: it is not alone then.
        """
        with self._changed:
            self._insists = True
        try:
            yield
        finally:
            with self._changed:
                self._insists = False
                self._changed.notify_all()
