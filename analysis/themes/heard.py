"""Which ideas speak of which module of a training, and whether they praise or ask.

An idea speaks of the module it is nearest to, if it is near enough and the next is not as near;
most speak of none, and nothing is made of those. So what is heard of a module is a part of what
was said of it, never a measure of how useful it was: for that there is the rating.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from analysis.inputs import Comment
from analysis.text.valence import hint
from analysis.text.words import tidy
from analysis.themes.embedders import Embedder, Vectors
from analysis.themes.fit import sample_of
from analysis.themes.ideas import DistinctIdeas, Idea, distinct
from analysis.themes.modules import Syllabus, nearest_modules, place_modules
from analysis.themes.results import IdeaHeard, Mention, ModuleHeard, Searched, ThemesFound
from analysis.themes.space import TOGETHER, Space
from analysis.unit_vectors import unit
from surveys.modules import Course

NEAR_ENOUGH = 0.3
"""Cosine from which an idea may speak of a module."""

CLEARLY = 0.05
"""How much nearer than the next module it must be."""

_NONE = -1


def hear_modules(
    searched: Searched,
    comments: Sequence[Comment],
    course: Course,
    *,
    embedder: Embedder,
    seed: int = 0,
) -> Searched:
    """Return `searched` with what its ideas say of the modules of `course`, and what these suggest.

    Args:
        searched: What a search found, in exactly `comments`.
        comments: All that were searched, in any order.
        course: What the questionnaires of the activity say of its modules and open questions.
        embedder: That of the search: one that remembers vectors makes this quick.
        seed: That of the search.
    """
    mentions = searched.standing.mentions
    if not mentions or not course.modules:
        silent = tuple(ModuleHeard(item=module.item, ideas=()) for module in course.modules)
        return msgspec.structs.replace(searched, modules=silent, suggested=())
    ideas = ideas_of_mentions(mentions, comments)
    once = distinct(ideas)
    with threadpool_limits(limits=1):  # more would compete, and change the last digits
        space = sample_of(once, embedder, seed=seed).space
        syllabus = place_modules(course.modules, space)
        layers = [searched.standing] + ([searched.proposed] if searched.proposed else [])
        heard = _listen(once, [_numbers(layer, once) for layer in layers], space, syllabus)
    said: dict[str, list[tuple[float, IdeaHeard]]] = {item.item: [] for item in course.modules}
    for idea, mention, which in zip(ideas, mentions, once.which, strict=True):
        if (of := int(heard.module_of[which])) != _NONE:
            does = hint(idea.text, idea.language, course.expects.get(idea.question))
            said[syllabus.modules[of].item].append(
                (-float(heard.nearness[which]), IdeaHeard(idea=mention.idea, hint=does))
            )
    return msgspec.structs.replace(
        searched,
        modules=tuple(
            ModuleHeard(item=item, ideas=tuple(idea for _, idea in sorted(each, key=_nearest)))
            for item, each in said.items()
        ),
        suggested=nearest_modules(heard.middles, syllabus),
    )


@dataclass(frozen=True, slots=True)
class _Heard:
    module_of: NDArray[np.int64]
    """Index in the syllabus of the module each distinct idea speaks of. Shape `(ideas,)`."""
    nearness: Vectors
    """Of each, the cosine with the module it is nearest to. Shape `(ideas,)`."""
    middles: Mapping[int, Vectors]
    """Of each theme, by its number; of one that stands, as it stands. Shape `(dimensions,)`."""


def _listen(
    once: DistinctIdeas,
    layers: Sequence[NDArray[np.int64]],
    space: Space,
    syllabus: Syllabus,
) -> _Heard:
    """Return what distinct ideas speak of; `layers` are their themes, 0 for none, first wins."""
    module_of = np.full(len(once.ideas), _NONE, dtype=np.int64)
    nearness = np.zeros(len(once.ideas), dtype=np.float32)
    sums: list[dict[int, Vectors]] = [{} for _ in layers]
    for start in range(0, len(once.ideas), TOGETHER):
        rows = slice(start, start + TOGETHER)
        vectors = space.place(once.ideas[rows])
        near = syllabus.nearness(vectors)
        module_of[rows], nearness[rows] = spoken_of(near), near.max(axis=1, initial=0)
        for layer, total in zip(layers, sums, strict=True):
            for number in np.unique(layer[rows]).tolist():
                mine = vectors[layer[rows] == number].sum(axis=0)
                total[number] = total[number] + mine if number in total else mine
    middles = {
        number: unit(total[None, :])[0]
        for layer_sums in reversed(sums)
        for number, total in layer_sums.items()
        if number
    }
    return _Heard(module_of, nearness, middles)


def _nearest(said: tuple[float, IdeaHeard]) -> float:
    return said[0]


def spoken_of(near: Vectors) -> NDArray[np.int64]:
    """Return the module each row of cosines is clearly nearest to. Shape `(rows,)`."""
    if not near.shape[1]:
        return np.full(len(near), _NONE, dtype=np.int64)
    rows = np.arange(len(near))
    best = near.argmax(axis=1)
    others = near.copy()
    others[rows, best] = -1
    sure = (near[rows, best] >= NEAR_ENOUGH) & (near[rows, best] - others.max(axis=1) >= CLEARLY)
    return np.where(sure, best, _NONE)


def ideas_of_mentions(mentions: Sequence[Mention], comments: Sequence[Comment]) -> list[Idea]:
    """Return what the mentions say, in their order; `comments` are all that were searched."""
    by_place = {(comment.submission_id.int, comment.question): comment for comment in comments}
    ideas = []
    for mention in mentions:
        comment = by_place[mention.submission_id.int, mention.question]
        ideas.append(
            Idea(
                submission_id=mention.submission_id,
                survey=comment.survey,
                question=mention.question,
                start=mention.start,
                end=mention.end,
                text=tidy(comment.text[mention.start : mention.end]),
                language=mention.language,
            )
        )
    return ideas


def _numbers(found: ThemesFound, once: DistinctIdeas) -> NDArray[np.int64]:
    """Return the theme of each distinct idea, 0 for none. Shape `(ideas,)`.

    Args:
        found: Its mentions are of the ideas that are once in `once`, in the same order.
        once: Where the same words are in several themes, that of the last counts.
    """
    theme_of = {
        which: mention.theme for which, mention in zip(once.which, found.mentions, strict=True)
    }
    return np.array([theme_of[which] or 0 for which in range(len(once.ideas))], dtype=np.int64)
