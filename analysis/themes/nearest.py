"""Which themes each idea is nearest to: what to offer first to whoever sorts ideas by hand."""

from collections.abc import Sequence

import msgspec
import numpy as np
from threadpoolctl import threadpool_limits

from analysis.inputs import Comment
from analysis.themes.describe import NOWHERE, themes_of_words
from analysis.themes.embedders import Embedder
from analysis.themes.fit import sample_of
from analysis.themes.heard import ideas_of_mentions
from analysis.themes.ideas import distinct
from analysis.themes.place import centres_of
from analysis.themes.results import IdeaNearest, Searched
from analysis.themes.space import TOGETHER

MOST = 9
"""Themes offered: one for each figure on a keyboard."""


def find_nearest(
    searched: Searched, comments: Sequence[Comment], *, embedder: Embedder, seed: int = 0
) -> Searched:
    """Return `searched` with the themes that stand to which each idea is nearest, nearest first.

    Args:
        searched: What a search found, in exactly `comments`.
        comments: All that were searched, in any order.
        embedder: That of the search: one that remembers vectors makes this quick.
        seed: That of the search.
    """
    mentions = searched.standing.mentions
    if not mentions or not searched.standing.themes:
        return searched
    once = distinct(ideas_of_mentions(mentions, comments))
    themes = np.array([NOWHERE if m.theme is None else m.theme for m in mentions], dtype=np.int64)
    with threadpool_limits(limits=1):  # more would compete, and change the last digits
        of_words = themes_of_words(once, themes)
        sample = sample_of(once, embedder, seed=seed, themes=of_words)
        numbers, centres = centres_of(sample, of_words)
        near: list[tuple[int, ...]] = []
        for start in range(0, len(once.ideas), TOGETHER):
            cosines = sample.space.place(once.ideas[start : start + TOGETHER]) @ centres.T
            order = np.argsort(-cosines, axis=1, kind="stable")[:, :MOST]
            near += [tuple(row) for row in numbers[order].tolist()]
    nearest = tuple(
        IdeaNearest(
            submission_id=mention.submission_id,
            question=mention.question,
            start=mention.start,
            themes=near[which],
        )
        for mention, which in zip(mentions, once.which, strict=True)
    )
    return msgspec.structs.replace(searched, nearest=nearest)
