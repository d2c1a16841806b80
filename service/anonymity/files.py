"""Read files that somebody was handed as records: logs, tables, JSON, whatever they are."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from analysis.attacker.traces import Record
from service.formats.files import check_readable, is_workbook, read_table
from service.formats.tables import Layout, Table, TableUnreadable
from service.formats.xlsx_tables import sheet_names
from service.store.sql import attacking

_GZIP = b"\x1f\x8b"
_PARQUET = b"PAR1"
_TABLES = {".csv", ".tsv"}

_Cells = tuple[tuple[str, str], ...]


class FileUnreadable(ValueError):
    """It cannot be read; the message is a sentence that names the file."""


def records_of(path: Path) -> list[Record]:
    """Return the lines, objects or rows of a file.

    Raises:
        FileUnreadable: the disk refuses, or it is damaged.
    """
    try:
        content = path.read_bytes()
        if content.startswith(_GZIP):
            content = gzip.decompress(content)
        if content.startswith(_PARQUET):
            return list(_parquet(path))
        if is_workbook(content):
            return list(_workbook(path, content))
        if path.suffix.lower() in _TABLES:
            check_readable(path.name, content)
            return list(_rows(path.name, read_table(path.name, content, Layout())))
        return list(_texts(path.name, content.decode("utf-8", "replace")))
    except (OSError, EOFError, duckdb.Error, TableUnreadable) as error:
        raise FileUnreadable(f"{path} cannot be read: {error}") from error


def _parquet(path: Path) -> Iterator[Record]:
    quoted = "'{}'".format(str(path).replace("'", "''"))
    with duckdb.connect() as nothing:
        nothing.execute(attacking("parquet").format(path=quoted))
        names = [column[0] for column in nothing.description or ()]
        for number, row in enumerate(nothing.fetchall(), start=1):
            cells = tuple((n, str(v)) for n, v in zip(names, row, strict=True) if v is not None)
            yield Record(f"{path.name}, row {number}", cells)


def _workbook(path: Path, content: bytes) -> Iterator[Record]:
    for name in sheet_names(path.name, content):
        try:
            table = read_table(path.name, content, Layout(sheet=name))
        except TableUnreadable:  # an empty sheet
            continue
        yield from _rows(f"{path.name}, {name}", table)


def _rows(name: str, table: Table) -> Iterator[Record]:
    for row in table.rows:
        cells = tuple((c, text) for c, text in zip(table.columns, row.cells, strict=True) if text)
        yield Record(f"{name}, row {row.line}", cells)


def _texts(name: str, text: str) -> Iterator[Record]:
    """Yield the objects of a JSON file, or lines, those that are JSON taken apart."""
    whole = _parsed(text)
    if whole is not None:
        for number, cells in enumerate(_objects(whole, ()), start=1):
            yield Record(f"{name}, object {number}", cells)
        return
    for number, line in enumerate(text.splitlines(), start=1):
        each = _parsed(line)
        for cells in [(("", line),)] if each is None else _objects(each, ()):
            if line.strip():
                yield Record(f"{name}, line {number}", cells)


def _parsed(text: str) -> Any:
    """Return what an object or a list of JSON says; None if the text is none."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any, around: _Cells) -> Iterator[_Cells]:
    """Yield each object with what it says, and what the objects around it say."""
    if isinstance(value, list):
        for each in value:
            yield from _objects(each, around)
    elif isinstance(value, dict):
        plain = (*around, *_plain(value, ""))
        yield plain
        for each in value.values():
            if isinstance(each, list):
                yield from _objects(each, plain)
    elif value is not None:
        yield (*around, ("", str(value)))


def _plain(value: dict[str, Any], within: str) -> Iterator[tuple[str, str]]:
    for name, each in value.items():
        if isinstance(each, dict):
            yield from _plain(each, f"{within}{name}.")
        elif each is not None and not isinstance(each, list):
            yield f"{within}{name}", str(each)
