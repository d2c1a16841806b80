"""What participants read with their receipt: their own answers, and what they can do with them.

Who opens it: somebody who noted a code after sending, perhaps months later, on any device,
and wants to know what they said, mend a slip, take something back, or be gone altogether.

What they must be able to do: type the code however they noted it; see at once that these
are their answers; correct, erase or decide about quotes with one press each, and be told
that it is done. Whoever has not got a code learns nothing, not even which codes exist.

Everything goes without scripts, and the code is never part of an address: each form
carries it in its body.
"""

from datetime import date
from typing import Any, Literal

import msgspec

from dashboards.pages.form_review import can_be_quoted, reviewed_pages
from dashboards.pages.participant_frame import participant_page
from dashboards.render import Page
from dashboards.wording import Words
from surveys.questionnaire import Questionnaire
from surveys.submissions import AnswerValue
from surveys.texts import Language


class ReceiptView(msgspec.Struct, frozen=True, kw_only=True):
    """The answers that stand under a receipt."""

    questionnaire: Questionnaire
    language: Language
    code: str
    answers: dict[str, AnswerValue]
    received_on: date
    quotable: bool
    correctable: bool
    """Whether the survey still takes answers."""
    demonstration: bool = False


def ask_page(language: Language, *, unknown: bool = False) -> Page:
    """Return the page that asks for a code; `unknown`: nothing stands under the last one.

    It does not say what was typed: it is the same page after every wrong code.
    """
    return _page("receipt/ask.html", language, unknown=unknown)


def answers_page(view: ReceiptView) -> Page:
    return _page(
        "receipt/answers.html",
        view.language,
        pages=reviewed_pages(view.questionnaire, view.answers, Words("form", view.language)),
        correctable=view.correctable,
        written=can_be_quoted(view.questionnaire, view.answers),
        quotable=view.quotable,
        **_shown(view),
    )


def erase_page(view: ReceiptView) -> Page:
    """Return the page that asks whether answers are really to be erased."""
    return _page("receipt/erase.html", view.language, **_shown(view))


def done_page(done: Literal["corrected", "erased"], language: Language) -> Page:
    return _page("receipt/done.html", language, done=done)


def _shown(view: ReceiptView) -> dict[str, Any]:
    return {
        "title": view.questionnaire.title[view.language],
        "code": view.code,
        "day": Words("receipt", view.language).day(view.received_on),
        "demonstration": view.demonstration,
    }


def _page(template: str, language: Language, **content: Any) -> Page:
    return participant_page(template, language, r=Words("receipt", language), **content)
