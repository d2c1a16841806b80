"""Read the answers in a sheet of an XLSX workbook."""

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

_LONGEST_ROW = 10_000_000
"""Most bytes of a row, which is built in memory before it can be looked at."""

_CHUNK = 1_000_000
_ROW_MARK = b"row>"
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


@contextmanager
def _reading(name: str) -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            # openpyxl tells of everything it does not read, such as drop-down lists
            warnings.simplefilter("ignore")
            yield
    except TableUnreadable:
        raise
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
            if part.filename.startswith("xl/worksheets/"):
                with archive.open(part) as sheet:
                    formulas |= _scan(name, sheet)
    return formulas


def _scan(name: str, sheet: IO[bytes]) -> bool:
    """Return whether a sheet has formulas; refuse it if one row of it could fill the memory."""
    formulas, unbroken, tail = False, 0, b""
    while chunk := sheet.read(_CHUNK):
        data = tail + chunk
        formulas = formulas or any(mark in data for mark in _FORMULA_MARKS)
        unbroken = 0 if _ROW_MARK in data else unbroken + len(chunk)
        if unbroken > _LONGEST_ROW:
            raise TableUnreadable(name, "one row of its sheet is too long to be a row of answers.")
        tail = data[-len(_ROW_MARK) :]
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
