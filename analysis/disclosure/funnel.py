"""How far a survey came, from invitation to answers, as the team may see it.

While a survey can be answered, an exact count that changes would tell that somebody who is
being watched has just opened the form, or sent it: so it is told in steps, like the count
that a room sees (`analysis.disclosure.live_count`). Once it is over, nothing changes any more
and the counts are exact, from the threshold on.

What cannot be right is not told at all. Browsers are counted, and only by this service: answers
that were imported, or sent before it counted, make fewer openings than answers.
"""

from dataclasses import dataclass
from typing import TypeAlias

from analysis.disclosure.gate import INSIDE, Withheld
from analysis.disclosure.live_count import stepped
from analysis.inputs import Openings
from surveys.texts import Slug

Count: TypeAlias = int | Withheld | None
"""None: nobody knows, or what was counted cannot be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedFunnel:
    """The counts of one survey, in the order in which they shrink."""

    survey: Slug
    invited: int | None
    """Personal links made, or the people who could answer; None when nobody knows."""
    opened: Count
    started: Count
    completed: Count
    exact: bool
    """Otherwise each count is "at least"."""


def release_funnel(
    survey: Slug, openings: Openings, *, invited: int | None, completed: int, over: bool
) -> ReleasedFunnel:
    """Return what may be shown.

    Args:
        survey: Which.
        openings: How many browsers opened and started its form; zeros if nothing was counted.
        invited: How many were asked.
        completed: How many submissions there are.
        over: Whether nobody can answer any more.
    """
    started = openings.started if openings.started >= completed else None
    opened = openings.opened if openings.opened >= max(openings.started, completed) else None
    counted = openings != Openings(0, 0) or completed == 0
    return ReleasedFunnel(
        survey=survey,
        invited=invited,
        opened=_shown(opened, over=over) if counted else None,
        started=_shown(started, over=over) if counted else None,
        completed=_shown(completed, over=over),
        exact=over,
    )


def _shown(count: int | None, *, over: bool) -> Count:
    if count is None:
        return None
    if count < INSIDE:
        return Withheld()
    return count if over else stepped(count)
