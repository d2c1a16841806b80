"""One idea as it was written, without the masks that stand in the place of personal data.

Who opens it: an administrator of a programme, when a mask hides what a comment is about, or when
somebody asks to be called back. What they must be able to do: within five seconds, read it, know
that this was logged, and go back.
"""

import msgspec

from dashboards.pages.frame import (
    Frame,
    framed,
    theme_address,
    themes_address,
    way_to_themes,
    words_in,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Programme
from surveys.texts import Language


class UnmaskedView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    theme: int | None
    """Where it stands; None: in no theme."""
    written: str
    language: Language
    """Of the idea."""


def unmasked_page(view: UnmaskedView, language: Language) -> Page:
    """Return the page of one idea; its language link goes back to where ideas are masked."""
    words, said = words_in(language), Words("unmasking", language)
    activity = view.activity.slug
    masked = themes_address(activity) if view.theme is None else theme_address(activity, view.theme)
    frame = Frame(
        said("title"),
        masked,
        way_to_themes(words, view.programme, view.activity),
        demonstration=view.programme.demonstration,
    )
    return framed("unmasked.html", frame, words, u=said, view=view, masked=masked)
