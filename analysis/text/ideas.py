"""Cut a comment into ideas: parts that each say one thing.

A cut is made at the end of a sentence, at a line, a bullet or a bar, and before a word of
contrast ("mais", "par contre", "but", "however") when both sides can stand alone.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

MOST_IDEAS = 50
"""Ideas taken from one comment; what follows the last cut stays in one piece."""

_FEWEST_WORDS = 2
"""Words a side needs to stand alone at a word of contrast."""

_ABBREVIATIONS = r"(?<!\bp)(?<!\bex)(?<!\bi\.e)(?<!\be\.g)(?<!\bM)(?<!\bMme)(?<!\bDr)(?<!\bvs)"
# No pattern begins with a repeat that could start anywhere in a long run: each stays linear.
_SENTENCE_END = re.compile(
    rf"{_ABBREVIATIONS}(?<![.!?…。؟])[.!?…。؟]++[)\"»”’']*+(?=\s)"
    r"|[\n\r\u2028]++"
    r"|(?<=\s)[|•·]\s"
    r"|;\s"
    r"|(?<=\s)(?=[1-9]\)\s)"
)
_NUMBER = re.compile(r"\d{1,2}[.)]\s")
_CONTRAST_WORD = (
    r"(?:mais(?!\s(?:aussi|surtout|également|egalement))|par contre|cependant|toutefois"
    r"|en revanche|néanmoins|neanmoins|pourtant|sauf que|malheureusement"
    r"|but(?!\s(?:also|rather))|however|although|though|nevertheless|except that"
    r"|on the other hand|unfortunately)(?=[\s,:])"
)
_CONTRAST = re.compile(rf"(?<=[\s,(–—-]){_CONTRAST_WORD}", re.IGNORECASE)
_OPENING = re.compile(_CONTRAST_WORD, re.IGNORECASE)
_NOT_ONLY = re.compile(r"\b(?:non seulement|pas seulement|not only|not just)\b", re.IGNORECASE)
_EDGES = " \t\n\r\u00a0\u202f\u2028,;:|–—-•*·◦>"
_WORD = re.compile(r"[^\W_]+")


class Span(NamedTuple):
    """A part of a comment: `text[start:end]`, never empty."""

    start: int
    end: int


def split_ideas(text: str) -> list[Span]:
    """Return the ideas of `text` in order; they never overlap and each holds a word."""
    spans: list[Span] = []
    for start, end in _pieces(text):
        if _WORD.search(text, start, end):
            spans.append(_trimmed(text, start, end))
    return spans


def _pieces(text: str) -> Iterator[Span]:
    start, cuts = 0, 0
    for cut in _SENTENCE_END.finditer(text):
        if cuts == MOST_IDEAS - 1:
            break
        for piece in _at_contrasts(text, start, cut.end(), MOST_IDEAS - 1 - cuts):
            yield piece
            cuts += 1
        start = cut.end()
    yield from _at_contrasts(text, start, len(text), MOST_IDEAS - cuts)


def _at_contrasts(text: str, start: int, end: int, most: int) -> Iterator[Span]:
    if _NOT_ONLY.search(text, start, end):
        yield Span(start, end)
        return
    for cut in _CONTRAST.finditer(text, start, end):
        if most == 1:
            break
        if _stands_alone(text, start, cut.start()) and _stands_alone(text, cut.end(), end):
            yield Span(start, cut.start())
            start, most = cut.end(), most - 1
    yield Span(start, end)


def _stands_alone(text: str, start: int, end: int) -> bool:
    found = _WORD.finditer(text, start, end)
    return sum(1 for _ in zip(range(_FEWEST_WORDS), found, strict=False)) == _FEWEST_WORDS


def _trimmed(text: str, start: int, end: int) -> Span:
    """Leave out a number, an opening "par contre" and the punctuation around an idea."""
    while text[end - 1] in _EDGES:
        end -= 1
    for opening in (_NUMBER, _OPENING):
        start = _skipped(text, start)
        found = opening.match(text, start, end)
        if found and _WORD.search(text, found.end(), end):
            start = found.end()
    return Span(_skipped(text, start), end)


def _skipped(text: str, start: int) -> int:
    """Return the first place from `start` on that is no blank, bullet or comma."""
    while text[start] in _EDGES:
        start += 1
    return start
