"""Choose the ideas that show what a theme is about."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.themes.embedders import Vectors
from analysis.themes.ideas import Idea

MOST = 3
_PLEASANT = range(20, 221)
"""Characters that read well as a quote."""
_HANDICAP = 0.35
"""What another length costs, as cosine."""


def choose_quotes(ideas: Sequence[Idea], vectors: Vectors, middle: Vectors) -> list[int]:
    """Return indexes of up to three ideas from different submissions, best first.

    The first is the one nearest to the middle; each next is near to it too, and unlike
    those chosen.

    Args:
        ideas: Those of one theme.
        vectors: Where they are. Shape `(ideas, dimensions)`.
        middle: Of the theme, of length 1. Shape `(dimensions,)`.
    """
    near: NDArray[np.float32] = vectors @ middle
    near = near - np.array(
        [0.0 if len(idea.text) in _PLEASANT else _HANDICAP for idea in ideas], np.float32
    )
    chosen: list[int] = []
    while len(chosen) < MOST:
        said = {ideas[i].submission_id for i in chosen}
        left = [i for i, idea in enumerate(ideas) if idea.submission_id not in said]
        if not left:
            break
        like = (vectors[left] @ vectors[chosen].T).max(axis=1) if chosen else 0.0
        merit = near[left] - 0.5 * np.asarray(like)
        chosen.append(left[int(merit.argmax())])
    return chosen
