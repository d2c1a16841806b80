"""What somebody holds who has seen everything that is released, and whom each number is of.

A number on a page says whom it is of: a survey, or the surveys of an activity together;
everybody, or one role, region or language. What it does not say is which of the withheld
surveys are in a pooled count. Somebody who knows the people tries the likely choices, and
takes the one that fits.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain, combinations
from typing import NamedTuple, TypeAlias

from analysis.attacker.whole_numbers import Count
from analysis.disclosure.gate import ReleasedFamily, ReleasedItem
from analysis.disclosure.untold import NOT_CHOSEN, Untold
from surveys.slices import Dimension, Slice

_MOST_HIDDEN = 10
"""Surveys hidden in a pooled count whose every choice is tried."""


class Group(NamedTuple):
    """People who cannot be told apart by any filter."""

    survey: str
    role: str
    region: str
    language: str

    def said(self, dimension: Dimension) -> str:
        """Return what they are in a dimension; empty if they did not say."""
        return {"role": self.role, "region": self.region, "language": self.language}[dimension]


class Asked(NamedTuple):
    """What everybody gives one value of: an item, or one option of several that may be chosen."""

    item: str
    option: str | None = None

    def told(self, item: ReleasedItem) -> tuple[Mapping[str, int], tuple[Untold, ...]]:
        """Return how often each value was given, and what is left untold of it."""
        if self.option is None:
            return item.counts, item.untold
        chosen = item.counts.get(self.option, 0)
        untold = tuple(each for each in item.untold if self.option in each.among)
        left = item.answered - chosen - sum(each.answers for each in untold)
        return {self.option: chosen, NOT_CHOSEN: left}, untold


Given: TypeAlias = Mapping[Group, Mapping[str, int]]
"""How often each group gave each value of one item."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One release that somebody has seen."""

    family: ReleasedFamily
    of: Slice | None = None
    """Whose answers; None: everybody's."""


def counts_of(asked: Asked, seen: Sequence[Seen], given: Given) -> list[Count[Group]]:
    """Return what is published of an item, whatever was selected."""
    return [count for each in seen for count in _counts(asked, each, given)]


def _counts(asked: Asked, seen: Seen, given: Given) -> Iterator[Count[Group]]:
    cells: dict[str, set[Group]] = {}
    for group in given:
        if seen.of is None or group.said(seen.of.dimension) == seen.of.value:
            cells.setdefault(group.survey, set()).add(group)
    apart: set[str] = set()
    for survey in seen.family.each:
        if asked.item in survey.items and survey.survey in cells:
            apart.add(survey.survey)
            yield Count(cells[survey.survey], *asked.told(survey.items[asked.item]))
    if asked.item in seen.family.pooled:
        pooled = Count[Group](frozenset(), *asked.told(seen.family.pooled[asked.item]))
        shown = set().union(*(cells[survey] for survey in apart))
        hidden = {survey: groups for survey, groups in cells.items() if survey not in apart}
        if holds := _held(pooled, shown, hidden, given):
            yield pooled._replace(groups=holds)


def _held(
    pooled: Count[Group],
    shown: AbstractSet[Group],
    hidden: Mapping[str, AbstractSet[Group]],
    given: Given,
) -> set[Group]:
    """Return the groups that a pooled count holds; none if no choice fits.

    What is hidden is mostly in it as a whole, or not at all: these are tried first.
    """
    surveys = sorted(hidden)
    sizes = [0, *range(len(surveys), 0, -1)] if len(surveys) <= _MOST_HIDDEN else [0, len(surveys)]
    for choice in chain.from_iterable(combinations(surveys, size) for size in sizes):
        groups = set(shown).union(*(hidden[survey] for survey in choice))
        if _fits(pooled, groups, given):
            return groups
    return set()


def _fits(pooled: Count[Group], groups: Iterable[Group], given: Given) -> bool:
    """Whether as many answered as are counted, and gave what is told of it."""
    sums: Counter[str] = Counter()
    for group in groups:
        sums.update(given[group])
    return sums.total() == pooled.people and all(
        sums[value] >= number for value, number in pooled.given.items()
    )
