"""Whether parts that are told can be subtracted until only few are left who agree.

Part of the gate. A small part with an answer untold has one person, or nobody, besides those
who are on one side (`analysis.disclosure.untold`). Next to it stand the whole, which is told,
and parts that are told in full. Take these away, and what is left may show that there is
nobody besides: everybody of a small part is on one side, or of the rest, which is told nowhere.

So one answer of a part that is told in full is then untold as well, of the largest that
has people on both sides: what is left may be theirs. As elsewhere, nobody and one person look
alike: it is done if either is left, and what is told of that part is the same. Where no
part can lend an answer, parts have to be hidden.

Of a whole that is small itself, of which nobody or one is not on the side, that is untold
too, and so it is of each of its parts: there is nothing to subtract. A large one may say that
everybody agrees.

What is not protected by this: that nobody of a part chose one of three options or more; and
whoever knows in which order parts are hidden can sometimes tell why one was.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple, Self

from analysis.disclosure.untold import NOT_CHOSEN, SMALL, Told, Untold, together
from analysis.inputs import ItemTally
from surveys.questions import NOT_APPLICABLE
from surveys.sides import Sides


class Lent(NamedTuple):
    """The answer that a part leaves untold, so that others cannot be found by subtracting it."""

    part: int
    """Its place among the parts."""
    side: frozenset[str]
    """Where nearly everybody is of those who are left."""
    left: int
    """How many of these are not there: 0 or 1."""


def lent(
    shown: Sequence[Sequence[ItemTally]], rest: Sequence[ItemTally], sides: Sides | None
) -> Lent | Literal["hide"] | None:
    """Return which part has to leave an answer untold; None where none has.

    "hide": none can, and parts have to be hidden.

    Args:
        shown: Each part that is shown, with the cells that it is made of, the largest first.
        rest: The cells that are shown nowhere; only what they are together can be found.
        sides: As the answers are read; None for an item that is never told as shares.
    """
    if sides is None:
        return None
    found = [
        (side, left) for side in sides.values if (left := _left(shown, rest, side)) is not None
    ]
    if not found:
        return None
    if len(found) == 1:
        ((side, left),) = found
        for place, part in enumerate(shown):
            people, others = _Part.of(part, side)
            told_others = others - (1 - left)
            if told_others >= (1 if people >= SMALL else _TWO) and people - others >= _TWO:
                return Lent(place, side, left)
    return "hide"


def lend(told: Told, lent: Lent, sides: Sides) -> Told:
    """Return what is told of a part that leaves one more answer untold."""
    counts = Counter(told.counts)
    if sides.several:
        (option,) = lent.side
        counts[option] -= lent.left  # who did not choose it is not among the counts
        among = frozenset([option, NOT_CHOSEN])
    else:
        among = frozenset[str]().union(*sides.values)
        taken = lent.side if lent.left else among - lent.side
        counts[max(sorted(taken), key=lambda value: counts[value])] -= 1
    return Told(
        {value: count for value, count in counts.items() if count},
        together([*told.untold, Untold(1, among)]),
    )


_TWO = 2
"""People on a side of a small part of which everything is told."""


class _Part(NamedTuple):
    people: int
    others: int
    """Those of them who are not on a side."""

    @classmethod
    def of(cls, cells: Sequence[ItemTally], side: Collection[str]) -> Self:
        people = sum(each.answered - each.counts.get(NOT_APPLICABLE, 0) for each in cells)
        return cls(people, people - sum(_on(side, each) for each in cells))


def _left(
    shown: Sequence[Sequence[ItemTally]], rest: Sequence[ItemTally], side: Collection[str]
) -> int | None:
    """Return how many are found not to be on `side` if it is nobody or one; else None."""
    parts = [_Part.of(part, side) for part in shown]
    hidden = _Part.of(rest, side)
    open_parts = [part for part in parts if part.people < SMALL and part.others < _TWO]
    few = bool(open_parts) or 0 < hidden.people < SMALL
    people = sum(part.people for part in parts) + hidden.people
    others = sum(part.others for part in parts) + hidden.others
    if not few or (others == 0 if people >= SMALL else others < _TWO):
        return None
    left = hidden.others + sum(part.others for part in open_parts)
    return left if left < _TWO else None


def _on(side: Collection[str], tally: ItemTally) -> int:
    return sum(tally.counts.get(value, 0) for value in side)
