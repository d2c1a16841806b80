"""Store accepted submissions and find those that are already there.

StoreError
├── NotStored           the disk did not take them; nothing was kept
├── SubmissionIdTaken   another submission was stored under the same id
└── SubmissionErased    they were erased with their receipt
"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import duckdb
import msgspec

from service.store.sql import query
from surveys.submissions import AcceptedSubmission


class StoreError(Exception):
    """What was sent could not be stored."""


class NotStored(StoreError):
    """The disk did not take it; nothing was kept."""


class SubmissionIdTaken(StoreError):
    """Another submission was stored under the same id."""

    def __init__(self, submission_id: UUID) -> None:
        super().__init__(f"another submission was stored under the id {submission_id}")


class SubmissionErased(StoreError):
    """The participant erased it: it is not stored again, and there is nothing to change."""

    def __init__(self, submission_id: UUID) -> None:
        super().__init__(f"the submission {submission_id} was erased")


class _Comment(msgspec.Struct):
    submission_id: UUID
    survey: str
    question: str
    text: str


def insert(cursor: duckdb.DuckDBPyConnection, submissions: Sequence[AcceptedSubmission]) -> None:
    """Insert submissions that are not there yet, within the caller's transaction.

    One JSON text carries all rows: row by row costs a hundred times more. They go in
    the order of their ids, random within a day, so that their order says nothing.

    Raises:
        duckdb.ConstraintException: one of them is already there.
    """
    submissions = sorted(submissions, key=lambda submission: submission.submission_id)
    cursor.execute(query("insert_submissions"), {"rows": msgspec.json.encode(submissions).decode()})
    insert_comments(cursor, submissions)
    insert_codes(cursor, submissions)


def insert_comments(
    cursor: duckdb.DuckDBPyConnection, submissions: Sequence[AcceptedSubmission]
) -> None:
    """Insert what was written in submissions, within the caller's transaction."""
    comments = [
        _Comment(submission.submission_id, submission.survey, question, text)
        for submission in submissions
        for question, text in submission.comments.items()
    ]
    if comments:
        cursor.execute(query("insert_comments"), {"rows": msgspec.json.encode(comments).decode()})


def insert_codes(
    cursor: duckdb.DuckDBPyConnection, submissions: Sequence[AcceptedSubmission]
) -> None:
    """Insert what is kept of personal codes, within the caller's transaction."""
    if codes := [submission for submission in submissions if submission.matching]:
        rows = msgspec.json.encode(codes).decode()
        cursor.execute(query("insert_matching_codes"), {"rows": rows})


def known(
    cursor: duckdb.DuckDBPyConnection, ids: Collection[UUID]
) -> dict[UUID, AcceptedSubmission]:
    """Return the submissions that are stored under `ids`."""
    rows = cursor.execute(query("known_submissions"), {"ids": list(ids)}).fetchall()
    return {row[0]: _submission(*row) for row in rows}


def _submission(*row: Any) -> AcceptedSubmission:
    submission_id, survey, received_on, language, answers, comments, quotable, receipt, code = row
    return AcceptedSubmission(
        submission_id=submission_id,
        survey=survey,
        received_on=received_on,
        language=language,
        answers=msgspec.json.decode(answers),
        comments=msgspec.json.decode(comments),
        quotable=quotable,
        receipt=receipt,
        matching=tuple(code),
    )


def same(one: AcceptedSubmission, other: AcceptedSubmission) -> bool:
    """Whether both say the same, on whatever day they were received."""
    return msgspec.structs.replace(one, received_on=other.received_on) == other
