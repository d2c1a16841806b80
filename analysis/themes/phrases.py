"""Phrases that may name a theme: the words of those who spoke of it.

Candidates are runs of one to four words as people wrote them. Each is scored by how much
more it belongs to this theme than to the others (class-based TF-IDF: Grootendorst 2022,
"BERTopic"), less what is cut out of a longer phrase ("a very long" of "a very long time": after
the C-value of Frantzi, Ananiadou & Mima 2000).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.text.stop_words import BOTH, MEASURES, OCCASIONS, PRAISE, listed
from analysis.text.words import Word, fold, stem, words
from analysis.themes.ideas import Idea
from surveys.texts import LANGUAGES, Language

Key = tuple[str, ...]
"""A phrase under which its forms are counted together: stems, stop words folded."""

LONGEST = 4
_HEARD = 2_000
"""Characters of an idea."""
_EMPTY = BOTH | PRAISE
_VAGUE = OCCASIONS | listed(
    """
    manque lack gens monde jour jours semaine semaines heure heures annee annees mois exemple
    questions besoin besoins aide elements element personnes suite people day days week weeks
    hour hours year years month months example need question help person user users module
    modules plan plans projet projets project projects outil outils tool tools mot mots lien
    liens partie parties part parts reste raison raisons reason reasons sens sense cas case cases
    probleme problemes problem problems issue issues sujet sujets topic topics version versions
    changement changements changes kind future passe past moitie half
    """
)
_VAGUE_STEMS = {language: {stem(word, language) for word in _VAGUE} for language in LANGUAGES}
_VAGUE_WEIGHT = 0.5
CUT_COST = 0.75
"""Share of its score that a phrase loses if it is always cut out of a longer one."""
_PARTICIPLE = re.compile(r"(?<!t)é(?=e?s?\b)")
"""An accent that makes another word: « rencontré », not « qualité »."""
_ONE_THEME = 0.1
"""Keeps phrases as typical of a theme as of the whole: with one theme there are no others."""
_LENGTH_WEIGHT = (0.0, 1.0, 1.8, 2.1, 2.0)
"""By number of words: two or three name a theme better than one."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that may name a theme."""

    key: Key
    surface: str
    """The form most often written."""
    language: Language
    people: int
    """How many said it in the theme."""
    score: float
    """How typical it is of the theme by words alone."""
    cut: float
    """Share of its uses in which it is cut from its head, 0 to 1."""
    vague: bool
    """Whether all its words are said in surveys about anything."""


def phrases(idea: Idea) -> Iterator[tuple[Key, str, bool]]:
    """Yield each phrase of an idea: its key, as written, and whether it is cut from its head."""
    for run in _runs(idea.text[:_HEARD]):
        keys = [w.folded if w.folded in BOTH else stem(w.folded, idea.language) for w in run]
        for start in range(len(run)):
            for end in range(start + 1, min(start + LONGEST, len(run)) + 1):
                if _readable(run[start:end]):
                    surface = idea.text[run[start].start : run[end - 1].end]
                    yield tuple(keys[start:end]), surface, _cut(run, start, end, idea.language)


def _runs(text: str) -> Iterator[list[Word]]:
    """Yield the stretches of words with nothing between them but one space or apostrophe."""
    run: list[Word] = []
    for word in words(text):
        if run and text[run[-1].end : word.start] not in {" ", "'", "’", "-"}:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _cut(run: Sequence[Word], start: int, end: int, language: Language) -> bool:
    """Return whether the word on the side of the head has a meaning of its own.

    The head of an English phrase is its last word ("very long *time*"), that of a French one its
    first ("*exemples* concrets"). A measure ("trop rapide") needs no head.
    """
    if language == "en":
        return end < len(run) and run[end].folded not in BOTH
    return start > 0 and run[start - 1].folded not in BOTH and run[start].folded not in MEASURES


def _readable(run: Sequence[Word]) -> bool:
    first, last = run[0].folded, run[-1].folded
    return (
        (first not in BOTH or (len(run) > 1 and first in MEASURES))
        and last not in BOTH
        and any(word.folded not in _EMPTY for word in run)
        and not first.isdigit()
        and not (last.isdigit() and (len(run) == 1 or run[-2].folded in BOTH))
        and (len(last) > 1 or not last.isalpha())
        and (len(first) > 1 or not first.isalpha())
    )


class Counted:
    """How many people used each phrase in each theme, and how they wrote it."""

    def __init__(
        self, ideas: Sequence[Idea], themes: NDArray[np.int64], people: Sequence[int]
    ) -> None:
        """Count the phrases of `ideas`.

        Args:
            ideas: Each text once.
            themes: Theme of each idea, -1 for none. Shape `(ideas,)`.
            people: How many people said each idea.
        """
        self._by_theme: dict[tuple[int, Language], Counter[Key]] = defaultdict(Counter)
        self._everywhere: Counter[tuple[Language, Key]] = Counter()
        self._cut: Counter[tuple[Language, Key]] = Counter()
        self._forms: dict[tuple[Language, Key], Counter[str]] = defaultdict(Counter)
        self._said: Counter[tuple[int, Language]] = Counter()
        self._said_in: Counter[Language] = Counter()
        self._saying: dict[tuple[Language, Key], list[int]] = defaultdict(list)
        for row, (idea, theme, times) in enumerate(
            zip(ideas, themes.tolist(), people, strict=True)
        ):
            found = {key: (surface, cut) for key, surface, cut in phrases(idea)}
            self._said[theme, idea.language] += times
            self._said_in[idea.language] += times
            for key, (surface, cut) in found.items():
                self._saying[idea.language, key].append(row)
                self._cut[idea.language, key] += times * cut
                self._by_theme[theme, idea.language][key] += times
                self._everywhere[idea.language, key] += times
                self._forms[idea.language, key][surface] += times

    def people(self, theme: int, language: Language) -> int:
        """Return how many times ideas of `theme` were said in `language`."""
        return self._said[theme, language]

    def saying(self, phrase: Phrase) -> list[int]:
        """Return which ideas of any theme hold a phrase."""
        return self._saying[phrase.language, phrase.key]

    def most_shared(self, theme: int) -> float:
        """Return the share of people in `theme` who used its commonest word, 0 to 1."""
        counts = (
            count
            for language in LANGUAGES
            for key, count in self._by_theme.get((theme, language), Counter()).items()
            if len(key) == 1
        )
        return max(counts, default=0) / sum(self._said[theme, spoken] for spoken in LANGUAGES)

    def typical(self, theme: int, language: Language, *, most: int = 60) -> list[Phrase]:
        """Return the phrases most typical of `theme` in `language`, most typical first."""
        counts = self._by_theme.get((theme, language), Counter())
        scores = {key: self._score(theme, language, key) for key in counts}
        order = sorted(
            (key for key, score in scores.items() if score > 0),
            key=lambda key: (counts[key] == 1, -scores[key], key),
        )
        return [
            Phrase(
                key,
                self._surface(language, key),
                language,
                counts[key],
                scores[key],
                self._share_cut(language, key),
                self._vague(language, key),
            )
            for key in order[:most]
        ]

    def _score(self, theme: int, language: Language, key: Key) -> float:
        count = self._by_theme[theme, language][key]
        here = count / self._said[theme, language]
        everywhere = self._everywhere[language, key] / self._said_in[language]
        in_theme = sum(self._said[theme, spoken] for spoken in LANGUAGES)
        weight = _LENGTH_WEIGHT[len(key)] * (_VAGUE_WEIGHT if self._vague(language, key) else 1)
        weight *= 1 - CUT_COST * self._share_cut(language, key)
        return float(np.sqrt(count / in_theme) * np.log(here / everywhere + _ONE_THEME) * weight)

    def _share_cut(self, language: Language, key: Key) -> float:
        return self._cut[language, key] / self._everywhere[language, key]

    def _vague(self, language: Language, key: Key) -> bool:
        return all(word in _EMPTY or word in _VAGUE_STEMS[language] for word in key) or (
            language == "en" and len(key) == 1 and self._surface(language, key).endswith("ly")
        )

    def _surface(self, language: Language, key: Key) -> str:
        forms = self._forms[language, key]
        words: Counter[str] = Counter()
        for form, times in forms.items():
            words[fold(form)] += times

        def spelled(form: str) -> tuple[int, str, int, int, int, str]:
            """Order by the word, then by its spelling: few capitals, many accents."""
            capitals = sum(map(str.isupper, form))
            plain = sum(map(str.isascii, _PARTICIPLE.sub("e", form)))
            word = fold(form)
            return -words[word], word, -forms[form], capitals, plain, form

        return min(forms, key=spelled)
