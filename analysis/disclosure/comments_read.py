"""What may be shown of the comments that themes were sought in, and of what is in no theme.

Part of the gate, under the threshold and the rules of `analysis.disclosure.gate`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.disclosure.gate import INSIDE, Withheld, check_threshold, people_by_cohort
from analysis.disclosure.voices import Reading
from surveys.texts import Slug


@dataclass(frozen=True, slots=True)
class UnsureCount:
    """How many ideas on one question of one survey are in no theme for one reason."""

    survey: Slug
    question: str
    reason: str
    """As `analysis.themes.results.Unsure` has it."""
    ideas: int


@dataclass(frozen=True, slots=True)
class ShownReading:
    """What themes were sought in, as far as it may be told."""

    comments: int
    """Without the few that the pages of cohorts withhold."""
    praise: int | Withheld
    """Comments that only praise in general."""
    set_aside: int | Withheld
    """Comments that say nothing to group, praise apart. What the two are together is told
    nowhere, so that neither tells of the other."""
    unsure: int | Withheld
    """In ideas, not in people."""
    unsure_because: Mapping[str, int]
    """The same by reason, most first: what is missing of `unsure` is nothing or enough."""


def release_reading(
    readings: Sequence[Reading],
    unsure: Sequence[UnsureCount] = (),
    *,
    threshold: int = INSIDE,
) -> ShownReading | Withheld:
    """Return how many comments themes were sought in, and what became of them.

    The pages of cohorts say how many people wrote something; whoever subtracts that
    from all comments is left with those of the withheld. So these are treated as in
    `release_family`: a few on one question are left out of everything.

    Raises:
        ValueError: the threshold is below `INSIDE`.
    """
    counted = _counted(readings, threshold)
    if sum(people_by_cohort((r.cohort, r.respondents) for r in counted).values()) < threshold:
        return Withheld()

    def at_least(count: int) -> int | Withheld:
        return count if count >= threshold else Withheld()

    return ShownReading(
        comments=sum(each.comments for each in counted),
        praise=at_least(sum(each.praise for each in counted)),
        set_aside=at_least(sum(each.set_aside - each.praise for each in counted)),
        unsure=at_least(sum(each.unsure for each in counted)),
        unsure_because=_by_reason(unsure, counted, threshold),
    )


def _counted(readings: Sequence[Reading], threshold: int) -> list[Reading]:
    check_threshold(threshold)
    hidden: dict[str, list[Reading]] = {}
    for reading in readings:
        if reading.comments < threshold:
            hidden.setdefault(reading.question, []).append(reading)
    enough = {
        question
        for question, few in hidden.items()
        if sum(people_by_cohort((r.cohort, r.comments) for r in few).values()) >= threshold
    }
    return [r for r in readings if r.comments >= threshold or r.question in enough]


def _by_reason(
    unsure: Sequence[UnsureCount], counted: Sequence[Reading], threshold: int
) -> dict[str, int]:
    places = {(reading.survey, reading.question) for reading in counted}
    ideas: Counter[str] = Counter()
    for each in unsure:
        if (each.survey, each.question) in places:
            ideas[each.reason] += each.ideas
    shown = [
        reason
        for reason in sorted(ideas, key=lambda reason: (-ideas[reason], reason))
        if ideas[reason] >= threshold
    ]
    while shown and 0 < ideas.total() - sum(ideas[reason] for reason in shown) < threshold:
        shown.pop()
    return {reason: ideas[reason] for reason in shown}
