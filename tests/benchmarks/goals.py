"""What a benchmark is held to."""

from collections.abc import Iterable
from typing import Any

import msgspec


class Goal(msgspec.Struct, frozen=True, omit_defaults=True):
    """One number, and what it should be."""

    what: str
    value: float
    least: float | None = None
    most: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether it is within its bounds."""
        return (self.least is None or self.value >= self.least) and (
            self.most is None or self.value <= self.most
        )

    def __str__(self) -> str:
        bound = f"at least {self.least:g}" if self.least is not None else f"at most {self.most:g}"
        return f"{'met   ' if self.is_met else 'MISSED'}  {self.what}: {self.value:.3g} ({bound})"


def as_json(goals: Iterable[Goal]) -> list[dict[str, Any]]:
    """Return goals as a report holds them."""
    return [
        msgspec.to_builtins(each) | {"value": float(f"{each.value:.3g}"), "met": each.is_met}
        for each in goals
    ]
