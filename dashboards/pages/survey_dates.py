"""The dates of a survey as a calendar file (iCalendar, RFC 5545).

Who opens it: a facilitator, in the calendar they already use, or whoever they pass
it on to. What they must be able to do: see when a survey opens and when the last
moment to answer is, and open the form from there. Both are moments: they block no
time.
"""

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

import msgspec
from icalendar import Calendar, Event

from dashboards.pages.frame import words_in
from surveys.survey import Survey
from surveys.texts import Language, Text


class DatesView(msgspec.Struct, frozen=True, kw_only=True):
    survey: Survey
    title: Text
    """Of its questionnaire."""
    cohort_name: Text
    address: str
    """Where participants answer, in full."""


def survey_calendar(view: DatesView, language: Language, *, at: datetime) -> bytes:
    """Return the file, with an event for the opening and one for the end, if there is one.

    An event keeps its identity from one file to the next, so a calendar that reads both
    changes it instead of doubling it. `at` is when the file is made.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//Bilan//{language.upper()}")
    moments = {"dates_opens": view.survey.opens_at, "dates_closes": view.survey.closes_at}
    words = words_in(language)
    named = {"title": view.title[language], "cohort": view.cohort_name[language]}
    for key, moment in moments.items():
        if moment is None:
            continue
        event = Event()
        event.add("uid", str(uuid5(NAMESPACE_URL, f"{view.address}#{key}")))
        event.add("dtstamp", at.astimezone(UTC))
        event.add("dtstart", moment.astimezone(UTC))
        event.add("summary", words(key, **named), parameters={"LANGUAGE": language})
        event.add(
            "description",
            words("dates_answer_here", address=view.address),
            parameters={"LANGUAGE": language},
        )
        event.add("url", view.address)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
