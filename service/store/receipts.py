"""What participants do with their answers after they were stored: read, correct, erase them.

Themes point into comments by the place of their letters. So whoever changes comments that are
there, or stores mentions, holds `Database.rewriting`: no quote is ever cut out of another text.
"""

from collections.abc import Sequence
from uuid import UUID

import duckdb
import msgspec

from service.store import submissions as store
from service.store import vectors
from service.store.counts import Change
from service.store.lingering import linger
from service.store.matching_codes import forget_codes
from service.store.split_proposals import forget_splits
from service.store.sql import query
from service.store.submissions import SubmissionErased
from service.store.theme_layers import forget_read
from surveys.submissions import AcceptedSubmission
from surveys.texts import Code


class ReceiptUnknown(LookupError):
    """No answers stand under what was typed, or it cannot be a code."""


def find(cursor: duckdb.DuckDBPyConnection, receipt: UUID) -> AcceptedSubmission | None:
    """Return the submission that has this receipt; None if none has, or more than one.

    Our own pages draw 60 random bits, so two submissions share a receipt only when a
    program chose it badly, or somebody who knows the code sent another submission with it.
    Which of the two is whose cannot be told, so nobody gets to read either.
    """
    found = cursor.execute(query("receipt_submissions"), {"receipt": receipt}).fetchall()
    known = store.known(cursor, [submission_id for (submission_id,) in found])
    return next(iter(known.values())) if len(known) == 1 else None


def correct(cursor: duckdb.DuckDBPyConnection, corrected: AcceptedSubmission) -> Change:
    """Put corrected answers in the place of those under the same id, in the caller's transaction.

    They keep the day on which the first were received: a second day would tell who came back.

    Raises:
        SubmissionErased: there are none any more.
    """
    submission_id = corrected.submission_id
    before = store.known(cursor, [submission_id]).get(submission_id)
    if before is None:
        raise SubmissionErased(submission_id)
    cursor.execute(
        query("update_submission"),
        {
            "submission_id": submission_id,
            "language": corrected.language,
            "answers": msgspec.json.encode(corrected.answers).decode(),
            "quotable": corrected.quotable,
        },
    )
    if corrected.comments != before.comments:
        _forget_comments(cursor, [submission_id])
        store.insert_comments(cursor, [corrected])
        asked = {*before.comments, *corrected.comments}
        other = [
            each for each in asked if before.comments.get(each) != corrected.comments.get(each)
        ]
        _tell_no_more(cursor, [submission_id], other)
    linger(cursor, "answers")
    if corrected.matching:  # a page cannot show a code again: none given keeps the first
        forget_codes(cursor, [submission_id])
        store.insert_codes(cursor, [corrected])
    return Change(before, corrected)


def allow_quotes(
    cursor: duckdb.DuckDBPyConnection, submission_id: UUID, *, quotable: bool
) -> Change:
    """Give or withdraw consent to be quoted, in the caller's transaction.

    Raises:
        SubmissionErased: there is no such submission any more.
    """
    given = {"submission_id": submission_id, "quotable": quotable}
    if not cursor.execute(query("update_quotable"), given).fetchall():
        raise SubmissionErased(submission_id)
    return Change(None, None)


def erase(cursor: duckdb.DuckDBPyConnection, submission_id: UUID) -> Change:
    """Forget a submission but for its id, in the caller's transaction.

    Raises:
        SubmissionErased: it was before.
    """
    before = store.known(cursor, [submission_id]).get(submission_id)
    if before is None:
        raise SubmissionErased(submission_id)
    forget_submissions(cursor, [submission_id])
    cursor.execute(query("insert_erased"), {"submission_id": submission_id})
    linger(cursor, "answers")
    return Change(before, None)


def erase_text(cursor: duckdb.DuckDBPyConnection, submission_id: UUID, question: Code) -> Change:
    """Forget what a submission says to one question, in the caller's transaction.

    Raises:
        SubmissionErased: it is not there any more.
    """
    before = store.known(cursor, [submission_id]).get(submission_id)
    if before is None or question not in before.comments:
        raise SubmissionErased(submission_id)
    comments = {asked: text for asked, text in before.comments.items() if asked != question}
    return correct(cursor, msgspec.structs.replace(before, comments=comments, matching=()))


def erased(cursor: duckdb.DuckDBPyConnection) -> set[UUID]:
    """Return the ids of all submissions that were erased."""
    return {submission_id for (submission_id,) in cursor.execute(query("erased")).fetchall()}


def forget_submissions(cursor: duckdb.DuckDBPyConnection, submissions: Sequence[UUID]) -> None:
    """Forget answers, and all that was made of them, in the caller's transaction."""
    cursor.execute(query("delete_submission"), {"submissions": submissions})
    _forget_comments(cursor, submissions)
    _tell_no_more(cursor, submissions)
    forget_codes(cursor, submissions)


def _forget_comments(cursor: duckdb.DuckDBPyConnection, submissions: Sequence[UUID]) -> None:
    cursor.execute(query("delete_comments"), {"submissions": submissions})
    forget_read(cursor, submissions)
    vectors.forget(cursor, submissions)
    forget_splits(cursor)


def _tell_no_more(
    cursor: duckdb.DuckDBPyConnection,
    submissions: Sequence[UUID],
    questions: Sequence[Code] | None = None,
) -> None:
    """Let what was written not be read any more; what stands there now waits for others."""
    cursor.execute(query("delete_told_texts"), {"submissions": submissions, "questions": questions})
