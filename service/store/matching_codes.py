"""Hash personal codes, and forget them: the file never holds one as it was typed."""

import asyncio
import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from types import TracebackType
from typing import Self
from uuid import UUID

import duckdb

from service.store.database import Database
from service.store.sql import query
from surveys.personal_code import matching_hashes

_THREADS = 2
"""Hashing takes a processor and 2 MB a thread: a flood of codes may not take them all."""


class CodeHasher:
    """Makes what is kept of personal codes, off the event loop. Use it as a context manager."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._salts: dict[str, bytes] = {}
        self._making = Lock()
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="code-hasher")

    async def hashes(self, programme: str, code: Sequence[str]) -> tuple[UUID, ...]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self.hash, programme, code)

    def hash(self, programme: str, code: Sequence[str]) -> tuple[UUID, ...]:
        """Return what is kept of `code`; for threads that may wait tens of milliseconds."""
        with self._making:
            if programme not in self._salts:
                self._salts[programme] = _salt(self._database, programme)
        return matching_hashes(code, self._salts[programme])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._threads.shutdown()


def _salt(database: Database, programme: str) -> bytes:
    """Return the salt of `programme`, made when it is first needed; the first one stays."""
    with database.cursor() as cursor:
        new = {"programme": programme, "salt": secrets.token_bytes(32)}
        cursor.execute(query("insert_programme_salt"), new)
        cursor.execute(query("programme_salt"), {"programme": programme})
        ((salt,),) = cursor.fetchall()
        return bytes(salt)


def forget_codes(cursor: duckdb.DuckDBPyConnection, submissions: Sequence[UUID]) -> None:
    """Delete what is kept of the codes of submissions, within the caller's transaction."""
    cursor.execute(query("delete_matching_codes_of_submission"), {"submissions": submissions})
