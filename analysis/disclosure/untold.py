"""Of a small group it is never told that everybody, or nobody, answered something.

Part of the gate. Whoever reads that 18 of 18 are satisfied knows it of each of them. So in
a group of fewer than `SMALL` people, sides that one person chose and sides that nobody
chose look alike: those answers are *untold*. That alone would not do. The others add up to
how many answered, so that the number of untold answers would tell whether there are any.
So there is always an odd number of them: where it would be even, one of the side that most
people chose is untold as well.

18 of 18 and 17 of 18 are then both told as 17, and one more that may be on either side. Of
three options, 10, 8 and 0 people, 10, 7 and 1, or 9, 8 and 1 leave the same question open.
Where each side has two people or more, everything is told.

Why that is enough, against somebody who knows this rule and all that is told. With an odd
number of untold answers, each is alone on its side; any choice of as many of the sides of
which nothing is told would be told the same, so each of these may be the side of somebody.
An even number leads to the same as if one of the largest side had chosen a side that nobody
chose. So no side is ever known to be empty. Then no choice of sides is known to hold
everybody either, for one that is left out would have to be empty.

Of several options that one person may choose, each is told apart from the others: chosen,
and not chosen, are its two sides.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from analysis.inputs import ItemTally
from surveys.questions import NOT_APPLICABLE
from surveys.sides import Sides

SMALL = 20
"""People from which a group may be told to agree."""

NOT_CHOSEN = ""
"""Stands, among values, for an option of several that somebody left out."""

_LARGEST = 3
"""People that the largest side needs for one of them to be untold, and two to be left."""


class Untold(NamedTuple):
    """Answers of which it is not told which they are."""

    answers: int
    among: frozenset[str]
    """Values that they may have."""


class Told(NamedTuple):
    """What is told of an item."""

    counts: dict[str, int]
    untold: tuple[Untold, ...]


def told(answers: ItemTally, sides: Sides | None) -> Told:
    """Return what may be told of the answers of a group that is large enough to be shown.

    Args:
        answers: All of them.
        sides: As they are read; None for an item that is never told as shares.
    """
    rated = answers.answered - answers.counts.get(NOT_APPLICABLE, 0)
    if sides is None or rated >= SMALL or not sides.values:
        return Told(dict(answers.counts), ())
    if sides.several:
        return _told_apart(answers, sides)
    return _told_together(answers, _every_side(answers.counts, sides))


def told_of_people(
    answers: ItemTally, sides: Sides | None, *, submissions: int, threshold: int
) -> Told | None:
    """Return what may be told of who people are: their role, their region.

    Somebody is known by these, so that few of a kind are not told: neither by themselves, nor
    as what is left of all who answered, or of all who sent the form. None where nothing may.

    Args:
        answers: All of them.
        sides: Each value that is offered.
        submissions: How many sent the form.
        threshold: Fewest people that are told.
    """
    many = sorted(
        (value for value, count in answers.counts.items() if count >= threshold),
        key=lambda value: (-answers.counts[value], value),
    )

    def left(of: int) -> int:
        return of - sum(answers.counts[value] for value in many)

    while many and 0 < left(submissions) < threshold:
        many.pop()
    if not many or 0 < left(answers.answered) < threshold:
        return None
    offered = frozenset[str]().union(*sides.values) if sides else frozenset[str]()
    few = (offered | frozenset(answers.counts)) - frozenset(many)
    counts = {value: answers.counts[value] for value in many}
    untold = left(answers.answered)
    return Told(counts, (Untold(untold, few),) if untold else ())


def together(parts: Iterable[Untold]) -> tuple[Untold, ...]:
    """Return untold answers of disjoint groups, those among the same values as one."""
    found: dict[frozenset[str], int] = {}
    for each in parts:
        found[each.among] = found.get(each.among, 0) + each.answers
    ordered = sorted(found.items(), key=lambda each: sorted(each[0]))
    return tuple(Untold(answers, among) for among, answers in ordered)


def _every_side(counts: Mapping[str, int], sides: Sides) -> list[frozenset[str]]:
    """Return the sides, and one of values that are on none: an older version offered them."""
    known = frozenset[str]().union(*sides.values)
    others = frozenset(counts) - known - {NOT_APPLICABLE}
    return [*sides.values, *([others] if others else [])]


def _told_together(answers: ItemTally, sides: Sequence[frozenset[str]]) -> Told:
    people = [sum(answers.counts.get(value, 0) for value in side) for side in sides]
    shown = _shown(people)
    counts = dict(answers.counts)
    for side, number, here in zip(sides, people, shown, strict=True):
        if here == 0:
            counts = {value: count for value, count in counts.items() if value not in side}
        elif here < number:
            value = max(sorted(side), key=lambda each: answers.counts.get(each, 0))
            counts[value] -= number - here
    left = sum(people) - sum(shown)
    if not left:
        return Told(counts, ())
    largest = max(shown)
    near = [
        side
        for side, here in zip(sides, shown, strict=True)
        if here == 0 or here >= largest - 1  # where one may have been taken away
    ]
    return Told(counts, (Untold(left, frozenset[str]().union(*near)),))


def _told_apart(answers: ItemTally, sides: Sides) -> Told:
    counts, untold = dict(answers.counts), []
    for (option,) in sides.values:
        chosen = answers.counts.get(option, 0)
        here, not_here = _shown([chosen, answers.answered - chosen])
        counts[option] = here
        left = answers.answered - here - not_here
        if left:
            untold.append(Untold(left, frozenset([option, NOT_CHOSEN])))
    return Told({value: count for value, count in counts.items() if count}, together(untold))


def _shown(people: Sequence[int]) -> list[int]:
    """Return how many of the people of each side are told."""
    alone = sum(number == 1 for number in people)
    shown = [0 if number == 1 else number for number in people]
    if len(people) == 1 or (alone % 2 == 0 and 0 not in people):
        return list(people)
    if alone % 2:
        return shown
    largest = max(people)
    if largest < _LARGEST:
        return [0] * len(people)
    shown[people.index(largest)] -= 1
    return shown
