"""What may stay of a survey once it is anonymised: counts that nobody can be picked out of.

The Québec regulation on anonymisation (c. A-2.1, r. 0.1) asks for no individualisation, no
correlation and no inference. No row of anybody stays, so nobody can be singled out nor matched
with anything; and no count of fewer than the threshold, nor two that leave fewer between them,
so nothing of few people can be inferred. A dimension whose every part is large enough stays,
unless parts of it and of one that stays can be subtracted until few are left; of one
with a smaller part nothing does, since its other parts and everybody leave that part.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Literal, TypeAlias, TypeVar

from analysis.disclosure.combinations import holds_few
from analysis.disclosure.gate import INSIDE
from analysis.inputs import Said
from surveys.slices import DIMENSIONS, Dimension

Cell: TypeAlias = tuple[str, str | None]
"""An item and a value of it; without the value: who answered the item, and with an empty item too,
how many sent the form."""

_Part = TypeVar("_Part", bound=tuple[Dimension | Literal["all"] | None, str | Said])
_SENT: Cell = ("", None)


def kept_counts(
    parts: Mapping[_Part, Mapping[Cell, int]],
) -> dict[_Part, dict[Cell, int]]:
    """Return the counts that stay, of everybody (None) and of the parts of each dimension.

    How many sent the form stays, whatever it is: it was told before, and tells nobody's answers.
    """
    kept: dict[_Part, dict[Cell, int]] = {}
    joint = {said: cells for (of, said), cells in parts.items() if of == "all"}
    together: dict[str, list[Dimension]] = {}
    """By item, the dimensions that stay."""
    for dimension in (None, *DIMENSIONS):
        its = {part: cells for part, cells in parts.items() if part[0] == dimension}
        if dimension is not None and _few(_SENT, its.values()):
            continue
        items = {item for cells in its.values() for item, value in cells if item}
        if dimension is not None and _few_between("", [*together.get("", ()), dimension], joint):
            continue
        few = {item for item in items if _few((item, None), its.values())}
        if dimension is None and _few(_SENT, its.values()):
            few = items
        if dimension is not None:
            few |= {
                item
                for item in items - few
                if _few_between(item, [*together.get(item, ()), dimension], joint)
            }
            for item in {"", *items} - few:
                together.setdefault(item, []).append(dimension)
        for part, cells in its.items():
            kept[part] = {cell: count for cell, count in cells.items() if cell[0] not in few}
    return kept


def whole_dimensions(
    parts: Collection[tuple[Dimension | Literal["all"] | None, str | Said]],
) -> list[Dimension]:
    """Return the dimensions that stayed."""
    return [dimension for dimension in DIMENSIONS if any(part[0] == dimension for part in parts)]


def _few_between(
    item: str,
    dimensions: Collection[Dimension],
    joint: Mapping[str | Said, Mapping[Cell, int]],
) -> bool:
    """Return whether parts of these dimensions can be subtracted until few are left."""
    standing: Counter[frozenset[tuple[str, str]]] = Counter()
    for said, cells in joint.items():
        if number := cells.get((item, None), 0):
            its = dict(zip(DIMENSIONS, said, strict=True))
            standing[frozenset((each, its[each]) for each in dimensions)] += number
    return holds_few(standing, INSIDE)


def _few(cell: Cell, parts: Iterable[Mapping[Cell, int]]) -> bool:
    """Whether somebody, yet fewer than the threshold, is in a cell of a part."""
    return any(0 < part.get(cell, 0) < INSIDE for part in parts)
