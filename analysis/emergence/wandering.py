"""How probable so many of the latest cohort are, where interest merely wanders.

Fisher's exact test (one-sided), but for odds that wander: from cohort to cohort those of a theme
are multiplied by e to a normal deviate of standard deviation `spread`. Given how many people
mention it in all, the count in the latest cohort then has Fisher's noncentral hypergeometric
distribution, averaged over the deviate by Gauss-Hermite quadrature. With spread 0 it is Fisher's
test itself. It does for a row of cohorts what the beta-binomial does, but a rare need wanders by
the same factor as a common one, where the beta-binomial would have it wander much more.

Sources: Fisher (1935), "The Logic of Inductive Inference", Journal of the Royal Statistical
Society 98(1), 39-82; Breslow & Day (1980), Statistical Methods in Cancer Research I, section 4.2,
for the noncentral distribution; Williams (1982), "Extra-binomial variation in logistic linear
models", Applied Statistics 31(2), 144-148.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

SPREADS = tuple(step / 10 for step in range(11))
"""Standard deviations that are tried, in natural logarithms of odds."""

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(11)
_WEIGHTS /= _WEIGHTS.sum()


def tails(
    together: Sequence[int], now: int, before: int, *, spread: float = 0.0
) -> NDArray[np.float64]:
    """Return the chance of at least so many in the latest cohort. Shape `(len(together), now + 1)`.

    Args:
        together: People who mention something, of all cohorts; each from 0 to `now + before`.
        now: People of the latest cohort.
        before: People of those before it.
        spread: Of the logarithm of the odds, from cohort to cohort; 0 or more.
    """
    chances = _chances(together, now, before, spread=spread)
    at_least = np.cumsum(chances[:, ::-1], axis=1)[:, ::-1]
    bounded: NDArray[np.float64] = np.minimum(at_least, 1.0)
    return bounded


def spread_of(counts: NDArray[np.int64], people: Sequence[int]) -> float:
    """Return how much the odds of themes wander: as little as the cohorts before allow.

    Each cohort but the first is set against all before it, as the latest will be. Of `SPREADS`,
    the smallest whose log likelihood is within a half of the best: about one standard error
    below it, because a spread that is only noise would hide what rises.

    Args:
        counts: People of each cohort who mention each theme. Shape `(cohorts, themes)`.
        people: Of each cohort.
    """
    likelihood = np.zeros(len(SPREADS))
    for cohort in range(1, len(people)):
        now, before = people[cohort], sum(people[:cohort])
        together = counts[: cohort + 1].sum(axis=0)
        for place, spread in enumerate(SPREADS):
            chances = _chances(together.tolist(), now, before, spread=spread)
            seen = np.take_along_axis(chances, counts[cohort][:, None], axis=1)
            likelihood[place] += np.log(np.maximum(seen, 1e-300)).sum()
    return SPREADS[int((likelihood >= likelihood.max() - 0.5).argmax())]


def _chances(
    together: Sequence[int], now: int, before: int, *, spread: float
) -> NDArray[np.float64]:
    """Return the chance of each count in the latest cohort. Shape `(len(together), now + 1)`."""
    every = np.asarray(together, dtype=np.int64)[:, None]
    here = np.arange(now + 1)[None, :]
    there = every - here
    possible = (there >= 0) & (there <= before)
    ways = np.where(
        possible, _log_choose(now, here) + _log_choose(before, np.clip(there, 0, before)), -np.inf
    )
    ways -= ways.max(axis=1, keepdims=True)  # so that exponentials stay in range
    if not spread:
        return _scaled(np.exp(ways))
    chances = np.zeros(ways.shape)
    for node, weight in zip(_NODES, _WEIGHTS, strict=True):
        tilted = ways + spread * node * here
        chances += weight * _scaled(np.exp(tilted - tilted.max(axis=1, keepdims=True)))
    return chances


def _scaled(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return rows that add up to 1."""
    scaled: NDArray[np.float64] = chances / chances.sum(axis=1, keepdims=True)
    return scaled


def _log_choose(of: int, some: NDArray[np.int64]) -> NDArray[np.float64]:
    logarithm: NDArray[np.float64] = gammaln(of + 1) - gammaln(some + 1) - gammaln(of - some + 1)
    return logarithm
