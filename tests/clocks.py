"""A clock of the machine that is set anew while the service runs, as people and time servers do."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo

import pytest


class Clock:
    """By how much the clock of the machine goes wrong; one that never goes back is not touched."""

    def __init__(self) -> None:
        self.off = timedelta(0)

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + self.off


@contextmanager
def clock_of_the_service() -> Iterator[Clock]:
    """Have all of the service read a clock that can be set."""
    clock, true_time = Clock(), time.time

    class Kind(type):
        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, datetime)

    class Told(datetime, metaclass=Kind):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + clock.off

    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name.startswith("service.") and vars(module).get("datetime") is datetime:
                patch.setattr(module, "datetime", Told)
        patch.setattr(time, "time", lambda: true_time() + clock.off.total_seconds())
        yield clock
