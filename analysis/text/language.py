"""Which of the two survey languages a text is in, by its small words."""

import re

from analysis.text.stop_words import ENGLISH, FRENCH
from analysis.text.words import words
from surveys.texts import Language

_ONLY_FRENCH = FRENCH - ENGLISH
_ONLY_ENGLISH = ENGLISH - FRENCH
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=[^\W\d_]{2})", re.IGNORECASE)
_FRENCH_LETTERS = re.compile(r"[àâçèéêëîïôœùûÀÂÇÈÉÊËÎÏÔŒÙÛ]")
_FRENCH_ENDINGS = ("ment", "eux", "euse", "ite", "ique", "iques", "oir", "ances", "aux", "iez")
_ENGLISH_ENDINGS = ("ing", "ity", "ness", "ally", "ful", "less", "ould", "ght", "ology", "ware")

_LONG = 6
_MARGIN = 2


def language_of(text: str) -> Language | None:
    """Return the language `text` is most likely written in; None when little tells.

    A function word, an elision or a word with a French accent counts 2, a word with an
    ending of one language 1; the language with at least 2 points more wins. A text in both
    languages is given to the one it has more of. Other languages are not recognised.
    """
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
    if abs(french - english) < _MARGIN:
        return None
    return "fr" if french > english else "en"
