"""Words of a text: where they stand, and the forms under which they are compared."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from nltk.stem.snowball import EnglishStemmer, FrenchStemmer

from analysis.text.stop_words import BOTH
from surveys.texts import Language

_WORD = re.compile(
    r"[^\W_]+(?:[-\u2011][^\W_]+)*"  # arc-en-ciel, COVID-19
    r"(?:['’](?:t|s|re|ve|ll|m|d)(?![^\W_]))?"  # don't, it's; but l'outil is two words
    r"[+#]{0,2}"  # C++, C#
)
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff]"
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|(?<![^\s(<])[^\s@]{1,64}@[^\s@]{1,255}\.\w+|<email>", re.IGNORECASE
)
_LEFT_OUT = re.compile(r"(?<![^\W_])_+(?![^\W_])")
_SIGNS_OF_ADDRESS = ("://", "@", "<")
"""One of them, or "www.", is in each: most texts need not be searched for addresses."""
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "\u2011": "-"})

_LONGEST_WORD = 50
"""Characters by which words are told apart: what is longer is not a word."""

_STEMMERS = {"fr": FrenchStemmer(), "en": EnglishStemmer()}


class Word(NamedTuple):
    """A word of a text: `text[start:end]`."""

    folded: str
    start: int
    end: int


def tidy(text: str) -> str:
    """Return `text` composed (NFC), without invisible or broken characters, on one line.

    Addresses of pages and mailboxes are left out, as they are about themselves, and lines in the
    place of something: there a name was (`analysis.text.personal_data.detect.left_out`).
    """
    if not text.isascii():  # else it is composed, and all of it can be seen
        text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    if any(sign in text for sign in _SIGNS_OF_ADDRESS) or "www." in text.lower():
        text = _ADDRESS.sub(" ", text)
    if "_" in text:
        text = _LEFT_OUT.sub(" ", text)
    return " ".join(text.split())


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return `word` in lower case without accents: "Été" and "ete" are one word."""
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words(text: str) -> Iterator[Word]:
    """Yield the words of `text`, first to last. Expects tidied text."""
    for match in _WORD.finditer(text):
        yield Word(fold(match[0][:_LONGEST_WORD]), match.start(), match.end())


@lru_cache(maxsize=1 << 16)
def stem(folded: str, language: Language) -> str:
    """Return the Snowball stem of a folded word. Porter (2001), as implemented in NLTK."""
    stemmed: str = _STEMMERS[language].stem(folded)
    return fold(stemmed)


def content_stems(text: str, language: Language) -> list[str]:
    """Return the stems of the words that are not stop words, first to last."""
    return [stem(word.folded, language) for word in words(text) if word.folded not in BOTH]
