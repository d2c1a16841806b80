"""On which themes two readers agree.

Positive agreement: Cicchetti & Feinstein (1990), "High agreement but low kappa: II. Resolving the
paradoxes", Journal of Clinical Epidemiology 43(6), 551-558; the same number as Dice (1945).
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple


class ThemeAgreement(NamedTuple):
    """How often two readers put an idea in one place."""

    both: int
    first: int
    """By the first only."""
    second: int
    """By the second only."""

    @property
    def agreement(self) -> float:
        """Of all that either put there, counted for each reader, the share that both did: 0 to 1.

        Raises:
            ZeroDivisionError: neither put anything there.
        """
        return 2 * self.both / (2 * self.both + self.first + self.second)


def per_theme(pairs: Iterable[tuple[int, int]]) -> dict[int, ThemeAgreement]:
    """Return the agreement on each code that either reader used; a pair is one idea's two codes."""
    both: Counter[int] = Counter()
    first: Counter[int] = Counter()
    second: Counter[int] = Counter()
    for one, other in pairs:
        if one == other:
            both[one] += 1
        else:
            first[one] += 1
            second[other] += 1
    return {
        code: ThemeAgreement(both[code], first[code], second[code])
        for code in sorted({*both, *first, *second})
    }
