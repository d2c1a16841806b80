"""When what is told of a survey may move on, so that two readings give away no few people.

Part of the gate, and before it: whatever is released, shown and exported is made of tables that
were told, and these move in steps. Whoever reads twice can subtract. So an item is told anew only
where the two tables cannot differ in the answers of fewer than `INSIDE` people, by a bound that
whoever holds both can compute too (`people_between`). It takes counts only: no list of people
says who is in which table, and a restart, another process or another role sees the same.

A survey that still takes answers is told without `INSIDE` of them, drawn by chance: so whenever it
ends, those who are left are enough to be told together, and nobody is left behind. A table is
drawn again once `INSIDE` more people answered than were there when the last was drawn. What is
corrected or erased meanwhile waits for them. A survey that is over is told as it is, and then
again once so many people's answers changed; parts of it, by role, region or language, are told
once it is over.

What holds: of the last `KEPT` tables that were told of an item, any two are the same or differ in
the answers of at least `INSIDE` people, whatever was sent, corrected or erased between them. What
does not: the gate tells of no group of fewer than twenty that everybody agrees, yet the `INSIDE`
people or more between two tables may; that cannot be helped where exact results are told at all.
The moment of a step tells that so many people answered the item, never what. And whoever sends four
answers of their own is told those of four others fewer.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from analysis.disclosure.gate import INSIDE, rated
from analysis.inputs import ItemTally
from surveys.questions import NOT_APPLICABLE

KEPT = 20
"""Tables of an item that are compared with the next one."""

Sheet: TypeAlias = Mapping[str, ItemTally]
"""One item by what those who answered it said in a dimension; of everybody: under `EVERYBODY`."""

EVERYBODY = ""

Chance: TypeAlias = Callable[[int], int]
"""Draws a number from 0 up to, and without, the one it is given; each as likely as the others."""

_NOBODY = ItemTally(0, {})


def people_between(one: ItemTally, other: ItemTally) -> int:
    """Return of how many people the answers differ between two tables of an item, at least."""
    values = {*one.counts, *other.counts} - {NOT_APPLICABLE}
    changes = [one.counts.get(value, 0) - other.counts.get(value, 0) for value in values]
    return max(abs(change) for change in (rated(one) - rated(other), *changes))


def next_while_open(
    told: Sequence[Sheet], present: ItemTally, *, chance: Chance
) -> ItemTally | None:
    """Return what is told next of an item that is still answered; None: what was told last.

    Args:
        told: All that was told of it.
        present: All that was answered.
        chance: Draws who is left out.
    """
    most = max((rated(sheet.get(EVERYBODY, _NOBODY)) for sheet in told), default=0)
    if rated(present) < most + 2 * INSIDE:
        return None
    return _without_some(present, chance)


def next_when_over(told: Sequence[Sheet], present: Sheet) -> Sheet | None:
    """Return what is told next of an item of a survey that is over; None: what was told last.

    Every part that changes does so by enough people, or none is told anew.

    Args:
        told: All that was told of it, the latest first.
        present: All that was answered.
    """
    if not told:
        return present
    latest, *_ = told
    changing = {
        part
        for part in {*latest, *present}
        if latest.get(part, _NOBODY) != present.get(part, _NOBODY)
    }
    far = all(
        before == now or people_between(before, now) >= INSIDE
        for part in changing
        for now in [present.get(part, _NOBODY)]
        for before in [sheet.get(part, _NOBODY) for sheet in told]
    )
    return present if changing and far else None


def texts_due(told: int, waiting: int, *, over: bool) -> int:
    """Return how many more texts in answer to a question may be read; by chance, which.

    Nobody's comes with fewer than four others. Of a survey that takes answers, as many wait for
    those that come after; what is the first to be read of one that is over is all there is.

    Args:
        told: How many may be read already.
        waiting: How many may not yet.
        over: Whether the survey is over.
    """
    if over:
        return waiting if waiting >= INSIDE or not told else 0
    return waiting - INSIDE if waiting >= 2 * INSIDE else 0


def _without_some(answers: ItemTally, chance: Chance) -> ItemTally:
    """Return answers without those of `INSIDE` people, drawn among all who have rated the item.

    Of several options that one person may choose, each is drawn by itself, as it is told.
    """
    left = {value: count for value, count in answers.counts.items() if value != NOT_APPLICABLE}
    people = rated(answers)
    if sum(left.values()) == people:
        for gone in range(INSIDE):
            left[_drawn(left, chance(people - gone))] -= 1
    else:
        left = {value: _left_of(left[value], people, chance) for value in sorted(left)}
    kept = {value: count for value, count in left.items() if count}
    if NOT_APPLICABLE in answers.counts:
        kept[NOT_APPLICABLE] = answers.counts[NOT_APPLICABLE]
    return ItemTally(answers.answered - INSIDE, kept)


def _drawn(counts: Mapping[str, int], place: int) -> str:
    """Return who stands at a place among those who gave each value."""
    for value in sorted(counts):
        place -= counts[value]
        if place < 0:
            return value
    raise ValueError("fewer people gave a value")


def _left_of(chose: int, people: int, chance: Chance) -> int:
    """Return how many of those who chose an option stay."""
    for gone in range(INSIDE):
        chose -= chance(people - gone) < chose
    return chose
