"""Which code a word of an export stands for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from service.formats.spelling import spelling, whole

_LONGEST_QUOTE = 60


class Misread(ValueError):
    """A cell cannot be read; the message is what follows its place in a sentence."""


@dataclass(frozen=True, slots=True)
class Words:
    """A table of words, whatever their spelling (see `spelling`)."""

    codes: Mapping[str, str]
    """Code by word as `spelling` writes it; an empty code means no answer."""

    unlisted: str | None = None
    """Code of any other word; None if it is a fault."""

    def code(self, word: str) -> str:
        """Raises Misread if the word is not one of the table."""
        key = spelling(word)
        found = self.codes.get(key)
        if found is None:
            found = self.codes.get(whole(key), self.unlisted)
        if found is None:
            raise Misread(f"{quoted(word)} is not one of the words of the mapping")
        return found

    def known(self, text: str) -> str:
        """Return what the text stands for if it is listed, the text itself otherwise."""
        return self.codes.get(spelling(text), text)

    def listed(self, text: str, separator: str) -> list[str]:
        """Return the codes of words that stand in a list, in its order, each once.

        Raises:
            Misread: one or more words are not of the table.
        """
        codes: dict[str, None] = {}
        strangers: list[str] = []
        for word in self.split(text, separator):
            try:
                codes[self.code(word)] = None
            except Misread:
                strangers.append(word)
        if strangers:
            names = ", ".join(quoted(each) for each in strangers)
            raise Misread(f"not among the words of the mapping: {names}")
        return [code for code in codes if code]

    def split(self, text: str, separator: str) -> Iterator[str]:
        """Yield the words of a list. A word may hold the separator: the longest match is taken."""
        mark = separator.strip() or separator
        pieces = [piece for piece in text.split(mark) if piece.strip()]
        widest = 1 + max((word.count(mark) for word in self.codes), default=0)
        while pieces:
            together = (
                taken
                for taken in range(min(widest, len(pieces)), 1, -1)
                if self.lists(mark.join(pieces[:taken]))
            )
            taken = next(together, 1)
            yield mark.join(pieces[:taken]).strip()
            del pieces[:taken]

    def lists(self, word: str) -> bool:
        """Whether the word is one of the table."""
        key = spelling(word)
        return key in self.codes or whole(key) in self.codes


def quoted(word: str) -> str:
    return f"“{_shortened(word)}”"


def quoted_in_french(word: str) -> str:
    return f"«\u00a0{_shortened(word)}\u00a0»"


def _shortened(word: str) -> str:
    shown = " ".join(word.split())
    return shown if len(shown) <= _LONGEST_QUOTE else f"{shown[:_LONGEST_QUOTE]}…"


def by_spelling(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the code of each word by its spelling."""
    return {spelling(word): code for word, code in pairs}
