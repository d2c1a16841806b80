"""What somebody reads whose role does not let them do what they asked for.

Who opens it: a designer who follows a facilitator's link, or the reverse. What they must be able
to do: within five seconds, know that nothing is broken, what is missing, and whom to ask for it.
"""

import msgspec

from dashboards.pages.carried import Carried, written
from dashboards.pages.frame import PROGRAMMES, Frame, framed, words_in
from dashboards.pages.sign_in import user_words
from dashboards.render import Page
from dashboards.wording import Words
from surveys.roles import Permission, roles_that_may
from surveys.texts import Language, Text


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who can give what is missing."""

    name: str
    email: str


class MissingView(msgspec.Struct, frozen=True, kw_only=True):
    permission: Permission
    programmes: tuple[Text, ...]
    """Where it is missing; empty for what belongs to no programme."""
    ask: tuple[Asked, ...]
    carried: Carried = Carried()
    """What they had written, where their role was taken meanwhile."""


def missing_permission_page(view: MissingView, language: Language) -> Page:
    """Return the page that says what is missing, and whom to ask."""
    words, said = words_in(language), user_words(language)
    kept = msgspec.structs.replace(view.carried, back="")  # they may not see that page either
    roles = [said(f"role_{role}") for role in roles_that_may(view.permission)]
    programmes = said.each([name[language] for name in view.programmes])
    return framed(
        "missing_permission.html",
        Frame(said("missing_title"), PROGRAMMES),
        words,
        u=said,
        what=said(f"may_{view.permission.value}"),
        where=said("missing_where", programmes=programmes) if programmes else "",
        roles=said("missing_roles", roles=said.either(roles)) if roles else said("missing_service"),
        ask=view.ask,
        own=Words("carried", language),
        written=written(kept, language) if kept.fields else None,
    )
