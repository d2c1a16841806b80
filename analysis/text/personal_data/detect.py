"""Find the personal data of a text.

The same marks for the same text, in time that grows with its length alone. It marks what looks like
personal data: who writes in another way, or tells somebody by what they do, is not found.
`docs/personal-data.md` says how often.
"""

import re
from collections.abc import Iterator

from analysis.text.personal_data.addresses import emails, links
from analysis.text.personal_data.known import NOBODY, KnownNames
from analysis.text.personal_data.marks import Kind, Mark, apart, blanked, masked
from analysis.text.personal_data.names import people
from analysis.text.personal_data.numbers import numbers
from analysis.text.personal_data.organisations import organisations
from analysis.text.personal_data.plain import plain
from analysis.text.personal_data.tokens import tokens
from surveys.texts import Language

_DIGIT = re.compile(r"\d")
_SIGN_OF_ADDRESS = re.compile(r"@|\bat\b|\barobas|\ba commercial\b|[\[({<] ?chez", re.IGNORECASE)


def personal_data(text: str, known: KnownNames = NOBODY) -> tuple[Mark, ...]:
    """Return where personal data stands in `text`: in order, none in another.

    Args:
        text: As somebody wrote it.
        known: Names to be looked for besides.
    """
    letters = plain(text)
    found = apart(_found(letters.text, known))
    places = letters.places
    return tuple(
        Mark(places[mark.start], places[mark.end - 1] + 1, mark.kind)
        for mark in _joined(letters.text, found)
    )


def without(text: str, language: Language, known: KnownNames = NOBODY) -> str:
    """Return `text` with masks in the place of its personal data."""
    return masked(text, personal_data(text, known), language)


def left_out(text: str, known: KnownNames = NOBODY) -> str:
    """Return `text` as long as it was, without its personal data: what themes are found in."""
    return blanked(text, personal_data(text, known))


def _found(text: str, known: KnownNames) -> Iterator[Mark]:
    if _SIGN_OF_ADDRESS.search(text):
        yield from emails(text)
    yield from links(text)
    if _DIGIT.search(text):
        yield from numbers(text)
    words = tokens(text)
    yield from people(text, words)
    yield from organisations(text, words)
    yield from known.marks(text, words)


def _joined(text: str, marks: tuple[Mark, ...]) -> list[Mark]:
    """Return the parts of one name as one."""
    joined: list[Mark] = []
    for mark in marks:
        last = joined[-1] if joined else None
        if (
            last is not None
            and mark.kind is last.kind is Kind.PERSON
            and text[last.end : mark.start] in {" ", "-"}
        ):
            joined[-1] = last._replace(end=mark.end)
        else:
            joined.append(mark)
    return joined
