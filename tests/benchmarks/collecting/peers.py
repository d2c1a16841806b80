"""Other ways to take the same submissions, as simple as each can be, on the same server.

    python -m tests.benchmarks.collecting.peers NAME PORT PLACE

Each stores the submission as it came, as one row, under its id; none checks the answers, counts
them or keeps a receipt. So each does less than Bilan, and is faster for it.
"""

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TypeAlias

import duckdb
import msgspec
import uvicorn
from litestar import Litestar, asgi, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody
from litestar.types import Receive, Scope, Send

from service.web.submissions import Acknowledgement
from surveys.submissions import Submission
from tests.factories import make_survey

SURVEY = make_survey(closes_at=None)
PATH = f"/api/surveys/{SURVEY.slug}/submissions"

Store: TypeAlias = Callable[[str, str, bytes], Awaitable[None]]
"""Returns once an id, a survey and a submission are on disk."""


@asynccontextmanager
async def nothing(_: str) -> AsyncIterator[Store]:
    """The same handler, which stores nothing."""

    async def store(*_: object) -> None:
        return

    yield store


@asynccontextmanager
async def _duckdb(place: str, most: int) -> AsyncIterator[Store]:
    """DuckDB, a commit for each submission; at most so many at once."""
    with (
        duckdb.connect(Path(place) / "each.duckdb") as database,
        ThreadPoolExecutor(most) as threads,
    ):
        database.execute(
            "create table submissions (id uuid primary key, survey text, submission json)"
        )

        def insert(*row: object) -> None:
            with database.cursor() as cursor:
                cursor.execute("insert into submissions values (?, ?, ?)", row)

        async def store(key: str, survey: str, submission: bytes) -> None:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(threads, insert, key, survey, submission.decode())

        yield store


@asynccontextmanager
async def sqlite_each(place: str) -> AsyncIterator[Store]:
    """SQLite, write-ahead log, `synchronous = full`, a commit for each submission."""
    with ThreadPoolExecutor(1) as thread:  # it has one writer at a time
        loop = asyncio.get_running_loop()

        def open_it() -> sqlite3.Connection:
            database = sqlite3.connect(Path(place) / "each.sqlite", isolation_level=None)
            database.execute("pragma journal_mode = wal")
            database.execute("pragma synchronous = full")
            database.execute("create table submissions (id text primary key, survey, submission)")
            return database

        database = await loop.run_in_executor(thread, open_it)

        async def store(key: str, survey: str, submission: bytes) -> None:
            row = key, survey, submission
            insert = "insert into submissions values (?, ?, ?)"
            await loop.run_in_executor(thread, database.execute, insert, row)

        yield store
        await loop.run_in_executor(thread, database.close)


@asynccontextmanager
async def postgresql_each(place: str) -> AsyncIterator[Store]:
    """PostgreSQL at the address `place`, a commit for each submission, through a pool."""
    import asyncpg  # noqa: PLC0415 -- only this peer needs it

    async with asyncpg.create_pool(place, min_size=16, max_size=16) as pool:
        await pool.execute("drop table if exists submissions")
        await pool.execute(
            "create table submissions (id uuid primary key, survey text, submission jsonb)"
        )

        async def store(key: str, survey: str, submission: bytes) -> None:
            await pool.execute(
                "insert into submissions values ($1, $2, $3)", key, survey, submission.decode()
            )

        yield store


STORES: dict[str, Callable[[str], AbstractAsyncContextManager[Store]]] = {
    "typed": nothing,
    "duckdb_each": partial(_duckdb, most=1),
    "duckdb_threads": partial(_duckdb, most=8),  # as many as it gains from
    "sqlite_each": sqlite_each,
    "postgresql_each": postgresql_each,
}

_ENCODE = msgspec.json.encode
_BARE = msgspec.json.Decoder(Submission)


@asgi(PATH)  # one with parameters in its path is not found by Litestar
async def bare(scope: Scope, receive: Receive, send: Send) -> None:
    """Decode, acknowledge, and nothing besides."""
    body = b""
    while True:
        message = await receive()
        assert message["type"] == "http.request"
        body += message["body"]
        if not message["more_body"]:
            break
    submission = _BARE.decode(body)
    content = _ENCODE(Acknowledgement(id=submission.id, survey=SURVEY.slug))
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(content))]
    await send({"type": "http.response.start", "status": 201, "headers": headers})
    await send({"type": "http.response.body", "body": content, "more_body": False})


def app(name: str, place: str) -> Litestar:
    """Return the peer of this name, which keeps what it stores at `place`."""
    if name == "bare":
        return Litestar([bare], openapi_config=None)

    @asynccontextmanager
    async def storing(app: Litestar) -> AsyncIterator[None]:
        async with STORES[name](place) as store:
            app.state.store = store
            yield

    @post("/api/surveys/{slug:str}/submissions")
    async def submit(
        slug: FromPath[str], data: JSONBody[Submission], state: State
    ) -> Acknowledgement:
        await state.store(str(data.id), slug, _ENCODE(data))
        return Acknowledgement(id=data.id, survey=slug)

    return Litestar([submit], lifespan=[storing], openapi_config=None)


def main(name: str, port: str, place: str) -> None:
    uvicorn.run(
        app(name, place),
        port=int(port),
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=1,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
