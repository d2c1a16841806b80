"""Look inside the running service, where a test has to see what no page shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from litestar import Litestar
from litestar.testing import TestClient

from service.store.database import Database
from service.store.writer import SubmissionWriter


def database_of(client: TestClient[Litestar]) -> Database:
    """Return the open database of the service that `client` talks to."""
    database: Database = client.app.dependencies["database"].dependency()
    return database


def writer_of(client: TestClient[Litestar]) -> SubmissionWriter:
    """Return what stores the answers sent by `client`."""
    writer: SubmissionWriter = client.app.dependencies["writer"].dependency()
    return writer


@contextmanager
def broken(client: TestClient[Litestar], name: str, error: Exception) -> Iterator[None]:
    """Have every handler that asks for `name` fail with `error`."""

    def fail() -> Any:
        raise error

    provide = client.app.dependencies[name]
    held, provide.dependency = provide.dependency, fail
    try:
        yield
    finally:
        provide.dependency = held
