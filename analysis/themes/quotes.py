"""Choose the ideas that show what a theme is about."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.themes.embedders import Vectors
from analysis.themes.ideas import Idea

MOST_OF_A_SURVEY = 3
"""Of each, as many as a page shows: whichever surveys are withheld, there are enough left."""
_PLEASANT = range(20, 221)
"""Characters that read well as a quote."""
_HANDICAP = 0.35
"""What another length costs, as cosine."""


def choose_quotes(ideas: Sequence[Idea], vectors: Vectors, middle: Vectors) -> list[int]:
    """Return indexes of up to three ideas a survey, from different submissions, best first.

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
    like = np.zeros(len(ideas), np.float32)
    chosen: list[int] = []
    left = list(range(len(ideas)))
    of_survey: Counter[str] = Counter()
    while left:
        best = left[int((near[left] - 0.5 * like[left]).argmax())]
        cosines: NDArray[np.float32] = vectors @ vectors[best]
        like = np.maximum(like, cosines) if chosen else cosines
        chosen.append(best)
        of_survey[ideas[best].survey] += 1
        left = [
            index
            for index in left
            if ideas[index].submission_id != ideas[best].submission_id
            and of_survey[ideas[index].survey] < MOST_OF_A_SURVEY
        ]
    return chosen
