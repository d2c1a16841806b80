"""Which browsers are signed in, and as whom.

What a browser keeps is a random secret; the file holds only hashes and lets nobody in.
"""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from service.store.database import Database
from service.store.one_time_links import token_hash
from service.store.sql import query
from service.store.times import from_stored, to_stored


class SignIn(NamedTuple):
    """One browser that is signed in."""

    user: UUID
    browser: str
    """What it says it is, shortly: "Firefox, Linux"."""
    since: datetime
    until: datetime


class SignIns:
    """Remembers the browsers that are signed in."""

    def __init__(self, database: Database, *, lasting: timedelta) -> None:
        self._database = database
        self._lasting = lasting
        self._there: dict[str, SignIn] = {}

    def reload(self, *, at: datetime) -> None:
        """Read who is signed in, and forget what is too old."""
        with self._database.transaction() as cursor:
            cursor.execute(query("delete_old_signed_in"), {"at": to_stored(at)})
            rows = cursor.execute(query("signed_in"), {"at": to_stored(at)}).fetchall()
        self._there = {
            kept: SignIn(user, browser, from_stored(since), from_stored(until))
            for kept, user, browser, since, until in rows
        }

    def begin(self, user: UUID, *, browser: str, at: datetime) -> str:
        """Sign a browser in, and return the secret that it keeps."""
        kept = secrets.token_urlsafe(32)
        sign_in = SignIn(user, browser, at, at + self._lasting)
        with self._database.transaction() as cursor:
            cursor.execute(
                query("insert_signed_in"),
                {
                    "token_hash": token_hash(kept),
                    "user": user,
                    "browser": browser,
                    "since": to_stored(at),
                    "expires_at": to_stored(sign_in.until),
                },
            )
        self._there[token_hash(kept)] = sign_in
        return kept

    def whose(self, kept: str | None, *, at: datetime) -> UUID | None:
        """Return who is signed in by the browser that sends `kept`."""
        sign_in = self._there.get(token_hash(kept)) if kept else None
        return sign_in.user if sign_in and at < sign_in.until else None

    def of(self, user: UUID, *, at: datetime) -> tuple[tuple[str, SignIn], ...]:
        """Return the browsers of a user under the hash of what they keep, the latest first."""
        there = [(k, s) for k, s in self._there.items() if s.user == user and at < s.until]
        return tuple(sorted(there, key=lambda each: each[1].since, reverse=True))

    def sign_out(self, kept: str | None) -> None:
        if kept and token_hash(kept) in self._there:
            self._end([token_hash(kept)])

    def sign_out_everywhere(self, user: UUID, *, but: str | None = None) -> None:
        """Sign all browsers of a user out; not the one that keeps `but`."""
        stays = token_hash(but) if but else None
        self._end([k for k, s in list(self._there.items()) if s.user == user and k != stays])

    def _end(self, hashes: list[str]) -> None:
        with self._database.transaction() as cursor:
            for each in hashes:
                cursor.execute(query("delete_signed_in"), {"token_hash": each})
        for each in hashes:
            self._there.pop(each, None)
