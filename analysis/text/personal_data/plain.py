"""A text in plain letters, and where each of them stood.

What people see is what is compared: an accent, a full-width digit, a no-break space, a curly
apostrophe or a letter nobody sees must not hide an address or a name.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_UNSEEN = re.compile(
    "[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
_ALIKE = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),  # noqa: RUF001 — dashes are what is replaced
    **dict.fromkeys(map(ord, "‘’ʼ′`´"), "'"),  # noqa: RUF001 — so are apostrophes
    **dict.fromkeys(map(ord, "\u2028\u2029\x85\x0b\x0c"), "\n"),
    ord("\t"): " ",
}
_CODES_KEPT = 0x3000
"""Letters above are worked out each time, so that no text can fill the memory with them."""


class Plain(NamedTuple):
    """A text in plain letters, in the case they were in."""

    text: str
    places: Sequence[int]
    """Where each letter stood in what was written, and where that ends."""


class _Letters(dict[int, str]):
    """What stands for a character: one character, or itself."""

    def __missing__(self, code: int) -> str:
        letter = _letter(chr(code))
        if code < _CODES_KEPT:
            self[code] = letter
        return letter


def plain(written: str) -> Plain:
    """Return `written` with one plain letter for each character that is seen."""
    if written.isascii():
        return Plain(written.translate(_LETTERS), range(len(written) + 1))
    if not _UNSEEN.search(written):
        return Plain(written.translate(_LETTERS), range(len(written) + 1))
    places = [place for place, char in enumerate(written) if not _UNSEEN.match(char)]
    seen = "".join([written[place] for place in places])
    return Plain(seen.translate(_LETTERS), [*places, len(written)])


def _letter(char: str) -> str:
    if char.isspace() and char not in "\n\r":
        return " "
    found = [
        each for each in unicodedata.normalize("NFKD", char) if not unicodedata.combining(each)
    ]
    return found[0] if len(found) == 1 else char


_LETTERS = _Letters(_ALIKE)
