"""How much the ideas of a theme have in common that those of other themes have not.

Simplified silhouette: Hruschka, de Castro & Campello (2004), "Evolutionary Algorithms for
Clustering Gene-Expression Data", after Rousseeuw (1987): distances to the middles of themes
stand for those to each of their ideas.
"""

import numpy as np

from analysis.themes.embedders import Vectors
from analysis.themes.groups import Labels
from analysis.unit_vectors import unit


def coherence(vectors: Vectors, labels: Labels) -> list[float | None]:
    """Return the coherence of each theme, -1 to 1; None for all if there is but one.

    That of an idea is 1 if it is where the others of its theme are, 0 if it is as far from
    them as from the nearest other theme, and below 0 if that is nearer; of a theme, the mean.
    A theme of one idea, however often said, has 1.

    Args:
        vectors: Where ideas are, of length 1 or 0. Shape `(ideas, dimensions)`.
        labels: Theme of each, from 0, none left out; -1 for none. Shape `(ideas,)`.
    """
    themes = int(labels.max(initial=-1)) + 1
    if themes < 2:  # noqa: PLR2004
        return [None] * themes
    inside = labels >= 0
    ideas, of_each = vectors[inside], labels[inside]
    sums = np.stack([ideas[of_each == theme].sum(axis=0) for theme in range(themes)])
    rows = np.arange(len(ideas))
    distances = 1 - ideas @ unit(sums).T
    own = 1 - (ideas * unit(sums[of_each] - ideas)).sum(axis=1)
    own[np.bincount(of_each)[of_each] == 1] = 0  # said in the same words by all
    distances[rows, of_each] = np.inf
    other = distances.min(axis=1)
    gained = (other - own) / np.maximum(np.maximum(own, other), 1e-9)
    return [float(gained[of_each == theme].mean()) for theme in range(themes)]
