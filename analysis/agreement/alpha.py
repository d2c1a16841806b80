"""Krippendorff's alpha: how far those who coded the same units agree, beyond chance.

Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", University of Pennsylvania, for
nominal codes, any number of coders, and codes that are missing. Of a unit that fewer than two coded
nothing is used.
"""

import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import shake_256
from typing import Literal, TypeAlias

from analysis.intervals import Interval, wilson

Unit: TypeAlias = Sequence[int | None]
"""The codes that each coder gave one unit; None where one gave none."""

Reading: TypeAlias = Literal["firm", "tentative", "poor", "open"]

FIRM = 0.8
TENTATIVE = 0.667
"""Krippendorff (2004), Content Analysis, 2nd ed., p. 241: rely on what reaches .800, draw no more
than tentative conclusions from what reaches .667, none from what is below."""

RESAMPLES = 1_000
_OUTSIDE = 25
"""Resamples beyond either end of the interval: 2.5 %."""


@dataclass(frozen=True, slots=True)
class _Pairable:
    """What one unit adds to the disagreement and to the codes there are."""

    disagreement: float
    """Pairs of unlike codes, ordered, each weighing one less than the unit's codes."""
    codes: tuple[int, ...]


def alpha(units: Iterable[Unit]) -> float | None:
    """Return 1 where all agree, 0 where they agree as by chance, below 0 where less than that.

    None where no two codes can be compared, or all that can are the same: where nothing varies,
    agreement tells nothing.
    """
    return _alpha(Counter(_pairable(units)))


def alpha_interval(units: Iterable[Unit], *, seed: bytes) -> Interval | None:
    """Return where the alpha of other units like these would mostly lie, at 95 %.

    Units are drawn again, as many, with replacement; the ends are those of 95 % of the alphas
    (percentiles). Draws in which nothing varies have no alpha and are left out. Where nobody
    differs, every draw would say 1, however few the units: there the lower end is the alpha at
    Wilson's upper limit for the share of units that differ.

    Args:
        units: As `alpha` takes them.
        seed: Decides the draws: the same gives the same.
    """
    pairable = _pairable(units)
    found = _alpha(Counter(pairable))
    if found is None:
        return None
    if not any(unit.disagreement for unit in pairable):
        return Interval(max(-1.0, 1 - _unseen(pairable)), 1.0)
    kinds = list(dict.fromkeys(pairable))
    which = [kinds.index(unit) for unit in pairable]
    drawn = sorted(
        each
        for places in _draws(len(which), seed)
        if (each := _alpha(_times(kinds, [which[place] for place in places]))) is not None
    )
    outside = _OUTSIDE * len(drawn) // RESAMPLES
    return Interval(min(drawn[outside], found), max(drawn[-1 - outside], found))


def reading(interval: Interval) -> Reading:
    """Return what may be built on codes whose alpha lies in `interval`, whole: else it is open."""
    if interval.low >= FIRM:
        return "firm"
    if interval.low >= TENTATIVE:
        return "tentative"
    return "poor" if interval.high < TENTATIVE else "open"


def _pairable(units: Iterable[Unit]) -> list[_Pairable]:
    given = (tuple(code for code in unit if code is not None) for unit in units)
    return [_unit(codes) for codes in given if len(codes) > 1]


def _unit(codes: tuple[int, ...]) -> _Pairable:
    alike = sum(count * count for count in Counter(codes).values())
    return _Pairable((len(codes) ** 2 - alike) / (len(codes) - 1), tuple(sorted(codes)))


def _times(kinds: Sequence[_Pairable], which: Sequence[int]) -> dict[_Pairable, int]:
    return {kinds[kind]: times for kind, times in Counter(which).items()}


def _alpha(units: Mapping[_Pairable, int]) -> float | None:
    codes: Counter[int] = Counter()
    observed = 0.0
    for unit, times in units.items():
        observed += times * unit.disagreement
        for code in unit.codes:
            codes[code] += times
    values = codes.total()
    unlike = values**2 - sum(count * count for count in codes.values())
    return None if unlike == 0 else 1 - (values - 1) * observed / unlike


def _unseen(units: Sequence[_Pairable]) -> float:
    """Return the disagreement, as a part of chance's, that so many units may not show."""
    codes = Counter(code for unit in units for code in unit.codes)
    values = codes.total()
    expected = (values**2 - sum(count * count for count in codes.values())) / (
        values * (values - 1)
    )
    return wilson(0, len(units)).high / expected


def _draws(size: int, seed: bytes) -> Iterator[list[int]]:
    """Yield places among so many units, as many as there are, drawn with replacement."""
    chosen = shake_256(seed).digest(4 * size * RESAMPLES)
    for numbers in struct.iter_unpack(f"<{size}I", chosen):
        yield [number % size for number in numbers]
