"""Names that a programme knows: who is on its rosters, where they come from, who runs it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from analysis.text.personal_data.marks import Kind, Mark
from analysis.text.personal_data.names import LISTED, is_given
from analysis.text.personal_data.not_names import NOT_NAMES
from analysis.text.personal_data.plain import plain
from analysis.text.personal_data.tokens import Token
from analysis.text.stop_words import listed

_WORD = re.compile(r"[^\W_]+")
_SMALL = listed("de du des d la le les l et en a au aux of the for and un une pour")
_SHORTEST = 3
"""Letters of an acronym or of a part of a name that is looked for by itself."""

_MOST_WORDS = 16
"""Of a name: what follows is not compared."""


class _Branch:
    """What may follow the words so far, and what has ended with them."""

    __slots__ = ("after", "ended")

    def __init__(self) -> None:
        self.after: dict[str, _Branch] = {}
        self.ended: Kind | None = None


@dataclass(frozen=True, slots=True, eq=False)
class KnownNames:
    """Names by their words, so that looking takes as long for one as for ten thousand."""

    _branches: _Branch = field(default_factory=_Branch)
    _parts: frozenset[str] = frozenset()
    _acronyms: frozenset[str] = frozenset()

    def marks(self, text: str, tokens: Sequence[Token]) -> Iterator[Mark]:
        """Yield where they stand in a plain text whose words are `tokens`."""
        if not self._branches.after:
            return
        yield from self._whole(text)
        for token in tokens:
            if token.acronym and token.folded in self._acronyms:
                yield Mark(token.start, token.end, Kind.ORGANISATION)
            if token.capital and self._is_part(token):
                yield Mark(token.start, token.end, Kind.PERSON)

    def _is_part(self, token: Token) -> bool:
        if token.folded not in self._parts:
            return False
        return not token.first or (is_given(token.folded) and token.folded in LISTED)

    def _whole(self, text: str) -> Iterator[Mark]:
        words = [(found[0].lower(), *found.span()) for found in _WORD.finditer(text)]
        for place, (_, start, _) in enumerate(words):
            branch, longest = self._branches, None
            for word, _, end in words[place : place + _MOST_WORDS]:
                if word not in branch.after:
                    break
                branch = branch.after[word]
                if branch.ended is not None:
                    longest = end, branch.ended
            if longest is not None:
                yield Mark(start, *longest)


NOBODY = KnownNames()


def known_names(people: Iterable[str], organisations: Iterable[str]) -> KnownNames:
    """Return names to be looked for whatever their accents and capitals.

    Of people, in either order of their words, and each part by itself where it has a capital and
    is no word; of organisations, whole and as the acronym of their words. What is one common word
    is not looked for: a text would lose it everywhere.
    """
    branches = _Branch()
    parts: set[str] = set()
    acronyms: set[str] = set()
    for name in people:
        words = _words(name)
        if len(words) > 1:
            _hang(branches, words, Kind.PERSON)
            _hang(branches, [*words[1:], words[0]], Kind.PERSON)
        parts |= {each for each in words if len(each) >= _SHORTEST and each not in NOT_NAMES}
    for name in organisations:
        words = _words(name)
        if len(words) > 1 or (words and words[0] not in NOT_NAMES):
            _hang(branches, words, Kind.ORGANISATION)
        initials = "".join(word[0] for word in words if word not in _SMALL)
        if len(initials) >= _SHORTEST and initials not in NOT_NAMES:
            acronyms.add(initials)
    return KnownNames(branches, frozenset(parts), frozenset(acronyms))


def _words(name: str) -> list[str]:
    return _WORD.findall(plain(name).text.lower())[:_MOST_WORDS]


def _hang(branch: _Branch, words: Iterable[str], kind: Kind) -> None:
    for word in words:
        branch = branch.after.setdefault(word, _Branch())
    branch.ended = kind
