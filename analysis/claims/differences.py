"""Which of several differences may be claimed, given that they are looked at together.

Declared: the family was written down before anybody saw the answers. Holm's correction
and intervals at 1 - 0.05/m (Bonferroni) hold for all m comparisons at once, so at most
one family in twenty claims anything false. Explored: whatever somebody chose to put side
by side. Benjamini and Hochberg's correction lets one lead in ten be false on average, and
each keeps an interval widened for having been picked (Benjamini & Yekutieli 2005, "False
discovery rate-adjusted multiple confidence intervals for selected parameters", Journal of
the American Statistical Association 100(469), 71-81). A lead is to be looked into; it is
never told as a finding.

Either way a difference needs both: a corrected p value small enough, and a corrected
interval that leaves 0 out.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

import msgspec

from analysis.claims.pairs import Pair
from analysis.comparisons.families import benjamini_hochberg, holm
from analysis.intervals import Interval

LEVEL = 0.05
"""How many declared families may claim something false."""

LEAD_RATE = 0.10
"""How many leads may be false."""

Verdict: TypeAlias = Literal[
    "higher", "lower", "lead_higher", "lead_lower", "no_difference_shown", "too_few"
]
"""`too_few`: shares may be shown, but no difference could have been seen at that size."""


class Difference(msgspec.Struct, frozen=True, kw_only=True, tag="difference"):
    """What may be said about a pair."""

    compared: Pair
    difference: float
    """The second less the first, in the unit of the pair."""
    interval: Interval
    """Corrected for how many were compared together."""
    confidence: float
    """Of `interval`. Between 0.95 and 1."""
    p: float
    """Corrected too, from 0 to 1."""
    comparisons: int
    """How many were compared together, this one included."""
    verdict: Verdict
    visible: float | None
    """The smallest difference that would have shown four times of five; None: none would."""


def declared(pairs: Sequence[Pair]) -> tuple[Difference, ...]:
    """Return what may be claimed of a family that was declared beforehand, in its order."""
    many = len(pairs)
    if not many:
        return ()
    confidence = 1 - LEVEL / many
    return tuple(
        _difference(pair, p, many, confidence, LEVEL)
        for pair, p in zip(pairs, holm([pair.p for pair in pairs]), strict=True)
    )


def explored(pairs: Sequence[Pair]) -> tuple[Difference, ...]:
    """Return which of these pairs are leads, in their order."""
    many = len(pairs)
    if not many:
        return ()
    corrected = benjamini_hochberg([pair.p for pair in pairs])
    picked = sum(p <= LEAD_RATE for p in corrected)
    confidence = max(1 - LEVEL, 1 - max(picked, 1) * LEAD_RATE / many)
    return tuple(
        _as_lead(_difference(pair, p, many, confidence, LEAD_RATE))
        for pair, p in zip(pairs, corrected, strict=True)
    )


def _difference(pair: Pair, p: float, many: int, confidence: float, level: float) -> Difference:
    interval = pair.interval(confidence)
    visible = pair.visible(confidence)
    return Difference(
        compared=pair,
        difference=pair.difference,
        interval=interval,
        confidence=confidence,
        p=p,
        comparisons=many,
        verdict=_verdict(interval, visible, shown=p <= level),
        visible=visible,
    )


def _verdict(interval: Interval, visible: float | None, *, shown: bool) -> Verdict:
    if shown and interval.low > 0:
        return "higher"
    if shown and interval.high < 0:
        return "lower"
    return "too_few" if visible is None else "no_difference_shown"


_LEADS: dict[Verdict, Verdict] = {"higher": "lead_higher", "lower": "lead_lower"}


def _as_lead(difference: Difference) -> Difference:
    verdict = _LEADS.get(difference.verdict, difference.verdict)
    return msgspec.structs.replace(difference, verdict=verdict)
