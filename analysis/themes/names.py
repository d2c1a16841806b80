"""Give each theme a label in both languages and its typical words.

A label is the phrase that finds most of the theme and least of the rest
(`analysis.themes.telling`), is near the theme's middle and reads as a heading
(`analysis.themes.headings`). Where one leaves much out, two that are unlike each other stand side
by side: « Bourse · logiciels libres ».
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.themes.candidates import LONGEST, Candidates, varied
from analysis.themes.groups import Labels
from analysis.themes.headings import reads
from analysis.themes.ideas import Idea
from analysis.themes.phrases import Counted, Phrase
from analysis.themes.space import Space
from analysis.themes.telling import Ideas
from analysis.unit_vectors import unit
from surveys.texts import LANGUAGES, Language, Text

_SHARED = 2
"""People who must have said a phrase before it names a theme, if any phrase was said so often."""

_TRANSLATES = 0.45
"""Cosine from which a phrase of the other language says the same as the label."""
_ALONE = 0.5
"""The same where only one person said it."""

_TOLD = 1 / 3
"""How well a translation must tell the theme, of how well the label does."""
_FEW = 0.05
"""Share of a theme's people who must speak a language."""

_PAIRED = 12
"""Best phrases that are tried beside another."""
_PAIR_GAIN = 1.25
"""Times better than either alone that two phrases must tell the theme: they take longer to read."""
_OFTEN = 0.2
"""Power of the people who said a phrase: of two that tell as much, the one more said is better."""
_FARTHEST = 0.05
"""Nearness that a phrase has at least: of those as far, the one that tells more is better."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a theme is called."""

    label: Text
    words: tuple[str, ...]
    """Up to `WORDS`, of either language, most typical first: all that the label is made of too."""


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
    counted = Counted(ideas, labels, people)
    meanings = space.meanings([i.text for i in ideas], [i.language for i in ideas])
    placed = Ideas(counted, labels, np.array(people, dtype=np.float32), meanings)
    naming = _Naming(placed, space)
    names = []
    for theme in range(int(labels.max(initial=-1)) + 1):
        mine = np.flatnonzero(labels == theme)
        middle = unit(meanings[mine].mean(axis=0, keepdims=True))[0]
        nearest = ideas[mine[int((meanings[mine] @ middle).argmax())]]
        names.append(naming.name(theme) or Name(_excerpt(nearest), ()))
    return names


@dataclass(frozen=True, slots=True)
class _Naming:
    ideas: Ideas
    space: Space
    taken: set[str] = field(default_factory=set)
    """Labels given, in lower case."""

    def name(self, theme: int) -> Name | None:
        """Return what to call a theme; None if it holds no phrase."""
        found = self._candidates(theme)
        if found is None:
            return None
        main = max(LANGUAGES, key=lambda spoken: self.ideas.counted.people(theme, spoken))
        order = found.best()
        own = [i for i in order if found.phrases[i].language == main] or order
        label = next((each for each in _labels(found, own) if self._free(found, each)), own[:1])
        spoken = self._spoken(theme, next(each for each in LANGUAGES if each != main))
        rest = [i for i in order if found.phrases[i].language != main] if spoken else []
        other = self._translated(found, label, rest)
        self.taken.update(found.joined(each).casefold() for each in (label, other))
        french, english = (label, other) if main == "fr" else (other, label)
        words = varied(found, order, first=[*dict.fromkeys((*label, *other))])
        return Name(
            Text(fr=_capitalised(found.joined(french)), en=_capitalised(found.joined(english))),
            tuple(found.phrases[i].surface for i in words),
        )

    def _spoken(self, theme: int, language: Language) -> bool:
        """Whether a language is one of the theme's, rather than one comment mistaken for it."""
        people = [self.ideas.counted.people(theme, each) for each in LANGUAGES]
        some = self.ideas.counted.people(theme, language)
        return some >= max(_SHARED, _FEW * sum(people))

    def _candidates(self, theme: int) -> Candidates | None:
        phrases: list[Phrase] = []
        for language in LANGUAGES:
            typical = self.ideas.counted.typical(theme, language)
            short = [phrase for phrase in typical if len(phrase.surface) <= LONGEST]
            phrases += [phrase for phrase in short if phrase.people >= _SHARED] or short
        if not phrases:
            return None
        vectors = self.space.meanings([p.surface for p in phrases], [p.language for p in phrases])
        telling = self.ideas.telling(theme, phrases, vectors)
        worth = [
            reads(phrase) * phrase.people**_OFTEN * max(float(near), _FARTHEST)
            for phrase, near in zip(phrases, telling.nearness, strict=True)
        ]
        scores = [telling.of(i) * each for i, each in enumerate(worth)]
        return Candidates(phrases, vectors, telling, worth, scores)

    def _free(self, found: Candidates, label: Sequence[int]) -> bool:
        return found.joined(label).casefold() not in self.taken

    def _translated(
        self, found: Candidates, label: Sequence[int], order: Sequence[int]
    ) -> tuple[int, ...]:
        """Return the phrases of the other language that say what the parts of the label say.

        Where nobody says it, the label is repeated: a page must not be empty, and what only a few
        said beside it would name another theme.
        """
        said: list[int] = []
        for part in label:
            like = found.vectors @ found.vectors[part]
            same = [
                i
                for i in order
                if like[i] >= (_TRANSLATES if found.phrases[i].people >= _SHARED else _ALONE)
                and self._free(found, [*said, i])
                and not any(found.share_words(i, other) for other in said)
                and len(found.joined([*said, i])) <= LONGEST
            ]
            if not same:
                break
            near = found.telling.nearness * like
            said.append(max(same, key=lambda i: (found.telling.of(i) * near[i], -i)))
        told = found.telling.of(*said) if said else 0.0
        return tuple(said) if told >= _TOLD * found.telling.of(*label) else tuple(label)


def _labels(found: Candidates, order: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield phrases, best first, each with the one beside it that adds most, if any adds much."""
    tells = {i: found.telling.of(i) for i in order}
    for first in order:
        told = {
            second: both
            for second in order[:_PAIRED]
            if found.complementary(first, second)
            and (both := found.telling.of(first, second))
            >= _PAIR_GAIN * max(tells[first], tells[second])
        }
        if told:
            yield first, max(told, key=lambda i: (told[i] * found.worth[i], -i))
        yield (first,)


def _capitalised(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def _excerpt(idea: Idea) -> Text:
    text = idea.text
    if len(text) > LONGEST:
        cut = text.rfind(" ", 0, LONGEST)
        text = text[: cut if cut > 0 else LONGEST - 1] + "…"
    return Text(fr=text, en=text)
