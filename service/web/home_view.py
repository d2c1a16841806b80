"""Read what the first page shows: what is set up is in memory, counts are few, answers unread."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

import duckdb

from analysis.attention import (
    Call,
    Ended,
    OpenSurvey,
    SearchFailed,
    called,
    concerns,
    in_order,
    new_results,
    verdict_given,
    without_survey,
)
from analysis.disclosure.gate import INSIDE
from analysis.disclosure.live_count import stepped
from analysis.loop.register import Register
from analysis.loop.waiting import given_at
from dashboards.pages.home import (
    CallView,
    CohortSoFar,
    HomeView,
    ProgrammeSoFar,
    SurveySoFar,
)
from service.jobs import find_themes
from service.store import reads
from service.store.catalogue import Setup, Snapshot, day_of
from service.store.content_changes import register_of
from service.store.invitations import NO_LINKS, LinkCount, link_counts
from service.store.news import failed_subjects, last_steps
from service.store.users import User
from service.web.theme_calls import theme_calls
from service.web.told_themes import ToldThemes
from surveys.programme import Activity, Cohort, Programme
from surveys.roles import Permission
from surveys.texts import Slug, Text


class Whose(NamedTuple):
    """Who looks, and at what."""

    user: User
    programmes: frozenset[Slug]
    """That they may see, with what they ask with."""


class _Read(NamedTuple):
    """All that is read for the page."""

    snapshot: Snapshot
    at: datetime
    submissions: Mapping[Slug, int]
    links: Mapping[Slug, LinkCount]
    steps: Mapping[Slug, date]
    failed: frozenset[Slug]
    themes: Mapping[Slug, tuple[CallView, ...]]
    registers: Mapping[Slug, Register]


def home_view(
    cursor: duckdb.DuckDBPyConnection,
    snapshot: Snapshot,
    whose: Whose,
    told_themes: ToldThemes,
    *,
    at: datetime,
) -> HomeView:
    """Return the first page of somebody.

    In the caller's transaction: themes are released by counts of the same moment.
    """
    user, programmes = whose
    setups = snapshot.setups.values()
    read = _Read(
        snapshot=snapshot,
        at=at,
        submissions=reads.submission_counts(cursor),
        links=link_counts(cursor),
        steps=last_steps(cursor, [s.survey.slug for s in setups if s.survey.is_open(at)]),
        failed=failed_subjects(cursor, find_themes.KIND),
        themes=theme_calls(cursor, snapshot, programmes, told_themes),
        registers={slug: register_of(cursor, slug) for slug in programmes},
    )
    return HomeView(
        programmes=tuple(
            _programme(programme, read, user)
            for programme in snapshot.programmes.values()
            if programme.slug in programmes
        ),
        newcomer=not programmes and not user.administrator,
    )


def _programme(programme: Programme, read: _Read, user: User) -> ProgrammeSoFar:
    today = day_of(programme, read.at)
    activities = read.snapshot.activities_of(programme.slug)
    cohorts = [
        (activity, cohort)
        for activity in activities
        for cohort in read.snapshot.cohorts_of(activity.slug)
    ]
    views = [view for each in cohorts for view in _calls_of_cohort(*each, read, today)]
    views += [view for each in activities for view in _calls_of_themes(each, read)]
    views += _calls_of_changes(programme, read, today)
    by_call = {view.call: view for view in views}
    return ProgrammeSoFar(
        programme=programme,
        calls=tuple(
            by_call[call]
            for call in in_order(list(by_call))
            if user.may(concerns(call), programme.slug)
        ),
        cohorts=tuple(
            CohortSoFar(
                activity=activity,
                cohort=cohort,
                surveys=tuple(
                    _survey(setup, read, today) for setup in read.snapshot.setups_of(cohort.slug)
                ),
            )
            for activity, cohort in sorted(
                cohorts, key=lambda pair: pair[1].starts_on, reverse=True
            )
        ),
        reads_rosters=user.may(Permission.ROSTER_READ, programme.slug),
        sets_up=user.may(Permission.SET_UP, programme.slug),
        activities=tuple(activities),
    )


def _survey(setup: Setup, read: _Read, today: date) -> SurveySoFar:
    survey, state = setup.survey, setup.survey.state(read.at)
    open_until = survey.closes_at if state == "open" else None
    return SurveySoFar(
        survey=survey.slug,
        title=setup.questionnaire.title,
        state=state,
        opens_at=survey.opens_at,
        answers=_answers(setup, read),
        eligible=_eligible(setup, read),
        days_left=(open_until.date() - today).days if open_until else None,
        by_link=survey.promise == "one_per_invitation",
    )


def _answers(setup: Setup, read: _Read) -> int:
    """Return the count as it may be shown: in steps while it changes, never below the threshold."""
    answers = read.submissions.get(setup.survey.slug, 0)
    if setup.survey.state(read.at) != "over":
        return stepped(answers)
    return answers if answers >= INSIDE else 0


def _eligible(setup: Setup, read: _Read) -> int | None:
    if setup.survey.promise == "one_per_invitation":
        return read.links.get(setup.survey.slug, NO_LINKS).made or None
    return setup.eligible


def _calls_of_cohort(
    activity: Activity, cohort: Cohort, read: _Read, today: date
) -> Iterator[CallView]:
    setups = read.snapshot.setups_of(cohort.slug)
    if not setups:
        call: Call | None = without_survey(cohort.slug, cohort.starts_on, cohort.ends_on, today)
        if call:
            yield CallView(call=call, activity=activity, cohort=cohort)
    for setup in setups:
        if call := _call_of_survey(setup, read, today):
            title = setup.questionnaire.title
            yield CallView(call=call, activity=activity, cohort=cohort, title=title)


def _call_of_survey(setup: Setup, read: _Read, today: date) -> Call | None:
    survey, state = setup.survey, setup.survey.state(read.at)
    if state == "open":
        opened = OpenSurvey(
            survey=survey.slug,
            at_least=_answers(setup, read),
            stands_since=read.steps.get(survey.slug, survey.opens_at.date()),
            closes_on=survey.closes_at.date() if survey.closes_at else None,
            eligible=_eligible(setup, read),
            earlier=_earlier(setup, read),
        )
        return called(opened, today)
    if state == "over" and survey.closes_at:
        return new_results(survey.slug, _answers(setup, read), survey.closes_at.date(), today)
    return None


def _earlier(setup: Setup, read: _Read) -> tuple[Ended, ...]:
    """Return how the same questionnaire ended in the cohorts before, latest first."""
    same = [
        each
        for each in read.snapshot.setups_of_activity(setup.activity.slug)
        if each.questionnaire.code == setup.questionnaire.code
        and each.survey.state(read.at) == "over"
        and each.survey.opens_at < setup.survey.opens_at
        and _answers(each, read)
    ]
    return tuple(
        Ended(submissions=_answers(each, read), eligible=_eligible(each, read))
        for each in reversed(same)
    )


def _calls_of_themes(activity: Activity, read: _Read) -> Iterator[CallView]:
    if activity.slug in read.failed:
        yield CallView(call=SearchFailed(activity=activity.slug), activity=activity)
    yield from read.themes.get(activity.slug, ())


def _calls_of_changes(programme: Programme, read: _Read, today: date) -> Iterator[CallView]:
    """Yield the changes of which the verdict has come: by the dates of surveys, answers unread."""
    for entry in read.registers[programme.slug].entries:
        change = entry.registered.change
        activity = read.snapshot.activities.get(change.activity)
        if (
            activity is None
            or entry.withdrawn
            or not entry.intact
            or not entry.registered.rule.place
        ):
            continue
        surveys = [s.survey for s in read.snapshot.setups_of_activity(activity.slug)]
        given = given_at(change.hypothesis, surveys)
        if given is None or given > read.at:
            continue
        number, given_on = entry.registered.number, day_of(programme, given)
        if call := verdict_given(programme.slug, number, given_on, today):
            title = Text(fr=change.what, en=change.what)
            yield CallView(call=call, activity=activity, title=title)
