"""The words of a plain text as names are looked for: in what case they are, and where they begin.

In a text that shouts, or Puts A Capital On Every Word, a capital says nothing.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_WORD = re.compile(
    r"(?P<joined>(?:[dlnscjmtDLNSCJMT]|[Qq]u)')(?=[^\W\d_])"  # l'équipe is two words, O'Brien one
    r"|(?P<word>[^\W\d_]+(?:-[^\W\d_]+|'(?!s(?!\w))[^\W\d_]+)*)(?:'s(?!\w))?"
)
_OPENING = " \"«»“”*([>•·|'"
_ENDS = ".!?:;\n\r-…"
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\bM(?:me|lle|rs?|s)?|\b[Dd]re?|\bSt|\bProf)\.\Z")
_FEW = 6
"""Words of which nobody can say that most have a capital."""


class Token(NamedTuple):
    """A word: `text[start:end]` of a plain text."""

    folded: str
    """In small letters."""
    start: int
    end: int
    capital: bool
    """Whether it begins with a capital that says something."""
    first: bool
    """Whether a sentence begins with it, which would give it a capital too."""
    acronym: bool
    """Whether it is in capitals, in a text that is not."""


def tokens(text: str) -> list[Token]:
    """Return the words of a plain text in order."""
    spans = [found.span(found.lastgroup or 0) for found in _WORD.finditer(text)]
    capitals = [text[start].isupper() for start, _ in spans]
    telling = not text.isupper() and _telling(capitals)
    found: list[Token] = []
    for place, (start, end) in enumerate(spans):
        word = text[start:end]
        capital = telling and capitals[place]
        found.append(
            Token(
                folded=word.lower(),
                start=start,
                end=end,
                capital=capital,
                first=capitals[place] and (place == 0 or _begins(text, spans[place - 1][1], start)),
                acronym=capital and len(word) > 1 and word.isupper(),
            )
        )
    return found


def gap(text: str, one: Token, other: Token) -> str:
    """Return what stands between two words that follow each other."""
    return text[one.end : other.start]


def _telling(capitals: Sequence[bool]) -> bool:
    """Whether a capital says something: most words have none."""
    return len(capitals) < _FEW or sum(capitals) < 0.75 * len(capitals)


def _begins(text: str, before: int, start: int) -> bool:
    """Whether a sentence begins at `start`, behind the word that ends at `before`."""
    between = text[before : min(start, before + 40)].strip(_OPENING)
    if not between or between[-1] not in _ENDS:
        return False
    return not (between == "." and _ABBREVIATION.search(text[max(0, before - 5) : before + 1]))
