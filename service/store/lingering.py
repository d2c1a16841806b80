"""Remember that bytes of what was erased still stand in the file, until it is written anew.

See `service.store.renewal`.
"""

from typing import Literal, TypeAlias

import duckdb

from service.store.sql import query

What: TypeAlias = Literal["answers", "person", "survey"]


def linger(cursor: duckdb.DuckDBPyConnection, what: What) -> None:
    """Say that something goes, in the transaction in which it does."""
    cursor.execute(query("insert_lingering"), {"what": what})


def lingers(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Whether bytes of something that went may still stand in the file."""
    ((lingering,),) = cursor.execute(query("lingers")).fetchall()
    return bool(lingering)


def forget_all(cursor: duckdb.DuckDBPyConnection) -> None:
    """Say that none do: the file is a new one."""
    cursor.execute(query("delete_lingering"))
