"""One fault of a questionnaire with its place, and the faults that any text or code can have.

A place is written with the words of the file (section, question, option, scale,
point, row), so a designer can look it up there.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from surveys.questionnaire import PLACE_IN
from surveys.questions import NOT_APPLICABLE
from surveys.texts import LANGUAGES, Text

LABEL = 200
"""Most characters of a title, an option, a point, a row or a unit."""

SENTENCE = 500
"""Most characters of a question or its hint."""

PARAGRAPH = 2_000
"""Most characters of an introduction, of thanks, or of a text between questions."""

SHARED = 3
"""Most words that may well be the same in both languages."""

_NAMES = {"fr": ("français", "French"), "en": ("anglais", "English")}
_MARKER = re.compile(
    r"NEED_TLX|\b(?:TLX|TODO|TBD|FIXME|XXX+)\b|\b[ÀA] TRADUIRE\b|\bTO TRANSLATE\b"
    r"|[Ll]orem ipsum|\?\?\?"
)
_ORDINARY = re.compile(r"\b(?!(?:avec|dans|from|pour|with)\b)[^\W\d_]{4,}\b")


class PublishingProblem(NamedTuple):
    """One fault of a questionnaire, and where it is."""

    place: str
    message: Text


def place_of(place: str | None, part: str, code: str | None = None) -> str:
    """Return the place of a part, named by its code if it has one, within `place`."""
    name = part if code is None else f'{part} "{code}"'
    return name if place is None else f"{place}{PLACE_IN}{name}"


def fault(place: str, fr: str, en: str) -> PublishingProblem:
    return PublishingProblem(place, Text(fr=fr, en=en))


# Texts


def text_faults(place: str, text: Text, *, limit: int = LABEL) -> Iterator[PublishingProblem]:
    for language in LANGUAGES:
        words, (name_fr, name_en) = text[language].strip(), _NAMES[language]
        if not words:
            yield fault(place, f"Le texte {name_fr} manque.", f"The {name_en} text is missing.")
        elif marker := _MARKER.search(words):
            yield fault(
                place,
                f"Le texte {name_fr} contient encore la marque « {marker[0]} ».",
                f"The {name_en} text still holds the mark “{marker[0]}”.",
            )
        elif len(words) > limit:
            yield fault(
                place,
                f"Le texte {name_fr} compte {len(words)} caractères ; la limite est {limit}.",
                f"The {name_en} text has {len(words)} characters; the limit is {limit}.",
            )
    if _untranslated(text):
        yield fault(
            place,
            "Le français et l’anglais sont identiques : il manque sans doute une traduction.",
            "French and English are identical: a translation is probably missing.",
        )


def optional_text_faults(place: str, text: Text, *, limit: int) -> Iterator[PublishingProblem]:
    if any(text[language].strip() for language in LANGUAGES):
        yield from text_faults(place, text, limit=limit)


def _untranslated(text: Text) -> bool:
    """Whether one language looks like a copy of the other.

    Short labels ("Coordination") and names ("Fondation du Grand Montréal",
    "Zoom, Microsoft Teams, Google Meet") are the same in both. A copy has more
    than `SHARED` words, and at least two that are no name: in lower case, of
    four letters or more, and no mere link between the words of a name.
    """
    words = text.fr.split()
    ordinary = [word for word in _ORDINARY.findall(text.fr) if word.islower()]
    return words == text.en.split() and len(words) > SHARED and len(ordinary) > 1


# Codes


def repeated_codes(
    place: str | None, kind: str, codes: Iterable[str]
) -> Iterator[PublishingProblem]:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            yield duplicate_code(place_of(place, kind, code), code)
        seen.add(code)


def duplicate_code(place: str, code: str) -> PublishingProblem:
    return fault(
        place,
        f"Le code « {code} » sert déjà : chaque code ne sert qu’une fois.",
        f"The code “{code}” is already taken: each code is used once.",
    )


def reserved_code(place: str, code: str) -> Iterator[PublishingProblem]:
    if code == NOT_APPLICABLE:
        yield fault(
            place,
            f"Le code « {code} » est réservé : « sans objet » se déclare dans l’échelle, "
            "avec not_applicable.",
            f"The code “{code}” is reserved: “not applicable” is declared in the scale, "
            "with not_applicable.",
        )
