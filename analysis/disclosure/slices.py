"""What may be shown of some of the people: those of one role, one region, one language.

Part of the gate, under the threshold of `analysis.disclosure.gate`, and on top of what it
shows of everybody: surveys, and the surveys of a family pooled. A dimension parts each
survey: its values, and those who said nothing, who are shown nowhere as a part of their own.

Two things can be subtracted. In a survey, the parts that are shown from everybody: what is
left are the hidden parts, so they are nobody or the threshold, else the smallest part that
is shown is hidden too, until they are. In a family, the pooled parts and the surveys from
each other: the hidden parts of a value, over the surveys, are shown together only while no
adding and subtracting of these sums and of what the surveys leave leads to fewer people
than the threshold (`analysis.disclosure.cuts`); else the value with the fewest goes without
them, and its pooled counts are then exactly those of the surveys that show it.

How many sent the form is held to the same rules, and comes first: an item never shows of
whom the submissions are hidden. Surveys that hide an item from everybody lend nothing to
its slices. Of several surveys of one cohort, which the same people may have answered, only
the largest lends hidden parts.

In a small part, answers are untold as in a small survey (`analysis.disclosure.untold`), each
part by itself. Whoever subtracts parts that are told in full from a survey must not find
that all of the others agree either: then the smallest of those parts is hidden with them.

One dimension at a time: `release_slices` knows of one, and of its people it is not told which
role or region they named besides. What is not protected here: two
dimensions that agree, such as a region where all but one write in French, can be
subtracted from each other.
"""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from analysis.disclosure.cuts import light_cut
from analysis.disclosure.gate import (
    INSIDE,
    ReleasedFamily,
    ReleasedItem,
    ReleasedSurvey,
    added,
    rated,
    released_item,
    sides_together,
)
from analysis.disclosure.unanimous import Lent, lend, lent
from analysis.disclosure.untold import Told
from analysis.inputs import ItemTally, SurveyTally
from surveys.sides import Sides
from surveys.slices import DIMENSIONS, NOT_SAID
from surveys.texts import Slug

_SUBMISSIONS = ""
"""Stands for how many sent the form; every item has a longer name."""

_THE_REST = "-"
"""Whoever is not shown together with others of their value."""


class _Cell(NamedTuple):
    survey: Slug
    value: str


_Cells: TypeAlias = Mapping[_Cell, ItemTally]
"""What one item is answered with, by survey and value."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What may be shown of one item."""

    apart: AbstractSet[_Cell]
    together: Mapping[str, AbstractSet[_Cell]]
    """By value: its cells that are shown as one, beside those shown apart."""
    lent: Mapping[AbstractSet[_Cell], Lent]
    """By cells that are shown together, or by one: the answer that these leave untold."""


@dataclass(frozen=True, slots=True)
class _Table:
    """All cells, and which of them are shown."""

    cells: Mapping[str, _Cells]
    shown: Mapping[str, _Shown]
    read: Mapping[str, Sides]

    def told(self, item: str, some: Collection[_Cell]) -> ReleasedItem:
        """Return what is told of cells that are shown as one."""
        everything = [self.cells[item][cell] for cell in some]
        raw = [ReleasedItem(each.answered, each.counts) for each in everything]
        sides = self.read.get(item)
        released = released_item(added(raw), sides)
        its = self.shown[item].lent.get(frozenset(some))
        if its is None or sides is None:
            return released
        counts, untold = lend(Told(dict(released.counts), released.untold), its, sides)
        return ReleasedItem(released.answered, counts, untold)


def release_slices(
    sliced: Sequence[Mapping[str, SurveyTally]], values: Collection[str]
) -> dict[str, ReleasedFamily]:
    """Return what may be shown of the people of each value, over the surveys of a family.

    A survey that hides a value looks as if nobody had chosen it: no submissions, no item,
    and nobody eligible that anybody knows of.

    Args:
        sliced: Of each survey, in the order they are shown in: what was answered by those
            of each value, and by `NOT_SAID`, which is always there. A survey whose answers
            may not be told yet holds nothing.
        values: Those that may be shown, at least in some survey.
    """
    cells = _cells(sliced)
    lenders = _lenders(sliced)
    told = frozenset(values) - {NOT_SAID}
    may_be = frozenset(cell for cell in cells[_SUBMISSIONS] if cell.value in told)
    sent = _shown(
        cells[_SUBMISSIONS], _Shown(may_be, dict.fromkeys(told, may_be), {}), lenders, None
    )
    read = sides_together(part for parts in sliced for part in parts.values())
    shown = {
        item: _shown(answers, sent, lenders, read.get(item))
        for item, answers in cells.items()
        if item
    } | {_SUBMISSIONS: sent}
    table = _Table(cells, shown, read)
    return {value: _family(value, sliced, table) for value in values}


def _cells(sliced: Sequence[Mapping[str, SurveyTally]]) -> dict[str, dict[_Cell, ItemTally]]:
    """Return what is there, by item; cells where nobody answered are absent."""
    cells: dict[str, dict[_Cell, ItemTally]] = {_SUBMISSIONS: {}}
    for parts in sliced:
        for value, part in parts.items():
            cell = _Cell(part.survey, value)
            if part.submissions:
                cells[_SUBMISSIONS][cell] = ItemTally(part.submissions, {})
            for item, answers in part.items.items():
                if item not in DIMENSIONS:
                    cells.setdefault(item, {})[cell] = answers
    return cells


def _lenders(sliced: Sequence[Mapping[str, SurveyTally]]) -> frozenset[Slug]:
    """Return the largest survey of each cohort."""
    largest: dict[Slug, tuple[int, Slug]] = {}
    for parts in sliced:
        submissions = sum(part.submissions for part in parts.values())
        survey, cohort = parts[NOT_SAID].survey, parts[NOT_SAID].cohort
        if cohort not in largest or submissions > largest[cohort][0]:
            largest[cohort] = (submissions, survey)
    return frozenset(survey for _, survey in largest.values())


def _shown(cells: _Cells, limits: _Shown, lenders: Collection[Slug], sides: Sides | None) -> _Shown:
    """Return what may be shown of one item, and of no more than `limits`."""
    by_survey: dict[Slug, dict[_Cell, ItemTally]] = {}
    for cell, answers in cells.items():
        by_survey.setdefault(cell.survey, {})[cell] = answers
    shown_to_all = [part for part in by_survey.values() if sum(map(rated, part.values())) >= INSIDE]
    lending: dict[AbstractSet[_Cell], Lent] = {}
    apart: set[_Cell] = set()
    for part in shown_to_all:
        cells_apart, its = _apart(part, {cell for cell in part if cell in limits.apart}, sides)
        apart.update(cells_apart)
        lending |= its
    hidden = {
        cell: answers
        for part in shown_to_all
        for cell, answers in part.items()
        if cell not in apart
    }
    mixed = _together(hidden, limits.together, lenders)
    groups = sorted(
        filter(None, mixed.values()), key=lambda some: (-_people(hidden, some), min(some))
    )
    rest = sorted({*hidden}.difference(*groups))
    found = lent(
        [[hidden[cell] for cell in sorted(some)] for some in groups],
        [hidden[cell] for cell in rest],
        sides,
    )
    if isinstance(found, Lent):
        lending[frozenset(groups[found.part])] = found
    elif found == "hide":
        mixed = {}
    return _Shown(apart, mixed, lending)


def _people(cells: _Cells, some: Collection[_Cell]) -> int:
    return sum(rated(cells[cell]) for cell in some)


def _apart(
    cells: _Cells, allowed: AbstractSet[_Cell], sides: Sides | None
) -> tuple[list[_Cell], dict[AbstractSet[_Cell], Lent]]:
    """Return the parts of one survey that may stand by themselves, and what they lend."""
    people = {cell: rated(answers) for cell, answers in cells.items()}
    apart = [
        cell
        for cell in sorted(people, key=lambda cell: (-people[cell], cell.value))
        if cell in allowed and people[cell] >= INSIDE
    ]
    while apart:
        rest = [cells[cell] for cell in sorted(cells) if cell not in apart]
        if not rest or sum(map(rated, rest)) >= INSIDE:
            found = lent([[cells[cell]] for cell in apart], rest, sides)
            if found is None:
                break
            if isinstance(found, Lent):
                return apart, {frozenset([apart[found.part]]): found}
        apart.pop()
    return apart, {}


def _together(
    hidden: _Cells, allowed: Mapping[str, AbstractSet[_Cell]], lenders: Collection[Slug]
) -> dict[str, AbstractSet[_Cell]]:
    """Return of which values the hidden parts may be shown as one."""
    together: dict[str, AbstractSet[_Cell]] = {
        value: {cell for cell in hidden if cell.value == value and cell.survey in lenders}
        for value in allowed
    }
    people = {
        value: sum(rated(hidden[cell]) for cell in cells) for value, cells in together.items()
    }
    while cut := light_cut(_lines(hidden, together), INSIDE):
        rest_is_cut_off = ("value", _THE_REST) in cut
        few = [
            value
            for value, cells in together.items()
            if cells and (("value", value) in cut) != rest_is_cut_off
        ]
        del together[min(few, key=lambda value: (people[value], value))]
    return together


def _lines(
    hidden: _Cells, together: Mapping[str, AbstractSet[_Cell]]
) -> dict[tuple[tuple[str, str], tuple[str, str]], int]:
    """Return who is in each hidden part, between its survey and what it is shown with.

    Always in the same order: what is hidden must not change from one reading to the next.
    """
    lines: dict[tuple[tuple[str, str], tuple[str, str]], int] = {}
    for cell, answers in sorted(hidden.items(), key=itemgetter(0)):
        value = cell.value if cell in together.get(cell.value, ()) else _THE_REST
        line = ("survey", cell.survey), ("value", value)
        lines[line] = lines.get(line, 0) + rated(answers)
    return lines


def _family(
    value: str, sliced: Sequence[Mapping[str, SurveyTally]], table: _Table
) -> ReleasedFamily:
    pooled = {}
    for item, may in table.shown.items():
        some = [[cell] for cell in sorted(may.apart) if cell.value == value]
        if mixed := may.together.get(value):
            some.append(sorted(mixed))
        if some:
            pooled[item] = added([table.told(item, each) for each in some])
    sent = pooled.pop(_SUBMISSIONS, ReleasedItem(0, {}))
    return ReleasedFamily(
        each=tuple(_survey(parts, value, table) for parts in sliced),
        pooled=pooled,
        submissions=sent.answered,
    )


def _survey(parts: Mapping[str, SurveyTally], value: str, table: _Table) -> ReleasedSurvey:
    cell = _Cell(parts[NOT_SAID].survey, value)
    told = cell in table.shown[_SUBMISSIONS].apart
    items = {
        item: table.told(item, [cell])
        for item, may in table.shown.items()
        if item != _SUBMISSIONS and cell in may.apart
    }
    return ReleasedSurvey(
        survey=cell.survey,
        cohort=parts[NOT_SAID].cohort,
        submissions=parts[value].submissions if told else 0,
        eligible=parts[value].eligible if told else None,
        items=items,
    )
