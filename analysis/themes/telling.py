"""How well phrases tell a theme from the rest.

A phrase taken for a search: it finds who says it, and in part who says something near it. A good
name finds most of the people of its theme and few of the others. Both are joined in their
harmonic mean (F1: van Rijsbergen 1979, "Information Retrieval").
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.themes.embedders import Vectors
from analysis.themes.phrases import Counted, Phrase
from analysis.unit_vectors import unit

_NOTHING_ALIKE, _THE_SAME = 0.25, 0.6
"""Cosines of a phrase and an idea: below the first it is not found, from the second on wholly."""
_OTHERS = 4.0
"""What a share of all others weighs against the same share of the theme."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What phrases find of one theme and of all else."""

    found: NDArray[np.float32]
    """How surely each phrase finds each idea, 0 to 1. Shape `(phrases, ideas)`."""
    inside: NDArray[np.float32]
    """The share of the theme's people who said each idea. Shape `(ideas,)`."""
    outside: NDArray[np.float32]
    """The same of all others."""
    nearness: NDArray[np.float32]
    """Cosine of each phrase with the middle of the theme. Shape `(phrases,)`."""

    def of(self, *phrases: int) -> float:
        """Return how well phrases together tell the theme, 0 to 1."""
        found = self.found[list(phrases)].max(axis=0)
        here, elsewhere = float(found @ self.inside), float(found @ self.outside)
        if here <= 0:
            return 0.0
        precision = here / (here + _OTHERS * elsewhere)
        return 2 * precision * here / (precision + here)


@dataclass(frozen=True, slots=True)
class Ideas:
    """The ideas of all themes and of none."""

    counted: Counted
    themes: NDArray[np.int64]
    """Theme of each, -1 for none. Shape `(ideas,)`."""
    people: NDArray[np.float32]
    """How many said each. Shape `(ideas,)`."""
    meanings: Vectors
    """Of length 1. Shape `(ideas, dimensions)`."""

    def telling(self, theme: int, phrases: Sequence[Phrase], vectors: Vectors) -> Telling:
        """Return what `phrases`, which mean `vectors`, find of `theme`."""
        cosines = vectors @ self.meanings.T
        found = np.clip((cosines - _NOTHING_ALIKE) / (_THE_SAME - _NOTHING_ALIKE), 0, 1)
        for row, phrase in enumerate(phrases):
            found[row, self.counted.saying(phrase)] = 1
        mine = self.themes == theme
        middle = unit(self.meanings[mine].mean(axis=0, keepdims=True))[0]
        inside, outside = self.people * mine, self.people * ~mine
        return Telling(
            found,
            inside / max(inside.sum(), 1),
            outside / max(outside.sum(), 1),
            vectors @ middle,
        )
