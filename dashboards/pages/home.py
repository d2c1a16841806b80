"""The first page after signing in: what needs somebody, what is open, one's cohorts.

Who opens it: a facilitator, on Monday morning between two things, or right after a session;
a designer who wonders whether comments said anything new. What they must be able to do:
within ten seconds, know whether something needs them, and reach it with one press; within five,
see how many answered what is open, or get to a cohort. On a fresh installation, know how to
begin; without a role, know whom to ask.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from analysis.attention import (
    Call,
    FewAnswers,
    FewOfUsual,
    NewResults,
    NoSurvey,
    Proposal,
    Rise,
    SearchFailed,
    VerdictGiven,
)
from analysis.disclosure.gate import INSIDE
from dashboards.pages.change_view import short
from dashboards.pages.frame import (
    NEW_PROGRAMME,
    PROGRAMMES,
    Frame,
    changes_address,
    cohort_address,
    framed,
    new_activity_address,
    new_cohort_address,
    programme_address,
    roster_address,
    slide_address,
    theme_address,
    themes_address,
    words_in,
)
from dashboards.pages.programme import dates_of
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Cohort, Programme
from surveys.survey import SurveyState
from surveys.texts import Language, Slug, Text

COHORTS_SHOWN = 5
"""The others stand on the page of the programme."""


class SurveySoFar(msgspec.Struct, frozen=True, kw_only=True):
    """One survey of a cohort, with its count as it may be shown."""

    survey: Slug
    title: Text
    state: SurveyState
    opens_at: datetime
    answers: int
    """While it is open, in steps; then exact, from the threshold on. 0: fewer."""
    eligible: int | None
    days_left: int | None
    """Until it closes, 0 for today; None: no end, or not open."""
    by_link: bool
    """Whether people come through personal links, so that no slide invites them."""


class CohortSoFar(msgspec.Struct, frozen=True, kw_only=True):
    activity: Activity
    cohort: Cohort
    surveys: tuple[SurveySoFar, ...]
    """In order of opening."""


class CallView(msgspec.Struct, frozen=True, kw_only=True):
    """Something that needs who looks, with the names of what it is about."""

    call: Call
    activity: Activity
    cohort: Cohort | None = None
    title: Text | None = None
    """Of the questionnaire, or of a theme that has a name or a label."""


class ProgrammeSoFar(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    calls: tuple[CallView, ...]
    """Of who looks, most urgent first."""
    cohorts: tuple[CohortSoFar, ...]
    """Every one, latest first."""
    reads_rosters: bool
    sets_up: bool = False
    """Whether who looks may add activities, cohorts and surveys."""
    activities: tuple[Activity, ...] = ()


class HomeView(msgspec.Struct, frozen=True, kw_only=True):
    programmes: tuple[ProgrammeSoFar, ...]
    newcomer: bool = False
    """Whether who looks has no role in any programme."""


class _Way(NamedTuple):
    address: str
    label: str
    about: str
    """What it is about, for who hears links one by one."""


class _CallLine(NamedTuple):
    title: str
    said: str
    way: _Way
    urgent: bool


class _OpenLine(NamedTuple):
    title: str
    address: str
    about: str
    answers: str
    ends: str
    ways: tuple[_Way, ...]


class _CohortLine(NamedTuple):
    name: str
    address: str
    about: str
    surveys: tuple[str, ...]
    ways: tuple[_Way, ...]


class _Card(NamedTuple):
    name: str
    address: str
    demonstration: bool
    cohorts: tuple[_CohortLine, ...]
    left_out: str
    """That there are more; empty if there are not."""
    next: _Way | None
    """What comes first in a programme without cohorts; None: it has some, or others set it up."""


def home_page(view: HomeView, language: Language) -> Page:
    """Return the first page."""
    words, said = words_in(language), Words("home", language)
    cohorts = [each for programme in view.programmes for each in programme.cohorts]
    asked = [(cohort, survey) for cohort in cohorts for survey in cohort.surveys]
    return framed(
        "home.html",
        Frame(words("home"), PROGRAMMES),
        words,
        h=said,
        s=Words("set_up", language),
        new_programme=NEW_PROGRAMME,
        newcomer=view.newcomer,
        calls=[
            _call(call, words, said) for programme in view.programmes for call in programme.calls
        ],
        open=[_open(cohort, survey, said) for cohort, survey in asked if survey.state == "open"],
        next_opens=_next(asked, words, said),
        cards=[_card(each, words, said) for each in view.programmes],
    )


def call_said(view: CallView, words: Words) -> tuple[str, str]:
    """Return what a call is about, and what is said of it, in one or two sentences."""
    line = _call(view, words, Words("home", words.language))
    return line.title, line.said


def _call(view: CallView, words: Words, said: Words) -> _CallLine:
    language, activity, call = words.language, view.activity, view.call
    cohort = view.cohort.name[language] if view.cohort else ""
    title = view.title[language] if view.title else ""
    themes = said("themes_of", activity=activity.name[language])
    survey = said("of_survey", survey=title, cohort=cohort)
    match call:
        case FewAnswers():
            way = _Way(_dashboard(view.cohort, call.survey), said("remind"), survey)
            return _CallLine(survey, _few(call, said), way, urgent=call.when == "closes_soon")
        case NoSurvey(days=days):
            when = "begun" if days < 1 else "tomorrow" if days == 1 else "soon"
            way = _Way(cohort_address(call.cohort), said("prepare_survey"), cohort)
            return _CallLine(cohort, said(f"no_survey_{when}", days=days), way, urgent=days < 1)
        case NewResults(days=days):
            when = {0: "today", 1: "yesterday"}.get(days, "before")
            way = _Way(_dashboard(view.cohort, call.survey), said("read_results"), survey)
            return _CallLine(survey, said(f"new_results_{when}", days=days), way, urgent=False)
        case VerdictGiven(days=days):
            when = {0: "today", 1: "yesterday"}.get(days, "before")
            address = changes_address(call.programme, call.change)
            about = short(title)
            way = _Way(address, said("read_verdict"), about)
            return _CallLine(about, said(f"verdict_given_{when}", days=days), way, urgent=False)
        case Rise():
            address = theme_address(activity.slug, call.theme)
            if not call.stands:
                address = f"{themes_address(activity.slug)}#proposal"
            title = title or said("rise_unnamed")
            way = _Way(address, said("read_theme"), title)
            return _CallLine(title, said(f"rise_{call.kind}", cohort=cohort), way, urgent=False)
        case Proposal():
            address = f"{themes_address(activity.slug)}#proposal"
            proposed = said.count("proposal", call.changes)
            return _CallLine(themes, proposed, _Way(address, said("decide"), themes), urgent=False)
        case SearchFailed():
            way = _Way(themes_address(activity.slug), said("search_again"), themes)
            return _CallLine(themes, said("search_failed"), way, urgent=False)


def _dashboard(cohort: Cohort | None, survey: Slug) -> str:
    return cohort_address(cohort.slug, survey) if cohort else PROGRAMMES


def _few(call: FewAnswers, said: Words) -> str:
    when = said("stands_still", days=call.days)
    if call.when == "closes_soon":
        when = _closes(call.days, said)
    eligible = getattr(call.few, "eligible", None)
    answers = _answers(call.at_least, eligible, said, exact=False)
    if isinstance(call.few, FewOfUsual):
        usual = said.number(call.few.usual)
        return said("few_of_usual", when=when, answers=answers, usual=usual)
    return said("few_answers", when=when, answers=answers)


def _closes(days: int, said: Words) -> str:
    key = {0: "closes_today", 1: "closes_tomorrow"}.get(days, "closes_in")
    return said(key, days=said.number(days))


def _answers(answers: int, eligible: int | None, said: Words, *, exact: bool) -> str:
    if answers < INSIDE:
        told = said("answers_few", fewest=INSIDE)
    elif exact:
        told = said.count("answers_exact", answers)
    else:
        told = said("answers_at_least", count=said.number(answers))
    if eligible is None or eligible < answers:
        return told
    return said("of_people", answers=told, eligible=said.number(eligible))


def _open(cohort: CohortSoFar, survey: SurveySoFar, said: Words) -> _OpenLine:
    language = said.language
    title, name = survey.title[language], cohort.cohort.name[language]
    ends = said("no_end") if survey.days_left is None else _closes(survey.days_left, said)
    whole = said("of_survey", survey=title, cohort=name)
    address = cohort_address(cohort.cohort.slug, survey.survey)
    ways = _Way(slide_address(survey.survey), said("show_slide"), whole)
    if survey.by_link:
        ways = _Way(f"{address}#invite", said("invite_links"), whole)
    return _OpenLine(
        title=title,
        address=address,
        about=said("of_survey", survey=name, cohort=cohort.activity.name[language]),
        answers=_answers(survey.answers, survey.eligible, said, exact=False),
        ends=ends,
        ways=(ways,),
    )


def _next(asked: Sequence[tuple[CohortSoFar, SurveySoFar]], words: Words, said: Words) -> str:
    """Return which survey opens next; empty if none is planned."""
    planned = [pair for pair in asked if pair[1].state == "not_yet"]
    if not planned:
        return ""
    cohort, survey = min(planned, key=lambda pair: pair[1].opens_at)
    return said(
        "open_next",
        survey=survey.title[said.language],
        cohort=cohort.cohort.name[said.language],
        opens=words.moment(survey.opens_at),
    )


def _card(so_far: ProgrammeSoFar, words: Words, said: Words) -> _Card:
    cohorts, programme = so_far.cohorts, so_far.programme
    more = said("cohorts_first", shown=COHORTS_SHOWN, count=said.number(len(cohorts)))
    return _Card(
        name=programme.name[said.language],
        address=programme_address(programme.slug),
        demonstration=programme.demonstration,
        cohorts=tuple(
            _cohort(each, words, said, roster=so_far.reads_rosters)
            for each in cohorts[:COHORTS_SHOWN]
        ),
        left_out=more if len(cohorts) > COHORTS_SHOWN else "",
        next=_first_step(so_far, said.language) if so_far.sets_up and not cohorts else None,
    )


def _first_step(so_far: ProgrammeSoFar, language: Language) -> _Way:
    """Return the way to what a programme without cohorts needs next."""
    said, programme = Words("set_up", language), so_far.programme
    name = programme.name[language]
    if not so_far.activities:
        return _Way(new_activity_address(programme.slug), said("activity_first"), name)
    first = so_far.activities[0]
    return _Way(new_cohort_address(first.slug), said("cohort_first"), first.name[language])


def _cohort(so_far: CohortSoFar, words: Words, said: Words, *, roster: bool) -> _CohortLine:
    cohort, activity, language = so_far.cohort, so_far.activity, said.language
    name = cohort.name[language]
    ways = [_Way(themes_address(activity.slug), said("themes"), activity.name[language])]
    if roster:
        ways.append(_Way(roster_address(cohort.slug), said("roster"), name))
    ways += [
        _Way(slide_address(each.survey), said("show_slide"), each.title[language])
        for each in so_far.surveys
        if each.state == "open" and not each.by_link
    ]
    return _CohortLine(
        name=name,
        address=cohort_address(cohort.slug),
        about=said("cohort_when", activity=activity.name[language], dates=dates_of(cohort, words)),
        surveys=tuple(
            said("survey_said", survey=each.title[language], state=_state(each, words, said))
            for each in so_far.surveys
        )
        or (said("no_survey"),),
        ways=tuple(ways),
    )


def _state(survey: SurveySoFar, words: Words, said: Words) -> str:
    if survey.state == "not_yet":
        return said("survey_not_yet", opens=words.moment(survey.opens_at))
    over = survey.state == "over"
    answers = _answers(survey.answers, survey.eligible, said, exact=over)
    return answers if over else said("survey_open", answers=answers)
