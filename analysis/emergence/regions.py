"""Where a rise is looked for, chosen blind to cohort: sets of ideas, and who said them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage

from analysis.emergence.voices import Voices

Said = NDArray[np.bool_]
"""Whether each person said something of each region. Shape `(regions, people)`."""


def of_themes(voices: Voices, numbers: Sequence[int]) -> Said:
    """Return who mentions each theme of `numbers`."""
    said = np.zeros((len(numbers), len(voices.cohort)), dtype=np.bool_)
    for row, number in zip(said, numbers, strict=True):
        row[voices.person[voices.theme == number]] = True
    return said


def of_tree(voices: Voices, rows: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Return the nodes of a tree over some ideas (Ward 1963), as sets of rows of `voices`."""
    if len(rows) < 2:  # noqa: PLR2004 (a tree has two ends)
        return []
    members = [np.array([row]) for row in rows]
    for left, right, *_ in linkage(voices.vectors[rows], method="ward"):
        members.append(np.concatenate([members[int(left)], members[int(right)]]))
    return members[len(rows) :]


def of_sets(voices: Voices, sets: Sequence[NDArray[np.int64]]) -> Said:
    """Return who said something of each set of rows."""
    said = np.zeros((len(sets), len(voices.cohort)), dtype=np.bool_)
    for row, ideas in zip(said, sets, strict=True):
        row[voices.person[ideas]] = True
    return said
