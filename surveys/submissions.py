"""What a participant sends us, and what we keep of it."""

from datetime import date
from typing import Annotated, Final, TypeAlias
from uuid import UUID

import msgspec

from surveys.receipts import ReceiptCode
from surveys.texts import Code, Language

AnswerValue: TypeAlias = str | int | float | list[str] | dict[Code, str] | None
"""One answer as sent: a code or a text, a number, codes, codes by row; None for no answer."""

StoredValue: TypeAlias = str | int | float | list[str]
"""One answer as kept: a code or an ISO date, a number, or codes."""


MOST_ANSWERS: Final = 1_000
"""In one submission. Each that does not fit is explained, so few bytes would ask for many."""


class Submission(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One participant's answers, as they arrive.

    The client chooses `id`, so sending the same submission twice stores it once.
    """

    id: UUID
    language: Language = "fr"
    answers: Annotated[dict[Code, AnswerValue], msgspec.Meta(max_length=MOST_ANSWERS)]
    quotable: bool = False
    """Whether the comments may be quoted outside the team, without a name."""
    receipt: ReceiptCode | None = None
    """What the participant will read, correct or erase the answers with."""
    invitation: str | None = None
    """The secret of a personal link, where the survey wants one; never kept with the answers."""


class AcceptedSubmission(msgspec.Struct, frozen=True, kw_only=True):
    """One submission as it is stored: coded answers apart from what was written.

    It keeps the day and no finer time, so that the order of arrival says little
    about who answered.
    """

    submission_id: UUID
    survey: str
    received_on: date
    language: Language
    answers: dict[str, StoredValue]
    """By item: a question's code, or `question.row` for a matrix."""
    comments: dict[str, str]
    """By question: short and long texts."""
    quotable: bool = False
    receipt: UUID | None = None
    """The hash of the receipt: who reads the file cannot make the code from it."""
    matching: tuple[UUID, ...] = ()
    """The hashes of a personal code without each of its elements; empty if none was given."""


def answers_as_sent(accepted: AcceptedSubmission) -> dict[str, AnswerValue]:
    """Return stored answers by question, as a submission holds them."""
    answers: dict[str, AnswerValue] = {**accepted.comments}
    for item, value in accepted.answers.items():
        question, _, row = item.partition(".")
        if not row:
            answers[question] = value
        elif isinstance(rows := answers.setdefault(question, {}), dict):
            rows[row] = str(value)
    return answers


def day_ordered_id(day: date, entropy: bytes) -> UUID:
    """Return a version 7 UUID whose time says the day and nothing finer.

    Ids of one day share their first 48 bits, so the primary key stays compact
    (RFC 9562, section 5.7), yet they don't tell when in the day a form was opened.

    Args:
        day: The day, in UTC.
        entropy: At least 10 random bytes.
    """
    milliseconds = (day - date(1970, 1, 1)).days * 86_400_000
    random = int.from_bytes(entropy[:10], "big")
    value = milliseconds << 80 | (random & ((1 << 80) - 1))
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0b11 << 62) | 0b10 << 62)
