"""Links that open once: to make the first administrator, or to choose a password.

Tokens are random and long, so a plain SHA-256 keeps them; the file holds only hashes and lets
nobody in.
"""

import secrets
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import duckdb

from service.store.sql import query
from service.store.times import to_stored


class LinkSpent(LookupError):
    """The link is unknown, was used before, is too old, or another one took its place."""


def token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def new_link(cursor: duckdb.DuckDBPyConnection, user: UUID | None, *, until: datetime) -> str:
    """Return the token of a link for `user`, or for the first administrator.

    Links made before for the same are void.
    """
    token = secrets.token_urlsafe(24)
    cursor.execute(query("delete_one_time_links_of_user"), {"user": user})
    cursor.execute(
        query("insert_one_time_link"),
        {"token_hash": token_hash(token), "user": user, "expires_at": to_stored(until)},
    )
    return token


def opened(cursor: duckdb.DuckDBPyConnection, token: str, *, at: datetime) -> UUID | None:
    """Return whom a link is for; None: the first administrator.

    Raises:
        LinkSpent: it cannot be used.
    """
    return _one(cursor, "one_time_link", token, at)


def spend(cursor: duckdb.DuckDBPyConnection, token: str, *, at: datetime) -> UUID | None:
    """Return whom a link was for, once.

    Raises:
        LinkSpent: it cannot be used.
    """
    return _one(cursor, "delete_one_time_link", token, at)


def void(cursor: duckdb.DuckDBPyConnection, user: UUID | None) -> None:
    """Forget the links that were made for `user`."""
    cursor.execute(query("delete_one_time_links_of_user"), {"user": user})


def forget_old(cursor: duckdb.DuckDBPyConnection, *, at: datetime) -> None:
    cursor.execute(query("delete_old_one_time_links"), {"at": to_stored(at)})


def _one(cursor: duckdb.DuckDBPyConnection, name: str, token: str, at: datetime) -> UUID | None:
    rows = cursor.execute(
        query(name), {"token_hash": token_hash(token), "at": to_stored(at)}
    ).fetchall()
    if not rows:
        raise LinkSpent
    ((user,),) = rows
    return user if user is None or isinstance(user, UUID) else UUID(str(user))
