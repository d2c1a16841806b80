"""A file of every version that was ever released, with rows in each of its tables."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import duckdb

from service.store.sql import migrations

(_, _FIRST), *KNOWN = migrations()

_ROWS = 2
"""How many each table is given, by the version that brings it."""

_VALUES = {
    "VARCHAR": "'{0} œ'",
    "INTEGER": "{1}",
    "BIGINT": "{1}",
    "DOUBLE": "{1} + 0.25",
    "BOOLEAN": "{1} = 1",
    "DATE": "date '2026-03-0{1}'",
    "TIMESTAMP": "timestamp '2026-03-0{1} 12:34:56.789'",
    "UUID": "md5('{0}')::uuid",
    "BLOB": "'{0}'::blob",
    "JSON": """'{{"{0}": {1}}}'""",
    "VARIANT": "{{'{0}': {1}, 'many': ['a', 'b']}}::variant",
    "UUID[]": "[md5('{0}')::uuid]",
    "INTEGER[]": "[{1}, 7]",
    "VARCHAR[]": "['{0}', 'b']",
    "STRUCT(fr VARCHAR, en VARCHAR)": "{{'fr': '{0} été', 'en': '{0}'}}",
}
"""A value of each type: {0} is the table, the column and the row; {1} the row, from 1."""

_MADE_ANEW = {
    "roster": "0008",
    "theme_runs": "0012",
    "themes": "0012",
    "mentions": "0012",
    "read_comments": "0012",
    "signed_in": "0016",
    "sign_in_links": "0016",
}
"""What a version made anew on purpose: its schema says why, and what it kept of it."""


def files_of_every_version(folder: Path) -> dict[str, Path]:
    """Make them; by the last file of their schema."""
    path, found = folder / "bilan.duckdb", {}
    with duckdb.connect(path) as connection:
        connection.execute(_FIRST)
    for name, statements in KNOWN:
        with duckdb.connect(path) as connection:
            connection.execute(statements)
            connection.execute("insert into migrations values (?)", [name])
            _fill(connection, _columns(connection).keys() - {"migrations"})
        found[name] = Path(shutil.copy(path, folder / f"{name}.duckdb"))
    return found


def lost(older: Path, newer: Path, version: str) -> list[str]:
    """Return the tables in which not all stands that stood there, column by column.

    Args:
        older: A file of `version`, as it was.
        newer: The same, brought up to date.
        version: Its schema.
    """
    with duckdb.connect(newer, read_only=True) as connection:
        now = _columns(connection)
        connection.execute("attach $path as older (read_only)", {"path": str(older)})
        found = []
        with duckdb.connect(older, read_only=True) as before:
            was = _columns(before)
        for table, named in was.items():
            if version < _MADE_ANEW.get(table, ""):
                continue
            kept = ", ".join(f'"{name}"::varchar' for name in named if name in now.get(table, {}))
            left = connection.execute(
                f"select {kept} from older.{table} except all select {kept} from {table}"  # noqa: S608 -- names from a file of ours
                if kept
                else "select 1"
            ).fetchall()
            found += [table] if left else []
    return found


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Return the columns of each table, in order, and their types."""
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in connection.execute("""
        select table_name, column_name, data_type
        from duckdb_columns() semi join duckdb_tables() using (database_name, table_name)
        where database_name = current_database()
        order by table_name, column_index
    """).fetchall():
        found.setdefault(table, {})[column] = kind.replace('"', "")
    return found


def _fill(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> None:
    """Put rows with a value in every column into the tables that have none."""
    columns = _columns(connection)
    for table in sorted(tables):
        if connection.execute(f'from "{table}" limit 1').fetchall():
            continue
        for row in range(1, _ROWS + 1):
            values = [
                _VALUES[kind].format(f"{table}.{column}.{row}", row)
                for column, kind in columns[table].items()
            ]
            connection.execute(f"insert into {table} values ({', '.join(values)})")  # noqa: S608 -- names from a file of ours
