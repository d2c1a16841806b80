"""From distinct ideas to groups: learned from some, the others join the nearest."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.themes.embedders import Embedder, Vectors
from analysis.themes.groups import Labels, stable_groups, suggested_groups
from analysis.themes.heaps import cleared
from analysis.themes.ideas import DistinctIdeas
from analysis.themes.phrases import Counted
from analysis.themes.results import Detail
from analysis.themes.space import TOGETHER, Space, learn_space
from analysis.unit_vectors import unit

ENOUGH = 20
"""Different ideas below which groups are only suggested, without statistics."""

FITTED = 3_000
"""Different ideas that groups are learned from. Of more, a random part is taken; the others
join the theme they are nearest to."""

NEAR_ENOUGH = 0.1
"""Cosine with the middle of the rest of its theme below which an idea is unsure. On
questions with labelled subjects most ideas below it were in a wrong theme."""

COMMON_WORD = 0.05
"""Share of a group's people who must have one word in common. Short remarks that are about
nothing named ("all of it, honestly", "that is a tough thing") are near to one another, and no
word names them. On labelled comments groups of more common words were no purer for it."""

_OF_A_THEME = 40
"""Ideas of a theme that are enough to know where it is."""

Progress = Callable[[float], None]
"""Told the share done, 0 to 1."""


def ignore(share: float) -> None:
    """Let progress pass unseen."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What themes are learned, named and quoted from: some of the ideas, and where they are."""

    rows: NDArray[np.int64]
    """Indexes in the distinct ideas, ascending."""
    space: Space
    vectors: Vectors
    """Of each row. Shape `(rows, dimensions)`."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Groups of ideas."""

    sample: Sample
    """What they were learned from."""
    labels: Labels
    """Group of each row of the sample, -1 for unsure."""
    stability: tuple[float, ...] | None
    """Per group, 0 to 1; None if not measured."""
    vague: NDArray[np.bool_]
    """Which rows are unsure because their group names nothing in common. Shape `(rows,)`."""


def sample_of(
    once: DistinctIdeas, embedder: Embedder, *, seed: int, themes: Labels | None = None
) -> Sample:
    """Return at most `FITTED` of the ideas, of which there must be one, drawn at random.

    Args:
        once: What to draw from.
        embedder: Where meaning comes from.
        seed: Of the draw and of the space.
        themes: Of each idea; from each theme up to `_OF_A_THEME` are drawn first. None: unknown.
    """
    n = len(once.ideas)
    rows = np.arange(n)
    if n > FITTED:
        drawn = np.random.default_rng(seed).permutation(n)
        if themes is not None:
            drawn = drawn[np.argsort(_of_a_theme(themes[drawn]) >= _OF_A_THEME, kind="stable")]
        rows = np.sort(drawn[:FITTED])
    ideas = [once.ideas[row] for row in rows]
    space = learn_space(ideas, embedder, seed=seed)
    return Sample(rows, space, space.place(ideas))


def _of_a_theme(themes: Labels) -> Labels:
    """Return how many of the same theme stand before each. Shape `(ideas,)`."""
    order = np.argsort(themes, kind="stable")
    _, firsts, sizes = np.unique(themes[order], return_index=True, return_counts=True)
    before = np.empty(len(themes), dtype=np.int64)
    before[order] = np.arange(len(themes)) - np.repeat(firsts, sizes)
    return before


def fit(
    once: DistinctIdeas,
    sample: Sample,
    *,
    seed: int,
    progress: Progress,
    detail: Detail = "usual",
) -> Fitted:
    """Return the groups of the ideas in `sample`; `progress` is told the share of this done."""
    vectors = sample.vectors
    if len(sample.rows) < ENOUGH:
        groups = suggested_groups(vectors, detail=detail)
        labels = groups.labels
    else:
        groups = stable_groups(vectors, seed=seed, progress=progress, detail=detail)
        labels = cleared(vectors, groups.labels)
    people = [once.people[row] for row in sample.rows]
    near = near_others(vectors, labels, np.array(people, dtype=np.float32))
    counted = Counted([once.ideas[row] for row in sample.rows], labels, people)
    about_something = np.array(
        [counted.most_shared(group) >= COMMON_WORD for group in range(labels.max() + 1)]
    )[labels]
    near_enough = near >= NEAR_ENOUGH
    sure: Labels = np.where(near_enough & about_something, labels, -1)
    return Fitted(sample, sure, groups.stability, near_enough & ~about_something)


def near_others(vectors: Vectors, labels: Labels, people: Vectors) -> Vectors:
    """Return the cosine of each idea with the middle of what others said in its group.

    Args:
        vectors: Where the ideas are. Shape `(ideas, dimensions)`.
        labels: Group of each. Shape `(ideas,)`.
        people: How many said each. Shape `(ideas,)`.
    """
    said = vectors * people[:, None]
    sums = np.stack([said[labels == group].sum(axis=0) for group in range(labels.max() + 1)])
    near: Vectors = (vectors * unit(sums[labels] - vectors)).sum(axis=1)
    return near


def middles(vectors: Vectors, labels: Labels) -> Vectors:
    """Return the middle of each group, of length 1. Shape `(groups, dimensions)`."""
    groups = range(int(labels.max(initial=-1)) + 1)
    return unit(np.stack([vectors[labels == group].sum(axis=0) for group in groups]))


def assign_all(once: DistinctIdeas, fitted: Fitted, progress: Progress) -> Labels:
    """Return the group of every distinct idea, -1 for unsure. Shape `(ideas,)`."""
    labels = np.full(len(once.ideas), -1, dtype=np.int64)
    labels[fitted.sample.rows] = fitted.labels
    rest = np.setdiff1d(np.arange(len(labels)), fitted.sample.rows)
    if not len(rest) or fitted.labels.max(initial=-1) < 0:
        return labels
    centres = middles(fitted.sample.vectors, fitted.labels)
    for start in range(0, len(rest), TOGETHER):
        rows = rest[start : start + TOGETHER]
        near = fitted.sample.space.place([once.ideas[row] for row in rows]) @ centres.T
        labels[rows] = np.where(near.max(axis=1) >= NEAR_ENOUGH, near.argmax(axis=1), -1)
        progress(start / len(rest))
    return labels
