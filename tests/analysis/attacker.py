"""Somebody who adds, subtracts and scales everything published, as often as they like.

Published counts are sums over cells: groups of people whose answers were counted
together, such as those of one role in one cohort. Any sum an attacker can make is a
combination of published rows. It gives people away when it holds answers of a few
cells only, and fewer people than the threshold are in them.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

Cell = Hashable
Row = Mapping[Cell, int]
"""How often a published count holds the answers of each cell."""


def given_away(
    published: Sequence[Row], people: Mapping[Cell, int], *, threshold: int
) -> set[Cell] | None:
    """Return cells that hold fewer people than `threshold` and that can be told apart, if any.

    Some combination of the rows has answers of these cells only exactly if leaving the
    cells out lowers the rank.

    Args:
        published: What the attacker holds.
        people: How many are in each cell; one person is in one cell.
        threshold: Fewest people behind anything that may be known.
    """
    cells = [cell for cell, number in people.items() if number]
    matrix = np.array([[row.get(cell, 0) for cell in cells] for row in published], dtype=float)
    if not matrix.size:
        return None
    rank = np.linalg.matrix_rank(matrix)
    for few in _few([people[cell] for cell in cells], threshold):
        if np.linalg.matrix_rank(np.delete(matrix, few, axis=1)) < rank:
            return {cells[place] for place in few}
    return None


def _few(people: Sequence[int], threshold: int) -> Iterator[tuple[int, ...]]:
    """Yield every choice of cells with fewer people than `threshold`."""
    small = [place for place, number in enumerate(people) if number < threshold]
    for size in range(1, threshold):
        for choice in combinations(small, size):
            if sum(people[place] for place in choice) < threshold:
                yield choice
