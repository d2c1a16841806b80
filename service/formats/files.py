"""Read a file of answers, whichever of the formats it is in."""

from service.formats.csv_tables import read_csv_table
from service.formats.tables import LARGEST_FILE, Layout, Table, TableUnreadable

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read_table(name: str, content: bytes, layout: Layout) -> Table:
    """Return the table in a CSV or XLSX file; what it holds decides, not its name.

    Raises:
        TableUnreadable: it cannot be read, or is larger than can be held.
    """
    check_readable(name, content)
    if is_workbook(content):
        # openpyxl brings numpy: too much for each start of a command that reads no workbook
        from service.formats.xlsx_tables import read_xlsx_table  # noqa: PLC0415

        return read_xlsx_table(name, content, layout)
    return read_csv_table(name, content, layout)


def check_readable(name: str, content: bytes) -> None:
    """Raises TableUnreadable if a file is empty, too large or in a format we cannot read."""
    if len(content) > LARGEST_FILE:
        raise TableUnreadable.too_large(name)
    if not content.strip():
        raise TableUnreadable(name, "it is empty.")
    if content.startswith(_OLD_OFFICE):
        raise TableUnreadable(
            name, "it is an old .xls workbook, or one with a password; save it as .xlsx or CSV."
        )


def is_workbook(content: bytes) -> bool:
    """Whether a file is an XLSX workbook; else it is read as CSV."""
    return content.startswith(_ZIP)
