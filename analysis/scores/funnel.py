"""The response funnel: of those invited, who opened the form, began it and sent it.

The steps are counts of different things: invited are people or links, opened and started are
browsers, completed are submissions. A rate stands only between two counts that can be right
and are exact; where the smaller one is not among the larger, there is none.

Source: AAPOR, Standard Definitions (10th edition, 2023), which counts break-offs, those who
began an Internet survey and did not send it, apart from those who never began.
"""

import msgspec

from analysis.disclosure.funnel import Count, ReleasedFunnel
from analysis.disclosure.gate import Withheld
from analysis.scores.share import Share, share


class Funnel(msgspec.Struct, frozen=True, kw_only=True):
    """How far a survey came. Counts are people, browsers and submissions."""

    survey: str
    exact: bool
    """Otherwise each count but `invited` is "at least", and there are no rates."""
    invited: int | None
    """None when nobody knows."""
    opened: Count
    """Browsers that showed the form."""
    started: Count
    """Browsers that left its first page, or sent it."""
    completed: Count
    """Submissions."""
    started_of_opened: Share | None
    completed_of_started: Share | None
    completed_of_invited: Share | None


def funnel(released: ReleasedFunnel) -> Funnel:
    """Return the counts of a survey with the rates that can be said of them."""
    exact = released.exact
    return Funnel(
        survey=released.survey,
        exact=exact,
        invited=released.invited,
        opened=released.opened,
        started=released.started,
        completed=released.completed,
        started_of_opened=_rate(released.started, released.opened) if exact else None,
        completed_of_started=_rate(released.completed, released.started) if exact else None,
        completed_of_invited=_rate(released.completed, released.invited) if exact else None,
    )


def _rate(part: Count, whole: Count) -> Share | None:
    if part is None or whole is None or isinstance(part, Withheld) or isinstance(whole, Withheld):
        return None
    return share(part, whole, None) if part <= whole else None
