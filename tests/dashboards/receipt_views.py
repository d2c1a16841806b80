"""A receipt's pages as tests look at them: every page, in every state."""

from typing import Any

from dashboards.pages.receipt import (
    ReceiptView,
    answers_page,
    ask_page,
    done_page,
    erase_page,
)
from dashboards.render import Page
from surveys.submissions import answers_as_sent
from surveys.texts import Language
from tests.factories import NOON, make_accepted, make_questionnaire

CODE = "7KQ2-M9XT-04BV"


def receipt_view(**changes: Any) -> ReceiptView:
    fields: dict[str, Any] = {
        "questionnaire": make_questionnaire(),
        "language": "fr",
        "code": CODE,
        "answers": answers_as_sent(make_accepted()),
        "received_on": NOON.date(),
        "quotable": False,
        "correctable": True,
    }
    return ReceiptView(**fields | changes)


def every_receipt_page(language: Language) -> dict[str, Page]:
    """Return every page of a receipt, by a name for its state."""
    shown = receipt_view(language=language)
    given = receipt_view(language=language, quotable=True, correctable=False, demonstration=True)
    return {
        "receipt": ask_page(language),
        "receipt unknown": ask_page(language, unknown=True),
        "receipt answers": answers_page(shown),
        "receipt answers of a closed survey": answers_page(given),
        "receipt erase": erase_page(shown),
        "receipt erased": done_page("erased", language),
        "receipt corrected": done_page("corrected", language),
    }
