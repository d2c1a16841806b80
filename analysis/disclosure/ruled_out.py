"""Whether for somebody all answers but one are ruled out, since nobody around them gave others.

Part of the gate. A table that shows who answered what shows, too, what nobody did: where nobody
in coordination said "much too fast" and nobody in Montérégie "a little too fast", whoever is in
both said neither. Each part leaves an answer open by itself (`analysis.disclosure.untold`); several
together may not. So of those who stand in the same parts, more than one answer has to be left.

Large parts are the exception that they are elsewhere: of twenty people it may be told that
they agree, and what follows from such parts alone is told. And that only "sans objet" is left is
no answer.

What is hidden because of it hangs on what was answered, unlike most of what is hidden.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Self, TypeVar

from analysis.disclosure.untold import SMALL, Told
from surveys.questions import NOT_APPLICABLE

Sum = TypeVar("Sum", bound=Hashable)


class Open(NamedTuple):
    """What people who are counted together may have answered, by what is told of them."""

    people: int
    """Who answered something else than "sans objet"."""
    most: Mapping[str, int]
    """By value: how many may have given it. Values that nobody did are absent."""
    least: Mapping[str, int]
    """By value: how many did for certain."""

    @classmethod
    def of(cls, told: Told) -> Self:
        """Return what follows from a table."""
        most = dict(told.counts)
        for each in told.untold:
            for value in each.among:
                most[value] = most.get(value, 0) + each.answers
        untold = sum(each.answers for each in told.untold)
        rated = sum(count for value, count in told.counts.items() if value != NOT_APPLICABLE)
        return cls(rated + untold, {v: n for v, n in most.items() if n}, told.counts)

    def without(self, parts: Collection["Open"]) -> "Open":
        """Return what is told of those who are left when parts are subtracted."""
        left = {
            value: number - sum(part.least.get(value, 0) for part in parts)
            for value, number in self.most.items()
        }
        sure = {
            value: number - sum(part.most.get(value, 0) for part in parts)
            for value, number in self.least.items()
        }
        return Open(
            self.people - sum(part.people for part in parts),
            {value: number for value, number in left.items() if number > 0},
            {value: number for value, number in sure.items() if number > 0},
        )


def together(parts: Sequence[Open]) -> Open:
    """Return what is told of several people together."""
    most: Counter[str] = Counter()
    least: Counter[str] = Counter()
    for part in parts:
        most.update(part.most)
        least.update(part.least)
    return Open(sum(part.people for part in parts), most, least)


def agreeing(
    people: Iterable[Collection[Sum]], told: Mapping[Sum, Open]
) -> Iterator[Collection[Sum]]:
    """Yield what tells of somebody which answer they gave: sums in which nobody gave some others.

    Args:
        people: The sums that somebody stands in, those of which nothing is told among them.
        told: By sum: what is told of it.
    """
    for sums in people:
        its = {each: frozenset(told[each].most) for each in sums if each in told}
        left = _common(its.values())
        if len(left) != 1 or NOT_APPLICABLE in left:
            continue
        crowds = [values for each, values in its.items() if told[each].people >= SMALL]
        if len(_common(crowds) - {NOT_APPLICABLE}) != 1:
            offered = frozenset[str]().union(*its.values())
            yield [each for each, values in its.items() if values != offered]


def _common(sets: Collection[frozenset[str]]) -> frozenset[str]:
    return frozenset.intersection(*sets) if sets else frozenset()
