"""What a person reads who cannot answer, or not like this.

Who opens it: somebody whose personal link has served, was cut in half by a mail program,
or was left out; the second person on one device, where a survey takes one answer a
browser; or who sends while nothing can be stored. What they must be able to do: know within
five seconds that nothing is wrong with them, whether answers are saved, and what to do to
answer, or to find what was sent.
"""

from typing import Literal, TypeAlias

from dashboards.pages.participant_frame import participant_page
from dashboards.render import Page
from surveys.texts import Language

Refusal: TypeAlias = Literal[
    "link_needed", "link_unknown", "link_used", "answered_here", "not_stored"
]
"""link_needed: the address of the form without a personal link; link_unknown: there is no
such link; link_used: answers came through it; answered_here: the browser has answered;
not_stored: nothing can be stored at this moment."""

HAS_RECEIPT = frozenset[Refusal]({"link_used", "answered_here"})
"""Where answers have arrived, so that somebody may hold the code of their receipt."""


def refusal_page(refusal: Refusal, language: Language, *, link: str = "") -> Page:
    """Return what stands in the place of the form.

    Args:
        refusal: Why.
        language: The language of the page.
        link: The secret of the personal link, for the same page in the other language;
            empty where the address holds all that is needed.
    """
    return participant_page(
        "form/refusal.html",
        language,
        refusal=refusal,
        has_receipt=refusal in HAS_RECEIPT,
        link=link,
    )
