"""The chance of so strong a rise anywhere, where nothing changed.

Found by dealing the people's cohorts out again, which keeps how regions overlap: Westfall & Young
(1993), Resampling-Based Multiple Testing, minimum p, single step. Below what so many deals can tell
it is at most the sum, over all regions, of the largest chance that each can attain without
exceeding the one seen: Tarone (1990), "A Modified Bonferroni Method for Discrete Data", Biometrics
46(2), 515-522.
"""

import numpy as np
from numpy.typing import NDArray

from analysis.emergence.regions import Said
from analysis.emergence.wandering import tails

DEALS = 999
"""How often the cohorts are dealt out again."""


class Chance:
    """Knows how strong the strongest rise is by chance, among these regions and people."""

    def __init__(self, said: Said, latest: NDArray[np.bool_], rng: np.random.Generator) -> None:
        """Deal the cohorts out.

        Args:
            said: The regions, chosen without regard to cohort. Shape `(regions, people)`.
            latest: Who is of the latest cohort. Shape `(people,)`.
            rng: Deals.
        """
        sizes, which = np.unique(said.sum(axis=1), return_inverse=True)
        self._tails = tails(sizes.tolist(), int(latest.sum()), int((~latest).sum()))
        self._regions = np.bincount(which)
        dealt = rng.permuted(np.tile(latest.astype(np.float32), (DEALS, 1)), axis=1)
        counts = np.rint(said.astype(np.float32) @ dealt.T).astype(np.int64)
        self._strongest = np.sort(self._tails[which[:, None], counts].min(axis=0, initial=1.0))

    def anywhere(self, seen: float) -> float:
        """Return the chance that any region is as much of a marvel as one of chance `seen`."""
        seen *= 1 + 1e-9  # what is equal but for rounding is equal
        as_strong = int(np.searchsorted(self._strongest, seen, side="right"))
        attainable = np.where(self._tails <= seen, self._tails, 0.0).max(axis=1)
        at_most = float((self._regions * attainable).sum())
        return min((1 + as_strong) / (1 + DEALS), at_most)
