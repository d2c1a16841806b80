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

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from analysis.disclosure.gate import (
    ReleasedFamily,
    ReleasedItem,
    ReleasedSurvey,
    added,
    sides_together,
)
from analysis.disclosure.shown_parts import ShownParts, shown_parts
from analysis.disclosure.sliced_answers import Answers, Cell, Value, value_of
from analysis.inputs import ItemTally, PartedSurvey, Said, SurveyTally
from surveys.slices import DIMENSIONS, NOT_SAID, Dimension
from surveys.texts import Slug

_SUBMISSIONS = ""
"""Stands for how many sent the form; every item has a longer name."""


@dataclass(frozen=True, slots=True)
class _Table:
    """All answers, and what of them is shown."""

    answers: Mapping[str, Answers]
    shown: Mapping[str, ShownParts]

    def told(self, item: str, some: Collection[Cell]) -> ReleasedItem:
        return self.answers[item].told(some, self.shown[item].lending)


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
    read = sides_together(
        part for survey in surveys for parts in survey.parts.values() for part in parts.values()
    )
    answers = {
        item: Answers(its, _people(surveys, item), read.get(item)) for item, its in cells.items()
    }
    lenders = _lenders(surveys)
    told = {Value(dimension, each) for dimension in values for each in values[dimension]}
    told -= {Value(dimension, NOT_SAID) for dimension in DIMENSIONS}
    may_be = frozenset(cell for cell in cells[_SUBMISSIONS] if value_of(cell) in told)
    limits = ShownParts(may_be, dict.fromkeys(sorted(told), may_be), {})
    sent = shown_parts(answers[_SUBMISSIONS], limits, lenders)
    shown = {item: shown_parts(its, sent, lenders) for item, its in answers.items() if item}
    table = _Table(answers, shown | {_SUBMISSIONS: sent})
    return {
        dimension: {
            value: _family(
                Value(dimension, value), [survey.parts[dimension] for survey in surveys], table
            )
            for value in some
        }
        for dimension, some in values.items()
    }


def _cells(surveys: Sequence[PartedSurvey]) -> dict[str, dict[Cell, ItemTally]]:
    """Return what is there, by item."""
    cells: dict[str, dict[Cell, ItemTally]] = {_SUBMISSIONS: {}}
    for survey in surveys:
        for dimension, parts in survey.parts.items():
            for value, part in parts.items():
                cell = Cell(part.survey, dimension, value)
                if part.submissions:
                    cells[_SUBMISSIONS][cell] = ItemTally(part.submissions, {})
                for item, answers in part.items.items():
                    if item not in DIMENSIONS:
                        cells.setdefault(item, {})[cell] = answers
    return cells


def _people(surveys: Sequence[PartedSurvey], item: str) -> dict[Slug, dict[Said, int] | None]:
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


def _family(
    value: Value, sliced: Sequence[Mapping[str, SurveyTally]], table: _Table
) -> ReleasedFamily:
    pooled = {}
    for item, may in table.shown.items():
        some = [[cell] for cell in sorted(may.apart) if value_of(cell) == value]
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


def _survey(parts: Mapping[str, SurveyTally], value: Value, table: _Table) -> ReleasedSurvey:
    cell = Cell(parts[NOT_SAID].survey, *value)
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
