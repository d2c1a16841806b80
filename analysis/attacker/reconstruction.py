"""What follows from published counts by adding, subtracting and scaling them.

Published counts are sums over groups: people of one survey who say the same of themselves
in every way that answers are parted by, such as coordination in Laval, in English. Somebody
who knows who is in which group, as a facilitator with a roster does, and holds all counts,
can make any combination of them. It gives people away when what is left holds the answers
of fewer people than the threshold.

Write each count as a row of ones and zeros over the groups. Groups that stand in the same
rows cannot be told from each other, so they are put together. Let P project on what the rows
span. Groups F can be told apart from all others, or some of them can, exactly if the rows
of I - P that belong to F depend on each other: some combination of published rows then lies
in F alone. A group holds at least one person, so with a threshold of five no more than four
have to be looked at together.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from math import comb
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Group = TypeVar("Group", bound=Hashable)

MOST_CHOICES = 300_000
"""Choices of groups that are looked at, at most: with more people fewer at a time."""

_ZERO = 1e-9


class Linear(NamedTuple):
    """What adding and subtracting led to."""

    apart: tuple[AbstractSet[Hashable], ...]
    """Groups that can be told apart, as few at a time as will do; none of them in two."""
    looked: int
    """Choices of groups that were looked at."""


def told_apart(
    rows: Sequence[AbstractSet[Group]], people: Mapping[Group, int], *, threshold: int
) -> Linear:
    """Return groups of fewer people than `threshold` whose answers follow from the rows.

    Args:
        rows: The groups that each published count holds.
        people: How many answered in each group; groups without anybody are absent.
        threshold: Fewest people behind anything that may be known.
    """
    blocks = _alike(rows, people)
    weights = [sum(people[group] for group in block) for block in blocks]
    few = [place for place, weight in enumerate(weights) if weight < threshold]
    if not rows or not few:
        return Linear((), 0)
    matrix = np.array([[block <= row for block in blocks] for row in rows], dtype=float)
    rest = (np.eye(len(blocks)) - np.linalg.pinv(matrix) @ matrix)[np.ix_(few, few)]
    apart: list[AbstractSet[Hashable]] = []
    found: set[int] = set()
    looked = 0
    for size in range(1, threshold):
        light = [place for place, at in enumerate(few) if weights[at] <= threshold - size]
        if comb(len(light), size) > MOST_CHOICES:
            break
        choices = np.array(list(combinations(light, size)), dtype=np.intp)
        for choice in _dependent(rest, choices):
            groups = [blocks[few[place]] for place in choice]
            is_few = sum(weights[few[place]] for place in choice) < threshold
            if is_few and found.isdisjoint(choice):
                found.update(choice)
                apart.append(frozenset().union(*groups))
        looked += len(choices)
    return Linear(tuple(apart), looked)


def _alike(
    rows: Sequence[AbstractSet[Group]], people: Mapping[Group, int]
) -> list[frozenset[Group]]:
    """Return the groups, those that stand in the same rows together; those in none are left out."""
    where: defaultdict[tuple[int, ...], set[Group]] = defaultdict(set)
    for group in people:
        where[tuple(place for place, row in enumerate(rows) if group in row)].add(group)
    return [frozenset(groups) for places, groups in where.items() if places]


def _dependent(rest: NDArray[np.float64], choices: NDArray[np.intp]) -> Iterator[tuple[int, ...]]:
    """Yield the choices of rows, so many at a time, that depend on each other."""
    if not len(choices):
        return
    scale = np.sqrt(np.maximum(np.diag(rest), _ZERO))
    scaled = rest if choices.shape[1] == 1 else rest / np.outer(scale, scale)
    blocks = scaled[choices[:, :, None], choices[:, None, :]]
    for choice in choices[np.abs(np.linalg.det(blocks)) < _ZERO]:
        yield tuple(int(place) for place in choice)
