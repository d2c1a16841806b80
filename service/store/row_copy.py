"""Copy every row of an open file into a new one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from service.store.sql import copying, query


@contextmanager
def new_file(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """Have a new file at `path` to be filled in the body; it is on the disk afterwards.

    Raises:
        duckdb.Error: it cannot be, or it cannot be written.
    """
    connection.execute(copying("attach"), {"path": str(path)})
    try:
        yield
    finally:
        connection.execute(copying("detach"))


def copy_rows(cursor: duckdb.DuckDBPyConnection) -> None:
    """Fill the new file with what the cursor's transaction sees."""
    ((source,),) = cursor.execute(query("name_of_file")).fetchall()
    quoted = '"{}"'.format(source.replace('"', '""'))
    cursor.execute(copying("copy").format(source=quoted))
