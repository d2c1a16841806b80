"""Which browsers are signed in, and as whom.

What a browser keeps is a random secret; the file holds only hashes and lets nobody in. When one
was last used is in memory alone: no page waits for it to be written, and a restart counts anew.
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

    def __init__(self, database: Database, *, lasting: timedelta, idle: timedelta) -> None:
        """Sign a browser out `lasting` after it signed in, or once nobody used it for `idle`."""
        self._database = database
        self._lasting = lasting
        self._idle = idle
        self._there: dict[str, SignIn] = {}
        self._used: dict[str, datetime] = {}

    def reload(self, *, at: datetime) -> None:
        """Read who is signed in, and forget what is too old."""
        with self._database.transaction() as cursor:
            cursor.execute(query("delete_old_signed_in"), {"at": to_stored(at)})
            rows = cursor.execute(query("signed_in"), {"at": to_stored(at)}).fetchall()
        self._there = {
            kept: SignIn(user, browser, from_stored(since), from_stored(until))
            for kept, user, browser, since, until in rows
        }
        self._used = dict.fromkeys(self._there, at)

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
        self._used[token_hash(kept)] = at
        self._there[token_hash(kept)] = sign_in
        return kept

    def whose(self, kept: str | None, *, at: datetime) -> UUID | None:
        """Return who is signed in by the browser that sends `kept`, which is thereby used."""
        known = token_hash(kept) if kept else ""
        if not self._holds(known, at):
            return None
        self._used[known] = max(self._used[known], at)  # a clock may be set back for a while
        return self._there[known].user

    def of(self, user: UUID, *, at: datetime) -> tuple[tuple[str, SignIn], ...]:
        """Return the browsers of a user under the hash of what they keep, the latest first."""
        there = [(k, s) for k, s in self._there.items() if s.user == user and self._holds(k, at)]
        return tuple(sorted(there, key=lambda each: each[1].since, reverse=True))

    def sign_out(self, kept: str | None) -> None:
        if kept and token_hash(kept) in self._there:
            self._end([token_hash(kept)])

    def sign_out_everywhere(self, user: UUID, *, but: str | None = None) -> None:
        """Sign all browsers of a user out; not the one that keeps `but`."""
        stays = token_hash(but) if but else None
        self._end([k for k, s in list(self._there.items()) if s.user == user and k != stays])

    def sign_out_one(self, user: UUID, known: str) -> None:
        """Sign out the browser of a user that is listed under `known`; nothing if it is not."""
        sign_in = self._there.get(known)
        if sign_in and sign_in.user == user:
            self._end([known])

    def _holds(self, known: str, at: datetime) -> bool:
        sign_in, used = self._there.get(known), self._used.get(known)
        return bool(sign_in and used and at < sign_in.until and at < used + self._idle)

    def _end(self, hashes: list[str]) -> None:
        with self._database.transaction() as cursor:
            for each in hashes:
                cursor.execute(query("delete_signed_in"), {"token_hash": each})
        for each in hashes:
            self._there.pop(each, None)
            self._used.pop(each, None)
