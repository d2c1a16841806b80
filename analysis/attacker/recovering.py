"""Which answers of a few people follow from everything that is released of an item."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal, NamedTuple

from analysis.attacker.holdings import Asked, Given, Group, Seen, counts_of
from analysis.attacker.reconstruction import told_apart
from analysis.attacker.whole_numbers import Count, is_ruled, known_answers
from analysis.disclosure.untold import NOT_CHOSEN
from surveys.questions import NOT_APPLICABLE
from surveys.slices import DIMENSIONS

CROWD = 20
"""People from which a group may be shown to agree: then everybody in it is known to."""

_MOST_TOGETHER = 80
"""Groups of a family whose answers are sought all at once; of larger ones, survey by survey."""


class Recovered(NamedTuple):
    """Answers of fewer people than the threshold, as somebody has them now."""

    asked: Asked
    groups: AbstractSet[Group]
    people: int
    by: Literal["linear", "whole numbers"]

    @property
    def surveys(self) -> tuple[str, ...]:
        """Return where they answered."""
        return tuple(sorted({group.survey for group in self.groups}))


class Attempt(NamedTuple):
    """What came of attacking one item."""

    recovered: tuple[Recovered, ...]
    counts: int
    """Published counts that were combined."""
    tried: int
    """Choices of groups that were looked at, and exact searches."""


def attack(
    asked: Asked,
    seen: Sequence[Seen],
    given: Given,
    *,
    threshold: int,
    sizes_known: bool = False,
) -> Attempt:
    """Try to recover what fewer people than the threshold answered to one item.

    Args:
        asked: The item, or one option of it.
        seen: Everything that is released of the surveys of one family.
        given: The answers: who attacks knows which groups there are, and is told whether a
            choice of surveys fits a pooled count.
        threshold: Fewest people behind anything that may be known.
        sizes_known: Whether they know how many of each group answered the item, too.
    """
    counts = counts_of(asked, seen, given)
    people = {group: _rated(given, group) for group in given}
    linear = told_apart(
        [count.groups for count in counts if not count.untold], people, threshold=threshold
    )
    apart = [frozenset(g for g in given if g in groups) for groups in linear.apart]
    found = [
        Recovered(asked, groups, sum(people[group] for group in groups), "linear")
        for groups in apart
    ]
    known = {group for groups in apart for group in groups}
    searches = 0
    crowds = [rated for count in counts if (rated := _besides(count)).people >= CROWD]
    for part in _parts(given):
        targets = [
            target
            for target in _targets(part, threshold)
            if known.isdisjoint(target)
            and _says_something(target, part)
            and not is_ruled(target, crowds)
        ]
        within = [count for count in counts if count.groups <= part.keys()]
        exact = known_answers(within, part, targets, sizes_known=sizes_known)
        searches += exact.searches
        for groups in exact.known:
            some = frozenset(g for g in part if g in groups)
            number = sum(people[group] for group in some)
            found.append(Recovered(asked, some, number, "whole numbers"))
    return Attempt(tuple(found), len(counts), linear.looked + searches)


def _parts(given: Given) -> Iterator[Given]:
    """Yield what is searched at once: the whole family, or each of its surveys."""
    if len(given) <= _MOST_TOGETHER:
        yield given
        return
    for survey in sorted({group.survey for group in given}):
        yield {group: some for group, some in given.items() if group.survey == survey}


def _targets(given: Given, threshold: int) -> list[frozenset[Group]]:
    """Return the groups of a few people: by all they say of themselves, and by one thing."""
    cells: dict[tuple[str, str, str], set[Group]] = {}
    for group in given:
        for dimension in DIMENSIONS:
            cells.setdefault((group.survey, dimension, group.said(dimension)), set()).add(group)
    some = dict.fromkeys([*(frozenset([g]) for g in given), *map(frozenset, cells.values())])
    return [
        groups for groups in some if 0 < sum(_rated(given, group) for group in groups) < threshold
    ]


def _says_something(groups: AbstractSet[Group], given: Given) -> bool:
    """Whether somebody of these chose what was asked: that nobody did is no answer of theirs."""
    return any(
        number and value not in {NOT_CHOSEN, NOT_APPLICABLE}
        for group in groups
        for value, number in given[group].items()
    )


def _besides(count: Count[Group]) -> Count[Group]:
    """Return those who said something else than "sans objet": they are who agrees, or does not."""
    given = {value: number for value, number in count.given.items() if value != NOT_APPLICABLE}
    return count._replace(given=given)


def _rated(given: Given, group: Group) -> int:
    return sum(number for value, number in given[group].items() if value != NOT_APPLICABLE)
