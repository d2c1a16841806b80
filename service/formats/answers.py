"""Read the answers to one question out of a row."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from service.formats.dates import DateForm
from service.formats.mapping import ColumnPerOption, ColumnPerPoint
from service.formats.spelling import heading, spelling, whole
from service.formats.tables import Row
from service.formats.words import Misread, Words, quoted
from surveys.submissions import AnswerValue

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+")


class Column(NamedTuple):
    """One column of one file."""

    position: int
    header: str

    def text(self, row: Row) -> str:
        """Raises Misread if the cell holds nothing that can be read."""
        if fault := row.faults.get(self.position):
            raise Misread(fault)
        return row.cells[self.position]

    def fingerprint(self, row: Row) -> str:
        """Return what is the same for every spelling and format of the cell."""
        return whole(spelling(row.cells[self.position]))


class DayColumn(NamedTuple):
    """A column of dates and how it writes them."""

    column: Column
    form: DateForm

    @property
    def header(self) -> str:
        return self.column.header

    def text(self, row: Row) -> str:
        """Raises Misread if the cell holds nothing that can be read."""
        return self.column.text(row)

    def day(self, row: Row) -> date | None:
        """Return the day in a cell, None if it is empty.

        Raises:
            Misread: the cell holds no date.
        """
        if (moment := row.moments.get(self.column.position)) is not None:
            return moment.date()
        text = self.text(row)
        return self.form.day(text) if text else None

    def fingerprint(self, row: Row) -> str:
        return str(self.day(row) or "")


class CellFault(NamedTuple):
    column: str | None
    """Header as written in the file; None if it concerns the row."""

    reason: str


@dataclass(slots=True)
class Findings:
    """What was found in the rows beside answers."""

    faults: list[CellFault] = field(default_factory=list)
    settled: Counter[str] = field(default_factory=Counter)
    """How often the mapping decided between several possible answers, by its rule."""


class Reader(Protocol):
    """Reads one entry of a mapping in one file."""

    @property
    def question(self) -> str: ...

    @property
    def columns(self) -> Mapping[str, Column | DayColumn]:
        """By what stands in each: a row, an option, a point."""

    def read(self, row: Row, found: Findings) -> AnswerValue:
        """Return the answer, None if there is none; faults go to `found`."""


@dataclass(frozen=True, slots=True)
class TextReader:
    """One column, whose text is turned into an answer."""

    question: str
    columns: Mapping[str, Column]
    convert: Callable[[str, Findings], AnswerValue]
    row: str | None = None
    """The row of a matrix that the column answers."""

    def read(self, row: Row, found: Findings) -> AnswerValue:
        (column,) = self.columns.values()
        try:
            text = column.text(row)
            value = self.convert(text, found) if text else None
        except Misread as misread:
            found.faults.append(CellFault(column.header, str(misread)))
            return None
        return {self.row: value} if self.row and isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class DayReader:
    """One column of dates."""

    question: str
    columns: Mapping[str, DayColumn]

    def read(self, row: Row, found: Findings) -> AnswerValue:
        (column,) = self.columns.values()
        try:
            day = column.day(row)
        except Misread as misread:
            found.faults.append(CellFault(column.header, str(misread)))
            return None
        return day.isoformat() if day else None


@dataclass(frozen=True, slots=True)
class RowsReader:
    """A column for each row of a matrix."""

    question: str
    columns: Mapping[str, Column]
    words: Words

    def read(self, row: Row, found: Findings) -> AnswerValue:
        points: dict[str, str] = {}
        for code, column in self.columns.items():
            try:
                if (text := column.text(row)) and (point := self.words.code(text)):
                    points[code] = point
            except Misread as misread:
                found.faults.append(CellFault(column.header, str(misread)))
        return points or None


class OptionsReader:
    """A column for each option of a multiple choice.

    Where every cell is empty nothing was answered; where some are not, an empty
    one was left unticked.
    """

    def __init__(self, entry: ColumnPerOption, columns: Mapping[str, Column]) -> None:
        self.question = entry.question
        self.columns = columns
        self._ticked = {spelling(word) for word in entry.ticked}
        self._not_ticked = {spelling(word) for word in entry.not_ticked}
        self._nothing_ticked = [entry.nothing_ticked] if entry.nothing_ticked else []

    def read(self, row: Row, found: Findings) -> AnswerValue:
        ticks: dict[str, bool] = {}
        for code, column in self.columns.items():
            try:
                if text := column.text(row):
                    ticks[code] = self._is_tick(text, column)
            except Misread as misread:
                found.faults.append(CellFault(column.header, str(misread)))
        if not ticks:
            return None
        return [code for code, tick in ticks.items() if tick] or self._nothing_ticked

    def _is_tick(self, text: str, column: Column) -> bool:
        word = whole(spelling(text))
        if word in self._ticked or word == heading(column.header):
            return True
        if word in self._not_ticked:
            return False
        raise Misread(f"{quoted(text)} says neither that it was ticked nor that it was not")


class PointsReader:
    """A column for each point of a scale, with the rows of the matrix it was given to."""

    def __init__(self, entry: ColumnPerPoint, columns: Mapping[str, Column], words: Words) -> None:
        self.question = entry.question
        self.columns = columns
        self._entry = entry
        self._words = words

    def read(self, row: Row, found: Findings) -> AnswerValue:
        given: dict[str, list[str]] = {}
        for point, column in self.columns.items():
            try:
                for code in self._words.listed(column.text(row), self._entry.separator):
                    given.setdefault(code, []).append(point)
            except Misread as misread:
                found.faults.append(CellFault(column.header, str(misread)))
        kept = {code: self._settle(code, points, found) for code, points in given.items()}
        return {code: point for code, point in kept.items() if point} or None

    def _settle(self, code: str, points: list[str], found: Findings) -> str | None:
        """Return the one point that is kept of those given to a row."""
        if len(points) == 1:
            return points[0]
        for group in self._entry.together:
            if set(points) <= set(group):
                kept = next(point for point in group if point in points)
                found.settled[f"{self.question}: {' + '.join(points)} was read as {kept}"] += 1
                return kept
        if self._entry.contradiction == "no_answer":
            found.settled[f"{self.question}: {' + '.join(points)} was read as no answer"] += 1
        else:
            headers = "”, “".join(self.columns[point].header for point in points)
            found.faults.append(
                CellFault(headers, f"“{code}” stands in columns that contradict each other")
            )
        return None


def number(text: str) -> int | float:
    """Read a number with a decimal point or comma, and spaces between thousands.

    Raises:
        Misread: it is no number, or may be two.
    """
    plain = "".join(text.split())
    if _THOUSANDS.fullmatch(plain):
        whole_number, decimal = plain.replace(",", ""), plain.replace(",", ".", 1)
        raise Misread(f"{quoted(text)} may mean {whole_number} or {decimal}")
    if not _NUMBER.fullmatch(plain):
        raise Misread(f"{quoted(text)} is not a number")
    value = float(plain.replace(",", "."))
    return int(value) if value.is_integer() else value
