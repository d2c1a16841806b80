"""The fields of a form as somebody typed them, read one by one, with every reason against them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar

from surveys.entering import EntryProblem
from surveys.texts import LANGUAGES, Text

_T = TypeVar("_T", bound=str)

_NUMBER = re.compile(r"[+\-−]?\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"[+\-−]?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?")
_EITHER_WAY = re.compile(r"[+\-−]?[1-9]\d{0,2}[.,]\d{3}")
"""A thousand to some, one to others."""

NO_NUMBER: Final = Text(
    fr="Écrivez seulement un nombre, comme 3 900 000 ou 2,5.",
    en="Write a number and nothing else, such as 3,900,000 or 2.5.",
)
_TWO_WAYS = Text(
    fr="Ce nombre se lit de deux façons : écrivez 1200 pour mille deux cents, 1,2 pour le décimal.",
    en="This number reads two ways: write 1200 for twelve hundred, 1.2 for the decimal.",
)
_NO_WHOLE = Text(fr="Écrivez un nombre entier.", en="Write a whole number.")
_NO_DAY = Text(
    fr="Écrivez un jour qui existe, comme 2026-06-30.",
    en="Write a day that exists, such as 2026-06-30.",
)
_NO_TIME = Text(fr="Écrivez une heure, comme 16:30.", en="Write a time, such as 16:30.")
_NOT_OFFERED = Text(fr="Choisissez dans la liste.", en="Choose from the list.")


class NotKept(NamedTuple):
    problems: tuple[EntryProblem, ...]


class TypedFields:
    """The fields of a form, read one by one; a problem and a stand-in for what cannot be read."""

    def __init__(self, fields: Mapping[str, str], missing: Mapping[str, Text]) -> None:
        """Take what was typed, and what is said of a field that is left out, by its name."""
        self._fields = fields
        self._missing = missing
        self.problems: list[EntryProblem] = []

    def line(self, field: str) -> str:
        return self._fields.get(field, "").strip()

    def text(self, field: str) -> Text:
        """Return both languages; a browser ends lines as HTTP does, we end them as everybody."""
        french, english = (
            self.line(f"{field}_{language}").replace("\r\n", "\n") for language in LANGUAGES
        )
        return Text(fr=french, en=english)

    def whole(self, field: str) -> int | None:
        plain = "".join(self.line(field).split())
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+", plain):
            plain = plain.replace(",", "")
        if plain and not re.fullmatch(r"[0-9]{1,9}", plain):
            self.refuse(field, _NO_WHOLE)
            return None
        return int(plain) if plain else None

    def day(self, field: str, instead: date) -> date:
        written = self.line(field)
        if not written:
            self.refuse(field, self._missing[field])
            return instead
        try:
            return date.fromisoformat(written)
        except ValueError:
            self.refuse(field, _NO_DAY)
            return instead

    def clock(self, field: str, instead: time) -> time:
        """Return a time of day; `instead` where none is typed."""
        try:
            written = time.fromisoformat(self.line(field) or instead.isoformat())
        except ValueError:
            written = None
        if written is None or written.tzinfo:
            self.refuse(field, _NO_TIME)
            return instead
        return written

    def one_of(self, field: str, offered: Sequence[_T], instead: _T) -> _T:
        for each in offered:
            if each == self.line(field):
                return each
        self.refuse(field, _NOT_OFFERED)
        return instead

    def decimal(self, field: str, written: str, reason: Text) -> Decimal:
        plain = "".join(written.split()).replace("−", "-")
        if not plain:
            self.refuse(field, self._missing[field])
        elif _EITHER_WAY.fullmatch(plain):
            self.refuse(field, _TWO_WAYS)
        elif _GROUPED.fullmatch(plain):
            return Decimal(plain.replace(",", ""))
        elif _NUMBER.fullmatch(plain):
            return Decimal(plain.replace(",", "."))
        else:
            self.refuse(field, reason)
        return Decimal(0)

    def refuse(self, field: str, reason: Text) -> None:
        self.problems.append(EntryProblem(field, reason))


def plain_number(number: Decimal) -> str:
    """Return a number as these fields read it, in one way only."""
    written = format(number, "f")
    plain = written.rstrip("0").rstrip(".") if "." in written else written
    return f"{plain}0" if "." in plain and _EITHER_WAY.fullmatch(plain) else plain
