"""One content change: what was expected, what came of it, and what makes it impossible to edit.

Who opens it: a designer whom the first page told that a verdict has come, or somebody who doubts
that the hypothesis was there before the data. What they must be able to do: within ten seconds,
read the verdict; within a minute, find the stamp, or withdraw the change with a reason.
"""

import msgspec

from dashboards.pages.change_card import change_card
from dashboards.pages.change_view import ChangeView
from dashboards.pages.frame import (
    Crumb,
    Frame,
    changes_address,
    framed,
    way_to,
    words_in,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Programme
from surveys.texts import Language, Text


class OneChangeView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    change: ChangeView
    registered: bool = False
    """Whether it has just been."""
    reason: str = ""
    """Why it is to be withdrawn, as it was typed."""
    problem: Text | None = None
    """Why it cannot be for this reason."""


def change_page(view: OneChangeView, language: Language) -> Page:
    """Return one change."""
    words, said = words_in(language), Words("changes", language)
    programme, card = view.programme, change_card(view.change, words)
    frame = Frame(
        card.title,
        card.address,
        (*way_to(words, programme), Crumb(said("title"), changes_address(programme.slug))),
        demonstration=programme.demonstration,
    )
    return framed(
        "change.html",
        frame,
        words,
        c=said,
        card=card,
        stamped=view.change.stamped,
        registered=view.registered,
        withdraw=f"{card.address}/withdraw"
        if view.change.judgement.state not in {"withdrawn", "altered"}
        else "",
        reason=view.reason,
        problem=view.problem[language] if view.problem else "",
    )
