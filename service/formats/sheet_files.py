"""The numbers of figures as CSV and as a workbook."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook

from dashboards.figures.sheet import Cell, Portion, Sheet
from dashboards.pages.taken import FIRST_FIGURE, TakenPage, about, first_sheets, sentences_sheet
from surveys.texts import Language

_FORMULA = tuple("=+-@\t\r")
"""What a spreadsheet takes for the beginning of a formula."""

_WIDEST = 60
"""Letters of a column in a workbook."""

_SHEET_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def csv_file(sheet: Sheet) -> bytes:
    """Return a sheet for programs: UTF-8, commas, decimal points, shares from 0 to 1."""
    return _csv(sheet, ",", lambda cell: _plain(cell, ".")).encode()


def excel_csv_file(sheet: Sheet, language: Language) -> bytes:
    """Return a sheet that Excel opens with a double click, as it is set up in that language.

    It begins with the mark that says UTF-8, without which accents break; in French, columns
    are parted by semicolons and decimals by commas.
    """
    french = language == "fr"
    written = _csv(sheet, ";" if french else ",", lambda cell: _plain(cell, "," if french else "."))
    return f"\ufeff{written}".encode()


def workbook_file(page: TakenPage, at: datetime, version: str) -> bytes:
    """Return all of a page: what it is, what it says, and a sheet a figure.

    No cell is a formula: texts are stored as texts, whatever they begin with.
    """
    content = io.BytesIO()
    first, second = first_sheets(page)
    book = Workbook(content, {"in_memory": True})
    book.set_properties({"title": page.title, "created": at.replace(tzinfo=None)})
    styles = _styles(book)
    _write(book, first, Sheet(columns=(), rows=about(page, at, version)), styles)
    _write(book, second, sentences_sheet(page), styles)
    numbered = (each.figure for each in page.figures if each.figure.sheet)
    for number, figure in enumerate(numbered, start=FIRST_FIGURE):
        if figure.sheet:
            _write(book, f"{number} {figure.title}", figure.sheet, styles)
    book.close()
    return content.getvalue()


def _csv(sheet: Sheet, delimiter: str, written: Callable[[Cell], str]) -> str:
    text = io.StringIO(newline="")
    rows: Iterable[Sequence[Cell]] = (sheet.columns, *sheet.rows)
    csv.writer(text, delimiter=delimiter).writerows([written(cell) for cell in row] for row in rows)
    return text.getvalue()


def _plain(cell: Cell, point: str) -> str:
    match cell:
        case None:
            return ""
        case Portion(share, digits):
            return f"{share:.{digits + 2}f}".replace(".", point)
        case int():
            return str(cell)
        case _:
            return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _styles(book: Workbook) -> dict[str | int, Any]:
    return {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        0: book.add_format({"num_format": "0%", "valign": "top"}),
        1: book.add_format({"num_format": "0.0%", "valign": "top"}),
    }


def _write(book: Workbook, name: str, sheet: Sheet, styles: dict[str | int, Any]) -> None:
    tab = book.add_worksheet(_NOT_IN_NAMES.sub(" ", name)[:_SHEET_NAME].strip())
    header = bool(sheet.columns)
    for at, column in enumerate(sheet.columns):
        tab.write_string(0, at, column, styles["head"])
    for down, row in enumerate(sheet.rows, start=int(header)):
        for at, cell in enumerate(row):
            match cell:
                case None:
                    tab.write_blank(down, at, None)
                case Portion(share, digits):
                    tab.write_number(down, at, share, styles[digits])
                case int():
                    tab.write_number(down, at, cell)
                case _:
                    tab.write_string(down, at, cell, styles["text"])
    for at in range(max((len(row) for row in sheet.rows), default=0)):
        texts = [row[at] for row in sheet.rows if isinstance(row[at], str)]
        longest = max((len(text) for text in texts if isinstance(text, str)), default=0)
        tab.set_column(at, at, min(_WIDEST, max(14, longest)))
    if header:
        tab.freeze_panes(1, 1)
