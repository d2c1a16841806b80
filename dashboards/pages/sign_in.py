"""The page of whoever is not signed in.

Who opens it: a facilitator or the administrator, from a bookmark or an old link,
once a month. What they must be able to do: within ten seconds, understand that
there is no password to remember and know where the link they need comes from.
"""

from dashboards.pages.frame import SIGN_IN, Frame, framed, words_in
from dashboards.render import Page
from surveys.texts import Language


def sign_in_page(language: Language) -> Page:
    """Return the page that says how to sign in."""
    words = words_in(language)
    frame = Frame(words("sign_in_title"), SIGN_IN, signed_in=False)
    return framed("sign_in.html", frame, words, introduction=words("sign_in_introduction"))


def link_spent_page(language: Language) -> Page:
    """Return the page behind a sign-in link that was opened before, or too late."""
    words = words_in(language)
    frame = Frame(words("link_spent_title"), SIGN_IN, signed_in=False)
    return framed("sign_in.html", frame, words, introduction=words("link_spent_introduction"))
