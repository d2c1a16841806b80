"""Link two answers of one person by their self-made codes, without knowing any code.

What is kept of a code is a hash of it without each of its elements. Two codes are equal
if all these agree, and differ in one element if exactly the one that leaves it out does;
nothing tells how far others are apart. So an answer is linked to at most one other, codes
that are equal first; whatever fits more than one is left alone and counted.

Sources: Galanti, Siliquini, Cuomo, Melero, Panella & Faggiano (2007), "Testing Anonymous
Link Procedures for Follow-Up of Adolescents in a School-Based Trial", Preventive Medicine
44(2), 174-177; Schnell, Bachteler & Reiher (2010), "Improving the Use of Self-Generated
Identification Codes", Evaluation Review 34(5), 391-418, who link codes that differ a
little instead of asking that they be equal.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import comb
from typing import NamedTuple
from uuid import UUID

from analysis.inputs import HashedCode, Wave


class Pair(NamedTuple):
    """The submissions of what is probably one person at two times."""

    before: UUID
    after: UUID


@dataclass(frozen=True, slots=True)
class Linked:
    """What the codes of two waves link."""

    exact: tuple[Pair, ...]
    """Equal codes."""
    tolerant: tuple[Pair, ...]
    """Codes that differ in one element."""
    ambiguous: int
    """Submissions of either wave that fit more than one of the other, and are linked to none."""


class Coincidences(NamedTuple):
    """How often two people, who answered the same survey, could be taken for one."""

    alike: int
    pairs: int
    """All pairs within a survey, added up over surveys."""


def link(before: Wave, after: Wave) -> Linked:
    """Return who is linked, each submission at most once, whatever their order.

    Two waves swapped give the same pairs, swapped.
    """
    exact, contested = _unique(before.codes, after.codes, _equal)
    settled = {each for pair in exact for each in pair} | contested
    left_before = [code for code in before.codes if code.submission_id not in settled]
    left_after = [code for code in after.codes if code.submission_id not in settled]
    tolerant, unsure = _unique(left_before, left_after, _but_one)
    return Linked(tuple(exact), tuple(tolerant), len(contested | unsure))


def coincidences(waves: Iterable[Wave]) -> Coincidences:
    """Count the pairs within each wave whose codes are equal or differ in one element.

    Whoever answers a survey answers it once, so such a pair is two people whose codes
    happen to be alike; or else somebody who answered twice, which counts here too.
    """
    alike = pairs = 0
    for wave in waves:
        equal = Counter(code.hashes for code in wave.codes)
        agreeing = Counter(key for code in wave.codes for key in _but_one(code))
        same = sum(comb(count, 2) for count in equal.values())
        elements = len(wave.codes[0].hashes) if wave.codes else 0
        # Equal codes agree at every element, codes that differ in one at that one only.
        alike += sum(comb(count, 2) for count in agreeing.values()) - (elements - 1) * same
        pairs += comb(len(wave.codes), 2)
    return Coincidences(alike, pairs)


def _equal(code: HashedCode) -> Iterable[object]:
    return (code.hashes,)


def _but_one(code: HashedCode) -> Iterable[object]:
    return enumerate(code.hashes)


def _unique(
    before: Sequence[HashedCode],
    after: Sequence[HashedCode],
    keys: Callable[[HashedCode], Iterable[object]],
) -> tuple[list[Pair], set[UUID]]:
    """Return the pairs that share a key and fit nobody else, and who fits more than one."""
    holders: defaultdict[object, set[UUID]] = defaultdict(set)
    for code in after:
        for key in keys(code):
            holders[key].add(code.submission_id)
    fits = {
        code.submission_id: set[UUID]().union(*(holders.get(key, ()) for key in keys(code)))
        for code in before
    }
    fitted = Counter(each for found in fits.values() for each in found)
    pairs, contested = [], set[UUID]()
    for submission_id, found in sorted(fits.items()):
        others = list(found)
        if len(others) == 1 and fitted[others[0]] == 1:
            pairs.append(Pair(submission_id, others[0]))
        elif others:
            contested |= {submission_id, *others}
    return pairs, contested
