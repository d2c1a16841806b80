"""Give each theme a label in both languages and its typical words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.themes.embedders import Vectors
from analysis.themes.groups import Labels
from analysis.themes.ideas import Idea
from analysis.themes.phrases import Counted, Phrase, ranked, varied
from analysis.themes.space import Space
from analysis.unit_vectors import unit
from surveys.texts import LANGUAGES, Language, Text

WORDS = 12
"""More than are shown: some may have been said only by people who may not be heard."""
_SHARED = 2
"""People who must have said a phrase before it names a theme, if any phrase was said so often."""

_TRANSLATES = 0.3
"""Cosine from which a phrase of the other language says the same as the label."""

LONGEST = 60
"""Characters of a label or word: it stands in headings and in the cells of tables."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a theme is called."""

    label: Text
    words: tuple[str, ...]
    """Up to `WORDS`, of either language, most typical first."""


def name_themes(
    ideas: Sequence[Idea], labels: Labels, people: Sequence[int], space: Space
) -> list[Name]:
    """Return the name of each theme, no two alike if the words allow.

    Args:
        ideas: Each text once.
        labels: Theme of each idea, from 0; -1 for none. Every theme has an idea. Shape `(ideas,)`.
        people: How many people said each idea.
        space: Where they are.
    """
    naming = _Naming(Counted(ideas, labels, people), space)
    meanings = space.meanings([i.text for i in ideas], [i.language for i in ideas])
    names = []
    for theme in range(int(labels.max(initial=-1)) + 1):
        mine = np.flatnonzero(labels == theme)
        middle = unit(meanings[mine].mean(axis=0, keepdims=True))[0]
        nearest = ideas[mine[int((meanings[mine] @ middle).argmax())]]
        names.append(naming.name(theme, middle) or Name(_excerpt(nearest), ()))
    return names


@dataclass(frozen=True, slots=True)
class _Naming:
    counted: Counted
    space: Space
    taken: set[str] = field(default_factory=set)
    """Labels given, in lower case."""

    def name(self, theme: int, middle: Vectors) -> Name | None:
        """Return what to call a theme with this middle; None if it holds no phrase."""
        found = [
            phrase
            for language in LANGUAGES
            for phrase in self.counted.typical(theme, language)
            if len(phrase.surface) <= LONGEST
        ]
        found = [phrase for phrase in found if phrase.people >= _SHARED] or found
        if not found:
            return None
        vectors = self.space.meanings([p.surface for p in found], [p.language for p in found])
        order = ranked(found, vectors @ middle)
        label = self._label(found, vectors, order, self._most_spoken(theme))
        words = tuple(found[i].surface for i in varied(found, vectors, order, most=WORDS))
        return Name(label, words)

    def _most_spoken(self, theme: int) -> Language:
        return max(LANGUAGES, key=lambda language: self.counted.people(theme, language))

    def _label(
        self, found: Sequence[Phrase], vectors: Vectors, order: Sequence[int], main: Language
    ) -> Text:
        """Return the best phrase of the main language, and one that says it in the other.

        Where none says it, the phrase is repeated: a page must not be empty, and what only
        a few said beside it would name another theme.
        """
        best = self._first_free(found, [i for i in order if found[i].language == main] or order)
        like = vectors @ vectors[best]
        same = [
            i for i in ranked(found, like) if found[i].language != main and like[i] >= _TRANSLATES
        ]
        label, other = found[best], found[self._first_free(found, same or [best])]
        self.taken.update((label.surface.casefold(), other.surface.casefold()))
        french, english = (label, other) if main == "fr" else (other, label)
        return Text(fr=_capitalised(french.surface), en=_capitalised(english.surface))

    def _first_free(self, found: Sequence[Phrase], order: Sequence[int]) -> int:
        free = (i for i in order if found[i].surface.casefold() not in self.taken)
        return next(free, order[0])


def _capitalised(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def _excerpt(idea: Idea) -> Text:
    text = idea.text
    if len(text) > LONGEST:
        cut = text.rfind(" ", 0, LONGEST)
        text = text[: cut if cut > 0 else LONGEST - 1] + "…"
    return Text(fr=text, en=text)
