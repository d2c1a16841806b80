"""The words of the interface, in French and English side by side (`texts/*.toml`).

Numbers are written as each language writes them in Canada: « 94 % » with a
space that does not break, and "94%".
"""

import math
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_decimal

from surveys.texts import Language, Text


@cache
def catalogue(name: str) -> dict[str, Text]:
    """Return the texts of `texts/<name>.toml` by key."""
    source = (files("dashboards") / "texts" / f"{name}.toml").read_text("utf-8")
    return {key: Text(**pair) for key, pair in tomllib.loads(source).items()}


def say(name: str, key: str, language: Language, **values: object) -> str:
    """Return one text in one language, its `{placeholders}` filled in."""
    return catalogue(name)[key][language].format(**values)


_LOCALES: dict[Language, Locale] = {"fr": Locale("fr", "CA"), "en": Locale("en", "CA")}


@lru_cache(maxsize=4096)
def _decimal(value: float, pattern: str, language: Language) -> str:
    """Return a number as its language writes it; pages say the same few again and again."""
    return format_decimal(value, pattern, locale=_LOCALES[language])


@dataclass(frozen=True)
class Words:
    """The texts of one catalogue in one language; a template calls it `t`."""

    catalogue: str
    language: Language

    def __call__(self, key: str, **values: object) -> str:
        return say(self.catalogue, key, self.language, **values)

    def count(self, key: str, count: int, **values: object) -> str:
        """Return `key_one` or `key_other`, as the grammar asks, with `{count}` filled in."""
        plural = "one" if self.locale.plural_form(count) == "one" else "other"
        return self(f"{key}_{plural}", count=self.number(count), **values)

    def number(self, value: float, *, digits: int = 0, every_digit: bool = False) -> str:
        """Return a number with at most so many decimals; halves are rounded away from zero.

        With `every_digit` it has exactly so many: numbers side by side read alike.
        """
        return _decimal(
            math.copysign(rounded(abs(value), digits), value) + 0.0,  # no negative zero
            "#,##0." + ("0" if every_digit else "#") * digits,
            self.language,
        )

    def signed(self, value: float) -> str:
        """Return whole points with their sign; the minus is a real one."""
        size = rounded(abs(value), 0)
        sign = "" if size == 0 else "+" if value > 0 else "−"
        return sign + self.number(size)

    def percent(self, share: float, *, digits: int = 0) -> str:
        """Return a share as a percentage.

        Everyone and no one are said only when they are true: 399 of 401 is
        "more than 99 %", not 100 %.
        """
        shown = printed_share(share, digits=digits) * _WHOLE
        written = self._percentage(shown, digits)
        if rounded(share * _WHOLE, digits) == rounded(shown, digits):
            return written
        return self("less_than" if share < shown / _WHOLE else "more_than", percentage=written)

    def limit(self, share: float, *, digits: int = 0) -> str:
        """Return the end of an interval as a percentage, rounded and nothing more."""
        return self._percentage(rounded(share * 100, digits), digits)

    def _percentage(self, rounded: float, digits: int) -> str:
        number = _decimal(rounded, "#,##0." + "0" * digits, self.language)
        return self("percentage", number=number)

    def either(self, texts: list[str]) -> str:
        """Return « a, b ou c »."""
        return format_list(texts, style="or", locale=self.locale)

    def each(self, texts: list[str]) -> str:
        """Return « a, b et c »."""
        return format_list(texts, style="standard", locale=self.locale)

    def day(self, day: date) -> str:
        return self._ordinal(day, format_date(day, "long", locale=self.locale))

    def short_day(self, day: date) -> str:
        """Return a day with a short month, for the axis of a figure."""
        return self._ordinal(day, format_date(day, "medium", locale=self.locale))

    def month(self, day: date) -> str:
        """Return a short month and year, for the axis of a figure."""
        return format_date(day, "MMM y", locale=self.locale)

    def month_name(self, month: int) -> str:
        return format_date(date(2000, month, 1), "LLLL", locale=self.locale)

    def _ordinal(self, day: date, written: str) -> str:
        """Return `written` with the first of the month as French says it: « 1er décembre »."""
        first = day.day == 1 and self.language == "fr"
        return written.replace("1 ", "1er ", 1) if first else written

    def moment(self, at: datetime) -> str:
        """Return a day and a time in the time zone that `at` carries, and its name: HAE, EDT."""
        time = format_time(at, "short", locale=self.locale)
        zone = at.tzname() or ""
        if at.tzinfo not in {None, UTC}:  # CLDR's French for UTC, TU, is little known
            zone = get_timezone_name(at, width="short", locale=self.locale)
        return self(
            "moment",
            day=self.day(at),
            time="\u00a0".join([*time.split(), zone]).rstrip(),
        )

    @property
    def locale(self) -> Locale:
        return _LOCALES[self.language]


_WHOLE = 100
_EPSILON = 1e-9
"""So that 0.285 × 100 = 28.499999… rounds as 28.5 does."""


def printed_share(share: float, *, digits: int = 0) -> float:
    """Return the share that `Words.percent` writes, from 0 to 1.

    Nearly nobody and nearly everybody are one step away from 0 and 1.
    """
    size, step = rounded(share * _WHOLE, digits), 10.0**-digits
    if size == 0 and share > 0:
        return step / _WHOLE
    if size == _WHOLE and share < 1:
        return (_WHOLE - step) / _WHOLE
    return size / _WHOLE


def rounded(size: float, digits: int) -> float:
    """Return a size that is not negative with so many decimals; halves are rounded up."""
    scale = 10.0**digits
    return math.floor(size * scale + 0.5 + _EPSILON) / scale
