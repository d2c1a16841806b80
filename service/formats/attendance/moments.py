"""Moments and durations as meeting tools write them.

A report writes the day as the country of whoever downloaded it does: `11/19/2021
09:54:15 AM`, `19/11/2021 09:54:15`, `2021-11-19 09:54:15`, `7/22/26, 7:00:11 PM`,
`19/01/2021 à 09:58:51`, `2021-11-19 09 h 54 min 15 s`, `Aug 12, 2026 10:00 AM`. One order
of day and month reads all the moments of a file, or none does. Its clock is taken as
written: a report names no time zone that could be trusted.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from service.formats.words import quoted, quoted_in_french
from surveys.texts import Text

Order: TypeAlias = Literal["day/month/year", "month/day/year"]
_ORDERS: tuple[Order, Order] = ("month/day/year", "day/month/year")

IN_FRENCH: dict[Order, str] = {
    "month/day/year": "mois/jour/année",
    "day/month/year": "jour/mois/année",
}

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "janv", "january", "janvier"),
            ("feb", "fevr", "fev", "february", "fevrier"),
            ("mar", "mars", "march"),
            ("apr", "avr", "april", "avril"),
            ("may", "mai"),
            ("jun", "june", "juin"),
            ("jul", "july", "juil", "juillet"),
            ("aug", "august", "aout"),
            ("sep", "sept", "september", "septembre"),
            ("oct", "october", "octobre"),
            ("nov", "november", "novembre"),
            ("dec", "december", "decembre"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = re.compile(
    r"(?P<first>\d{1,4})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<third>\d{1,4})"
    rf"|(?P<named>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})"
    rf"|(?P<day_2>\d{{1,2}})(?:er)?[ -](?P<named_2>{_MONTH})\.?[ -](?P<year_2>\d{{4}})"
)
_CLOCK = re.compile(
    r"(?:,|t|,? (?:at|a)|) ?(?P<hour>\d{1,2})(?::| ?h ?)(?P<minute>\d{2})"
    r"(?:(?::| ?min ?)(?P<second>\d{2})(?:[.,]\d+)?(?: ?s)?| ?min)?"
    r"(?: ?(?P<half>[ap])\.? ?m\.?)?(?: ?(?:z|utc|gmt|[+-]\d{2}:?\d{2}))?"
)
_LENGTH = re.compile(
    r"(?:(?P<hours>\d{1,7}) ?(?:h|hr|hrs|hour|hours|heure|heures)\b,? ?)?"
    r"(?:(?P<minutes>\d{1,7}) ?(?:m|mn|min|mins|minute|minutes)\b,? ?)?"
    r"(?:(?P<seconds>\d{1,7}) ?(?:s|sec|secs|second|seconds|seconde|secondes))?"
)
_CLOCK_LENGTH = re.compile(r"(?P<hours>\d{1,7}):(?P<minutes>\d{2}):(?P<seconds>\d{2})(?:\.\d+)?")
_NUMBER = re.compile(r"-?\d{1,7}(?:[.,]\d+)?")
_LONGEST = 60
_NOON = 12
_FULL_YEAR = 4


class RowUnreadable(ValueError):
    """A row of a report cannot be read; the text is what follows its line in a sentence."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(fr=fr, en=en)


class Stamp(NamedTuple):
    """A moment as written, its day in the order it is written in."""

    first: int
    second: int
    third: int
    clock: timedelta
    order: Literal["known", "day first", "open"]
    """Known: year, month, day."""

    half: bool
    """Whether it says AM or PM."""


def moment(text: str, order: Order) -> datetime:
    """Return the moment a text tells. Raises RowUnreadable."""
    read = _moment(text, order)
    if read is None:
        raise RowUnreadable(
            f"{quoted_in_french(text)} n’est pas un jour et une heure écrits {IN_FRENCH[order]}",
            f"{quoted(text)} is not a day and a time written as {order}",
        )
    return read


@lru_cache(maxsize=65_536)
def _moment(text: str, order: Order) -> datetime | None:
    stamp = _stamp(text)
    if stamp is None:
        return None
    numbers = (stamp.first, stamp.second, stamp.third)
    match stamp.order, order:
        case "known", _:
            year, month, day = numbers
        case ("day first", _) | (_, "day/month/year"):
            day, month, year = numbers
        case _:
            month, day, year = numbers
    try:
        return datetime(year, month, day) + stamp.clock  # noqa: DTZ001  # none is written
    except (ValueError, OverflowError):
        return None


class Decided(NamedTuple):
    order: Order
    guessed: bool
    """Whether both orders read everything, and differ."""


def decide(texts: Iterable[str], *, day: date | None = None, french: bool = False) -> Decided:
    """Return in which order the moments of a file tell day and month.

    The order that reads more of them; if both read as many, the one that puts some on
    `day`; else a clock of twelve hours, or words in English, mean month first.
    """
    distinct = {text for text in texts if text}
    read = {order: {text: _moment(text, order) for text in distinct} for order in _ORDERS}
    counts = {order: sum(map(bool, read[order].values())) for order in _ORDERS}
    month_first, day_first = (read[order] for order in _ORDERS)
    if month_first == day_first:
        return Decided(_ORDERS[0], guessed=False)
    best = [order for order in _ORDERS if counts[order] == max(counts.values())]
    if len(best) == 1:
        return Decided(best[0], guessed=False)
    if day:
        there = [order for order in best if day in {m.date() for m in read[order].values() if m}]
        if len(there) == 1:
            return Decided(there[0], guessed=False)
    halves = any(stamp.half for stamp in map(_stamp, distinct) if stamp)
    return Decided("day/month/year" if french and not halves else "month/day/year", guessed=True)


@lru_cache(maxsize=65_536)
def _stamp(text: str) -> Stamp | None:
    if len(text) > _LONGEST:
        return None
    plain = _plain(text)
    day = _DAY.match(plain)
    if day is None:
        return None
    clock = _CLOCK.fullmatch(plain, day.end())
    if clock is None:
        return None
    time = _time(clock)
    if time is None:
        return None
    half = clock["half"] is not None
    if day["mark"] is None:
        named = _MONTHS[day["named"] or day["named_2"]]
        year, of_month = int(day["year"] or day["year_2"]), int(day["day"] or day["day_2"])
        return Stamp(year, named, of_month, time, "known", half)
    first, second, third = int(day["first"]), int(day["second"]), int(day["third"])
    if len(day["first"]) == _FULL_YEAR:
        return Stamp(first, second, third, time, "known", half)
    year = third if len(day["third"]) == _FULL_YEAR else 2000 + third
    return Stamp(first, second, year, time, "day first" if day["mark"] == "." else "open", half)


def _time(clock: re.Match[str]) -> timedelta | None:
    hour, minute, second = int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0)
    if clock["half"]:
        if not 1 <= hour <= _NOON:
            # Zoom has written 13:05 PM; what comes before is the same as without it
            return timedelta(hours=hour, minutes=minute, seconds=second) if hour < 24 else None  # noqa: PLR2004
        hour = hour % _NOON + (_NOON if clock["half"] == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second)


@lru_cache(maxsize=4_096)
def minutes(text: str) -> float:
    """Return how many minutes a duration tells; a bare number is one of minutes.

    Raises:
        RowUnreadable: it is not a duration, or less than none.
    """
    plain = _plain(text)
    if _NUMBER.fullmatch(plain):
        read = float(plain.replace(",", "."))
        if read < 0:
            raise RowUnreadable(
                f"{quoted_in_french(text)} est moins que rien",
                f"{quoted(text)} is less than no time",
            )
        return read
    parts = _CLOCK_LENGTH.fullmatch(plain) or _LENGTH.fullmatch(plain)
    if not plain or parts is None or len(plain) > _LONGEST:
        raise RowUnreadable(
            f"{quoted_in_french(text)} n’est pas une durée", f"{quoted(text)} is not a duration"
        )
    hours, whole, seconds = (int(parts[each] or 0) for each in ("hours", "minutes", "seconds"))
    return hours * 60 + whole + seconds / 60


def after(moment: datetime, minutes: float) -> datetime:
    """Return the moment so many minutes later, or earlier.

    Raises:
        RowUnreadable: no calendar has it.
    """
    try:
        return moment + timedelta(minutes=minutes)
    except OverflowError as error:
        raise RowUnreadable(
            "sa durée mène hors du calendrier", "its duration leads out of the calendar"
        ) from error


def _plain(text: str) -> str:
    """Return `text` in lower case without accents, its spaces of any kind as one."""
    folded = unicodedata.normalize("NFKD", text)
    visible = "".join(
        " " if c.isspace() else c for c in folded if unicodedata.category(c) not in {"Mn", "Cf"}
    )
    return " ".join(visible.split()).casefold()
