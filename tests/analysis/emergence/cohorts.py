"""Made-up voices: people of several cohorts who ask for one of some things each."""

import numpy as np
from numpy.typing import NDArray

from analysis.emergence.voices import Voices


def voices_of(needs: NDArray[np.int64], cohort: NDArray[np.int64], *, seed: int = 5) -> Voices:
    """Return voices whose ideas about one need point about one way; each need is a theme."""
    rng = np.random.default_rng(seed)
    vectors = np.eye(needs.max() + 1, 24)[needs] + rng.normal(0, 0.15, (len(needs), 24))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Voices(vectors.astype(np.float32), np.arange(len(needs)), needs, cohort)


def stable(rng: np.random.Generator, sizes: list[int], needs: int = 12) -> Voices:
    """Return cohorts of these sizes that ask for the same, in the same shares."""
    shares = rng.dirichlet(np.ones(needs))
    return drawn(rng, [shares] * len(sizes), sizes)


def wandering(rng: np.random.Generator, sizes: list[int], needs: int = 12) -> Voices:
    """Return cohorts from one to the next of which every share wanders a little."""
    steps = rng.normal(0, 0.2, (len(sizes), needs)).cumsum(axis=0)
    shares = rng.dirichlet(np.ones(needs)) * np.exp(steps)
    return drawn(rng, list(shares / shares.sum(axis=1, keepdims=True)), sizes)


def drawn(rng: np.random.Generator, shares: list[NDArray[np.float64]], sizes: list[int]) -> Voices:
    """Return cohorts who ask for needs in these shares."""
    needs = np.concatenate(
        [rng.choice(len(share), size, p=share) for share, size in zip(shares, sizes, strict=True)]
    )
    return voices_of(
        needs, np.repeat(np.arange(len(sizes)), sizes), seed=int(rng.integers(1 << 30))
    )


def first_of_latest(voices: Voices, people: int) -> Voices:
    """Return the same when only so many of the latest cohort had answered."""
    latest = np.flatnonzero(voices.latest())
    kept = np.setdiff1d(np.arange(len(voices.cohort)), latest[people:])
    rows = np.flatnonzero(np.isin(voices.person, kept))
    return Voices(
        voices.vectors[rows],
        np.searchsorted(kept, voices.person[rows]),
        voices.theme[rows],
        voices.cohort[kept],
    )
