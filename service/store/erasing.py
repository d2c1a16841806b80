"""Find answers of somebody who asks that they be erased, and tell nothing else of them.

Whoever asks gives the code of their receipt, or words that they wrote. The words must be many
enough that nobody finds by them what they have not read: each search is in the audit log as well.
"""

from typing import NamedTuple
from uuid import UUID

import duckdb

from service.store import receipts
from service.store.sql import query
from surveys.receipts import read_receipt, receipt_hash
from surveys.texts import Code, Slug

SHORTEST_WORDS = 20
"""Characters, spaces counted once: fewer could be a name that is looked for."""

_ENOUGH = 50
"""Texts of one person at most; more are surely of several."""


class Sought(NamedTuple):
    """What somebody who asks has given."""

    survey: Slug
    code: str
    """As it was typed; empty: they have lost it."""
    words: str

    @property
    def by(self) -> str:
        """How it is looked for, for the audit log."""
        return "receipt" if self.code else "words"

    @property
    def is_enough(self) -> bool:
        return bool(self.code) or len(" ".join(self.words.split())) >= SHORTEST_WORDS


class Found(NamedTuple):
    submission_id: UUID
    questions: tuple[Code, ...]
    """In answer to which the words were written; none where a receipt was given."""


def find(cursor: duckdb.DuckDBPyConnection, sought: Sought) -> tuple[Found, ...]:
    """Return the submissions that fit; of a receipt, one or none."""
    if not sought.is_enough:
        return ()
    if sought.code:
        found = receipts.find(cursor, receipt_hash(read_receipt(sought.code) or sought.code))
        there = found is not None and found.survey == sought.survey
        return (Found(found.submission_id, ()),) if found and there else ()
    words = {"survey": sought.survey, "words": " ".join(sought.words.split()), "most": _ENOUGH}
    rows = cursor.execute(query("texts_saying"), words).fetchall()
    whose = dict.fromkeys(submission_id for submission_id, _ in rows)
    return tuple(Found(each, tuple(q for s, q in rows if s == each)) for each in whose)


def how_many(found: tuple[Found, ...]) -> str:
    """Return how many fit, as the audit log says it."""
    return {0: "none", 1: "one"}.get(len(found), "several")
