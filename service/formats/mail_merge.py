"""Personal links as a CSV file that a mail program merges: alone, or beside its own columns."""

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from service.formats.csv_tables import delimiter_of, read_csv_table
from service.formats.spelling import heading
from service.formats.tables import Layout, Table, TableUnreadable


class Contacts(NamedTuple):
    """A file of people as it was given; nothing of it is ever kept."""

    table: Table
    delimiter: str
    marked: bool
    """Whether the file began with the mark that spreadsheets know UTF-8 by."""


def read_contacts(name: str, content: bytes) -> Contacts:
    """Return the people of a CSV file, one a row.

    Raises:
        TableUnreadable: it is not a table, some row does not fit its header, or nobody is in it.
    """
    table = read_csv_table(name, content, Layout())
    for row in table.rows:
        if row.whole_fault:
            raise TableUnreadable(name, f"line {row.line}: {row.whole_fault}.")
    if not table.rows:
        raise TableUnreadable(name, "nobody is in it: it has a header and no row.")
    return Contacts(table, delimiter_of(name, content), content.startswith(codecs.BOM_UTF8))


def with_links(contacts: Contacts, column: str, links: Sequence[str]) -> str:
    """Return the file of people with one more column, each cell as it was.

    A cell that begins with `=` stays so: the file goes back to the mail program it came
    for, in which a changed telephone number or name would be an error of ours.

    Raises:
        TableUnreadable: there is such a column already.
    """
    table = contacts.table
    if heading(column) in {heading(each) for each in table.columns}:
        raise TableUnreadable(
            table.name, f"it has a column {column!r} already; name another one for the links."
        )
    rows = [(*row.cells, link) for row, link in zip(table.rows, links, strict=True)]
    text = _written([(*table.columns, column), *rows], contacts.delimiter)
    return f"\ufeff{text}" if contacts.marked else text


def links_alone(column: str, links: Iterable[str]) -> str:
    """Return a file of one column."""
    return _written([(column,), *((link,) for link in links)], ",")


def _written(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()
