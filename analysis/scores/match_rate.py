"""How many answers before and after a training are linked, and how many links may be false."""

import msgspec

from analysis.disclosure.matched import ReleasedMatching
from analysis.intervals import wilson


class MatchRate(msgspec.Struct, frozen=True, kw_only=True):
    """The links between two surveys of one cohort, in people."""

    before: str
    """The first survey."""
    after: str
    matched: int
    possible: int
    """The most that could be linked: codes were given by no more people at one of the times."""
    tolerant: int
    """Of `matched`, those whose codes differ in one element."""
    ambiguous: int
    """Submissions whose code fits more than one person; linked to none."""
    rate: float
    """`matched / possible`, from 0 to 1. It is no share of all participants."""
    false_expected: float
    """Pairs of different people whose codes are alike by chance, of all pairs compared."""
    false_at_most: float
    """The same at the upper end of a 95 % interval."""


def match_rate(released: ReleasedMatching) -> MatchRate:
    """Return the rate of `released` and how many of its links may be false.

    Pairs within a survey are of different people, so the share of them that look alike
    is the chance that two strangers do. Each code before is compared with each after:
    `codes_before * codes_after` pairs, nearly all of strangers, times that share. Too high
    rather than too low: who answers a survey twice counts as a coincidence, the pairs that
    are one person count as compared, and a false pair whose people are linked rightly,
    or fit several, makes no link. Pairs that share a person are not independent, which the
    interval (Wilson's) does not know; docs/statistics.md says how it fares in simulations.
    """
    alike, pairs = released.coincidences
    compared = released.codes_before * released.codes_after
    matched = released.exact + released.tolerant
    possible = min(released.codes_before, released.codes_after)
    return MatchRate(
        before=released.before,
        after=released.after,
        matched=matched,
        possible=possible,
        tolerant=released.tolerant,
        ambiguous=released.ambiguous,
        rate=matched / possible,
        false_expected=compared * alike / pairs,
        false_at_most=compared * wilson(alike, pairs).high,
    )
