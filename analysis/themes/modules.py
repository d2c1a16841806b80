"""How near themes and ideas are to the modules of a training.

A module is where its label and the sentences of its description are, in both languages; it is as
near as the nearest of them. Who described nothing has labels to be near to, and hears less.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from analysis.text.ideas import split_ideas
from analysis.text.words import tidy
from analysis.themes.embedders import Vectors
from analysis.themes.ideas import Idea
from analysis.themes.results import ModuleSuggested
from analysis.themes.space import Space
from surveys.modules import Module
from surveys.texts import LANGUAGES, Language

NEAR_THEME = 0.4
"""Cosine with the middle of a theme from which a module is suggested. With subjects that are
known, named as modules are, nine in ten suggestions were right (see docs/themes.md)."""

MOST_SUGGESTED = 3
"""Modules of one theme."""

_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Syllabus:
    """Where the modules of a training are."""

    modules: tuple[Module, ...]
    parts: Vectors
    """Where their labels and sentences are. Shape `(parts, dimensions)`."""
    starts: NDArray[np.int64]
    """Where in `parts` those of each module begin."""

    def nearness(self, vectors: Vectors) -> Vectors:
        """Return the cosine of each vector with each module. Shape `(vectors, modules)`."""
        if not self.modules or not len(vectors):
            return np.zeros((len(vectors), len(self.modules)), dtype=np.float32)
        near: Vectors = np.maximum.reduceat(vectors @ self.parts.T, self.starts, axis=1)
        return near


def place_modules(modules: Sequence[Module], space: Space) -> Syllabus:
    """Return where `modules` are in `space`; those without a word are left out."""
    told = [(module, parts) for module in modules if (parts := _parts(module))]
    if not told:
        return Syllabus((), np.zeros((0, 0), np.float32), np.zeros(0, np.int64))
    ends = np.cumsum([len(parts) for _, parts in told], dtype=np.int64)
    return Syllabus(
        modules=tuple(module for module, _ in told),
        parts=space.place([part for _, parts in told for part in parts]),
        starts=np.concatenate([np.zeros(1, dtype=np.int64), ends])[:-1],
    )


def nearest_modules(
    middles: Mapping[int, Vectors], syllabus: Syllabus
) -> tuple[ModuleSuggested, ...]:
    """Return the modules that themes are near enough to, by theme, nearest first.

    Args:
        middles: Of each theme, by its number, of length 1. Shape `(dimensions,)`.
        syllabus: Where the modules are.
    """
    suggested: list[ModuleSuggested] = []
    for theme, middle in sorted(middles.items()):
        near = syllabus.nearness(middle[None, :])[0]
        order = np.argsort(-near, kind="stable")[:MOST_SUGGESTED].tolist()
        suggested += [
            ModuleSuggested(
                theme=theme,
                item=syllabus.modules[place].item,
                nearness=round(min(float(near[place]), 1.0), 3),
            )
            for place in order
            if near[place] >= NEAR_THEME
        ]
    return tuple(suggested)


def _parts(module: Module) -> list[Idea]:
    return [
        _idea(text[start:end], language)
        for language in LANGUAGES
        for text in (module.label[language], module.description[language])
        for start, end in split_ideas(text)
    ]


def _idea(text: str, language: Language) -> Idea:
    return Idea(_NOBODY, "", "", 0, len(text), tidy(text), language)
