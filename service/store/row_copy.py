"""Copy every row of an open file into a new one."""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from service.store.sql import copying, query


@contextmanager
def new_file(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """Have a new file at `path` to be filled in the body.

    Afterwards it is on the disk, for nobody but this user to read.

    Raises:
        duckdb.Error, OSError: it cannot be, or it cannot be written.
    """
    connection.execute(copying("attach"), {"path": str(path)})
    try:
        yield
    finally:
        connection.execute(copying("detach"))
    path.chmod(0o600)
    with path.open("rb") as file:
        os.fsync(file.fileno())


def copy_rows(cursor: duckdb.DuckDBPyConnection) -> None:
    """Fill the new file with what the cursor's transaction sees."""
    ((source,),) = cursor.execute(query("name_of_file")).fetchall()
    quoted = '"{}"'.format(source.replace('"', '""'))
    cursor.execute(copying("copy").format(source=quoted))


def sync_names(folder: Path) -> None:
    """Have the disk keep the names in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def free_name(path: Path, schema: str) -> Path:
    """Return where a file is kept as it was, by the number of its schema."""
    number = schema.partition("_")[0]
    again = itertools.chain([""], (f"-{count}" for count in itertools.count(2)))
    names = (f"{path.stem}.schema-{number}{each}{path.suffix}" for each in again)
    return next(each for name in names if not (each := path.with_name(name)).exists())
