"""What lies in a heap, and belongs elsewhere.

Cutting a tree into k groups leaves in the widest of them what was joined last: ideas with little
in common, and some that say what another group says. These go there.
"""

import numpy as np

from analysis.themes.coherence import coherence
from analysis.themes.embedders import Vectors
from analysis.themes.groups import Labels
from analysis.unit_vectors import unit

_HEAP = 0.15
"""Coherence below which ideas leave a group."""
_NEAR = 0.2
"""Cosine with the middle of another group that they go to, at least."""
_NEARER = 0.05
"""By how much more than with the middle of the others in their own."""
_ROUNDS = 3
"""Middles move with the ideas; after so many rounds hardly any does."""


def cleared(vectors: Vectors, labels: Labels) -> Labels:
    """Return the groups without what is in a heap and clearly nearer to another group.

    No group is given up for it. Groups that are no heaps lose nothing, and take in.

    Args:
        vectors: Where ideas are, of length 1 or 0. Shape `(ideas, dimensions)`.
        labels: Group of each, from 0, none left out. Shape `(ideas,)`.
    """
    groups = int(labels.max()) + 1
    for _ in range(_ROUNDS if groups > 1 else 0):
        heap = np.array([(each or 0) < _HEAP for each in coherence(vectors, labels)])
        sums = np.stack([vectors[labels == group].sum(axis=0) for group in range(groups)])
        own = (vectors * unit(sums[labels] - vectors)).sum(axis=1)
        near = vectors @ unit(sums).T
        near[np.arange(len(labels)), labels] = -1
        nearest = near.max(axis=1)
        goes = heap[labels] & (nearest >= _NEAR) & (nearest > own + _NEARER)
        moved: Labels = np.where(goes, near.argmax(axis=1), labels)
        if len(np.unique(moved)) < groups:
            break
        labels = moved
    return labels
