"""Texts in the two languages of every survey."""

import re
import unicodedata
from typing import Annotated, Literal, TypeAlias

import msgspec

Language: TypeAlias = Literal["fr", "en"]

LANGUAGES: tuple[Language, ...] = ("fr", "en")

Spoken: TypeAlias = Literal["fr", "en", "mixed"]
"""Of a comment: either, or parts in each."""

Code: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$(?!\n)")]
"""What is stored for a question, a row or an option: never translated, never reused."""

Slug: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$(?!\n)")]
"""What stands in an address: a programme, an activity, a cohort, a survey."""

BESIDE = " · "
"""Between two phrases that stand side by side, as one name."""


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text, side by side in French and English.

    Either may be empty while a designer is at work; publishing refuses that.
    """

    fr: str = ""
    en: str = ""

    def __getitem__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en

    def __bool__(self) -> bool:
        return bool(self.fr or self.en)


def folded(name: str, joint: str) -> str:
    """Return the words of a name in plain lower-case letters and digits, with `joint` between."""
    plain = name.casefold().replace("œ", "oe").replace("æ", "ae")
    letters = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", plain))
    return re.sub(r"[^a-z0-9]+", joint, letters).strip(joint)


def readable(typed: str) -> str:
    """Return what somebody typed, trimmed, on the lines they typed, without what nobody sees.

    No XML holds control characters, and they could write anything to a terminal; format characters
    turn a line around. Spaces that do not break stay: French is typed with them.
    """
    lines = typed.replace("\r\n", "\n").replace("\t", " ")
    seen = (each for each in lines if each == "\n" or unicodedata.category(each)[0] != "C")
    return unicodedata.normalize("NFC", "".join(seen)).strip()
