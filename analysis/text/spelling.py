"""Spell a text out: oral, Québec and text-message forms, lost accents, lost apostrophes.

"c tro rapide, jai pas eu le tps pis chu perdu" is French to whoever wrote it; a model that learned
from edited texts knows half of these words. What is spelled out goes into vectors, counts of
words and lists of phrases; what is shown stays as it was written.

A word is changed where its form is listed, or where it is a listed word that lost its accents
or the apostrophe before it; one that is read one way only beside certain words ("c trop", "y
manque", "to fast") needs these.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from analysis.text.abbreviations import unabbreviated
from analysis.text.careful_words import ACCENTED, AFTER_ELISION
from analysis.text.oral_forms import (
    ENGLISH_CONTENT,
    ENGLISH_SMALL,
    FRENCH_CONTENT,
    FRENCH_SMALL,
)
from analysis.text.words import fold
from surveys.texts import Language

_LONGEST = 2_000
"""Characters that are spelled out; what follows is left as it is."""

_FEWEST_SHOUTED = 12
"""Letters from which a text without a small one is read in small letters."""

_WORD = re.compile(r"(?<![\w./])(?:w/o?|[yY]['’](?:avait|aurait|a)|[^\W_]+)(?![\w/]|\.\w)")
_STRETCHED = re.compile(r"([a-zà-ÿ])\1{2,}")
_FRENCH_VOWELS = frozenset("aàâeéèêiîoôuûy")
"""Seldom double in French: "trooop" is "trop", but "goooood" is not "god"."""
_ELIDED = ("l", "d")

_BESIDE_C = (
    r"(?:trop?|pas|bien|ben|tr[eè]s|super|vraiment|vrm|plus|plusse|moins|assez|juste|une?|les?|la"
    r"|quoi|koi|pour|pr|dur|difficile|plate|clair|long|court|vite|rapide|lourd|compliqu[eé]"
    r"|dommage|bon|mieux|parfait|excellent|toujours|tjrs|bcp|beaucoup|ce)\b"
)
_BESIDE_SA = (
    r"(?:va|prend|prenait|serait|aurait|sera|fait|a|manque|manquait|donne|aide|vaut|marche"
    r"|marchait|allait)\b"
)
_BESIDE_TO = (
    r"(?:fast|slow|long|short|much|many|quick|quickly|technical|hard|easy|basic|late|big)\b"
)
_AFTER_WHOM = r"(?<!\bil )(?<!\bils )(?<!\bon )(?<!\bqui )(?<!\bn )(?<!['’])"


def _patterns(*meanings: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), meaning) for pattern, meaning in meanings)


_BESIDE: Mapping[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    "fr": _patterns(
        (r"(?<![\w'’.])(?-i:[cC][ '’]?(?:t|[eé]tai[ts]?|tai[ts]))(?![\w'’])", "c’était"),
        (rf"(?<![\w'’.])c (?={_BESIDE_C})", "c’est "),
        (r"\b(?:ses|ces) (?=(?:trop?|pas|tr[eè]s|vraiment)\b)", "c’est "),
        (rf"\bsa(?= {_BESIDE_SA})", "ça"),
        (rf"{_AFTER_WHOM}\b[iy] (?=manqu|faut|faudr)", "il "),
        (rf"{_AFTER_WHOM}\by (?=(?:a|avait|aurait)\b)", "il y "),
        (r"\b(est|[eé]tait|trop?|peu|assez|bien|ben) plates?\b", r"\1 ennuyeux"),
        (r"\ble fun\b", "agréable"),
        (r"\b(le|du|au|notre|leur) ca\b", r"\1 conseil d’administration"),
    ),
    "en": _patterns(
        (rf"\b(was|were|is|are|be|went|go|way|bit|little|felt) to (?={_BESIDE_TO})", r"\1 too "),
        (r"\b(you|u|we|they) r\b", r"\1 are"),
        (r"(?<=\w )4(?= (?:me|us|you|the|my|our|a)\b)", "for"),
    ),
}
"""What is read one way only beside certain words."""

_ALONE = re.compile(
    r"\b(?:c|ct|cetait|i|y|sa|ses|ces|plates?|fun|ca|to|r|4)\b|\bc['’]", re.IGNORECASE
)
"""Without any of these, no pattern fits: most texts are done with here."""

_FORMS: Mapping[Language, Mapping[str, str]] = {
    "fr": FRENCH_SMALL | FRENCH_CONTENT,
    "en": ENGLISH_SMALL | ENGLISH_CONTENT,
}


@lru_cache(maxsize=1 << 13)
def spelled_out(text: str, language: Language) -> str:
    """Return `text`, which is in `language`, as a careful writer would spell it.

    Known abbreviations are written out too. Expects tidied text.
    """
    head, rest = text[:_LONGEST], text[_LONGEST:]
    head = unabbreviated(head)
    if head.isupper() and sum(map(str.isalpha, head)) >= _FEWEST_SHOUTED:
        head = head.lower()
    once = _FRENCH_VOWELS if language == "fr" else frozenset()
    head = _STRETCHED.sub(lambda found: found[1] if found[1] in once else found[1] * 2, head)
    if _ALONE.search(head):
        for pattern, meaning in _BESIDE[language]:
            head = pattern.sub(meaning, head)
    return _WORD.sub(lambda found: _spelled(found[0], language), head) + rest


def _spelled(word: str, language: Language) -> str:
    if word.isupper() and len(word) > 1:  # "DS" and "PR" are names
        return word
    folded = fold(word)
    meaning = _FORMS[language].get(folded)
    if meaning is None and language == "fr" and word.lower() == folded:  # no accent of its own
        meaning = ACCENTED.get(folded)
    if meaning is None and language == "fr" and folded.startswith(_ELIDED):
        after = AFTER_ELISION.get(folded[1:])
        meaning = after and f"{folded[0]}’{after}"
    if meaning is None:
        return word
    return meaning[0].upper() + meaning[1:] if word[0].isupper() else meaning
