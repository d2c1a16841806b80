"""Somebody who adds, subtracts and scales everything published, as often as they like.

Published counts are sums over cells: groups of people whose answers were counted
together, such as those of one role in one cohort. Any sum an attacker can make is a
combination of published rows. It gives people away when it holds answers of a few
cells only, and fewer people than the threshold are in them.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np

Cell = TypeVar("Cell", bound=Hashable)


def given_away(
    published: Sequence[Mapping[Cell, int]], people: Mapping[Cell, int], *, threshold: int
) -> set[Cell] | None:
    """Return cells that hold fewer people than `threshold` and that can be told apart, if any.

    Args:
        published: What the attacker holds: how often each count has the answers of each cell.
        people: How many are in each cell; one person is in one cell.
        threshold: Fewest people behind anything that may be known.
    """

    def how_many(cells: Sequence[Cell]) -> int:
        return sum(people[cell] for cell in cells)

    return told_apart(published, [cell for cell in people if people[cell]], how_many, threshold)


def told_apart(
    published: Sequence[Mapping[Cell, int]],
    cells: Sequence[Cell],
    how_many: Callable[[Sequence[Cell]], int],
    threshold: int,
) -> set[Cell] | None:
    """Return such cells where people may be in several: `how_many` are in some of them.

    Some combination of the rows has answers of a choice of cells only exactly if leaving
    those cells out lowers the rank.
    """
    matrix = np.array([[row.get(cell, 0) for cell in cells] for row in published], dtype=float)
    if not matrix.size:
        return None
    rank = np.linalg.matrix_rank(matrix)
    for few in _few(len(cells), lambda some: how_many([cells[at] for at in some]) < threshold):
        if np.linalg.matrix_rank(np.delete(matrix, few, axis=1)) < rank:
            return {cells[place] for place in few}
    return None


def _few(
    number: int, is_few: Callable[[tuple[int, ...]], bool], chosen: tuple[int, ...] = ()
) -> Iterator[tuple[int, ...]]:
    """Yield every choice of places that is few, and to which none can be added."""
    largest = True
    for place in range(number):
        if place not in chosen and is_few((*chosen, place)):
            largest = False
            if not chosen or place > chosen[-1]:
                yield from _few(number, is_few, (*chosen, place))
    if largest and chosen:
        yield chosen
