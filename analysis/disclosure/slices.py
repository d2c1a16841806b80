"""What may be shown of some of the people: those of one role, one region, one language.

Part of the gate, under the threshold of `analysis.disclosure.gate`, and on top of what it
shows of everybody: surveys, and the surveys of a family pooled. Each dimension parts each
survey: its values, and those who said nothing, who are shown nowhere as a part of their own.
Pages show one dimension at a time. Whoever opens them one after the other holds all, so all are
decided at once, and the same whichever is looked at.

A part is shown if there are enough people in it, and if no adding and subtracting of all that is
shown leads to fewer people than the threshold (`analysis.disclosure.combinations`): neither of
the parts of one dimension from everybody, nor of a region from a language. The largest parts come
first, of whichever dimension; one that would lead to few is not shown. In a family, the
hidden parts of a value are then shown together over the surveys by the same rule, the largest
first, and ten people at least: fewer are sometimes found by whole numbers alone. Of a value
that may not, pooled counts are exactly those of the surveys that show it.

What is decided hangs on who answered, never on what: answers that are untold (below) are
taken to be known. How many sent the form is held to the same rules, and comes first: an item
never shows of whom the submissions are hidden. Surveys that hide an item from everybody lend
nothing to its slices. Of several surveys of one cohort, which the same people may have
answered, only the largest lends hidden parts.

Of a survey that was anonymised, only counts are left. What of its dimensions can be held together
was decided then (`analysis.disclosure.anonymised`), and it lends nothing.

In a small part, answers are untold as in a small survey (`analysis.disclosure.untold`), each
part by itself. Whoever subtracts parts of one dimension that are told in full from a survey must
not find that all of the others agree either: then the smallest of those parts is hidden with them.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from analysis.disclosure.combinations import without_few
from analysis.disclosure.gate import (
    INSIDE,
    PUBLIC,
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
from analysis.inputs import ItemTally, PartedSurvey, Said, SurveyTally
from surveys.sides import Sides
from surveys.slices import DIMENSIONS, NOT_SAID, Dimension
from surveys.texts import Slug

_SUBMISSIONS = ""
"""Stands for how many sent the form; every item has a longer name."""


class _Cell(NamedTuple):
    """A part of a survey."""

    survey: Slug
    dimension: Dimension
    value: str


class _Value(NamedTuple):
    """The parts of several surveys."""

    dimension: Dimension
    value: str


_Cells: TypeAlias = Mapping[_Cell, ItemTally]
"""What one item is answered with; cells where nobody answered are absent."""

_People: TypeAlias = Mapping[Slug, Mapping[Said, int] | None]
"""How many answered one item besides "sans objet", by survey and by all they say of themselves.

None for a survey of which only counts are left."""


_Sum: TypeAlias = Slug | _Cell | _Value
"""What is told of everybody in a survey, of a part of it, or of the parts of several."""

_Sums: TypeAlias = frozenset[_Sum]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What may be shown of one item."""

    apart: AbstractSet[_Cell]
    together: Mapping[_Value, AbstractSet[_Cell]]
    """The cells that are shown as one, beside those shown apart."""
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
    surveys: Sequence[PartedSurvey], values: Mapping[Dimension, Collection[str]]
) -> dict[Dimension, dict[str, ReleasedFamily]]:
    """Return what may be shown of the people of each value, over the surveys of a family.

    A survey that hides a value looks as if nobody had chosen it: no submissions, no item,
    and nobody eligible that anybody knows of.

    Args:
        surveys: In the order they are shown in. A survey whose answers may not be told yet
            holds nothing.
        values: Those that may be shown, at least in some survey.
    """
    cells = _cells(surveys)
    people = {item: _people(surveys, item) for item in cells}
    lenders = _lenders(surveys)
    told = {_Value(dimension, each) for dimension in values for each in values[dimension]}
    told -= {_Value(dimension, NOT_SAID) for dimension in DIMENSIONS}
    may_be = frozenset(cell for cell in cells[_SUBMISSIONS] if _value(cell) in told)
    limits = _Shown(may_be, dict.fromkeys(sorted(told), may_be), {})
    sent = _shown(_Answers(cells[_SUBMISSIONS], people[_SUBMISSIONS], None), limits, lenders)
    read = sides_together(
        part for survey in surveys for parts in survey.parts.values() for part in parts.values()
    )
    shown = {
        item: _shown(_Answers(answers, people[item], read.get(item)), sent, lenders)
        for item, answers in cells.items()
        if item
    } | {_SUBMISSIONS: sent}
    table = _Table(cells, shown, read)
    return {
        dimension: {
            value: _family(
                _Value(dimension, value), [survey.parts[dimension] for survey in surveys], table
            )
            for value in some
        }
        for dimension, some in values.items()
    }


def _value(cell: _Cell) -> _Value:
    return _Value(cell.dimension, cell.value)


def _cells(surveys: Sequence[PartedSurvey]) -> dict[str, dict[_Cell, ItemTally]]:
    """Return what is there, by item."""
    cells: dict[str, dict[_Cell, ItemTally]] = {_SUBMISSIONS: {}}
    for survey in surveys:
        for dimension, parts in survey.parts.items():
            for value, part in parts.items():
                cell = _Cell(part.survey, dimension, value)
                if part.submissions:
                    cells[_SUBMISSIONS][cell] = ItemTally(part.submissions, {})
                for item, answers in part.items.items():
                    if item not in DIMENSIONS:
                        cells.setdefault(item, {})[cell] = answers
    return cells


def _people(surveys: Sequence[PartedSurvey], item: str) -> _People:
    return {
        survey.slug: None
        if survey.people is None
        else {said: rated[item] for said, rated in survey.people.items() if item in rated}
        for survey in surveys
    }


def _lenders(surveys: Sequence[PartedSurvey]) -> frozenset[Slug]:
    """Return the largest survey of each cohort."""
    largest: dict[Slug, tuple[int, Slug]] = {}
    for survey in surveys:
        its = (survey.submissions, survey.slug)
        if survey.cohort not in largest or its[0] > largest[survey.cohort][0]:
            largest[survey.cohort] = its
    return frozenset(survey for _, survey in largest.values())


@dataclass(frozen=True, slots=True)
class _Answers:
    """One item."""

    cells: _Cells
    people: _People
    sides: Sides | None

    def largest_first(self, cells: Collection[_Cell]) -> list[_Cell]:
        return sorted(cells, key=lambda cell: (-rated(self.cells[cell]), cell))

    def lent(
        self, shown: Sequence[Collection[_Cell]], rest: Collection[_Cell]
    ) -> Lent | Literal["hide"] | None:
        """Return which part of one dimension has to leave an answer untold."""
        return lent(
            [[self.cells[cell] for cell in sorted(some)] for some in shown],
            [self.cells[cell] for cell in sorted(rest)],
            self.sides,
        )


def _shown(answers: _Answers, limits: _Shown, lenders: Collection[Slug]) -> _Shown:
    """Return what may be shown of one item, and of no more than `limits`."""
    by_survey: dict[Slug, list[_Cell]] = {}
    for cell in answers.cells:
        by_survey.setdefault(cell.survey, []).append(cell)
    lending: dict[AbstractSet[_Cell], Lent] = {}
    apart: set[_Cell] = set()
    hidden: set[_Cell] = set()
    for survey, cells in by_survey.items():
        if _everybody(answers, cells) < INSIDE:
            continue
        some, its = _apart(answers, survey, cells, limits.apart)
        apart.update(some)
        hidden.update(cell for cell in cells if cell not in some)
        lending |= its
    mixed, its = _together(answers, hidden, limits.together, lenders)
    return _Shown(apart, mixed, lending | its)


def _everybody(answers: _Answers, cells: Collection[_Cell]) -> int:
    """Return how many answered in a survey; each dimension has them all."""
    dimension = min(cell.dimension for cell in cells)
    return sum(rated(answers.cells[cell]) for cell in cells if cell.dimension == dimension)


def _apart(
    answers: _Answers, survey: Slug, cells: Collection[_Cell], allowed: AbstractSet[_Cell]
) -> tuple[list[_Cell], dict[AbstractSet[_Cell], Lent]]:
    """Return the parts of one survey that may stand by themselves, and what they lend."""
    apart = answers.largest_first(
        [cell for cell in cells if cell in allowed and rated(answers.cells[cell]) >= INSIDE]
    )
    while True:
        for standing in _standing(answers, survey, cells):
            apart = without_few(apart, standing, least=INSIDE, known=[survey])
        lending: dict[AbstractSet[_Cell], Lent] = {}
        for dimension in DIMENSIONS:
            some = [cell for cell in apart if cell.dimension == dimension]
            rest = [cell for cell in cells if cell.dimension == dimension and cell not in some]
            found = answers.lent([[cell] for cell in some], rest) if some else None
            if found == "hide":
                apart.remove(some[-1])
                break
            if isinstance(found, Lent):
                lending[frozenset([some[found.part]])] = found
        else:
            return apart, lending


def _standing(answers: _Answers, survey: Slug, cells: Collection[_Cell]) -> list[dict[_Sums, int]]:
    """Return how many stand in the same sums of a survey, in all dimensions at once.

    Where only counts are left, it is known of each dimension by itself.
    """
    people = answers.people[survey]
    if people is not None:
        return [{_sums(survey, said): number for said, number in people.items()}]
    return [
        {
            frozenset([survey, cell]): rated(answers.cells[cell])
            for cell in cells
            if cell.dimension == dimension
        }
        for dimension in DIMENSIONS
    ]


def _sums(survey: Slug, said: Said) -> _Sums:
    parts = zip(DIMENSIONS, said, strict=True)
    return frozenset([survey, *(_Cell(survey, *part) for part in parts)])


def _together(
    answers: _Answers,
    hidden: AbstractSet[_Cell],
    allowed: Mapping[_Value, AbstractSet[_Cell]],
    lenders: Collection[Slug],
) -> tuple[dict[_Value, AbstractSet[_Cell]], dict[AbstractSet[_Cell], Lent]]:
    """Return of which values the hidden parts may be shown as one, and what they lend."""
    some: dict[_Value, set[_Cell]] = {}
    for cell in hidden:
        if (
            _value(cell) in allowed
            and cell.survey in lenders
            and answers.people[cell.survey] is not None
        ):
            some.setdefault(_value(cell), set()).add(cell)
    size = {each: sum(rated(answers.cells[cell]) for cell in some[each]) for each in some}
    values = sorted(
        [each for each in some if size[each] >= PUBLIC], key=lambda each: (-size[each], each)
    )
    standing, known = _standing_together(answers, some, hidden)
    while True:
        values = without_few(values, standing, least=INSIDE, known=known)
        lending: dict[AbstractSet[_Cell], Lent] = {}
        for dimension in DIMENSIONS:
            groups = [some[each] for each in values if each.dimension == dimension]
            rest = {cell for cell in hidden if cell.dimension == dimension}.difference(*groups)
            found = answers.lent(groups, rest) if groups else None
            if found == "hide":
                values = [each for each in values if each.dimension != dimension]
                break
            if isinstance(found, Lent):
                lending[frozenset(groups[found.part])] = found
        else:
            return {each: some[each] for each in values}, lending


def _standing_together(
    answers: _Answers, some: Mapping[_Value, AbstractSet[_Cell]], hidden: AbstractSet[_Cell]
) -> tuple[Counter[_Sums], set[_Sum]]:
    """Return who stands in the same sums of the surveys that lend, and which of these are known."""
    mixed = {cell: each for each, cells in some.items() for cell in cells}
    lending = sorted({cell.survey for cell in mixed})
    standing: Counter[_Sums] = Counter()
    for survey in lending:
        for said, number in (answers.people[survey] or {}).items():
            sums = _sums(survey, said)
            standing[
                frozenset(
                    mixed.get(each, each) if isinstance(each, _Cell) else each for each in sums
                )
            ] += number
    known: set[_Sum] = {each for sums in standing for each in sums if not isinstance(each, _Value)}
    return standing, known - hidden


def _family(
    value: _Value, sliced: Sequence[Mapping[str, SurveyTally]], table: _Table
) -> ReleasedFamily:
    pooled = {}
    for item, may in table.shown.items():
        some = [[cell] for cell in sorted(may.apart) if _value(cell) == value]
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


def _survey(parts: Mapping[str, SurveyTally], value: _Value, table: _Table) -> ReleasedSurvey:
    cell = _Cell(parts[NOT_SAID].survey, *value)
    told = cell in table.shown[_SUBMISSIONS].apart
    items = {
        item: table.told(item, [cell])
        for item, may in table.shown.items()
        if item != _SUBMISSIONS and cell in may.apart
    }
    return ReleasedSurvey(
        survey=cell.survey,
        cohort=parts[NOT_SAID].cohort,
        submissions=parts[cell.value].submissions if told else 0,
        eligible=parts[cell.value].eligible if told else None,
        items=items,
    )
