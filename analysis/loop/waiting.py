"""What a verdict waits for: it is given once every survey that its hypothesis names is over."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from analysis.loop.changes import Hypothesis
from surveys.survey import Survey
from surveys.texts import Slug


class Awaited(NamedTuple):
    """A cohort that a verdict waits for."""

    cohort: Slug
    surveyed: bool
    """Whether it has a survey of the questionnaire at all."""
    ends: datetime | None
    """When the last of its surveys closes; None: there is none, or one has no end."""


def awaited_cohorts(
    hypothesis: Hypothesis, surveys: Collection[Survey], at: datetime
) -> tuple[Slug, ...]:
    """Return the cohorts named whose survey is not over at a moment, or not there yet."""
    mine = _asked(hypothesis, surveys)
    over = {each.cohort for each in mine if each.state(at) == "over"}
    running = {each.cohort for each in mine if each.state(at) != "over"}
    named: Sequence[Slug] = (*hypothesis.before, *hypothesis.after)
    return tuple(cohort for cohort in named if cohort in running or cohort not in over)


def awaited(
    hypothesis: Hypothesis, surveys: Collection[Survey], cohorts: Sequence[Slug]
) -> tuple[Awaited, ...]:
    """Return what is known of the end of each of the cohorts that a verdict waits for."""
    found = []
    for cohort in cohorts:
        ends = _ends(hypothesis, surveys, cohort)
        known = [end for end in ends if end is not None]
        found.append(
            Awaited(cohort, bool(ends), max(known) if ends and len(known) == len(ends) else None)
        )
    return tuple(found)


def given_at(hypothesis: Hypothesis, surveys: Collection[Survey]) -> datetime | None:
    """Return when the verdict comes, or came: the last survey it names closes.

    None where a cohort has no survey, or one without an end: nobody can say when.
    """
    named = (*hypothesis.before, *hypothesis.after)
    ends = [each.ends for each in awaited(hypothesis, surveys, named)]
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None


def _ends(
    hypothesis: Hypothesis, surveys: Collection[Survey], cohort: Slug
) -> list[datetime | None]:
    return [each.closes_at for each in _asked(hypothesis, surveys) if each.cohort == cohort]


def _asked(hypothesis: Hypothesis, surveys: Collection[Survey]) -> list[Survey]:
    return [each for each in surveys if each.questionnaire == hypothesis.questionnaire]
