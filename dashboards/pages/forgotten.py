"""The page for whoever forgot their password, or lost their invitation.

Who opens it: somebody who was refused at the door, mostly before a session. What they must be
able to do: within ten seconds, have a link on its way to them; or, where no e-mail is sent,
know whom to ask. Nobody learns from it who has an account.
"""

from math import ceil
from typing import Literal

import msgspec

from dashboards.pages.frame import FORGOTTEN, SIGN_IN, Crumb, Frame, framed, words_in
from dashboards.pages.sign_in import user_words
from dashboards.render import Page
from surveys.texts import Language

_MINUTE = 60


class ForgottenView(msgspec.Struct, frozen=True, kw_only=True):
    sends: bool
    """Whether e-mails are sent here."""
    email: str = ""
    """As it was typed."""
    asked: bool = False
    """Whether a link is on its way, if anybody has the address."""
    fault: Literal["", "email"] = ""
    wait: int | None = None
    """Seconds until it may be asked for again."""


def forgotten_page(view: ForgottenView, language: Language) -> Page:
    """Return what asks for the address, or says what to do instead."""
    words, said = words_in(language), user_words(language)
    problem = said("fault_email") if view.fault else ""
    if view.wait is not None:
        problem = said.count("forgotten_wait", ceil(view.wait / _MINUTE))
    return framed(
        "forgotten.html",
        Frame(
            said("forgotten_title"),
            FORGOTTEN,
            (Crumb(said("sign_in_title"), SIGN_IN),),
            signed_in=False,
        ),
        words,
        u=said,
        view=view,
        problem=problem,
    )
