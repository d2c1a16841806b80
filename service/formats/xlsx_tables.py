"""Read the answers in a sheet of an XLSX workbook."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import IO, Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from service.formats.process_bounds import TookTooLong
from service.formats.tables import (
    MOST_ROWS,
    Layout,
    Row,
    Table,
    TableUnreadable,
    bounded,
    table_from,
)
from service.formats.xlsx_cells import CellText, cell_text

_LARGEST = 100_000_000
"""Most bytes that the parts of a workbook may hold together once unpacked."""

_LARGEST_ASIDE = 1_000_000
"""Most bytes of a part that is no sheet and holds no texts: openpyxl makes objects of each element
of styles, and names, and takes a thousand times their bytes."""

_LONGEST_ROW = 3_000_000
"""Most bytes of a row, or of a text, which is built in memory before it can be looked at."""

_CHUNK = 500_000
_SHEETS, _TEXTS = "xl/worksheets/", "xl/sharedStrings.xml"
_END = re.compile(rb"</(?:\w+:)?(?:row|si)>|<(?:\w+:)?(?:row|si)(?:\s[^<>]*)?/>")
_LONGEST_END = 40
_ASIDE = b"<!"
"""What begins a comment, in which an end is none. No spreadsheet writes one."""
_FORMULA_MARKS = (b"<f>", b"<f ", b":f>", b":f ")  # with and without a namespace

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    InvalidFileException,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What openpyxl and what it stands on raise when a part of a workbook is not as it should be."""


def read_xlsx_table(name: str, content: bytes, layout: Layout) -> Table:
    """Return the table in the sheet of a workbook that `layout` names.

    A formula counts as the value it showed when the workbook was saved.

    Raises:
        TableUnreadable: it is damaged, not a workbook, or larger than can be held.
    """
    with _reading(name):
        return table_from(name, _rows(name, content, layout), layout)


def read_xlsx_rows(name: str, content: bytes) -> list[Row]:
    """Return all rows of the first sheet, which may hold several tables.

    Raises:
        TableUnreadable: it is damaged, not a workbook, or larger than can be held.
    """
    with _reading(name):
        return list(bounded(name, _rows(name, content, Layout())))


def sheet_names(name: str, content: bytes) -> list[str]:
    """Return what the sheets of a workbook are called.

    Raises:
        TableUnreadable: it is damaged, not a workbook, or larger than can be held.
    """
    with _reading(name):
        _contents(name, content)
        return list(openpyxl.load_workbook(BytesIO(content), read_only=True).sheetnames)


@contextmanager
def _reading(name: str) -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            # openpyxl tells of everything it does not read, such as drop-down lists
            warnings.simplefilter("ignore")
            yield
    except TableUnreadable:
        raise
    except (MemoryError, TookTooLong):
        raise TableUnreadable(
            name, "reading it takes more time or memory than answers do. Save it as CSV."
        ) from None
    except _DAMAGED as error:
        raise TableUnreadable(
            name, "it is damaged, or not an XLSX workbook. Save it again, or as CSV."
        ) from error


def _contents(name: str, content: bytes) -> bool:
    """Look at what a workbook unpacks to before building any of it; return if it has formulas.

    The sizes a workbook declares are bounds: zipfile reads no part further than
    it says.
    """
    formulas = False
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if unpacked > _LARGEST:
            raise TableUnreadable(
                name,
                f"it unpacks to {unpacked // 1_000_000} MB; "
                f"an export of answers has at most {_LARGEST // 1_000_000} MB.",
            )
        for part in parts:
            if part.filename.startswith(_SHEETS) or part.filename == _TEXTS:
                with archive.open(part) as sheet:
                    formulas |= _scan(name, sheet)
            elif part.filename.endswith((".xml", ".rels")) and part.file_size > _LARGEST_ASIDE:
                raise TableUnreadable(
                    name,
                    f"its part {part.filename[:60]} has {part.file_size // 1_000} kB, more than "
                    "answers need. Save it as CSV.",
                )
    return formulas


def _scan(name: str, sheet: IO[bytes]) -> bool:
    """Return whether a sheet has formulas; refuse it if one row of it could fill the memory."""
    formulas, unbroken, tail = False, 0, b""
    while chunk := sheet.read(_CHUNK):
        data = tail + chunk
        formulas = formulas or any(mark in data for mark in _FORMULA_MARKS)
        ends = _END.search(data) and _ASIDE not in data
        unbroken = 0 if ends else unbroken + len(chunk)
        if unbroken > _LONGEST_ROW:
            raise TableUnreadable(name, "one row of its sheet is too long to be a row of answers.")
        tail = data[-_LONGEST_END:]
    return formulas


def _rows(name: str, content: bytes, layout: Layout) -> Iterator[Row]:
    """Read the sheet as shown and, if it has formulas, as written beside it.

    Only so is a formula without a saved value told from an empty cell.
    """
    formulas = _contents(name, content)
    shown = _sheet_rows(name, content, layout.sheet, data_only=True)
    written = _sheet_rows(name, content, layout.sheet, data_only=False) if formulas else None
    for line, cells in enumerate(shown, start=1):
        if line > MOST_ROWS:
            raise TableUnreadable(name, f"its sheet goes beyond row {MOST_ROWS}.")
        yield _row(line, cells, next(written) if written else cells)


def _sheet_rows(
    name: str, content: bytes, sheet: str | None, *, data_only: bool
) -> Iterator[tuple[Any, ...]]:
    workbook = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=data_only)
    titles = [each.title for each in workbook.worksheets]
    if not titles:
        raise TableUnreadable(name, "it holds no sheet.")
    if sheet is not None and sheet not in titles:
        raise TableUnreadable(name, f"it has no sheet “{sheet}”; it has “{'”, “'.join(titles)}”.")
    chosen = workbook.worksheets[titles.index(sheet) if sheet else 0]
    chosen.reset_dimensions()  # some tools write them wrong
    return iter(chosen.iter_rows())


def _row(line: int, shown: Sequence[Any], written: Sequence[Any]) -> Row:
    texts = [cell_text(value, formula) for value, formula in zip(shown, written, strict=True)]
    while texts and texts[-1] == CellText():
        texts.pop()
    return Row(
        line,
        tuple(each.text for each in texts),
        {place: each.fault for place, each in enumerate(texts) if each.fault is not None},
        {place: each.moment for place, each in enumerate(texts) if each.moment is not None},
    )
