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

    def __init__(
        self,
        said: Said,
        weights: NDArray[np.float64],
        latest: NDArray[np.bool_],
        rng: np.random.Generator,
    ) -> None:
        """Deal the cohorts out.

        Args:
            said: The regions, chosen without regard to cohort. Shape `(regions, people)`.
            weights: What the chance of each is divided by before they are compared.
            latest: Who is of the latest cohort. Shape `(people,)`.
            rng: Deals.
        """
        kinds, which, self._regions = np.unique(
            np.column_stack([said.sum(axis=1), weights]),
            axis=0,
            return_inverse=True,
            return_counts=True,
        )
        sizes, self._weights = kinds[:, 0].astype(np.int64), kinds[:, 1]
        self._tails = tails(sizes.tolist(), int(latest.sum()), int((~latest).sum()))
        dealt = rng.permuted(np.tile(latest.astype(np.float32), (DEALS, 1)), axis=1)
        counts = np.rint(said.astype(np.float32) @ dealt.T).astype(np.int64)
        weighed = self._tails / self._weights[:, None]
        self._strongest = np.sort(weighed[which[:, None], counts].min(axis=0, initial=np.inf))

    def anywhere(self, seen: float) -> float:
        """Return the chance that any region is as much of a marvel where nothing changed.

        Args:
            seen: The chance of the marvel seen, divided by the weight of its region.
        """
        seen *= 1 + 1e-9  # what is equal but for rounding is equal
        as_strong = int(np.searchsorted(self._strongest, seen, side="right"))
        attained = np.where(self._tails <= seen * self._weights[:, None], self._tails, 0.0)
        at_most = float((self._regions * attained.max(axis=1)).sum())
        return min((1 + as_strong) / (1 + DEALS), at_most)
