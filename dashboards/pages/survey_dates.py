"""The dates of a survey, or of a whole cohort, as a calendar file (iCalendar, RFC 5545).

Who opens it: a facilitator, in the calendar they already use, or whoever they pass
it on to. What they must be able to do: see when a survey opens and when the last
moment to answer is, and open the form from there. Both are moments: they block no
time.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

import msgspec
from icalendar import Calendar, Event

from dashboards.pages.frame import words_in
from dashboards.wording import Words
from surveys.programme import Session
from surveys.survey import Survey
from surveys.texts import Language, Text


class DatesView(msgspec.Struct, frozen=True, kw_only=True):
    survey: Survey
    title: Text
    """Of its questionnaire."""
    cohort_name: Text
    address: str
    """Where participants answer, in full."""


class CohortDatesView(msgspec.Struct, frozen=True, kw_only=True):
    cohort_name: Text
    address: str
    """Of the page of the cohort, in full."""
    sessions: tuple[Session, ...]
    surveys: tuple[DatesView, ...]


def survey_calendar(view: DatesView, language: Language, *, at: datetime) -> bytes:
    """Return the file, with an event for the opening and one for the end, if there is one.

    An event keeps its identity from one file to the next, so a calendar that reads both
    changes it instead of doubling it. `at` is when the file is made.
    """
    return _written(_survey_events(view, words_in(language)), language, at=at)


def cohort_calendar(view: CohortDatesView, language: Language, *, at: datetime) -> bytes:
    """Return the file of a whole cohort: a day for each session, then its surveys.

    The events of a survey are those of `survey_calendar`: a calendar that reads both
    files keeps one of each. Nobody wrote down at what time a session begins.
    """
    words = words_in(language)
    events = [_session_event(view, session, words) for session in view.sessions]
    events += [event for survey in view.surveys for event in _survey_events(survey, words)]
    return _written(events, language, at=at)


def _survey_events(view: DatesView, words: Words) -> list[Event]:
    moments = {"dates_opens": view.survey.opens_at, "dates_closes": view.survey.closes_at}
    named = {"title": view.title[words.language], "cohort": view.cohort_name[words.language]}
    events = []
    for key, moment in moments.items():
        if moment is None:
            continue
        event = _event(f"{view.address}#{key}", words(key, **named), words)
        event.add("dtstart", moment.astimezone(UTC))
        event.add(
            "description",
            words("dates_answer_here", address=view.address),
            parameters={"LANGUAGE": words.language},
        )
        event.add("url", view.address)
        events.append(event)
    return events


def _session_event(view: CohortDatesView, session: Session, words: Words) -> Event:
    language = words.language
    named = {"title": session.title[language], "cohort": view.cohort_name[language]}
    event = _event(
        f"{view.address}#session-{session.position}", words("dates_session", **named), words
    )
    event.add("dtstart", session.held_on)
    event.add("url", view.address)
    return event


def _event(identity: str, summary: str, words: Words) -> Event:
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, identity)))
    event.add("summary", summary, parameters={"LANGUAGE": words.language})
    event.add("transp", "TRANSPARENT")
    return event


def _written(events: Iterable[Event], language: Language, *, at: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//Bilan//{language.upper()}")
    for event in events:
        event.add("dtstamp", at.astimezone(UTC))
        calendar.add_component(event)
    return bytes(calendar.to_ical())
