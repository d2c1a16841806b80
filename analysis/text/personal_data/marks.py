"""Where personal data stands in a text, and the text with it masked or left out."""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from surveys.texts import Language, Text


class Kind(Enum):
    """What was found. Where two overlap, the longer stays; of equals, the first here."""

    EMAIL = "email"
    LINK = "link"
    """A page's address that leads to somebody or to one document, by a number or a name in it."""
    SIN = "sin"
    """A social insurance number (NAS)."""
    HEALTH_NUMBER = "health_number"
    """A number of the Régie de l’assurance maladie du Québec."""
    PHONE = "phone"
    POSTAL_CODE = "postal_code"
    ORGANISATION = "organisation"
    PERSON = "person"


MASKS = {
    Kind.EMAIL: Text(fr="[courriel]", en="[e-mail]"),
    Kind.LINK: Text(fr="[lien]", en="[link]"),
    Kind.SIN: Text(fr="[NAS]", en="[SIN]"),
    Kind.HEALTH_NUMBER: Text(fr="[no d’assurance maladie]", en="[health number]"),
    Kind.PHONE: Text(fr="[téléphone]", en="[phone]"),
    Kind.POSTAL_CODE: Text(fr="[code postal]", en="[postal code]"),
    Kind.ORGANISATION: Text(fr="[organisme]", en="[organisation]"),
    Kind.PERSON: Text(fr="[nom]", en="[name]"),
}
"""What is read in the place of what was written, in the language it was written in."""

_ORDER = {kind: place for place, kind in enumerate(Kind)}


class Mark(NamedTuple):
    """Personal data at `text[start:end]`, never empty."""

    start: int
    end: int
    kind: Kind


def apart(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the marks in order, none in another: what overlaps is covered by one of them."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda each: (each.start, each.end)):
        if kept and mark.start < kept[-1].end:
            longer = min(
                (kept[-1], mark), key=lambda each: (each.start - each.end, _ORDER[each.kind])
            )
            end = max(kept[-1].end, mark.end)
            kept[-1] = Mark(kept[-1].start, end, longer.kind)
        else:
            kept.append(mark)
    return tuple(kept)


def within(marks: Sequence[Mark], start: int, end: int) -> tuple[Mark, ...]:
    """Return the marks of `text[start:end]`, of those of `text`: one that is cut stays marked."""
    return tuple(
        Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.kind)
        for mark in marks
        if mark.start < end and mark.end > start
    )


def masked(text: str, marks: Sequence[Mark], language: Language) -> str:
    """Return `text` with a mask in the place of each mark: "écrivez à [courriel]"."""
    parts: list[str] = []
    done = 0
    for mark in marks:
        parts += [text[done : mark.start], MASKS[mark.kind][language]]
        done = mark.end
    return "".join((*parts, text[done:]))


def blanked(text: str, marks: Sequence[Mark]) -> str:
    """Return `text` as long as it was, with lines in the place of each mark: "merci à ______"."""
    parts: list[str] = []
    done = 0
    for mark in marks:
        parts += [text[done : mark.start], "_" * (mark.end - mark.start)]
        done = mark.end
    return "".join((*parts, text[done:]))
