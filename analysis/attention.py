"""What needs somebody, and why: the rules behind the first page after signing in.

The rules see what may be shown and nothing else: the count of a survey that is open comes in
the steps of `analysis.disclosure.live_count`, rises and proposals come as the gate released them.
So no call tells more than the page beside it, and a survey is said to have few answers only where
even the most that its step may stand for would be few.
"""

from collections.abc import Sequence
from datetime import date
from statistics import median
from typing import Literal, TypeAlias

import msgspec

from analysis.disclosure.gate import INSIDE
from surveys.roles import Permission
from surveys.texts import Slug

CLOSES_SOON_DAYS = 5
"""From here on the end of a survey is near: a reminder still leaves a working week to answer."""

QUIET_DAYS = 7
"""After so many days without another step a survey stands still: every day of the week has been."""

FORGOTTEN_DAYS = 28
"""After so many, no reminder brings anybody back, and nobody is called again."""

BEGINS_SOON_DAYS = 14
"""How long before its first day a cohort should have a survey: time to set one up and check it."""

JUST_ENDED_DAYS = 7
"""How long results are said to be new: whoever is away for a week sees it on the Monday after."""

VERDICT_NEW_DAYS = 28
"""How long a verdict is said to be new: it comes once, and a team discusses it when it meets."""

FEW_OF_ASKED = 1 / 3
"""Share of those asked below which answers are few, where no earlier cohort says what is usual:
who did not answer then weighs twice as much as who did."""

FEW_OF_USUAL = 1 / 2
"""The same of what is usual. Cohorts differ; half is far outside of what they differ by."""

EARLIER = 3
"""How many of the latest cohorts make what is usual: an older one was another time."""


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """The same questionnaire in an earlier cohort, as the gate released its count."""

    submissions: int
    """`INSIDE` or more."""
    eligible: int | None


class OpenSurvey(msgspec.Struct, frozen=True, kw_only=True):
    """A survey that can be answered, as it may be shown."""

    survey: Slug
    at_least: int
    """In steps of `INSIDE`."""
    stands_since: date
    """The day of the last step; before the first one, the day it opened."""
    closes_on: date | None
    eligible: int | None
    """How many could answer; None when nobody knows."""
    earlier: tuple[Ended, ...] = ()
    """Latest first; those that may not be told are left out."""


class FewerThanShown(msgspec.Struct, frozen=True, kw_only=True, tag="fewer_than_shown"):
    """Not even the threshold, and nobody knows how many could answer."""


class FewOfAsked(msgspec.Struct, frozen=True, kw_only=True, tag="few_of_asked"):
    """Less than `FEW_OF_ASKED` of those who could answer."""

    eligible: int


class FewOfUsual(msgspec.Struct, frozen=True, kw_only=True, tag="few_of_usual"):
    """Less than `FEW_OF_USUAL` of what earlier cohorts would make expect."""

    usual: int
    """Answers at the end, rounded down."""


Few: TypeAlias = FewerThanShown | FewOfAsked | FewOfUsual


class FewAnswers(msgspec.Struct, frozen=True, kw_only=True, tag="few_answers"):
    """An open survey that somebody should remind people of."""

    survey: Slug
    when: Literal["closes_soon", "stands_still"]
    days: int
    """Until it closes, 0 for today; or since its last step."""
    at_least: int
    few: Few


class NoSurvey(msgspec.Struct, frozen=True, kw_only=True, tag="no_survey"):
    """A cohort that begins soon, or has begun, and that nothing will ask."""

    cohort: Slug
    days: int
    """Until its first day; 0 or less: it has begun."""


class NewResults(msgspec.Struct, frozen=True, kw_only=True, tag="new_results"):
    """A survey that ended a few days ago, with enough answers to read."""

    survey: Slug
    days: int
    """Since it closed."""


class VerdictGiven(msgspec.Struct, frozen=True, kw_only=True, tag="verdict_given"):
    """A content change of which the verdict can be read."""

    programme: Slug
    change: int
    """Its number."""
    days: int
    """Since the last survey that it names closed."""


class Rise(msgspec.Struct, frozen=True, kw_only=True, tag="rise"):
    """What more of the latest cohort ask for than of those before, and nobody named or locked."""

    activity: Slug
    theme: int
    kind: Literal["new", "growing"]
    stands: bool
    """False: it is a theme of what the search proposes."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True, tag="proposal"):
    """Changes to themes that a search proposes and that wait for an answer."""

    activity: Slug
    changes: int


class SearchFailed(msgspec.Struct, frozen=True, kw_only=True, tag="search_failed"):
    """The last search for themes came to nothing."""

    activity: Slug


Call: TypeAlias = FewAnswers | NoSurvey | NewResults | VerdictGiven | Rise | Proposal | SearchFailed


def called(survey: OpenSurvey, today: date) -> FewAnswers | None:
    """Return the call of an open survey: it has few answers, and time runs out or nothing comes."""
    few = few_answers(survey)
    if few is None:
        return None
    left = None if survey.closes_on is None else (survey.closes_on - today).days
    quiet = (today - survey.stands_since).days
    when: Literal["closes_soon", "stands_still"]
    if left is not None and left <= CLOSES_SOON_DAYS:
        when, days = "closes_soon", left
    elif QUIET_DAYS <= quiet <= FORGOTTEN_DAYS:
        when, days = "stands_still", quiet
    else:
        return None
    return FewAnswers(survey=survey.survey, when=when, days=days, at_least=survey.at_least, few=few)


def few_answers(survey: OpenSurvey) -> Few | None:
    """Return in what way its answers are few; None if they may be enough."""
    at_most = survey.at_least + INSIDE - 1
    usual = _usual(survey)
    if usual is not None:
        return FewOfUsual(usual=int(usual)) if at_most < FEW_OF_USUAL * usual else None
    if survey.eligible is not None:
        few = at_most < FEW_OF_ASKED * survey.eligible
        return FewOfAsked(eligible=survey.eligible) if few else None
    return FewerThanShown() if survey.at_least == 0 else None


def _usual(survey: OpenSurvey) -> float | None:
    """Return how many answers earlier cohorts make expect: by their shares where they are known."""
    eligible, latest = survey.eligible, survey.earlier[:EARLIER]
    if eligible is None:
        return median(each.submissions for each in latest) if latest else None
    shares = [min(1.0, each.submissions / each.eligible) for each in latest if each.eligible]
    return median(shares) * eligible if shares else None


def without_survey(cohort: Slug, first: date, last: date, today: date) -> NoSurvey | None:
    """Return the call of a cohort without any survey, from some days before it until it ends."""
    days = (first - today).days
    return (
        NoSurvey(cohort=cohort, days=days) if days <= BEGINS_SOON_DAYS and today <= last else None
    )


def new_results(survey: Slug, submissions: int, closed_on: date, today: date) -> NewResults | None:
    """Return the call of a survey that is over; None below the threshold, or when it is no news."""
    days = (today - closed_on).days
    news = submissions >= INSIDE and 0 <= days <= JUST_ENDED_DAYS
    return NewResults(survey=survey, days=days) if news else None


def verdict_given(programme: Slug, change: int, given_on: date, today: date) -> VerdictGiven | None:
    """Return the call of a change that is judged; None when that is no news."""
    days = (today - given_on).days
    news = 0 <= days <= VERDICT_NEW_DAYS
    return VerdictGiven(programme=programme, change=change, days=days) if news else None


_CONCERNS: dict[type[Call], Permission] = {
    FewAnswers: Permission.INVITE,
    NoSurvey: Permission.INVITE,
    NewResults: Permission.RESULTS,
    VerdictGiven: Permission.CHANGES,
    Rise: Permission.RESULTS,
    Proposal: Permission.THEMES_DECIDE,
    SearchFailed: Permission.THEMES_SEARCH,
}
"""Who can do something about it. In the order in which they are told."""


def concerns(call: Call) -> Permission:
    """Return what somebody must be allowed to do for a call to be theirs."""
    return _CONCERNS[type(call)]


def in_order(calls: Sequence[Call]) -> list[Call]:
    """Return what cannot wait first: surveys by the days that are left, then the rest by kind."""
    kinds = list(_CONCERNS)
    return sorted(calls, key=lambda call: (kinds.index(type(call)), *_haste(call)))


def _haste(call: Call) -> tuple[bool, int]:
    match call:
        case FewAnswers(when=when, days=days):
            return (when != "closes_soon", days)
        case NoSurvey(days=days) | NewResults(days=days) | VerdictGiven(days=days):
            return (False, days)
        case Rise() | Proposal() | SearchFailed():
            return (False, 0)
