"""The product's own pipeline, with labels unseen, and how it is timed."""

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple
from uuid import UUID

import numpy as np

from analysis.inputs import Comment
from analysis.themes.embedders import Embedder, Vectors
from analysis.themes.find import find_themes
from tests.benchmarks.labelled import Labelled
from tests.benchmarks.measures import Themes
from tests.benchmarks.memory import forget_peak, peak_mb


class Found(NamedTuple):
    """Themes of one draw."""

    themes: Themes
    seconds: float
    peak_mb: float
    """Resident memory at its highest since the clock started, of the whole process."""


class Remembering:
    """Vectors of another embedder, each made once: the product remembers them too."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}
        self.name = embedder.name

    def encode(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._embedder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts])


def themes_of(draw: Sequence[Labelled], embedder: Embedder, *, seed: int = 0) -> Themes:
    """Return the theme of each text; where it holds several ideas, that of the first."""
    comments = [
        Comment(
            submission_id=UUID(int=number),
            survey="all",
            question="text",
            language=line.language,
            text=line.text,
        )
        for number, line in enumerate(draw)
    ]
    found = find_themes(comments, embedder=embedder, seed=seed)
    themes = [-1] * len(draw)
    for mention in reversed(found.mentions):  # so that the first of a text is the last to count
        themes[mention.submission_id.int] = -1 if mention.theme is None else mention.theme
    return themes


def timed(work: Callable[[], Themes]) -> Found:
    """Return what `work` found, and what it took."""
    forget_peak()
    begun = time.perf_counter()
    themes = work()
    return Found(themes, time.perf_counter() - begun, peak_mb())
