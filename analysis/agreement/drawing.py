"""Draw the ideas that a second person reads: some of each theme, in an order that tells nothing.

Chance comes from hashes of a seed: the same seed and ideas make the same draw, anywhere.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

PART = 0.2
FEWEST = 30
"""Ideas: where 20 % are fewer, so many are drawn, or all."""
MOST = 200
"""Ideas that one person is asked to read."""
OF_EACH = 2
"""Ideas that are drawn of each theme at least, where it has as many."""


class Readable(NamedTuple):
    """An idea that may be read."""

    idea: str
    text: str
    theme: int | None
    """Where it is; None: in none."""


def draw(ideas: Iterable[Readable], seed: bytes) -> tuple[Readable, ...]:
    """Return the ideas to be read, in the order to read them.

    20 % of them, from `FEWEST` to `MOST` together; of each theme, and of those in none, about as
    large a part, and `OF_EACH` at least. The same words are drawn once.
    """
    once: dict[str, Readable] = {}
    for each in sorted(ideas, key=lambda each: _chance(seed, each.idea)):
        once.setdefault(each.text.casefold(), each)
    by_theme: defaultdict[int | None, list[Readable]] = defaultdict(list)
    for each in once.values():
        by_theme[each.theme].append(each)
    sizes = {theme: len(some) for theme, some in by_theme.items()}
    drawn = (each for theme, size in _shares(sizes).items() for each in by_theme[theme][:size])
    return tuple(sorted(drawn, key=lambda each: _chance(seed, f"order {each.idea}")))


def _shares(sizes: Mapping[int | None, int]) -> dict[int | None, int]:
    """Return how many are drawn of each: its part, by the largest remainder."""
    there = sum(sizes.values())
    wanted = min(there, MOST, max(FEWEST, math.ceil(there * PART)))
    parts = {theme: wanted * size / there for theme, size in sizes.items()}
    shares = {
        theme: max(min(OF_EACH, size), math.floor(parts[theme])) for theme, size in sizes.items()
    }
    by_remainder = sorted(
        sizes, key=lambda theme: (shares[theme] - parts[theme], theme is None, theme or 0)
    )
    for theme in by_remainder:
        if sum(shares.values()) < wanted and shares[theme] < sizes[theme]:
            shares[theme] += 1
    return shares


def _chance(seed: bytes, what: str) -> bytes:
    return sha256(seed + what.encode()).digest()
