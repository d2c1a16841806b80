"""Who is signed in: browsers that opened a one-time link.

Tokens are random and long, so a plain SHA-256 keeps them; the file holds only
hashes and lets nobody in.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

from service.store.database import Database
from service.store.sql import query
from service.store.times import from_stored, to_stored


class LinkSpent(LookupError):
    """The sign-in link is unknown, was opened before, or is too old."""


class SignIns:
    """Hands out one-time links and remembers the browsers that opened one."""

    def __init__(
        self, database: Database, *, link_for: timedelta, signed_in_for: timedelta
    ) -> None:
        self._database = database
        self._link_for = link_for
        self._signed_in_for = signed_in_for
        self._signed_in: dict[str, datetime] = {}
        self._opening = Lock()  # two transactions could both find the link unspent

    def reload(self, *, at: datetime) -> None:
        """Read who is signed in, and forget what is too old."""
        with self._database.transaction() as cursor:
            for name in ("delete_old_sign_in_links", "delete_old_signed_in"):
                cursor.execute(query(name), {"at": to_stored(at)})
            rows = cursor.execute(query("signed_in"), {"at": to_stored(at)}).fetchall()
        self._signed_in = {token: from_stored(until) for token, until in rows}

    def new_link(self, *, at: datetime) -> str:
        """Return the secret of a link that signs in once."""
        token = secrets.token_urlsafe(24)
        with self._database.transaction() as cursor:
            cursor.execute(
                query("insert_sign_in_link"),
                {"token_hash": _hash(token), "expires_at": to_stored(at + self._link_for)},
            )
        return token

    def open_link(self, token: str, *, at: datetime) -> str:
        """Spend a link and return the secret that the browser keeps.

        Raises:
            LinkSpent: it is unknown, was opened before, or is too old.
        """
        kept, until = secrets.token_urlsafe(32), at + self._signed_in_for
        with self._opening, self._database.transaction() as cursor:
            spent = cursor.execute(
                query("spend_sign_in_link"), {"token_hash": _hash(token), "at": to_stored(at)}
            ).fetchall()
            if not spent:
                raise LinkSpent
            cursor.execute(
                query("insert_signed_in"),
                {"token_hash": _hash(kept), "expires_at": to_stored(until)},
            )
        self._signed_in[_hash(kept)] = until
        return kept

    def knows(self, kept: str | None, *, at: datetime) -> bool:
        """Whether the browser that sends `kept` is signed in."""
        until = self._signed_in.get(_hash(kept)) if kept else None
        return until is not None and at < until

    def sign_out(self, kept: str | None) -> None:
        if kept and _hash(kept) in self._signed_in:
            with self._database.transaction() as cursor:
                cursor.execute(query("delete_signed_in"), {"token_hash": _hash(kept)})
            self._signed_in.pop(_hash(kept), None)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
