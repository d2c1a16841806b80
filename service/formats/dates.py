"""In which form a column writes its dates, decided from all its rows."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from service.formats.words import Misread, quoted

ISO = "iso"
"""ISO 8601, with or without time and offset."""

_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")


def _orders(*days: str) -> tuple[str, ...]:
    return tuple(f"{day}{time}" for day, time in product(days, _TIMES))


class DateForm(NamedTuple):
    """A way of writing dates: a name and the patterns that belong to it."""

    name: str
    patterns: tuple[str, ...]
    guessed: bool = False
    """Whether it could have been another, and somebody should look."""

    def day(self, text: str) -> date:
        """Return the day of a date, in UTC where an offset is written.

        Raises:
            Misread: the text is not written this way.
        """
        for pattern in self.patterns:
            if (found := _parsed(text, pattern)) is not None:
                return found
        raise Misread(f"{quoted(text)} is not a date written as {self.name}")


_USUAL = (
    DateForm("ISO 8601", (ISO, *_orders("%Y/%m/%d"))),
    DateForm(
        "day/month/year", _orders("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"), guessed=True
    ),
    DateForm("month/day/year", _orders("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y"), guessed=True),
)


class DatesAmbiguous(ValueError):
    """Two forms read every date of a column, and differ; the message says which."""


def decide(texts: Iterable[str], formats: tuple[str, ...] = ()) -> DateForm:
    """Return the form that reads all the dates of a column, or as many as can be.

    Args:
        texts: The dates of the column.
        formats: The patterns to choose among; the usual forms if empty.

    Raises:
        DatesAmbiguous: two forms read as many, and read different days.
    """
    forms = [DateForm(each, (each,)) for each in formats] or _USUAL
    distinct = set(texts)
    days = {form: dict(_days(form, distinct)) for form in forms}
    most = max(len(each) for each in days.values())
    best, *others = (form for form in forms if len(days[form]) == most)
    for other in others:
        if days[other] != days[best]:
            raise DatesAmbiguous(
                f"its dates can be read as {best.name} and as {other.name}; "
                'write formats = ["…"] in the mapping to say which.'
            )
    return best


def format_fault(pattern: str) -> str | None:
    """Return why a pattern cannot tell a day, if it can't."""
    if pattern == ISO:
        return None
    sample = datetime(2021, 12, 31, 15, 45)  # noqa: DTZ001  # a pattern of a mapping has no zone
    try:
        read = datetime.strptime(sample.strftime(pattern), pattern)  # noqa: DTZ007  # likewise
    except ValueError as error:
        return str(error)
    if read.date() != sample.date():
        return "it does not tell the year, the month and the day"
    return None


def _days(form: DateForm, texts: set[str]) -> Iterator[tuple[str, date]]:
    for text in texts:
        try:
            yield text, form.day(text)
        except Misread:
            continue


@lru_cache(maxsize=65_536)
def _parsed(text: str, pattern: str) -> date | None:
    try:
        if pattern == ISO:
            moment = datetime.fromisoformat(text)
        else:
            moment = datetime.strptime(text, pattern)  # noqa: DTZ007  # an offset is kept if written
    except ValueError:
        return None
    return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
