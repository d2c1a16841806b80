"""The answers another tool exported: a table of texts, whatever the format of the file.

A CSV file and a workbook with the same answers give the same table. Cells are
text as a person reads it in the spreadsheet: `5.0` is "5", a line break is one
line feed, spaces at the end of a line are gone. Rows without any text are left out.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from service.formats.spelling import heading

LARGEST_FILE = 100_000_000
"""Most bytes of a file of answers."""

MOST_COLUMNS = 2_000
MOST_ROWS = 200_000
MOST_CELLS = 5_000_000
LONGEST_CELL = 100_000
"""Most characters of a cell: ten times the longest comment a question takes."""

_NONE: Mapping[int, str] = MappingProxyType({})
_NO_MOMENTS: Mapping[int, datetime] = MappingProxyType({})


class TableUnreadable(ValueError):
    """The file is not a table of answers; the message is a sentence that names the file."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")

    @classmethod
    def too_large(cls, name: str) -> "TableUnreadable":
        return cls(
            name, f"it has more than {LARGEST_FILE // 1_000_000} MB; cut it into several files."
        )


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    """Where the row begins: the physical line of a CSV file, the row of a sheet."""

    cells: tuple[str, ...]
    faults: Mapping[int, str] = field(default_factory=lambda: _NONE)
    """By column: why the cell holds nothing that can be read."""

    moments: Mapping[int, datetime] = field(default_factory=lambda: _NO_MOMENTS, compare=False)
    """By column: the moment a cell holds, where the file itself says that it is one."""

    whole_fault: str | None = None
    """Why none of the row can be trusted."""


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    """Name of the file, as people know it."""

    columns: tuple[str, ...]
    """Headers as written; those of repeated or empty columns made unique by `tell_apart`."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    """What somebody should know about how the file was read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """Where the header and the answers stand, counting rows that are not empty from 1."""

    header_row: int = 1
    first_answer_row: int = 2
    """Later than the row after the header where a tool repeats its questions there."""

    sheet: str | None = None
    """Name of the sheet of a workbook; the first one if None."""


def table_from(
    name: str, rows: Iterable[Row], layout: Layout, *, notes: tuple[str, ...] = ()
) -> Table:
    """Return the table whose header and answers stand in `rows` as `layout` says.

    Raises:
        TableUnreadable: there is no header, or more than can be held.
    """
    filled = (row for row in bounded(name, rows) if any(row.cells) or row.faults)
    header = next(itertools.islice(filled, layout.header_row - 1, None), None)
    if header is None:
        raise TableUnreadable(name, "it holds no header, so there is nothing to import.")
    answers = list(itertools.islice(filled, layout.first_answer_row - layout.header_row - 1, None))
    width = max(
        [_filled_width(header)] + [_filled_width(row) for row in answers if row.whole_fault is None]
    )
    columns = tell_apart((*header.cells, *[""] * width)[:width])
    return Table(name, columns, tuple(_fitted(row, width) for row in answers), notes)


def tell_apart(headers: Iterable[str]) -> tuple[str, ...]:
    """Return headers of which no two are spelled alike.

    The second "Other" becomes "Other (2)"; the seventh column, if it has no
    header, "(column 7)".
    """
    taken: set[str] = set()
    latest: dict[str, int] = {}  # a thousand columns of one name take a thousand steps
    unique = []
    for position, header in enumerate(headers, start=1):
        written = header if heading(header) else f"(column {position})"
        name, number = written, latest.get(heading(written), 1)
        while heading(name) in taken:
            number += 1
            name = f"{written} ({number})"
        taken.add(heading(name))
        latest[heading(written)] = number
        unique.append(name)
    return tuple(unique)


def tidy(text: str) -> str:
    """Return the text of a cell as every format shows it."""
    if not ("\n" in text or "\r" in text):
        return text.strip()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def bounded(name: str, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield `rows` as long as they can be held. Raises TableUnreadable."""
    cells = 0
    for count, row in enumerate(rows, start=1):
        width = len(row.cells)
        cells += width
        if width > MOST_COLUMNS:
            raise TableUnreadable(
                name,
                f"line {row.line} has {width} columns; "
                f"an export of answers has at most {MOST_COLUMNS}.",
            )
        if count > MOST_ROWS or cells > MOST_CELLS:
            raise TableUnreadable(
                name,
                f"it has more than {MOST_ROWS} rows or {MOST_CELLS} cells; "
                "cut it into several files.",
            )
        if any(len(cell) > LONGEST_CELL for cell in row.cells):
            raise TableUnreadable(
                name, f"line {row.line} has a cell of more than {LONGEST_CELL} characters."
            )
        yield row


def _filled_width(row: Row) -> int:
    """Return how many columns a row has up to the last that is not empty."""
    filled = [position for position, cell in enumerate(row.cells) if cell]
    return max([*filled, *row.faults], default=-1) + 1


def _fitted(row: Row, width: int) -> Row:
    cells = (*row.cells, *[""] * (width - len(row.cells)))[:width]
    return Row(row.line, cells, row.faults, row.moments, row.whole_fault)
