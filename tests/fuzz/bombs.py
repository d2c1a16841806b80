"""Small files that grow when they are read."""

import io
import zipfile
from typing import Any

import xlsxwriter

from service.formats.files import read_table
from service.formats.process_bounds import bound_this_process
from service.formats.tables import Layout, TableUnreadable

MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def whole_workbook() -> bytes:
    """Return a workbook as spreadsheets write them, with every part that one has."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_custom_property("a", "b")
        book.define_name("named", "=Sheet1!$A$1")
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("name", "email"), book.add_format({"bold": True}))
        sheet.write_row(1, 0, ("Zoé", "zoe@example.org"))
    return content.getvalue()


def parts_of(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def sheet_of(rows: bytes, before: bytes = b"") -> bytes:
    """Return a sheet with these rows, and something before them."""
    return b"<worksheet %s>%s<sheetData>%s</sheetData></worksheet>" % (MAIN, before, rows)


def read_with_bounds(given: tuple[bytes, int, int], _: Any) -> str:
    """Return why a workbook cannot be read within so many bytes and seconds, in its process."""
    content, memory, seconds = given
    bound_this_process(memory=memory, seconds=seconds)
    try:
        read_table("list.xlsx", content, Layout())
    except TableUnreadable as error:
        return str(error)
    return ""
