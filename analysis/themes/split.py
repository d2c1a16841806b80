"""Propose how one theme could be split: by examples, or in the parts that it falls in.

By examples, the rule is Rocchio's (1971, "Relevance feedback in information retrieval"): an idea
leans to the examples by how much nearer it is to their middle than to the middle of the rest. It
is proposed if it leans at least half as much as the examples do, each left out in turn. On
labelled texts the half was right more often than any lean at all, and found nearly as many
(docs/themes.md).

Parts come from the tree and the draws that themes are found with (`analysis.themes.groups`),
within the theme. Two halves of anything are often stable, so they are proposed only where they
come out again nearly alike.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from analysis.text.words import tidy
from analysis.themes.embedders import Embedder, Vectors
from analysis.themes.fit import ENOUGH, Sample, middles, sample_of
from analysis.themes.groups import IDEAS_A_GROUP, Groups, Labels, stable_parts
from analysis.themes.ideas import DistinctIdeas, Idea, distinct
from analysis.themes.names import name_themes
from analysis.themes.results import idea_name
from analysis.themes.split_proposals import Said, SplitPart, SplitProposed

LEAN = 0.5
"""Of how far examples lean that other ideas must."""

MOST_PARTS = 4
"""More at once are hard to judge; a part can be split again."""

AGREEMENT = 0.9
"""Adjusted Rand index with the parts of draws, from which parts are proposed."""


def like_examples(
    said: Sequence[Said], examples: Sequence[str], *, embedder: Embedder, seed: int = 0
) -> SplitProposed:
    """Return the ideas of a theme that are nearer to the examples than to the rest of it.

    Args:
        said: All ideas of the theme, in any order.
        examples: Some of them, by what they are called; those that are gone count for nothing.
        embedder: Where meaning comes from.
        seed: Same ideas and seed: same result.
    """
    once, names = _once(said)
    wanted = set(examples)
    rows = [row for row, called in enumerate(names) if wanted.intersection(called)]
    if len(rows) < 2 or len(rows) == len(names):  # noqa: PLR2004 -- see FEWEST_EXAMPLES
        return SplitProposed(refused="none")
    with threadpool_limits(limits=1):  # more would compete, and change the last digits
        sample = sample_of(once, embedder, seed=seed)
        lean = leaning(_placed(once, sample), np.array(rows))
    order = [row for row in np.argsort(-lean, kind="stable").tolist() if lean[row] >= 0]
    ideas = tuple(name for row in order if row not in rows for name in names[row])
    if not ideas:
        return SplitProposed(refused="none")
    return SplitProposed(parts=(SplitPart(ideas=ideas),))


def leaning(vectors: Vectors, examples: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return how far each idea leans to the examples, beyond the `LEAN` that it must.

    Args:
        vectors: Of the ideas of one theme, of length 1. Shape `(ideas, dimensions)`.
        examples: Which rows are examples: two at least, and not all.

    Returns:
        0 or more for what is proposed. Shape `(ideas,)`.
    """
    lean: NDArray[np.float32] = vectors @ _direction(vectors, examples)
    left_out = [
        float(vectors[each] @ _direction(vectors, examples[examples != each])) for each in examples
    ]
    return lean - np.float32(max(0.0, LEAN * float(np.mean(left_out))))


def _direction(vectors: Vectors, examples: NDArray[np.int64]) -> Vectors:
    """Return the way from the middle of the rest to the middle of the examples."""
    labels = np.zeros(len(vectors), dtype=np.int64)
    labels[examples] = 1
    rest, wanted = middles(vectors, labels)
    direction: Vectors = wanted - rest
    return direction


def stable_split(said: Sequence[Said], *, embedder: Embedder, seed: int = 0) -> SplitProposed:
    """Return the parts that a theme falls in, if any come out again; arguments as above."""
    once, names = _once(said)
    if len(names) < ENOUGH:
        return SplitProposed(refused="few")
    with threadpool_limits(limits=1):
        sample = sample_of(once, embedder, seed=seed)
        groups = stable_parts(sample.vectors, range(2, most_parts(len(sample.rows)) + 1), seed=seed)
        if groups.stability is None or groups.agreement < AGREEMENT:
            return SplitProposed(refused="unstable")
        return SplitProposed(parts=_described(once, names, sample, groups))


def most_parts(ideas: int) -> int:
    """Return how many parts are tried of so many different ideas."""
    return max(2, min(MOST_PARTS, ideas // (2 * IDEAS_A_GROUP)))


def _described(
    once: DistinctIdeas, names: Sequence[tuple[str, ...]], sample: Sample, groups: Groups
) -> tuple[SplitPart, ...]:
    vectors = _placed(once, sample)
    centres = middles(sample.vectors, groups.labels)
    near = vectors @ centres.T
    labels: Labels = near.argmax(axis=1)
    labels[sample.rows] = groups.labels
    called = name_themes(
        [once.ideas[row] for row in sample.rows],
        groups.labels,
        [once.people[row] for row in sample.rows],
        sample.space,
    )
    parts = []
    for part, name in enumerate(called):
        rows = np.flatnonzero(labels == part)
        order = rows[np.argsort(-near[rows, part], kind="stable")].tolist()
        parts.append(
            SplitPart(
                ideas=tuple(each for row in order for each in names[row]),
                label=name.label,
                words=name.words,
                stability=groups.stability[part] if groups.stability else None,
            )
        )
    return tuple(sorted(parts, key=lambda part: -len(part.ideas)))


def _placed(once: DistinctIdeas, sample: Sample) -> Vectors:
    """Return where each distinct idea is, in and out of the sample."""
    if len(sample.rows) == len(once.ideas):
        return sample.vectors
    return sample.space.place(once.ideas)


def _once(said: Sequence[Said]) -> tuple[DistinctIdeas, list[tuple[str, ...]]]:
    """Return ideas with the same words once, and what those who say each call it."""
    in_order = sorted(said, key=lambda each: (each.submission_id.int, each.question, each.start))
    once = distinct([Idea(**each._replace(text=tidy(each.text))._asdict()) for each in in_order])
    names: list[list[str]] = [[] for _ in once.ideas]
    for each, which in zip(in_order, once.which, strict=True):
        names[which].append(idea_name(each.submission_id, each.question, each.start))
    return once, [tuple(each) for each in names]
