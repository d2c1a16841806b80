"""Whether sums over people, added and subtracted, can hold a few of them alone.

Everybody stands in some of the published sums. A combination of sums gives each person the
sum of the coefficients of those they stand in, and holds whoever gets another number than
zero. The combinations that hold nobody of some people are a space of their own; so all
who are in groups that are no few are taken out of it first, which mostly leaves nothing.

Of what is left, no light combination may remain. Choose a basis of groups: every combination is
known by the numbers that these get, so one of them is among any few. Take one that
is: while its number follows from the others of a basis, one of these gets a number, too, and
is among the few as well. Each is tried, and put out of the basis in its turn, until one can not be
replaced: then those put out are held alone, or until they are no longer few. (In the words of
matroids: is there a cocircuit lighter than the threshold? Where everybody stands in two
sums, such as a row and a column, it is a cut of a graph.)

Numbers are counted modulo a prime: what whole numbers can hold is then held, too.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, TypeAlias, TypeVar

Sum = TypeVar("Sum", bound=Hashable)

_PRIME = 2**61 - 1

_MOST_STEPS = 1_000
"""Changes of a basis that are tried. What takes more is not shown."""

_Numbers: TypeAlias = dict[int, int]
"""What a combination gives to groups, by their place; whoever gets zero is absent."""

_Basis: TypeAlias = dict[int, _Numbers]
"""By group of a basis: the combination that gives one to it and zero to its others."""


class _TooManySteps(Exception):
    """It would take too long to be sure."""


def without_few(
    sums: Sequence[Sum],
    standing: Mapping[frozenset[Any], int],
    *,
    least: int,
    known: Collection[Hashable] = (),
) -> list[Sum]:
    """Return the sums that may be published, each if it may be beside those before it.

    Args:
        sums: The most important first.
        standing: How many people stand in these sums, and in no others. Zero where nobody
            counts of whom sums tell something all the same.
        least: Fewest people that a combination may hold.
        known: What is published in any case.
    """
    places: dict[Hashable, int] = {each: place for place, each in enumerate([*known, *sums])}
    people: Counter[int] = Counter()
    for its, number in standing.items():
        people[sum(1 << places[each] for each in its if each in places)] += number

    def added(published: list[Sum], more: Sequence[Sum]) -> list[Sum]:
        """Return what may be published of more; fewer sums never hold fewer people."""
        both = [*published, *more]
        within = sum(1 << places[each] for each in [*known, *both])
        found: Counter[int] = Counter()
        for its, number in people.items():
            found[its & within] += number
        if not _hold_few(found, least):
            return both
        if len(more) == 1:
            return published
        half = len(more) // 2
        return added(added(published, more[:half]), more[half:])

    return added([], sums) if sums else []


def holds_few(standing: Mapping[frozenset[Any], int], least: int) -> bool:
    """Return whether some combination of all these sums holds fewer than `least`.

    Also if it holds nobody but those who do not count. What takes too long to find out is
    taken to be so.
    """
    sums = sorted({each for its in standing for each in its}, key=repr)
    places = {each: place for place, each in enumerate(sums)}
    people = {sum(1 << places[each] for each in its): n for its, n in standing.items()}
    return _hold_few(people, least)


def _hold_few(standing: Mapping[int, int], least: int) -> bool:
    """Return what `holds_few` returns of sums that are the bits of numbers."""
    groups = sorted(filter(None, standing), key=lambda its: (-standing[its], its))
    people = [standing[its] for its in groups]
    combinations: dict[int, _Numbers] = {}
    for place, its in enumerate(groups):
        for bit in range(its.bit_length()):
            if its >> bit & 1:
                combinations.setdefault(bit, {})[place] = 1
    left = list(combinations.values())
    basis: _Basis = {}
    for place, number in enumerate(people):
        if not left or not number:
            break
        _choose(place, left, basis, keep=number < least)
    search = _Search(people)
    try:
        return bool(left) or search.finds_few(basis, least - 1)
    except _TooManySteps:
        return True


def _choose(place: int, left: list[_Numbers], basis: _Basis, *, keep: bool) -> None:
    """Take a group into the basis if a combination is left that gives it a number.

    If it is not to be kept, what is left are the combinations that do not hold it.
    """
    chosen = next((each for each in left if place in each), None)
    if chosen is None:
        return
    left.remove(chosen)
    its = _times(chosen, pow(chosen[place], -1, _PRIME))
    del its[place]
    rest = [_cleared(each, place, its) for each in left]
    left[:] = [each for each in rest if each]
    for other, each in basis.items():
        basis[other] = _cleared(each, place, its)
    if keep:
        basis[place] = its


def _times(numbers: _Numbers, factor: int) -> _Numbers:
    return {place: number * factor % _PRIME for place, number in numbers.items()}


def _cleared(numbers: _Numbers, place: int, one: _Numbers) -> _Numbers:
    """Return a combination less as much of `one`, which gives one to a place, as gives it zero."""
    if place not in numbers:
        return numbers
    found = dict(numbers)
    factor = found.pop(place)
    for other, number in one.items():
        if value := (found.get(other, 0) - factor * number) % _PRIME:
            found[other] = value
        else:
            found.pop(other, None)
    return found


class _Search:
    def __init__(self, people: Sequence[int]) -> None:
        self._people = people
        self._steps = 0

    def finds_few(self, basis: _Basis, most: int) -> bool:
        """Return whether a combination holds no more than `most`."""
        left = dict(basis)
        sets: dict[int, set[int]] = {}
        for group, its in basis.items():
            for place in its:
                sets.setdefault(place, {place}).add(group)
        for group, its in basis.items():
            more = most - self._at_least(group, its, sets)
            if more >= 0 and self._put_out(group, group, left, most - self._people[group]):
                return True
            del left[group]  # it is not among the few
            for place in its:
                sets[place].discard(group)
        return False

    def _at_least(self, group: int, its: _Numbers, sets: Mapping[int, AbstractSet[int]]) -> int:
        """Return how many are held with a group of the basis, as is plain.

        Where a group follows from it and some others, one of all of these is held as well. Of
        such sets that have nothing else in common, the smallest groups add up.
        """
        found, used = self._people[group], {group}
        for place in sorted(its, key=lambda place: (len(sets[place]), place)):
            others = sets[place] - {group}
            if used.isdisjoint(others):
                used |= others
                found += min(self._people[each] for each in others)
        return found

    def _put_out(self, group: int, first: int, basis: _Basis, most: int) -> bool:
        """Return whether few can be held with `group`, `first` and those put out before.

        Args:
            group: One of the basis; it is put out.
            first: Who was put out first; of the others put out, the basis says nothing.
            basis: All that is left to choose from.
            most: How many people more may be held.
        """
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise _TooManySteps
        its = basis[group]
        instead = min(
            (place for place in its if place != first and self._people[place]), default=None
        )
        if instead is None:
            return True
        one = _times(its, pow(its[instead], -1, _PRIME))
        del one[instead]
        if group == first:
            one[group] = pow(its[instead], -1, _PRIME)
        left = {
            place: _cleared(each, instead, one) for place, each in basis.items() if place != group
        }
        left[instead] = one
        for other in [place for place, each in left.items() if first in each]:
            people = self._people[other]
            if people <= most and self._put_out(other, first, left, most - people):
                return True
            del left[other]
        return False
