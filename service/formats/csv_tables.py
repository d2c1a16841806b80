"""Read a CSV file whose encoding and delimiter nobody wrote down."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from service.formats.tables import (
    LONGEST_CELL,
    Layout,
    Row,
    Table,
    TableUnreadable,
    bounded,
    table_from,
    tidy,
)

_MARKS = (  # the longer first: UTF-32's begins like UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 200  # records that decide on the delimiter
_LONGEST_LINE = 10 * LONGEST_CELL
_WINDOWS = "It is not UTF-8; it was read as Windows-1252. Look whether accents are right."


class _Decoded(NamedTuple):
    text: str
    notes: tuple[str, ...]


class CsvRows(NamedTuple):
    """What stands in a file, whatever its tables are."""

    rows: Iterator[Row]
    """Raises TableUnreadable where it is not CSV, or larger than can be held."""
    notes: tuple[str, ...]


def read_csv_table(name: str, content: bytes, layout: Layout) -> Table:
    """Return the table in a CSV file.

    A row whose number of cells is not that of the header keeps its place, with
    the reason why it can't be read.

    Raises:
        TableUnreadable: it is not text, not CSV, or larger than can be held.
    """
    text, notes = _decode(name, content)
    named = _named_delimiter(text)
    lines = _short_lines(name, text, skip=1 if named else 0)
    records = _records(name, lines, delimiter=named or _delimiter(text), skipped=1 if named else 0)
    return table_from(name, _same_width(records, layout), layout, notes=notes)


def read_csv_rows(name: str, content: bytes, *, known: Callable[[Sequence[str]], bool]) -> CsvRows:
    """Return all rows of a CSV file that holds several tables, of several widths.

    Args:
        name: Of the file, as people know it.
        content: Of the file.
        known: Whether cells are the header of one of the tables; it decides on the delimiter.

    Raises:
        TableUnreadable: it is not text.
    """
    text, notes = _decode(name, content)
    named = _named_delimiter(text)
    delimiter = named or next(
        (each for each in _DELIMITERS if any(map(known, _sample(text, each)))), _DELIMITERS[0]
    )
    skipped = 1 if named else 0
    lines = _short_lines(name, text, skip=skipped)
    return CsvRows(
        bounded(name, _records(name, lines, delimiter=delimiter, skipped=skipped)), notes
    )


def delimiter_of(name: str, content: bytes) -> str:
    """Return what stands between the cells of a CSV file. Raises TableUnreadable."""
    text = _decode(name, content).text
    return _named_delimiter(text) or _delimiter(text)


def _decode(name: str, content: bytes) -> _Decoded:
    """Return the text of a file; a guess is never silent."""
    marked = next((coding for mark, coding in _MARKS if content.startswith(mark)), None)
    coding = marked or _wide(content) or "utf-8"
    try:
        text = content.decode(coding)
        notes: tuple[str, ...] = ()
    except UnicodeDecodeError as error:
        if coding != "utf-8":
            raise TableUnreadable(name, f"it says it is {coding}, but is not.") from error
        try:
            text, notes = content.decode("cp1252"), (_WINDOWS,)
        except UnicodeDecodeError:
            raise TableUnreadable(
                name, "its encoding is neither UTF-8, UTF-16 nor Windows-1252; save it as UTF-8."
            ) from error
    if "\0" in text:
        raise TableUnreadable(name, "it holds NUL bytes, so it is not a text file.")
    return _Decoded(text.removeprefix("\ufeff"), notes)


def _wide(content: bytes) -> str | None:
    """Return the kind of UTF-16 of a text without a mark: every other byte is mostly 0."""
    start = content[:2_000]
    half = len(start) // 2
    if start[1::2].count(0) > 0.8 * half:
        return "utf-16-le"
    if start[::2].count(0) > 0.8 * half:
        return "utf-16-be"
    return None


def _named_delimiter(text: str) -> str | None:
    """Return what Excel's `sep=` line names, if the text begins with one."""
    first = text[:10].partition("\n")[0].strip('\r"').lower()
    return next((each for each in _DELIMITERS if first == f"sep={each}"), None)


def _delimiter(text: str) -> str:
    """Return the delimiter with which most records are as wide as the first, and wider than 1."""
    return max(_DELIMITERS, key=lambda delimiter: _agreement(text, delimiter))


def _sample(text: str, delimiter: str) -> list[list[str]]:
    """Return the first records that are not empty, as far as they are CSV."""
    records: list[list[str]] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if any(record):
                records.append(record)
            if len(records) == _SAMPLE:
                break
    except csv.Error:
        return records[:-1]
    return records


def _agreement(text: str, delimiter: str) -> tuple[float, int]:
    widths = [len(record) for record in _sample(text, delimiter)]
    if not widths or widths[0] == 1:
        return 0.0, 0
    return widths.count(widths[0]) / len(widths), widths[0]


def _records(name: str, lines: Iterator[str], *, delimiter: str, skipped: int) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = skipped + 1
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableUnreadable(
                name, f"the record that begins at line {line} is not CSV: {error}."
            ) from error
        yield Row(line, tuple(tidy(cell) for cell in record))
        line = skipped + reader.line_num + 1


def _short_lines(name: str, text: str, *, skip: int) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > _LONGEST_LINE:
            raise TableUnreadable(
                name, f"line {number} has {len(line)} characters, so this is not a table."
            )
        if number > skip:
            yield line


def _same_width(records: Iterator[Row], layout: Layout) -> Iterator[Row]:
    """Mark the rows that a missing or spare delimiter may have shifted."""
    expected = 0
    filled = 0
    for row in records:
        filled += any(row.cells)
        if filled <= layout.header_row:
            expected = len(row.cells)
        if len(row.cells) == expected or not any(row.cells):
            yield row
        else:
            reason = f"it has {len(row.cells)} cells where the header has {expected}"
            yield Row(row.line, row.cells, whole_fault=reason)
