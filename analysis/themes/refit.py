"""Group all ideas anew, under the numbers that stand, moving few of them.

What was found anew takes the number of the theme with which it has most people in common
(assignment of Kuhn 1955, "The Hungarian Method", of greatest sum). Then every stream of ideas that
would leave one theme for one other is weighed as a whole, on the graph of near ideas: it leaves
only if it is joined more closely to where it would go than to what would stay behind. What people
decided is not weighed: it stays.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix

from analysis.themes.describe import NOWHERE, themes_of_words
from analysis.themes.fit import Sample
from analysis.themes.graph import fuzzy_graph
from analysis.themes.groups import Labels
from analysis.themes.places import Places

ALIKE = 0.1
"""Share of people in common, of all in either, from which a group found anew is a theme that
stands: below, calling it by that number would say nothing."""

PULL = 3.0
"""How many times as closely as to what stays in its theme a stream must be joined to another."""

CUT = 0.08
"""Share of its joins that a stream which makes a theme of its own may leave behind."""

CLEAR = 0.5
"""Share of its joins that an idea which stood unsure must have with a theme to come into it."""

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class _Before:
    """What stands of each distinct idea, locked themes and arrivals aside. Shapes `(ideas,)`."""

    open: NDArray[np.bool_]
    """Whether anybody said it who did not put it into a locked theme: what is grouped."""
    themes: Labels
    """`NOWHERE` for none."""
    pinned: Labels
    """The same where people decided it."""
    unsure: NDArray[np.bool_]
    """Whether it was read before, and is in no theme."""


def grouped_rows(places: Places, locked: Collection[int]) -> NDArray[np.bool_]:
    """Return which distinct ideas to group: not what is only in `locked` themes, or taken out."""
    closed = np.isin(places.themes, list(locked)) | (places.pinned & (places.themes == NOWHERE))
    rows = np.zeros(len(places.once.ideas), dtype=np.bool_)
    rows[places.which[~closed]] = True
    return rows


def regroup(
    places: Places, groups: Labels, *, locked: Collection[int], first: int, near: Sample | None
) -> Places:
    """Return where ideas are after a refit, pins and locked themes as they were.

    Args:
        places: Where they are.
        groups: Group of each distinct idea found anew, -1 for none.
        locked: Numbers of themes that neither gain nor lose.
        first: Number of the first new theme; new themes have most people first.
        near: Where ideas are, to weigh what moves; None: all that was found anew is taken over.
    """
    before = _before(places, locked)
    groups = np.where(before.open, groups, -1)
    people = np.array(places.once.people, dtype=np.int64)
    number = _numbers(before, groups, people, first=first)
    wanted = np.array([number.get(group, NOWHERE) for group in groups.tolist()], dtype=np.int64)
    loose = ~places.pinned & ~np.isin(places.themes, list(locked))
    if near is None:
        return places.moved(loose, wanted[places.which[loose]])
    after = _weighed(before, wanted, near)[places.which[loose]]
    return places.moved(loose, np.where(after == NOWHERE, places.themes[loose], after))


def _before(places: Places, locked: Collection[int]) -> _Before:
    stood = np.where(np.isin(places.themes, list(locked)) | places.arrived, NOWHERE, places.themes)
    themes = themes_of_words(places.once, stood)
    unsure = np.zeros(len(themes), dtype=np.bool_)
    unsure[places.which[~places.arrived]] = True
    return _Before(
        grouped_rows(places, locked),
        themes,
        themes_of_words(places.once, np.where(places.pinned, stood, NOWHERE)),
        unsure & (themes == NOWHERE),
    )


def _numbers(
    before: _Before, groups: Labels, people: NDArray[np.int64], *, first: int
) -> dict[int, int]:
    """Return the number of each group: of what stands, or new."""
    number = match(before.themes, groups, people)
    new: list[tuple[int, int]] = []
    for group in sorted(set(groups.tolist()) - {-1} - number.keys()):
        mine = groups == group
        pins = np.bincount(before.pinned[mine], weights=people[mine])
        pins[NOWHERE] = 0
        if pins.max() >= _HALF * people[mine].sum():  # people said that this is that theme
            number[group] = int(pins.argmax())
        else:
            new.append((-int(people[mine].sum()), group))
    return number | {group: first + place for place, (_, group) in enumerate(sorted(new))}


def _weighed(before: _Before, wanted: Labels, near: Sample) -> Labels:
    """Return where each distinct idea goes: where it is wanted, or where it stood."""
    stood = before.themes
    after = wanted.copy()
    graph = fuzzy_graph(near.vectors @ near.vectors.T) if len(near.rows) > 1 else None
    here, there = stood[near.rows], wanted[near.rows]
    standing = set(stood.tolist())
    for source, target in np.unique(np.stack([stood, wanted]), axis=1).T.tolist():
        if source in (NOWHERE, target) or target == NOWHERE:
            continue
        joins = graph is not None and _joins(graph, here == source, there == target)
        if not joins or not _leaves(joins, stands=target in standing):
            after[(stood == source) & (wanted == target)] = source
    if graph is not None:
        unclear = near.rows[~_clear(graph, there)]
        after[unclear[before.unsure[unclear]]] = NOWHERE
    return after


def _clear(graph: csr_matrix, there: Labels) -> NDArray[np.bool_]:
    """Return whether each idea is mostly joined to others that go where it is to go."""
    joins = graph.tocoo()
    together = joins.data * (there[joins.row] == there[joins.col])
    own = np.bincount(joins.row, weights=together, minlength=len(there))
    everywhere = np.bincount(joins.row, weights=joins.data, minlength=len(there))
    clear: NDArray[np.bool_] = own >= CLEAR * everywhere
    return clear


class _Joins(NamedTuple):
    """How closely a stream of ideas is joined, as sums of weights."""

    itself: float
    left: float
    """To what stays where it comes from."""
    joined: float
    """To what else is where it goes."""


def _joins(graph: csr_matrix, source: NDArray[np.bool_], target: NDArray[np.bool_]) -> _Joins:
    stream = graph[source & target]
    return _Joins(
        *(
            float(stream[:, part].sum())
            for part in (source & target, source & ~target, target & ~source)
        )
    )


def _leaves(joins: _Joins, *, stands: bool) -> bool:
    """Return whether a stream leaves for a theme that stands or for one of its own."""
    if stands:
        return joins.joined > PULL * joins.left
    return joins.left < CUT * (joins.itself + joins.left + joins.joined)


def compact(places: Places, *, first: int) -> Places:
    """Return `places` with new themes numbered from `first` without a gap, in their order."""
    new = np.unique(places.themes[places.themes >= first])
    where = places.themes >= first
    return places.moved(where, first + np.searchsorted(new, places.themes[where]))


def match(standing: Labels, groups: Labels, people: NDArray[np.int64]) -> dict[int, int]:
    """Return the number of the theme that stands of each group that has one.

    Args:
        standing: Theme of each idea, `NOWHERE` for none. Shape `(ideas,)`.
        groups: Group of each found anew, -1 for none. Shape `(ideas,)`.
        people: How many said each. Shape `(ideas,)`.
    """
    numbers = np.unique(standing[standing != NOWHERE])
    found = np.unique(groups[groups >= 0])
    common = np.array(
        [[people[(standing == n) & (groups == g)].sum() for g in found] for n in numbers]
    ).reshape(len(numbers), len(found))
    either = (
        np.array([people[standing == n].sum() for n in numbers])[:, None]
        + np.array([people[groups == g].sum() for g in found])[None, :]
        - common
    )
    return {
        int(found[g]): int(numbers[n])
        for n, g in zip(*linear_sum_assignment(common, maximize=True), strict=True)
        if common[n, g] >= ALIKE * either[n, g]
    }
