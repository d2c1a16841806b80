"""What a facilitator reads when a page cannot be shown.

Who opens it: anyone, after a wrong address, a lost session or a failure of ours.
What they must be able to do: within five seconds, know whether it is up to them,
and find the one link that leads on.
"""

from dashboards.pages.frame import PROGRAMMES, Frame, framed, words_in
from dashboards.render import Page
from surveys.texts import Language

_KEYS = {
    400: "problem_400",
    401: "problem_401",
    403: "problem_403",
    404: "problem_404",
    405: "problem_405",
    409: "problem_409",
    413: "problem_413",
    422: "problem_422",
    429: "problem_429",
    503: "problem_503",
}
"""A status that is not here is told as a failure of ours (500) or a wrong request (400)."""

_FIRST_OF_OURS = 500


def file_too_large(most: int, language: Language) -> str:
    """Return what to do about a file of more than `most` bytes."""
    words = words_in(language)
    return words("file_too_large", most=words.number(most / 1_000_000, digits=1))


def problem_page(
    status: int,
    language: Language,
    *,
    reason: str = "",
    incident: str = "",
    signed_in: bool = False,
) -> Page:
    """Return the page for an HTTP status from 400 to 599.

    Args:
        status: What the answer says.
        language: Of the page.
        reason: In place of general advice.
        incident: Under which id an administrator finds it in the log; empty: it is not there.
        signed_in: Whether somebody is: their account and the way out stand where they always do.
    """
    words = words_in(language)
    key = _KEYS.get(status, "problem_500" if status >= _FIRST_OF_OURS else "problem_400")
    frame = Frame(words(key), PROGRAMMES, signed_in=signed_in)
    return framed(
        "problem.html",
        frame,
        words,
        status=status,
        advice=reason or words(f"{key}_advice"),
        incident=incident,
    )
