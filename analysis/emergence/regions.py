"""Where a rise is looked for: themes, and small sets of people who say the like.

All regions are chosen blind to cohort, so that who is of the latest cohort is a matter of chance
where nothing changed. A need that few mention is seen only if some region holds most of them and
hardly anybody else; no one tree does that for every need, so the branches of three are taken:

- over ideas (Ward 1963) where they are;
- over people, each in the middle of what they said, drawn towards their nearest ten;
- over people in the coordinates of the graph of their nearest eight (Ng, Jordan & Weiss 2002,
  "On Spectral Clustering"), where small dense groups lie apart.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from scipy.linalg import eigh
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import eigsh

from analysis.emergence.voices import Voices
from analysis.unit_vectors import unit

Said = NDArray[np.bool_]
"""Whether each person is in each region. Shape `(regions, people)`."""

Points = NDArray[np.float32]
"""One of length 1 a row. Shape `(points, dimensions)`."""

SMALLEST = 4
"""People in a region: of three, no rise could be told from chance among so many regions."""

DRAWN_TOWARDS = 10
JOINED = 8
COORDINATES = 60


def of_themes(voices: Voices, numbers: list[int]) -> Said:
    """Return who mentions each theme of `numbers`."""
    return _people_of((np.flatnonzero(voices.theme == number) for number in numbers), voices)


def of_trees(voices: Voices) -> Said:
    """Return the branches of the three trees, each set of people once."""
    speakers, middles = middles_of_people(voices)
    if len(speakers) < SMALLEST:
        return np.zeros((0, len(voices.cohort)), dtype=np.bool_)
    said = [_people_of(_branches(voices.vectors), voices)]
    for points in (_drawn_together(middles), _apart_in_graph(middles)):
        branches = [speakers[people] for people in _branches(points)]
        rows = np.zeros((len(branches), len(voices.cohort)), dtype=np.bool_)
        for row, people in zip(rows, branches, strict=True):
            row[people] = True
        said.append(rows)
    every = np.concatenate(said)
    every = every[every.sum(axis=1) >= SMALLEST]
    _, first = np.unique(np.packbits(every, axis=1), axis=0, return_index=True)
    once: Said = every[np.sort(first)]
    return once


def middles_of_people(voices: Voices) -> tuple[NDArray[np.int64], Points]:
    """Return who said anything, and the middle of what each said."""
    speakers, which = np.unique(voices.person, return_inverse=True)
    sums = np.zeros((len(speakers), voices.vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, which, voices.vectors)
    return speakers, unit(sums)


def _people_of(sets: Iterator[NDArray[np.int64]], voices: Voices) -> Said:
    rows = [np.isin(np.arange(len(voices.cohort)), voices.person[ideas]) for ideas in sets]
    return np.array(rows, dtype=np.bool_).reshape(len(rows), len(voices.cohort))


def _branches(points: NDArray[np.floating]) -> Iterator[NDArray[np.int64]]:
    """Yield the rows on each branch of Ward's tree, smaller branches before larger."""
    if len(points) < SMALLEST:
        return
    members = [np.array([row]) for row in range(len(points))]
    for left, right, *_ in linkage(points, method="ward"):
        members.append(np.concatenate([members[int(left)], members[int(right)]]))
        if len(members[-1]) >= SMALLEST:
            yield members[-1]


def _nearest(points: Points, number: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the nearest others of each point, and their cosines (at least 0)."""
    similar = points @ points.T
    np.fill_diagonal(similar, -2)
    number = min(number, len(points) - 1)
    nearest = np.argpartition(-similar, number - 1, axis=1)[:, :number]
    return nearest, np.maximum(np.take_along_axis(similar, nearest, axis=1), 0)


def _drawn_together(points: Points) -> Points:
    nearest, weights = _nearest(points, DRAWN_TOWARDS)
    return unit(points + unit((points[nearest] * weights[..., None]).sum(axis=1)))


def _apart_in_graph(points: Points) -> Points:
    nearest, weights = _nearest(points, JOINED)
    n, number = nearest.shape
    directed = csr_matrix(
        (weights.ravel() + 1e-6, (np.repeat(np.arange(n), number), nearest.ravel())), shape=(n, n)
    )
    joined = directed.maximum(directed.T)
    scale = 1 / np.sqrt(np.asarray(joined.sum(axis=1)).ravel())
    normal = joined.multiply(scale[:, None]).multiply(scale[None, :])
    if n <= 4 * COORDINATES:
        _, vectors = eigh(normal.toarray())
        return unit(vectors[:, -COORDINATES:])
    start = np.random.default_rng(0).random(n)
    _, vectors = eigsh(csr_matrix(normal), k=COORDINATES, which="LA", v0=start)
    return unit(vectors)
