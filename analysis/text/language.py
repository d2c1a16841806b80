"""Which of the two survey languages a text is in, by its small words."""

import re
from typing import NamedTuple

from analysis.text.ideas import split_ideas
from analysis.text.stop_words import ENGLISH, FRENCH
from analysis.text.words import words
from surveys.texts import Language, Spoken

_ONLY_FRENCH = FRENCH - ENGLISH
_ONLY_ENGLISH = ENGLISH - FRENCH
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=[^\W\d_]{2})", re.IGNORECASE)
_FRENCH_LETTERS = re.compile(r"[àâçèéêëîïôœùûÀÂÇÈÉÊËÎÏÔŒÙÛ]")
_FRENCH_ENDINGS = ("ment", "eux", "euse", "ite", "ique", "iques", "oir", "ances", "aux", "iez")
_ENGLISH_ENDINGS = ("ing", "ity", "ness", "ally", "ful", "less", "ould", "ght", "ology", "ware")

_LONGEST = 2_000
"""Characters of a comment that are heard."""

_LONG = 6
_MARGIN = 2
_MUCH = 5
"""Points a language needs beside the other within one idea to be more than a borrowed word."""


class _Points(NamedTuple):
    """How much in a text speaks for each language."""

    french: int
    english: int


def language_of(text: str) -> Language | None:
    """Return the language `text` is most likely written in; None when little tells.

    A function word, an elision or a word with a French accent counts 2, a word with an
    ending of one language 1; the language with at least 2 points more wins. A text in both
    languages is given to the one it has more of. Other languages are not recognised.
    """
    return _winner(_points(text))


def spoken_in(text: str) -> Spoken | None:
    """Return the language or both languages of a comment; None when little tells.

    It is mixed when one of its ideas is French and another English, or when one idea has much
    of each. A borrowed word or title does not mix it.
    """
    parts = [_points(text[start:end]) for start, end in split_ideas(text[:_LONGEST])]
    found = {_winner(part) for part in parts} - {None}
    if len(found) > 1 or any(min(part) >= _MUCH for part in parts):
        return "mixed"
    return _winner(_Points(*map(sum, zip(*parts, strict=True)))) if parts else None


def _winner(points: _Points) -> Language | None:
    if abs(points.french - points.english) < _MARGIN:
        return None
    return "fr" if points.french > points.english else "en"


def _points(text: str) -> _Points:
    french, english = 2 * len(_ELISION.findall(text)), 0
    for word in words(text):
        if word.folded in _ONLY_FRENCH:
            french += 2
        elif word.folded in _ONLY_ENGLISH:
            english += 2
        elif _FRENCH_LETTERS.search(text, word.start, word.end):
            french += 2
        elif len(word.folded) >= _LONG and word.folded.endswith(_FRENCH_ENDINGS):
            french += 1
        elif len(word.folded) >= _LONG and word.folded.endswith(_ENGLISH_ENDINGS):
            english += 1
    return _Points(french, english)
