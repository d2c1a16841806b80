"""Group ideas; the number of groups is the largest that survives drawing the ideas again.

Bootstrap stability: Fang & Wang (2012), "Selection of the number of clusters via the
bootstrap method", with the adjusted Rand index (Hubert & Arabie 1985) between the groups of
all ideas and those of a random part. One standard error: Breiman et al. (1984).
Stability of one group: Hennig (2007), "Cluster-wise assessment of cluster stability", the
mean Jaccard similarity with the most similar group of each draw.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.metrics import adjusted_rand_score

from analysis.themes.embedders import Vectors
from analysis.themes.graph import fuzzy_graph, spectral_coordinates

Labels = NDArray[np.int64]

DRAWS = 16
SHARE_DRAWN = 0.75
FEWEST_GROUPS = 12
MOST_GROUPS = 20
ALIKE = 0.25
"""Mean cosine of ideas that are suggested as one group."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Ideas in groups."""

    labels: Labels
    """Group of each idea, from 0. Shape `(ideas,)`."""
    stability: tuple[float, ...] | None
    """Per group, 0 to 1; None if not measured."""


def stable_groups(vectors: Vectors, *, seed: int, progress: Callable[[float], None]) -> Groups:
    """Return the groups of ideas at `vectors` (length 1, at least 4 rows)."""
    similarities = vectors @ vectors.T
    n = len(vectors)
    sizes = candidate_numbers(n)
    whole = _partitions(similarities, sizes, seed=seed)
    rng = np.random.default_rng(seed)
    draws = []
    for draw in range(DRAWS):
        rows = np.sort(rng.choice(n, size=round(SHARE_DRAWN * n), replace=False))
        draws.append((rows, _partitions(similarities[np.ix_(rows, rows)], sizes, seed=draw)))
        progress((draw + 1) / DRAWS)
    agreement = np.array(
        [
            [adjusted_rand_score(whole[k][rows], partitions[k]) for rows, partitions in draws]
            for k in sizes
        ]
    )
    chosen = sizes[largest_within_one_error(agreement)]
    labels = whole[chosen]
    return Groups(labels, _stability(labels, [(r, p[chosen]) for r, p in draws]))


def suggested_groups(vectors: Vectors) -> Groups:
    """Return groups of the ideas that are simply alike; nothing is said of their stability."""
    if len(vectors) == 1:
        return Groups(np.zeros(1, dtype=np.int64), None)
    alike = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=1 - ALIKE
    )
    # Vectors without words have no cosine: a last coordinate sets them apart from all.
    wordless = (np.linalg.norm(vectors, axis=1, keepdims=True) == 0).astype(np.float32)
    labels: Labels = alike.fit_predict(np.hstack([vectors, wordless])).astype(np.int64)
    return Groups(labels, None)


def candidate_numbers(ideas: int) -> list[int]:
    """Return the numbers of groups to try: each small one, then steps of about a tenth.

    Two halves of many ideas are nearly always stable and say nothing to a designer: so the
    fewest grow with the root of the ideas (2 for 20, 5 for 100, 8 for 300), up to
    `FEWEST_GROUPS`; the most with their number (4 for 20, 12 for 100), up to `MOST_GROUPS`.
    """
    k = max(2, min(FEWEST_GROUPS, int(0.5 * ideas**0.5)))
    most = max(k, min(MOST_GROUPS, 2 + ideas // 10))
    numbers = []
    while k <= most:
        numbers.append(k)
        k += max(1, k // 8)
    return numbers


def largest_within_one_error(agreement: NDArray[np.float64]) -> int:
    """Return the last row whose mean is within one standard error of the best mean.

    Args:
        agreement: Per number of groups (ascending) and draw. Shape `(numbers, draws)`.
    """
    means = agreement.mean(axis=1)
    best = int(means.argmax())
    error = agreement[best].std(ddof=1) / np.sqrt(agreement.shape[1])
    return int(np.flatnonzero(means >= means[best] - error)[-1])


def _partitions(similarities: Vectors, sizes: list[int], *, seed: int) -> dict[int, Labels]:
    graph = fuzzy_graph(similarities)
    coordinates = spectral_coordinates(graph, min(max(sizes), len(similarities)), seed=seed)
    return {k: _k_means(coordinates[:, :k], k, seed=seed) for k in sizes}


def _k_means(coordinates: NDArray[np.float64], k: int, *, seed: int) -> Labels:
    lengths = np.linalg.norm(coordinates, axis=1, keepdims=True)
    rows = coordinates / np.maximum(lengths, 1e-12)
    labels: Labels = KMeans(k, n_init=4, random_state=seed).fit_predict(rows).astype(np.int64)
    return labels


def _stability(labels: Labels, draws: list[tuple[NDArray[np.int64], Labels]]) -> tuple[float, ...]:
    groups = int(labels.max()) + 1
    best = np.zeros((len(draws), groups))
    for row, (rows, drawn) in zip(best, draws, strict=True):
        for group in range(groups):
            mine = labels[rows] == group
            overlaps = np.bincount(drawn[mine], minlength=int(drawn.max()) + 1)
            unions = np.bincount(drawn, minlength=len(overlaps)) + mine.sum() - overlaps
            row[group] = (overlaps / unions).max()
    return tuple(float(value) for value in best.mean(axis=0))
