"""One item as it was answered by parts of people: whom each table is of, and what is told of it.

Part of the gate; `analysis.disclosure.slices` decides with it which parts are shown.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import product
from typing import Literal, NamedTuple, TypeAlias

from analysis.disclosure.gate import ReleasedItem, added, rated, released_item
from analysis.disclosure.ruled_out import Open
from analysis.disclosure.unanimous import Lent, lend, lent
from analysis.disclosure.untold import Told
from analysis.inputs import ItemTally, Said
from surveys.sides import Sides
from surveys.slices import DIMENSIONS, Dimension
from surveys.texts import Slug


class Cell(NamedTuple):
    """A part of a survey."""

    survey: Slug
    dimension: Dimension
    value: str


class Value(NamedTuple):
    """The parts of several surveys."""

    dimension: Dimension
    value: str


class Rest(NamedTuple):
    """Who is left of a survey, or of all, when the parts that are shown are taken away."""

    survey: Slug | None
    dimension: Dimension


Sum: TypeAlias = Slug | Cell | Value | Rest
"""Of whom something is told, or can be found by subtracting: first, everybody in a survey."""

Sums: TypeAlias = frozenset[Sum]

Lending: TypeAlias = Mapping[AbstractSet[Cell], Lent]
"""By cells that are shown together, or by one: the answer that these leave untold."""


@dataclass(frozen=True, slots=True)
class Answers:
    """One item."""

    cells: Mapping[Cell, ItemTally]
    """Those where nobody answered are absent."""
    people: Mapping[Slug, Mapping[Said, int] | None]
    """How many answered besides "sans objet", by survey and by all they say of themselves.

    None for a survey of which only counts are left."""
    sides: Sides | None

    def largest_first(self, cells: Collection[Cell]) -> list[Cell]:
        """Return parts by how many of them rated the item; the same order every time."""
        return sorted(cells, key=lambda cell: (-rated(self.cells[cell]), cell))

    def everybody(self, cells: Collection[Cell]) -> list[Cell]:
        """Return cells of a survey that hold everybody once; each dimension has them all."""
        dimension = min(cell.dimension for cell in cells)
        return sorted(cell for cell in cells if cell.dimension == dimension)

    def rated(self, some: Collection[Cell]) -> int:
        """Return how many answered, "sans objet" apart."""
        return sum(rated(self.cells[cell]) for cell in some)

    def lent(
        self, shown: Sequence[Collection[Cell]], rest: Collection[Cell]
    ) -> Lent | Literal["hide"] | None:
        """Return which part of one dimension has to leave an answer untold."""
        return lent(
            [[self.cells[cell] for cell in sorted(some)] for some in shown],
            [self.cells[cell] for cell in sorted(rest)],
            self.sides,
        )

    def told(self, some: Collection[Cell], lending: Lending) -> ReleasedItem:
        """Return what is told of cells that are shown as one."""
        everything = [self.cells[cell] for cell in some]
        raw = [ReleasedItem(each.answered, each.counts) for each in everything]
        released = released_item(added(raw), self.sides)
        its = lending.get(frozenset(some))
        if its is None or self.sides is None:
            return released
        counts, untold = lend(Told(dict(released.counts), released.untold), its, self.sides)
        return ReleasedItem(released.answered, counts, untold)

    def open(self, some: Collection[Cell], lending: Lending) -> Open:
        """Return what people may have answered of whom so much is told."""
        told = self.told(some, lending)
        return Open.of(Told(dict(told.counts), told.untold))

    def standing(self, survey: Slug, cells: Collection[Cell]) -> list[dict[Sums, int]]:
        """Return how many stand in the same sums of a survey, in all dimensions at once.

        Where only counts are left, it is known of each dimension by itself.
        """
        people = self.people[survey]
        if people is not None:
            return [{sums_of(survey, said): number for said, number in people.items()}]
        return [
            {
                frozenset([survey, cell]): rated(self.cells[cell])
                for cell in cells
                if cell.dimension == dimension
            }
            for dimension in DIMENSIONS
        ]

    def groups(self, survey: Slug, cells: Collection[Cell]) -> Iterator[Sums]:
        """Yield who stands in the same sums of a survey; where only counts are left, who may."""
        people = self.people[survey]
        if people is not None:
            yield from (sums_of(survey, said) for said, number in people.items() if number)
            return
        parts = [[cell for cell in cells if cell.dimension == each] for each in DIMENSIONS]
        for some in product(*filter(None, parts)):
            yield frozenset[Sum]([survey, *some])

    def standing_together(
        self, mixed: Mapping[Cell, Value], hidden: AbstractSet[Cell]
    ) -> tuple[Counter[Sums], set[Sum]]:
        """Return who stands in the same sums of the surveys that lend, and what is known of these.

        Args:
            mixed: Of which value each cell is that is lent.
            hidden: Cells that are not shown by themselves.
        """
        standing: Counter[Sums] = Counter()
        for survey in sorted({cell.survey for cell in mixed}):
            for said, number in (self.people[survey] or {}).items():
                its = sums_of(survey, said)
                standing[
                    frozenset(
                        mixed.get(each, each) if isinstance(each, Cell) else each for each in its
                    )
                ] += number
        known: set[Sum] = {
            each for sums in standing for each in sums if not isinstance(each, Value)
        }
        return standing, known - hidden


def value_of(cell: Cell) -> Value:
    """Return of which value a part is."""
    return Value(cell.dimension, cell.value)


def sums_of(survey: Slug, said: Said) -> Sums:
    """Return the sums that people stand in who say this of themselves."""
    parts = zip(DIMENSIONS, said, strict=True)
    return frozenset([survey, *(Cell(survey, *part) for part in parts)])
