"""Who said what, and when: all that emergence is told of comments."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Voices:
    """Ideas of all cohorts, those of one person together.

    Where ideas are and how they are grouped must not depend on their cohort: a space or themes
    learned from some cohorts only would make the others look new.
    """

    vectors: NDArray[np.float32]
    """Where each idea is, of length 1. Shape `(ideas, dimensions)`."""
    person: NDArray[np.int64]
    """Index in `cohort` of who said each. Shape `(ideas,)`."""
    theme: NDArray[np.int64]
    """Number of the theme of each, -1 for unsure. Shape `(ideas,)`."""
    cohort: NDArray[np.int64]
    """Of each person, 0 the oldest; people without any idea are in it. Shape `(people,)`."""

    def latest(self) -> NDArray[np.bool_]:
        """Return whether each person is of the latest cohort. Shape `(people,)`."""
        is_latest: NDArray[np.bool_] = self.cohort == self.cohort.max(initial=0)
        return is_latest
