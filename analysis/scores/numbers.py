"""A question answered with a number.

Quartiles: definition 7 of Hyndman & Fan (1996), "Sample Quantiles in Statistical
Packages", The American Statistician 50(4), 361-365: linear between the two nearest
answers. It is what R, NumPy and the spreadsheets' QUARTILE.INC compute by default.

There is no mean (one large organisation moves it at will) and no smallest or
largest value: those are one person's answer.
"""

from itertools import accumulate

import msgspec

from analysis.disclosure.gate import ReleasedItem


class NumberScore(msgspec.Struct, frozen=True, kw_only=True, tag="number"):
    """The middle of the numbers given, and of their halves, in the unit of the question."""

    item: str
    answers: int
    lower_quartile: float
    median: float
    upper_quartile: float


def number_score(item: str, released: ReleasedItem) -> NumberScore | None:
    """Return the median and quartiles of one item; None without answers.

    Args:
        item: The question's code.
        released: What the gate lets through: counts by number as text ("12", "2.5").
    """
    counts = sorted((float(value), count) for value, count in released.counts.items() if count)
    if not counts:
        return None
    return NumberScore(
        item=item,
        answers=sum(count for _, count in counts),
        lower_quartile=_quantile(counts, 1 / 4),
        median=_quantile(counts, 1 / 2),
        upper_quartile=_quantile(counts, 3 / 4),
    )


def _quantile(counts: list[tuple[float, int]], probability: float) -> float:
    """Interpolate at rank `probability * (n - 1)`, ranks starting at 0."""
    ends = list(accumulate(count for _, count in counts))  # rank after the last of each value
    rank = probability * (ends[-1] - 1)
    whole = int(rank)

    def answer(position: int) -> float:
        return next(value for (value, _), end in zip(counts, ends, strict=True) if position < end)

    below = answer(whole)
    if rank == whole:
        return below
    return below + (rank - whole) * (answer(whole + 1) - below)
