"""Which parts of people one item is shown of: in each survey, and mixed over the surveys.

Part of the gate; the rules stand in `analysis.disclosure.slices`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from analysis.disclosure.combinations import without_few
from analysis.disclosure.gate import INSIDE, PUBLIC
from analysis.disclosure.ruled_out import Open, agreeing, together
from analysis.disclosure.sliced_answers import (
    Answers,
    Cell,
    Lending,
    Rest,
    Sum,
    Sums,
    Value,
    value_of,
)
from analysis.disclosure.unanimous import Lent
from surveys.slices import DIMENSIONS, Dimension
from surveys.texts import Slug

_Part = TypeVar("_Part", Cell, Value)


@dataclass(frozen=True, slots=True)
class ShownParts:
    """What may be shown of one item."""

    apart: AbstractSet[Cell]
    together: Mapping[Value, AbstractSet[Cell]]
    """The cells that are shown as one, beside those shown apart."""
    lending: Lending


class _Survey(NamedTuple):
    """What may be shown of one item in one survey."""

    slug: Slug
    cells: Collection[Cell]
    apart: Collection[Cell]
    lending: Lending

    @property
    def hidden(self) -> set[Cell]:
        return {cell for cell in self.cells if cell not in self.apart}


def shown_parts(answers: Answers, limits: ShownParts, lenders: Collection[Slug]) -> ShownParts:
    """Return what may be shown of one item, and of no more than `limits`.

    Args:
        answers: The item.
        limits: What may be shown of how many sent the form.
        lenders: Surveys that lend hidden parts to those that are shown mixed.
    """
    by_survey: dict[Slug, list[Cell]] = {}
    for cell in answers.cells:
        by_survey.setdefault(cell.survey, []).append(cell)
    surveys = [
        _apart(answers, survey, cells, limits.apart)
        for survey, cells in by_survey.items()
        if answers.rated(answers.everybody(cells)) >= INSIDE
    ]
    together, lending = _together(answers, surveys, limits.together, lenders)
    for survey in surveys:
        lending |= survey.lending
    return ShownParts(
        frozenset(cell for survey in surveys for cell in survey.apart), together, lending
    )


def _apart(
    answers: Answers, slug: Slug, cells: Collection[Cell], allowed: AbstractSet[Cell]
) -> _Survey:
    """Return the parts of one survey that may stand by themselves."""
    apart = answers.largest_first(
        [cell for cell in cells if cell in allowed and answers.rated([cell]) >= INSIDE]
    )
    while True:
        for standing in answers.standing(slug, cells):
            apart = without_few(apart, standing, least=INSIDE, known=[slug])
        lending = _lending(answers, [[cell] for cell in apart], cells)
        survey = _Survey(slug, cells, apart, lending if isinstance(lending, dict) else {})
        if isinstance(lending, str):
            apart.remove([cell for cell in apart if cell.dimension == lending][-1])
            continue
        hide = _giving_away(_people(answers, survey), _told(answers, survey), apart, slug)
        if hide is None:
            return survey
        apart.remove(hide)


def _together(
    answers: Answers,
    surveys: Sequence[_Survey],
    allowed: Mapping[Value, AbstractSet[Cell]],
    lenders: Collection[Slug],
) -> tuple[dict[Value, AbstractSet[Cell]], dict[AbstractSet[Cell], Lent]]:
    """Return of which values the hidden parts may be shown as one, and what they lend."""
    hidden = {cell for survey in surveys for cell in survey.hidden}
    some: dict[Value, set[Cell]] = {}
    for cell in hidden:
        if (
            value_of(cell) in allowed
            and cell.survey in lenders
            and answers.people[cell.survey] is not None
        ):
            some.setdefault(value_of(cell), set()).add(cell)
    size = {each: answers.rated(some[each]) for each in some}
    values = sorted(
        [each for each in some if size[each] >= PUBLIC], key=lambda each: (-size[each], each)
    )
    mixed = {cell: each for each, cells in some.items() for cell in cells}
    standing, known = answers.standing_together(mixed, hidden)
    while True:
        values = without_few(values, standing, least=INSIDE, known=known)
        lending = _lending(answers, [some[each] for each in values], hidden)
        if isinstance(lending, str):
            values = [each for each in values if each.dimension != lending]
            continue
        shown = {each: some[each] for each in values}
        told = _told_together(answers, surveys, shown, lending)
        within = {cell: each for cell, each in mixed.items() if each in shown}
        people = (its for survey in surveys for its in _people(answers, survey, within))
        hide = _giving_away(people, told, values, None)
        if hide is None:
            return dict(shown), lending
        values.remove(hide)


def _lending(
    answers: Answers, shown: Sequence[Collection[Cell]], everybody: Collection[Cell]
) -> dict[AbstractSet[Cell], Lent] | Dimension:
    """Return what parts lend; a dimension of which no part can, and parts have to be hidden.

    Args:
        answers: The item.
        shown: The cells of each part that is shown, the largest first.
        everybody: All cells of those whom the parts are of.
    """
    lending: dict[AbstractSet[Cell], Lent] = {}
    for dimension in DIMENSIONS:
        groups = [cells for cells in shown if next(iter(cells)).dimension == dimension]
        rest = {cell for cell in everybody if cell.dimension == dimension}.difference(*groups)
        found = answers.lent(groups, rest) if groups else None
        if found == "hide":
            return dimension
        if isinstance(found, Lent):
            lending[frozenset(groups[found.part])] = found
    return lending


def _giving_away(
    people: Iterable[Sums], told: Mapping[Sum, Open], shown: Sequence[_Part], of: Slug | None
) -> _Part | None:
    """Return the smallest part that helps to tell what somebody answered; None if none does.

    Args:
        people: The sums that somebody stands in.
        told: What is told of these, or follows by subtracting.
        shown: The parts that could be hidden, the largest first.
        of: The survey whose parts they are; None: parts that are mixed over all.
    """
    places: dict[Sum, int] = {part: place for place, part in enumerate(shown)}
    rests: dict[Sum, int] = {Rest(of, part.dimension): place for place, part in enumerate(shown)}
    helping = {each for agreed in agreeing(people, told) for each in agreed}
    for hideable in (rests, places):  # else what is hidden could be had by subtracting
        if found := [place for each, place in hideable.items() if each in helping]:
            return shown[max(found)]
    return None


def _told(answers: Answers, survey: _Survey) -> dict[Sum, Open]:
    """Return what is told of a survey and its parts, and what follows of the rest of each."""
    everybody = answers.open(answers.everybody(survey.cells), {})
    told: dict[Sum, Open] = {survey.slug: everybody}
    for cell in survey.apart:
        told[cell] = answers.open([cell], survey.lending)
    for dimension in DIMENSIONS:
        parts = [told[cell] for cell in survey.apart if cell.dimension == dimension]
        told[Rest(survey.slug, dimension)] = everybody.without(parts)
    return told


def _told_together(
    answers: Answers,
    surveys: Sequence[_Survey],
    shown: Mapping[Value, Collection[Cell]],
    lending: Lending,
) -> dict[Sum, Open]:
    """Return what is told of all surveys, of mixed parts, and what follows of the rest."""
    told = {each: its for survey in surveys for each, its in _told(answers, survey).items()}
    for value, cells in shown.items():
        told[value] = answers.open(cells, lending)
    for dimension in DIMENSIONS:
        hidden = together([told[Rest(survey.slug, dimension)] for survey in surveys])
        parts = [told[value] for value in shown if value.dimension == dimension]
        told[Rest(None, dimension)] = hidden.without(parts)
    return told


def _people(
    answers: Answers, survey: _Survey, mixed: Mapping[Cell, Value] | None = None
) -> Iterator[Sums]:
    """Yield the sums that somebody in a survey stands in, the rest of each dimension among them.

    Nobody, where an item is not told as shares, or where each of several options is told apart.
    """
    if answers.sides is None or answers.sides.several:
        return
    for its in answers.groups(survey.slug, survey.cells):
        hidden = [each for each in its if isinstance(each, Cell) and each not in survey.apart]
        rests = [Rest(survey.slug, cell.dimension) for cell in hidden]
        lent = (
            []
            if mixed is None
            else [mixed.get(cell, Rest(None, cell.dimension)) for cell in hidden]
        )
        yield its.difference(hidden).union(rests, lent)
