"""Personal links as a CSV file that a mail program merges: alone, or beside its own columns."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from service.formats.csv_tables import delimiter_of, read_csv_table
from service.formats.spelling import heading
from service.formats.tables import Layout, Row, Table, TableUnreadable
from surveys.emails import is_email
from surveys.invitations import read_token


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


class LinkedContact(NamedTuple):
    """One row of a list of people that has their links."""

    row: Row
    token: str
    """The secret of their link."""
    email: str
    """Empty where the row holds none."""


def linked_contacts(contacts: Contacts) -> list[LinkedContact]:
    """Return the people of a file that has a column of personal links; rows without one left out.

    Whichever columns hold links and addresses is seen from their cells.
    """
    found = []
    for row in contacts.table.rows:
        tokens = (_token(cell) for cell in row.cells)
        token = next(filter(None, tokens), None)
        emails = (cell.strip() for cell in row.cells if is_email(cell.strip()))
        if token:
            found.append(LinkedContact(row, token, next(emails, "")))
    return found


def only_rows(contacts: Contacts, rows: Iterable[Row]) -> str:
    """Return the file with these of its rows, each cell as it was."""
    cells = [contacts.table.columns, *(row.cells for row in rows)]
    text = _written(cells, contacts.delimiter)
    return f"\ufeff{text}" if contacts.marked else text


def _token(cell: str) -> str | None:
    """Return the secret of the personal link in a cell; None if it holds none."""
    before, _, after = cell.rpartition("/i/")
    found = re.match(r"[0-9A-Za-z-]+", after)
    return read_token(found[0]) if found and "://" in before else None


def links_alone(column: str, links: Iterable[str]) -> str:
    """Return a file of one column."""
    return _written([(column,), *((link,) for link in links)], ",")


def _written(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()
