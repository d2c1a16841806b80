"""Keep the vectors of texts for as long as a submission holds the text.

Nothing here can read them: they are sealed with their texts (`analysis.themes.sealed_vectors`).
Who holds which text is known once a search is over. What it makes before that nobody holds: it
is there for the next search if this one is cut short, and goes whenever a comment changes. So do
the vectors of the phrases that themes are named with, which no submission holds.
"""

from base64 import b64encode
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

import duckdb
import msgspec

from analysis.themes.sealed_vectors import SealedVectors
from service.store.sql import query

Held = tuple[bytes, UUID]
"""The hash of a text, and who wrote it."""

_BATCH = 2_000  # rows a statement: bounds memory, not the transaction


class _VectorRow(msgspec.Struct):
    text_hash: str
    vector: str


class _HolderRow(msgspec.Struct):
    text_hash: str
    submission_id: UUID


def known(cursor: duckdb.DuckDBPyConnection, model: str, surveys: Sequence[str]) -> SealedVectors:
    """Return the vectors that `model` made of what was written in `surveys`."""
    rows = cursor.execute(query("vectors"), {"model": model, "surveys": surveys}).fetchall()
    return SealedVectors(
        b"".join(hashed for hashed, _ in rows), b"".join(vector for _, vector in rows)
    )


def changes(cursor: duckdb.DuckDBPyConnection) -> int:
    """Return how often comments that were there changed: what was made before is then suspect."""
    (times,) = cursor.execute(query("comment_changes")).fetchall()[0]
    return int(times)


def keep(
    cursor: duckdb.DuckDBPyConnection, model: str, made: Iterable[tuple[bytes, bytes]]
) -> None:
    """Keep `(text hash, vector)` pairs that `model` made, in the caller's transaction."""
    rows = [_VectorRow(hashed.hex(), b64encode(vector).decode()) for hashed, vector in made]
    for start in range(0, len(rows), _BATCH):
        batch = msgspec.json.encode(rows[start : start + _BATCH]).decode()
        cursor.execute(query("insert_vectors"), {"model": model, "rows": batch})


def hold(cursor: duckdb.DuckDBPyConnection, holders: Collection[Held]) -> None:
    """Note who wrote texts, beside what was noted before, in the caller's transaction."""
    _each_batch(cursor, "insert_vector_holders", holders)


def hold_only(
    cursor: duckdb.DuckDBPyConnection, holders: Collection[Held], surveys: Sequence[str]
) -> None:
    """Note all who wrote texts in `surveys`; what nobody holds goes. As `hold` otherwise."""
    now = set(holders)
    before = set(cursor.execute(query("vector_holders"), {"surveys": surveys}).fetchall())
    _each_batch(cursor, "delete_vector_holders", before - now)
    hold(cursor, now - before)
    cursor.execute(query("delete_vectors_nobody_holds"))


def forget_others(cursor: duckdb.DuckDBPyConnection, model: str) -> None:
    """Forget the vectors that other models made, in the caller's transaction."""
    cursor.execute(query("delete_other_vectors"), {"model": model})


def forget(cursor: duckdb.DuckDBPyConnection, submissions: Sequence[UUID]) -> None:
    """Forget what the texts of submissions mean, unless another wrote the same.

    In the transaction in which their comments go or change.
    """
    cursor.execute(query("delete_vector_holders_of_submission"), {"submissions": submissions})
    cursor.execute(query("delete_vectors_nobody_holds"))
    cursor.execute(query("count_comment_change"))


def _each_batch(cursor: duckdb.DuckDBPyConnection, name: str, holders: Collection[Held]) -> None:
    rows = [_HolderRow(hashed.hex(), each) for hashed, each in sorted(holders)]
    for start in range(0, len(rows), _BATCH):
        batch = msgspec.json.encode(rows[start : start + _BATCH]).decode()
        cursor.execute(query(name), {"rows": batch})
