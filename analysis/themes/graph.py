"""The graph of near ideas, and coordinates in which its groups lie apart.

Graph: fuzzy neighbourhoods of McInnes, Healy & Melville (2018), "UMAP", section 3.1: the
nearest neighbour is joined with weight 1, and the weights of one idea's neighbours add up
to log2(neighbours). Coordinates: Ng, Jordan & Weiss (2002), "On Spectral Clustering".
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import eigsh

from analysis.themes.embedders import Vectors

NEIGHBOURS = 15
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


def spectral_coordinates(graph: csr_matrix, dimensions: int, *, seed: int) -> NDArray[np.float64]:
    """Return the leading eigenvectors of the graph, smoothest first.

    Shape `(ideas, dimensions)`; the first is the constant one, scaled by degree.
    """
    degrees = np.asarray(graph.sum(axis=1)).ravel()
    scale = 1 / np.sqrt(np.maximum(degrees, 1e-12))
    normal = graph.multiply(scale[:, None]).multiply(scale[None, :])
    n = graph.shape[0]
    if n <= _DENSE or dimensions >= n - 1:
        _, vectors = np.linalg.eigh(normal.toarray())
        return vectors[:, ::-1][:, :dimensions]
    start = np.random.default_rng(seed).random(n)
    values, vectors = eigsh(csr_matrix(normal), k=dimensions, which="LA", v0=start)
    smoothest_first: NDArray[np.float64] = vectors[:, np.argsort(-values)]
    return smoothest_first
