"""Who came to a session, for how long, and whether it counts: what a report means.

The clock of a report is compared with nothing but itself and the day of the session.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from analysis.attendance import Presence, Window, minutes_present, spans, union
from analysis.attendees import Recognised, Shown, Unrecognised, recognise, shown_in
from surveys.programme import Session
from surveys.roster import AttendanceRule, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """One person who was there."""

    person: Person
    minutes: float | None
    """None: there, and nobody measured how long."""

    attended: bool
    """By the rule of the activity."""

    names: tuple[Recognised, ...]
    """As which the report shows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoCame:
    """What a report says of one session. Everybody in it is in one of the five."""

    came: tuple[Came, ...]
    """In the order of the roster."""

    outside: tuple[Came, ...]
    """Those who were there before or after the session alone, for 0 minutes of it."""

    unrecognised: tuple[Unrecognised, ...]
    nobody: tuple[Shown, ...]
    """Those of whom a human said that they are not on the roster."""

    other_days: tuple[Shown, ...]
    """Those who were there on other days alone, where the report has the day of the session."""

    day: date | None
    """On which the report sees people; None where it gives no days."""

    window: Window | None
    """Outside which nothing counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSession:
    """What is known of a session besides the report."""

    session: Session
    rule: AttendanceRule
    starts: time | None = None
    """When it began, on the clock of the report."""

    meeting: Window | None = None
    """When the meeting was held, as the report says."""


def who_came(
    presences: Iterable[Presence],
    held: HeldSession,
    people: Sequence[Person],
    by_hand: Mapping[tuple[str, str], UUID | None] | None = None,
) -> WhoCame:
    """Return what a report says of a session.

    Args:
        presences: All of the report.
        held: The session.
        people: Those on its roster, in the order to return them in.
        by_hand: What a human decided: see `analysis.attendees.recognise`.
    """
    presences = list(presences)
    day = seen_on(presences, held.session.held_on)
    here = _on(presences, day)
    window = _window(held, day)
    attendees = recognise(shown_in(here), people, by_hand)
    rows = attendees.presences
    all_came = [
        _came(
            person,
            rows[person.person],
            [each for each in attendees.recognised if each.person == person.person],
            window,
            held,
        )
        for person in people
        if person.person in rows
    ]
    names_here = {(each.name, each.email) for each in here}
    return WhoCame(
        came=tuple(each for each in all_came if each.minutes != 0),
        outside=tuple(each for each in all_came if each.minutes == 0),
        unrecognised=attendees.unrecognised,
        nobody=attendees.nobody,
        other_days=tuple(
            each for each in shown_in(presences) if (each.name, each.email) not in names_here
        ),
        day=day,
        window=window,
    )


def attends(minutes: float | None, rule: AttendanceRule, session: Session) -> bool:
    """Whether somebody who was there for so long attended, by the rule of the activity."""
    return minutes is None or (
        minutes >= rule.minutes and minutes * 100 >= rule.percent * session.minutes
    )


def seen_on(presences: Iterable[Presence], held_on: date) -> date | None:
    """Return on which day a report sees people: that of the session, else its first."""
    days = {day for span in spans(presences) for day in (span.start.date(), span.end.date())}
    return held_on if held_on in days else min(days, default=None)


def _on(presences: Sequence[Presence], day: date | None) -> list[Presence]:
    """Return those of a day, of a night that begins on it, and of days that nobody knows."""
    of_day = [
        time
        for time in union(spans(presences))
        if day and time.start.date() <= day <= time.end.date()
    ]
    return [
        each
        for each in presences
        if each.start is None or any(time.start <= each.start <= time.end for time in of_day)
    ]


def _window(held: HeldSession, day: date | None) -> Window | None:
    if held.starts is None:
        return held.meeting
    start = datetime.combine(day or held.session.held_on, held.starts)
    return Window(start, start + timedelta(minutes=held.session.minutes))


def _came(
    person: Person,
    rows: Sequence[Presence],
    names: Sequence[Recognised],
    window: Window | None,
    held: HeldSession,
) -> Came:
    minutes = minutes_present(rows, window, longest=held.session.minutes)
    return Came(
        person=person,
        minutes=minutes,
        attended=attends(minutes, held.rule, held.session),
        names=tuple(names),
    )
