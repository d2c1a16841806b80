"""Who was at a session: a report is read, looked at, and noted.

Who opens it: a facilitator, the day after a session, with the report of Zoom, Teams or
BigBlueButton they have just downloaded. What they must be able to do: within a minute, hand
over the file, see that the right people are recognised, say who the few unclear names are,
and confirm; within five seconds, see of which sessions the attendance is still to be noted.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from analysis.attendance import minutes_present
from analysis.attendees import Doubt, Recognised, Shown, Unrecognised
from analysis.who_came import Came, WhoCame
from dashboards.pages.frame import (
    Frame,
    attendance_address,
    framed,
    roster_address,
    way_to,
    words_in,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Cohort, Programme, Session
from surveys.roster import AttendanceRule, Person
from surveys.texts import Language, Text

_LINES_SHOWN = 10
"""Most lines that can't be read that are told one by one."""

_NAMES_SHOWN = 30

_MOST_QUESTIONS = 200
_MOST_OPTIONS = 20_000
"""Of all questions together: a page of 2 MB."""

_DOUBTS: dict[Doubt, str] = {
    "nobody": "doubt_nobody",
    "several": "doubt_several",
    "contradiction": "doubt_contradiction",
}


class SessionLine(msgspec.Struct, frozen=True, kw_only=True):
    """What is noted of one session."""

    session: Session
    noted: int
    attended: int


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a report that can't be read."""

    line: int
    reason: Text


class ReviewView(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it was read, before anything is noted."""

    file: str
    tool: str
    session: Session
    found: WhoCame
    notes: tuple[Text, ...]
    unreadable: tuple[Told, ...]
    carried: str
    """All of it, as the confirmation sends it back."""


class AttendanceView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    cohort: Cohort
    sessions: tuple[SessionLine, ...]
    people: tuple[Person, ...]
    """On the roster, by name; those who were erased are absent."""
    enrolled: int
    """On the roster, with or without a name."""
    review: ReviewView | None = None
    noted: int | None = None
    """The session that has just been noted."""
    chosen: int | None = None
    """The session to offer first."""
    refused: Text | None = None
    """Why the file was not read; where there is no French, the English stands for it."""


class _Option(NamedTuple):
    person: UUID
    name: str
    chosen: bool


class _Question(NamedTuple):
    field: str
    name: str
    email: str
    minutes: str
    doubt: str
    likely: tuple[_Option, ...]


class _Row(NamedTuple):
    name: str
    minutes: str
    counts: str
    shown: str


class _Review(NamedTuple):
    what: str
    told: tuple[str, ...]
    other_day: str
    unreadable: str
    lines: tuple[str, ...]
    questions: tuple[_Question, ...]
    more: str
    """How many names are not asked about."""
    whole_roster: bool
    """Whether everybody can be chosen, not only those who are likely."""
    rows: tuple[_Row, ...]
    left_out: tuple[str, ...]
    replaces: str
    carried: str


class _SessionRow(NamedTuple):
    position: int
    name: str
    day: str
    noted: str
    attended: str


def attendance_page(view: AttendanceView, language: Language) -> Page:
    """Return the page of a cohort on which attendance is noted."""
    words, own = words_in(language), Words("attendance", language)
    address = attendance_address(view.cohort.slug)
    return framed(
        "attendance.html",
        Frame(
            own("title"),
            address,
            way_to(words, view.programme, view.activity, view.cohort),
            demonstration=view.programme.demonstration,
        ),
        words,
        a=own,
        activity=view.activity.name[language],
        cohort=view.cohort.name[language],
        noted=_noted(view, own),
        refused=view.refused,
        missing=own("no_sessions")
        if not view.sessions
        else own("no_roster")
        if not view.people
        else "",
        chosen=_chosen(view),
        choices=[
            (line.session.position, _session_name(line.session, words, own))
            for line in view.sessions
        ],
        sessions=tuple(_session_row(line, words, own) for line in view.sessions),
        enrolled=own.number(view.enrolled),
        people=[_Option(each.person, _person(each), chosen=False) for each in view.people],
        review=_review(view, view.review, words, own) if view.review else None,
        read_address=f"{address}/read",
        roster="" if view.people else roster_address(view.cohort.slug),
    )


def field_of(shown: Shown) -> str:
    """Return the name of the field in which a human says who is meant."""
    return f"who {shown.name} {shown.email}"


def _noted(view: AttendanceView, own: Words) -> str:
    for line in view.sessions:
        if line.session.position == view.noted:
            return " ".join(
                (
                    own.count("noted", line.noted, session=line.session.position),
                    own.count("count", line.attended),
                )
            )
    return ""


def _chosen(view: AttendanceView) -> int | None:
    """Return the session to offer: the one asked for, else the first that nobody noted."""
    waiting = [line.session.position for line in view.sessions if not line.noted]
    return view.chosen or next(iter(waiting), None)


def _session_name(session: Session, words: Words, own: Words) -> str:
    return own(
        "session_option",
        position=session.position,
        title=session.title[words.language],
        day=words.day(session.held_on),
    )


def _session_row(line: SessionLine, words: Words, own: Words) -> _SessionRow:
    session = line.session
    return _SessionRow(
        position=session.position,
        name=session.title[words.language],
        day=words.day(session.held_on),
        noted=own.number(line.noted) if line.noted else own("not_noted"),
        attended=own.number(line.attended) if line.noted else "",
    )


def _review(view: AttendanceView, review: ReviewView, words: Words, own: Words) -> _Review:
    found, session = review.found, review.session
    names = {each.person: _person(each) for each in view.people}
    before = {line.session.position: line.noted for line in view.sessions}[session.position]
    window = found.window
    questions = _questions(found, names, own)
    more = len(questions) - _MOST_QUESTIONS
    told = [_rule(view.activity.rule, session, own), *(note[own.language] for note in review.notes)]
    if window:
        told.insert(1, own("window", start=_clock(window.start, own), end=_clock(window.end, own)))
    moved = found.day is not None and found.day != session.held_on
    return _Review(
        what=own(
            "review_what",
            file=review.file,
            tool=review.tool,
            position=session.position,
            title=session.title[own.language],
            day=words.day(session.held_on),
        ),
        told=tuple(told),
        other_day=own("other_day", held_on=words.day(session.held_on), seen=words.day(found.day))
        if moved and found.day
        else "",
        unreadable=own.count("unreadable", len(review.unreadable)) if review.unreadable else "",
        lines=tuple(_lines(review.unreadable, own)),
        questions=tuple(questions[:_MOST_QUESTIONS]),
        more=own.count("more_questions", more) if more > 0 else "",
        whole_roster=len(questions) * len(view.people) <= _MOST_OPTIONS,
        rows=tuple(_row(each, view.people, own) for each in found.came if _sure(each)),
        left_out=tuple(_left_out(found, own)),
        replaces=own.count("replaces", before) if before else "",
        carried=review.carried,
    )


def _sure(came: Came) -> bool:
    """Whether anything but a part of their name tells who somebody is."""
    return any(each.way != "part" for each in came.names)


def _rule(rule: AttendanceRule, session: Session, own: Words) -> str:
    values = {
        "minutes": own.number(rule.minutes, digits=1),
        "percent": own.number(rule.percent, digits=1),
        "of": own.number(rule.percent * session.minutes / 100, digits=1),
    }
    if rule.minutes and rule.percent:
        return own("rule_both", **values)
    if rule.percent:
        return own("rule_percent", **values)
    return own("rule_minutes", **values) if rule.minutes else own("rule_none")


def _clock(moment: datetime, own: Words) -> str:
    return f"{moment:%H\u00a0h\u00a0%M}" if own.language == "fr" else f"{moment:%H:%M}"


def _lines(unreadable: Sequence[Told], own: Words) -> Iterable[str]:
    for told in unreadable[:_LINES_SHOWN]:
        yield own("unreadable_line", line=told.line, reason=told.reason[own.language])
    if len(unreadable) > _LINES_SHOWN:
        yield own("and_more", count=own.number(len(unreadable) - _LINES_SHOWN))


def _questions(found: WhoCame, names: Mapping[UUID, str], own: Words) -> list[_Question]:
    """Return those recognised by a part of their name, those like somebody, then the others."""
    parts = [
        _question(
            each.shown,
            own("doubt_part"),
            [_Option(each.person, names[each.person], chosen=True)],
            found,
            own,
        )
        for came in (*found.came, *found.outside)
        for each in came.names
        if each.way == "part"
    ]
    others = sorted(found.unrecognised, key=lambda each: not each.candidates)
    return parts + [
        _question(
            each.shown,
            own(
                "doubt_near" if each.doubt == "nobody" and each.candidates else _DOUBTS[each.doubt]
            ),
            [_Option(person, names[person], chosen=False) for person in each.candidates],
            found,
            own,
        )
        for each in others
    ]


def _doubt(left: Unrecognised) -> str:
    return "doubt_near" if left.doubt == "nobody" and left.candidates else _DOUBTS[left.doubt]


def _question(
    shown: Shown, doubt: str, options: Sequence[_Option], found: WhoCame, own: Words
) -> _Question:
    return _Question(
        field=field_of(shown),
        name=shown.name,
        email=shown.email,
        minutes=_minutes(minutes_present(shown.presences, found.window), own),
        doubt=doubt,
        likely=tuple(options),
    )


def _row(came: Came, people: Sequence[Person], own: Words) -> _Row:
    twins = [each for each in people if each.name == came.person.name]
    shown = [_name(each, own) for each in came.names if each.shown.name != came.person.name]
    return _Row(
        name=_person(came.person) if len(twins) > 1 else came.person.name,
        minutes=own("unknown") if came.minutes is None else own.number(came.minutes),
        counts=own("counts_yes" if came.attended else "counts_no"),
        shown="; ".join(shown),
    )


def _name(recognised: Recognised, own: Words) -> str:
    key = "way_email" if recognised.way == "email" else "way_name"
    return own(key, shown=recognised.shown.name)


def _minutes(minutes: float | None, own: Words) -> str:
    if minutes is None:
        return own("for_unknown")
    return own("for_minutes", minutes=own.number(minutes))


def _left_out(found: WhoCame, own: Words) -> Iterable[str]:
    for key, names in (
        ("outside", [each.person.name for each in found.outside]),
        ("other_days", [each.name for each in found.other_days]),
    ):
        if names:
            shown = names[:_NAMES_SHOWN]
            if len(names) > _NAMES_SHOWN:
                shown.append(own("and_more", count=own.number(len(names) - _NAMES_SHOWN)))
            yield own(key, names=", ".join(shown))


def _person(person: Person) -> str:
    return f"{person.name} ({person.email})" if person.email else person.name
