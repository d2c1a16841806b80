"""The calendar of a cohort: its sessions and its surveys, in the order of their days.

Who opens it: a facilitator who plans the next months. What they must be able to do:
within five seconds, see whether the follow-up is set up and when it opens; take all
dates into their own calendar with one click.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

import msgspec

from analysis.disclosure.gate import INSIDE
from dashboards.pages.gists import gist_words
from dashboards.wording import Words
from surveys.programme import Session
from surveys.survey import Survey, SurveyState
from surveys.texts import Text

_STATES: Final[dict[SurveyState, str]] = {
    "not_yet": "calendar_not_yet",
    "open": "calendar_open",
    "over": "calendar_over",
}


class PlannedSurvey(msgspec.Struct, frozen=True, kw_only=True):
    """A survey with its dates, in the time zone they are to be read in."""

    survey: Survey
    title: Text
    """Of its questionnaire."""
    state: SurveyState
    at_least: int
    """How many answered, in steps that show no single arrival; 0 below the first."""


class CalendarLine(NamedTuple):
    when: str
    title: str
    state: str
    """Empty for a session."""


def calendar_lines(
    sessions: Iterable[Session], surveys: Sequence[PlannedSurvey], words: Words
) -> tuple[CalendarLine, ...]:
    """Return what happens in a cohort, earliest first; on one day, sessions before surveys."""
    dated: list[tuple[date, CalendarLine]] = [
        (session.held_on, _session_line(session, words)) for session in sessions
    ]
    dated += [(each.survey.opens_at.date(), _survey_line(each, words)) for each in surveys]
    return tuple(line for _, line in sorted(dated, key=lambda pair: pair[0]))


def calendar_gist(
    sessions: Sequence[Session], surveys: Sequence[PlannedSurvey], words: Words
) -> str:
    """Return « 6 séances et 2 sondages. »."""
    said = gist_words(words)
    counted = [said.count("sessions", len(sessions))] if sessions else []
    return words.each([*counted, said.count("surveys", len(surveys))]) + "."


def _session_line(session: Session, words: Words) -> CalendarLine:
    minutes = words("calendar_minutes", minutes=words.number(session.minutes))
    when = words("first_second_sentence", first=words.day(session.held_on), second=minutes)
    return CalendarLine(
        when, words("calendar_session", title=session.title[words.language]), state=""
    )


def _survey_line(planned: PlannedSurvey, words: Words) -> CalendarLine:
    survey = planned.survey
    opens = words.moment(survey.opens_at)
    if survey.closes_at is None:
        when = words("calendar_from", first=opens)
    else:
        when = words("from_to_days", first=opens, last=words.moment(survey.closes_at))
    state = words(_STATES[planned.state])
    if planned.state == "open":
        answers = words.count("calendar_answers", planned.at_least)
        if planned.at_least == 0:
            answers = words("calendar_few", fewest=INSIDE)
        state = words("first_second_sentence", first=state, second=answers)
    return CalendarLine(when, words("calendar_survey", title=planned.title[words.language]), state)
