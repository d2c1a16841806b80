"""Tokens with which programs call the API for a user: for one programme, to read or to write too.

They are random and long, so a plain SHA-256 keeps them. A token gives nothing that its user may
not do at that moment, so it ends with their role.
"""

import secrets
from datetime import date
from threading import Lock
from typing import NamedTuple
from uuid import UUID, uuid4

import duckdb

from service.store.catalogue import NotFound
from service.store.database import Database
from service.store.one_time_links import token_hash
from service.store.sql import query
from surveys.roles import READING, Permission
from surveys.texts import Slug

PREFIX = "bilan_"
"""So that people, and programs that look for secrets in files, know one when they see it."""

NEVER = frozenset({Permission.USERS, Permission.SERVICE})
"""What no program does for somebody."""


class TokenNotFound(NotFound):
    """There is no such token of this user."""


class ApiToken(NamedTuple):
    token_hash: str
    token_id: UUID
    user: UUID
    programme: Slug
    name: str
    """What its user calls it."""
    writes: bool
    made_on: date
    used_on: date | None

    def allows(self, permission: Permission, programme: Slug | None) -> bool:
        """Whether it may be used for this; of what belongs to no programme it allows nothing."""
        kind = permission in READING or (self.writes and permission not in NEVER)
        return kind and programme == self.programme


class ApiTokens:
    """All tokens, in memory, as the file keeps them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tokens: dict[str, ApiToken] = {}
        self._changing = Lock()  # DuckDB refuses two changes of one row at once

    def reload(self) -> None:
        with self._database.cursor() as cursor:
            self._tokens = {each.token_hash: each for each in _read(cursor)}

    def of(self, user: UUID) -> tuple[ApiToken, ...]:
        return tuple(each for each in self._tokens.values() if each.user == user)

    def find(self, secret: str) -> ApiToken | None:
        return self._tokens.get(token_hash(secret))

    def new(self, user: UUID, programme: Slug, name: str, *, writes: bool, on: date) -> str:
        """Return the secret of a new token; it is nowhere else."""
        secret = PREFIX + secrets.token_urlsafe(32)
        made = ApiToken(token_hash(secret), uuid4(), user, programme, name, writes, on, None)
        kept = {key: value for key, value in made._asdict().items() if key != "used_on"}
        with self._changing:
            with self._database.transaction() as cursor:
                cursor.execute(query("insert_api_token"), kept)
            self._tokens[made.token_hash] = made
        return secret

    def revoke(self, user: UUID, token_id: UUID) -> ApiToken:
        """Raises TokenNotFound."""
        with self._changing:
            for token in self.of(user):
                if token.token_id == token_id:
                    with self._database.transaction() as cursor:
                        cursor.execute(query("delete_api_token"), {"token_hash": token.token_hash})
                    del self._tokens[token.token_hash]
                    return token
        raise TokenNotFound(token_id)

    def used(self, token: ApiToken, *, on: date) -> None:
        """Note that a token was used: the day, once a day."""
        with self._changing:
            known = self._tokens.get(token.token_hash)
            if known is None or known.used_on == on:
                return
            with self._database.transaction() as cursor:
                cursor.execute(
                    query("use_api_token"), {"token_hash": token.token_hash, "used_on": on}
                )
            self._tokens[token.token_hash] = known._replace(used_on=on)


def _read(cursor: duckdb.DuckDBPyConnection) -> list[ApiToken]:
    return [ApiToken(*row) for row in cursor.execute(query("api_tokens")).fetchall()]
