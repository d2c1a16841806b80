"""Who is enrolled in a cohort, who came and who completed; lists come in, names go out.

Who opens it: the facilitator, before a cohort begins (to bring in the list), after a
session (is anybody missing?) and when it is over (to account for it); whoever somebody
asked to be forgotten. What they must be able to do: within ten seconds, say how many
are registered, came and completed; within thirty, find one person; within a minute,
bring in a list and see what was read in it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

import msgspec

from analysis.disclosure.gate import INSIDE
from analysis.scores.roster import RosterGroup, RosterScores, SessionShare
from analysis.scores.share import Share
from dashboards.figures.roster_words import (
    change_sentences,
    meaning,
    outcome,
    problem_sentences,
    roster_words,
)
from dashboards.figures.share_words import both, large, reach, small
from dashboards.pages.frame import (
    Crumb,
    Frame,
    attendance_address,
    erase_person_address,
    framed,
    roster_address,
    way_to,
    words_in,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Cohort, Programme, Session
from surveys.roster import AttendanceRule
from surveys.roster_list import ListReading
from surveys.texts import Language, Text

PEOPLE_SHOWN = 20
"""A longer list waits in its fold, so that what is counted of it comes before it."""


class PersonLine(msgspec.Struct, frozen=True, kw_only=True):
    person: UUID
    name: str
    """Empty, as `email` is, of somebody who was forgotten."""
    email: str
    organisation: str
    role: str
    sessions_attended: int
    completed: bool


class Respondents(msgspec.Struct, frozen=True, kw_only=True):
    """Who answered a survey, as far as its answers may be shown."""

    survey: Text
    roles: Mapping[str, int] | None
    """By code; None where the survey does not ask, or withholds it."""
    regions: Mapping[str, int] | None


class RosterView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    cohort: Cohort
    sessions: tuple[Session, ...]
    scores: RosterScores
    attended: tuple[SessionShare, ...]
    people: tuple[PersonLine, ...]
    options: Mapping[str, Text]
    """Of the questions `role` and `region`, by code."""
    respondents: Respondents | None = None
    running: bool = False
    """Whether the cohort is not over yet."""
    reading: ListReading | None = None
    """Of a list that was just sent."""
    erased: bool = False
    """Whether somebody was just forgotten."""


class EraseView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    cohort: Cohort
    person: UUID
    name: str


class _Card(NamedTuple):
    title: str
    large: str
    small: str
    told: tuple[str, ...]


class _GroupLine(NamedTuple):
    label: str
    people: str
    organisations: str
    answers: str


class _Groups(NamedTuple):
    anchor: str
    title: str
    lines: list[_GroupLine]
    answered: bool
    """Whether a survey says who answered."""


class _Person(NamedTuple):
    name: str
    email: str
    organisation: str
    role: str
    sessions: str
    completed: str
    erase: str
    """Empty where no name is kept."""
    erase_label: str


class _Reading(NamedTuple):
    title: str
    outcome: str
    problems: list[str]
    changes: list[str]
    lines: str
    columns: list[tuple[str, str, str]]


def roster_page(view: RosterView, language: Language) -> Page:
    words, said = words_in(language), roster_words(language)
    titles = {each.position: each.title[language] for each in view.sessions}
    return framed(
        "roster.html",
        Frame(
            title=said("roster_of", cohort=view.cohort.name[language]),
            address=roster_address(view.cohort.slug),
            crumbs=way_to(words, view.programme, view.activity, view.cohort),
            demonstration=view.programme.demonstration,
        ),
        words,
        r=said,
        cards=_cards(view, words, said),
        rules=_rules(view.activity.rule, words, said),
        attendance=attendance_address(view.cohort.slug),
        sessions=[
            (
                said("session_title", position=each.session, title=titles[each.session]),
                *_share_cells(each.attended, words),
            )
            for each in view.attended
        ],
        groups=_group_tables(view, words, said),
        survey=view.respondents.survey[language] if view.respondents else "",
        shown_at_once=PEOPLE_SHOWN,
        people=[_person(each, view, words, said) for each in view.people],
        reading=_reading(view.reading, words, said) if view.reading else None,
        erased=view.erased,
    )


def erase_page(view: EraseView, language: Language) -> Page:
    """Return what is asked before somebody is forgotten."""
    words, said = words_in(language), roster_words(language)
    return framed(
        "roster_erase.html",
        Frame(
            title=said("erase_title", whom=view.name),
            address=erase_person_address(view.cohort.slug, view.person),
            crumbs=(
                *way_to(words, view.programme, view.activity, view.cohort),
                Crumb(said("roster"), roster_address(view.cohort.slug)),
            ),
            demonstration=view.programme.demonstration,
        ),
        words,
        r=said,
        back=roster_address(view.cohort.slug),
    )


def _cards(view: RosterView, words: Words, said: Words) -> list[_Card]:
    scores = view.scores
    return [
        _Card(
            said("registered"),
            words.number(scores.registered),
            said.count("of_organisations", scores.organisations) if scores.organisations else "",
            (),
        ),
        _rate(
            said("attendance"),
            scores.attendance,
            (said("attendance_means"),),
            said("nobody_noted"),
            (words, said),
        ),
        _rate(
            said("completion"),
            scores.completion,
            (),
            said(_why_unsaid(view)),
            (words, said),
        ),
        _Card(said("hours"), words.number(scores.hours, digits=1), "", (said("hours_means"),)),
    ]


def _why_unsaid(view: RosterView) -> str:
    """Return the key of why nothing is said of completion."""
    if view.running:
        return "still_running"
    return "one_session" if len(view.sessions) == 1 else "nobody_noted"


def _rate(
    title: str,
    share: Share | None,
    told: tuple[str, ...],
    nothing: str,
    spoken: tuple[Words, Words],
) -> _Card:
    words, said = spoken
    if share is None:
        return _Card(title, words("dash"), "", (nothing,))
    return _Card(
        title,
        large(share, words),
        small(share, words),
        (*told, said("next_cohort", reach=reach(share, words))),
    )


def _rules(rule: AttendanceRule, words: Words, said: Words) -> list[str]:
    """Return what counts as attended and as completed, in sentences."""
    length = {(False, False): "all", (True, False): "minutes", (False, True): "percent"}
    attended = said(
        f"rule_attended_{length.get((rule.minutes > 0, rule.percent > 0), 'both')}",
        minutes=words.number(rule.minutes, digits=1),
        percent=words("percentage", number=words.number(rule.percent, digits=1)),
    )
    completed = (
        said.count("rule_completed", rule.sessions) if rule.sessions else said("rule_completed_all")
    )
    return [attended, completed, said("rule_decided")]


def _share_cells(share: Share | None, words: Words) -> tuple[str, str]:
    if share is None:
        return words("dash"), words("dash")
    return both(share, words), reach(share, words)


def _group_tables(view: RosterView, words: Words, said: Words) -> list[_Groups]:
    answered = view.respondents
    tables = (
        ("roles", view.scores.roles, answered.roles if answered else None),
        ("regions", view.scores.regions, answered.regions if answered else None),
        ("kinds", view.scores.kinds, None),
    )
    return [
        _Groups(
            title,
            said(title),
            _group_lines(groups, answers, view.options, words),
            answers is not None,
        )
        for title, groups, answers in tables
        if any(group.code for group in groups)
    ]


def _group_lines(
    groups: Sequence[RosterGroup],
    answers: Mapping[str, int] | None,
    options: Mapping[str, Text],
    words: Words,
) -> list[_GroupLine]:
    """Return a line a group; those that only answers name come after them, but not the few.

    Whoever answered as nobody on the roster stands there under another name.
    """
    told = {code for code, number in (answers or {}).items() if number >= INSIDE}
    more = sorted(told - {group.code for group in groups})
    everybody = [*groups, *(RosterGroup(code=code, people=0, organisations=0) for code in more)]
    return [
        _GroupLine(
            _label(group.code, options, words.language),
            words.number(group.people),
            words.number(group.organisations),
            _answers(group, answers or {}, words),
        )
        for group in everybody
    ]


def _answers(group: RosterGroup, answers: Mapping[str, int], words: Words) -> str:
    """Return how many answered, unless it would tell of the few who stand in the group."""
    if not group.code or 0 < group.people < INSIDE:
        return words("dash")
    return words.number(answers.get(group.code, 0))


def _label(code: str, options: Mapping[str, Text], language: Language) -> str:
    """Return an option in words; words that are no option stand as they are."""
    if not code:
        return roster_words(language)("not_said")
    return options[code][language] if code in options else code


def _person(line: PersonLine, view: RosterView, words: Words, said: Words) -> _Person:
    known = bool(line.name or line.email)
    name = line.name or line.email or said("nameless")
    held = len(view.sessions)
    attended = words.number(line.sessions_attended)
    return _Person(
        name=name,
        email=line.email if line.name else "",
        organisation=line.organisation,
        role=_label(line.role, view.options, words.language) if line.role else "",
        sessions=words("of", count=attended, answers=words.number(held)) if held else attended,
        completed=said("yes" if line.completed else "no"),
        erase=erase_person_address(view.cohort.slug, line.person) if known else "",
        erase_label=said("erase_whom", whom=name),
    )


def _reading(reading: ListReading, words: Words, said: Words) -> _Reading:
    return _Reading(
        title=said("reading_of", file=reading.name),
        outcome=outcome(reading, said),
        problems=problem_sentences(reading, said),
        changes=[] if reading.problems else change_sentences(reading, said),
        lines=said.count("lines_read", reading.lines),
        columns=[
            (column.header, meaning(column, said), words.number(filled))
            for column, filled in zip(reading.columns, reading.filled, strict=True)
        ],
    )
