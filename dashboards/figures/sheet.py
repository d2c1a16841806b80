"""The numbers of a figure as a spreadsheet takes them: one number a cell, rounded as printed.

The table beside a figure is for reading: « 94 % (17 sur 18) ». Here the same counts stand
apart, and shares have the decimals with which the page says them, so that a file tells
nothing that the page does not. What is withheld is an empty cell.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import msgspec

from analysis.intervals import Interval
from analysis.scores.net_promoter import NetPromoterScore
from analysis.scores.share import Share, decimals
from dashboards.wording import Words, printed_share, rounded


class Portion(NamedTuple):
    """A share from 0 to 1, as printed with so many decimals of a percentage."""

    share: float
    digits: int


Cell: TypeAlias = str | int | Portion | None
"""None: withheld, or nothing to say."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """The first cell of each says what the row is of."""

    @property
    def withheld(self) -> int:
        """How many rows show nothing."""
        return sum(all(cell is None for cell in row[1:]) for row in self.rows)


def downloads(words: Words) -> Words:
    """Return the words of what is taken away."""
    return Words("downloads", words.language)


def share_columns(words: Words) -> tuple[str, ...]:
    said = downloads(words)
    return tuple(said(f"sheet_{key}") for key in _SHARE)


_SHARE = ("count", "most", "answers", "eligible", "share", "low", "high", "bound_low", "bound_high")


def share_cells(share: Share | None) -> tuple[Cell, ...]:
    """Return a share as `share_columns` names its cells."""
    if share is None:
        return (None,) * len(_SHARE)
    return (
        share.count,
        share.most,
        share.answers,
        share.eligible,
        portion(share),
        *_limits(share.interval, decimals(share)),
        *_limits(share.bounds, decimals(share)),
    )


def portion(share: Share) -> Portion | None:
    """Return a share, if it is told in full: its counts say where it is otherwise."""
    if share.untold:
        return None
    digits = decimals(share)
    return Portion(printed_share(share.value, digits=digits), digits)


def score_columns(words: Words) -> tuple[str, ...]:
    said = downloads(words)
    return tuple(said(f"sheet_{key}") for key in ("answers", "score", "low", "high"))


def score_cells(score: NetPromoterScore | None) -> tuple[Cell, ...]:
    """Return a net promoter score, from -100 to 100, as `score_columns` names its cells."""
    if score is None:
        return (None,) * 4
    return (
        score.answers,
        None if score.untold else _points(score.score),
        *map(_points, score.interval),
    )


def sheet_of(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Sheet:
    return Sheet(columns=tuple(columns), rows=tuple(map(tuple, rows)))


def limit(share: float, *, digits: int = 0) -> Portion:
    """Return the end of an interval, rounded and nothing more."""
    return Portion(rounded(share * 100, digits) / 100, digits)


def _limits(interval: Interval | None, digits: int) -> tuple[Cell, Cell]:
    if interval is None:
        return None, None
    return limit(interval.low, digits=digits), limit(interval.high, digits=digits)


def _points(value: float) -> int:
    size = int(rounded(abs(value), 0))
    return size if value > 0 else -size
