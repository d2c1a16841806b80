"""What a room sees of the answers while more of them arrive.

Part of the gate. A dashboard is read by a few, afterwards; a projected figure is seen by
everybody, again and again, and two views of it can be subtracted: what is left are the
answers of those who sent in between. So it is held to the threshold of what leaves the
team, twice: a question is shown once `PUBLIC` people have answered it, "sans objet"
apart, and shown anew only once that many more have. What was shown last is kept, so
that a restart, another screen or somebody who switches back and forth sees the same;
answers that are corrected or erased change it with the next ten people, not before, or
the difference would be theirs.

Views follow the count that the room is told (`analysis.disclosure.live_count`), which
says neither when nor with whom a step was reached. After the last day nothing arrives,
so fewer than ten last answers are never shown here; the dashboards have them.

What is not protected: whoever sends several answers of their own, where a link may be
used again, can subtract those too; and a share of 0 % or 100 % tells of everyone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.disclosure.gate import PUBLIC, ReleasedItem, rated, release
from analysis.inputs import SurveyTally


@dataclass(frozen=True, slots=True)
class Projected:
    """The answers that a room may see."""

    submissions: int
    """How many there were when they were counted."""

    items: Mapping[str, ReleasedItem]
    """By item; what too few answered is absent."""


NOTHING_YET = Projected(0, {})


def is_due(shown: Projected, at_least: int) -> bool:
    """Whether enough arrived for another view.

    Args:
        shown: The view before.
        at_least: How many answers the room is told of.
    """
    return at_least >= shown.submissions + _batch(shown.submissions)


def next_view(shown: Projected, tally: SurveyTally) -> Projected:
    """Return what is shown after `shown`: each question as it was, or with ten people more."""
    now = release(tally, threshold=PUBLIC).items
    grown = {item: new for item, new in now.items() if _has_grown(shown.items.get(item), new)}
    return Projected(tally.submissions, {**shown.items, **grown}) if grown else shown


def _batch(submissions: int) -> int:
    """Return after how many more submissions to count again: in a crowd, a tenth of it."""
    return max(PUBLIC, submissions // 10)


def _has_grown(before: ReleasedItem | None, now: ReleasedItem) -> bool:
    return before is None or rated(now) >= rated(before) + PUBLIC
