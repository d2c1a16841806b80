"""The graph of near ideas, and coordinates in which its groups lie apart.

Graph: fuzzy neighbourhoods of McInnes, Healy & Melville (2018), "UMAP", section 3.1: the
nearest neighbour is joined with weight 1, and the weights of one idea's neighbours add up
to log2(neighbours). Coordinates: Coifman & Lafon (2006), "Diffusion maps": ideas are near
where walks along the graph that begin at them end alike. Each is scaled to length 1 (Ng,
Jordan & Weiss 2002), so that ideas with few neighbours do not gather in the middle.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import eigsh

from analysis.themes.embedders import Vectors

NEIGHBOURS = 15
DIMENSIONS = 40
"""Of the coordinates: twice the groups that are ever sought."""
_DENSE = 200
"""Below this size all eigenvectors at once are quicker than a few."""


def fuzzy_graph(similarities: Vectors, *, neighbours: int = NEIGHBOURS) -> csr_matrix:
    """Return the symmetric weights, 0 to 1, that join each idea to its nearest.

    Args:
        similarities: Cosines between ideas. Shape `(ideas, ideas)`.
        neighbours: How many each idea is joined to, at least; all if there are fewer.
    """
    n = len(similarities)
    neighbours = min(neighbours, n - 1)
    distances = 1 - similarities
    np.fill_diagonal(distances, np.inf)
    nearest = np.argpartition(distances, neighbours - 1, axis=1)[:, :neighbours]
    weights = _memberships(np.take_along_axis(distances, nearest, axis=1))
    rows = np.repeat(np.arange(n), neighbours)
    directed = csr_matrix((weights.ravel(), (rows, nearest.ravel())), shape=(n, n))
    both = directed.multiply(directed.T)
    return csr_matrix(directed + directed.T - both)


def _memberships(distances: Vectors) -> NDArray[np.float64]:
    """Return exp(-(d - nearest) / scale), each row's scale such that it adds to log2(size)."""
    beyond = np.maximum(distances - distances.min(axis=1, keepdims=True), 0).astype(np.float64)
    target = np.log2(beyond.shape[1]) if beyond.shape[1] > 1 else 1.0
    low, high = np.full((len(beyond), 1), 1e-6), np.full((len(beyond), 1), 1e3)
    for _ in range(40):
        scale = np.sqrt(low * high)
        too_much = np.exp(-beyond / scale).sum(axis=1, keepdims=True) > target
        high, low = np.where(too_much, scale, high), np.where(too_much, low, scale)
    memberships: NDArray[np.float64] = np.exp(-beyond / np.sqrt(low * high))
    return memberships


@dataclass(frozen=True, slots=True)
class Diffused:
    """Ideas where walks along their graph end alike."""

    coordinates: NDArray[np.float64]
    """Rows of length 1. Shape `(ideas, dimensions)`."""
    regions: float
    """In how many parts of the graph walks stay, at least 1: the sum of the eigenvalues of as
    many steps. A graph in one piece has 1 once it is walked through, one of n pieces n."""


def diffused(graph: csr_matrix, steps: float, *, seed: int) -> Diffused:
    """Return where walks of `steps` steps along `graph` lead; `seed` is that of the solver."""
    values, vectors = _leading(_normal(graph), seed=seed)
    left = np.maximum(values, 0) ** steps
    rows = vectors * left
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return Diffused(rows / np.maximum(lengths, 1e-12), float(left.sum()))


def _normal(graph: csr_matrix) -> csr_matrix:
    """Return the graph with each weight divided by the root of both its ideas' degrees."""
    degrees = np.asarray(graph.sum(axis=1)).ravel()
    scale = 1 / np.sqrt(np.maximum(degrees, 1e-12))
    return csr_matrix(graph.multiply(scale[:, None]).multiply(scale[None, :]))


def _leading(matrix: csr_matrix, *, seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return up to `DIMENSIONS` eigenvalues, largest first, and their vectors as columns."""
    n = matrix.shape[0]
    if n <= _DENSE:
        values, vectors = np.linalg.eigh(matrix.toarray())
    else:
        start = np.random.default_rng(seed).random(n)
        values, vectors = eigsh(matrix, k=DIMENSIONS, which="LA", v0=start)
    largest = np.argsort(-values)[:DIMENSIONS]
    return values[largest], vectors[:, largest]
