"""Which items stand apart from all the others; usually none does.

Items are never ranked: their intervals overlap. Each gets a Wilson interval at 1 - 0.05/m,
so that all m hold together however much the answers of one person resemble each other
(Bonferroni). An item stands apart only where its interval touches no other.
"""

from collections.abc import Mapping

import msgspec

from analysis.claims.differences import LEVEL
from analysis.intervals import Interval, wilson
from analysis.scores.share import Share


class Apart(msgspec.Struct, frozen=True, kw_only=True):
    """The item that stands above all others and the one below, if any does."""

    above: str | None = None
    below: str | None = None
    items: int
    """How many were looked at together."""


def standing_apart(shares: Mapping[str, Share]) -> Apart:
    """Return which of these shares may be said to stand above, or below, all the others."""
    found = {item: _interval(share, 1 - LEVEL / len(shares)) for item, share in shares.items()}
    above = [
        item
        for item, here in found.items()
        if all(here.low > there.high for other, there in found.items() if other != item)
    ]
    below = [
        item
        for item, here in found.items()
        if all(here.high < there.low for other, there in found.items() if other != item)
    ]
    if len(shares) < 2:  # noqa: PLR2004 -- nothing stands apart from nothing
        return Apart(items=len(shares))
    return Apart(above=next(iter(above), None), below=next(iter(below), None), items=len(shares))


def _interval(share: Share, confidence: float) -> Interval:
    low, high = (wilson(count, share.answers, confidence) for count in (share.count, share.most))
    return Interval(low.low, high.high)
