"""What a browser sends with the form, and the page and submission made of it."""

from typing import Literal
from urllib.parse import parse_qsl
from uuid import UUID

import msgspec

from dashboards.pages.survey_form import FormView
from service.errors import FormUnreadable
from service.store.catalogue import Setup
from surveys.form import typed_answers, without_hidden
from surveys.paging import Stop, nearest_stop
from surveys.receipts import ReceiptCode
from surveys.submissions import AnswerValue, Submission
from surveys.texts import LANGUAGES, Language

_MOST_FIELDS = 2_000

_LONGEST_NUMBER = 9
"""Digits, which fit an integer of the database; nothing here has as many."""


class Sent(msgspec.Struct, frozen=True):
    """What a browser sends besides the answers."""

    id: UUID
    lang: Language
    switch: Language | None = None
    page: Stop | None = None
    go: Stop | Literal["next", "back", "send"] | None = None
    reviewed: bool = False
    quotable: bool = False
    receipt: ReceiptCode | None = None
    invitation: str | None = None
    opened: str = ""
    website: str = ""
    """What stands in the box that only robots fill in."""


def read_fields(body: bytes) -> list[tuple[str, str]]:
    """Raises FormUnreadable."""
    try:
        return parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as error:
        raise FormUnreadable("the body is not a form encoded in UTF-8") from error


def read_form(setup: Setup, body: bytes) -> tuple[Sent, FormView]:
    """Return what was sent, and where in the form its sender is. Raises FormUnreadable."""
    fields = read_fields(body)
    sent = _sent(dict(fields))
    return sent, form_view(setup, sent, typed_answers(setup.questionnaire, fields))


def form_view(setup: Setup, sent: Sent, answers: dict[str, AnswerValue]) -> FormView:
    stop = sent.page if sent.switch else (sent.page or 1) if sent.go else None
    return FormView(
        questionnaire=setup.questionnaire,
        survey=setup.survey,
        language=sent.switch or sent.lang,
        submission_id=sent.id,
        cohort_name=setup.cohort.name,
        answers=answers,
        stop=nearest_stop(setup.questionnaire, answers, stop) if stop else None,
        reviewed=sent.reviewed,
        quotable=sent.quotable,
        receipt=sent.receipt or "",
        invitation=sent.invitation or "",
        opened=sent.opened,
        demonstration=setup.programme.demonstration,
    )


def submission_of(sent: Sent, view: FormView) -> Submission:
    return Submission(
        id=sent.id,
        language=sent.lang,
        answers=without_hidden(view.questionnaire, view.answers),
        quotable=sent.quotable,
        receipt=sent.receipt,
        invitation=sent.invitation,
    )


def _sent(fields: dict[str, str]) -> Sent:
    """Raises FormUnreadable."""
    known = {name: fields[name] for name in Sent.__struct_fields__ if name in fields}
    if known.get("lang") not in LANGUAGES:
        known["lang"] = "fr"
    try:
        return msgspec.convert(known, Sent, strict=False)
    except msgspec.ValidationError as error:
        raise FormUnreadable(f"the form has no usable identifier: {error}") from error


def number_asked(value: str) -> int | None:
    """Return a number as an address or a form sends it; None where it is none, or too long."""
    return int(value) if value.isdecimal() and len(value) <= _LONGEST_NUMBER else None
