"""The text a person sees in a cell of a workbook."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from service.formats.tables import tidy

_LOCAL = ("mm-dd-yy", "m/d/yy h:mm")
"""How openpyxl writes the two formats that look different in each country: ISO dates instead."""

_TOKEN = re.compile(
    r"\\(?P<escaped>.)|\"(?P<quoted>[^\"]*)\"|(?P<code>y+|m+|d+|h+|s+|AM/PM)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_COLOUR_OR_LOCALE = re.compile(r"\[[^\]]*\]")
_PLAIN = set(" /-.,:")
_NOON = 12


class CellText(NamedTuple):
    text: str = ""
    fault: str | None = None
    moment: datetime | None = None


_EMPTY = CellText()
_UNSAVED_FORMULA = CellText(fault="the cell is a formula whose value was never saved")


def cell_text(shown: Any, written: Any) -> CellText:
    """Return what a cell shows.

    Args:
        shown: openpyxl's cell with the value last computed.
        written: the same cell with its formula, if it has one.
    """
    if shown.data_type == "e":
        return CellText(fault=f"the cell shows the error {shown.value}")
    if shown.value is None:
        unsaved = written.data_type == "f"
        return _UNSAVED_FORMULA if unsaved else _EMPTY
    return _value_text(shown.value, shown.number_format)


def _value_text(value: Any, number_format: str) -> CellText:
    match value:
        case str(text):
            return CellText(tidy(text.replace("_x000D_", "")))
        case bool():
            return CellText("TRUE" if value else "FALSE")
        case int():
            return CellText(str(value))
        case float():
            return CellText(format(value, ".15g"))
        case datetime() as moment:
            second = _nearest_second(moment)
            return CellText(moment_text(second, number_format), moment=second)
        case _:  # a time, a duration
            return CellText(str(value))


def moment_text(moment: datetime, number_format: str) -> str:
    """Return a moment as a number format shows it; in ISO form where countries differ."""
    codes = _COLOUR_OR_LOCALE.sub("", number_format).split(";")[0]
    try:
        if number_format not in _LOCAL:
            return "".join(_shown(moment, codes)).strip()
    except _Unusual:
        pass
    if "h" in codes.lower():
        return moment.isoformat(sep=" ", timespec="seconds")
    return moment.date().isoformat()


class _Unusual(Exception):
    """A number format shows something we do not know."""


def _shown(moment: datetime, codes: str) -> Iterator[str]:
    tokens = list(_TOKEN.finditer(codes))
    parts = [(token["code"] or "").lower() for token in tokens]
    hour = (moment.hour - 1) % 12 + 1 if "am/pm" in parts else moment.hour
    for position, (token, part) in enumerate(zip(tokens, parts, strict=True)):
        if part:
            yield _part(moment, part, hour=hour, minutes=_tells_minutes(parts, position))
        elif token["other"] and token["other"] not in _PLAIN:
            raise _Unusual
        else:
            yield token["escaped"] or token["quoted"] or token["other"] or ""


def _tells_minutes(parts: list[str], position: int) -> bool:
    """`m` is a month unless it follows hours or comes before seconds."""
    before = next((part for part in reversed(parts[:position]) if part), "")
    after = next((part for part in parts[position + 1 :] if part), "")
    return before.startswith("h") or after.startswith("s")


def _part(moment: datetime, part: str, *, hour: int, minutes: bool) -> str:
    numbers = {
        "d": moment.day,
        "h": hour,
        "m": moment.minute if minutes else moment.month,
        "s": moment.second,
    }
    match part:
        case "d" | "h" | "m" | "s":
            return str(numbers[part])
        case "dd" | "hh" | "mm" | "ss":
            return f"{numbers[part[0]]:02}"
        case "yy":
            return f"{moment.year % 100:02}"
        case "yyyy":
            return str(moment.year)
        case "mmm" | "mmmm":
            return f"{moment:%b}" if part == "mmm" else f"{moment:%B}"
        case "am/pm":
            return "AM" if moment.hour < _NOON else "PM"
        case _:
            raise _Unusual


def _nearest_second(moment: datetime) -> datetime:
    """Sheets keep moments as fractions of a day; what they show is rounded."""
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
