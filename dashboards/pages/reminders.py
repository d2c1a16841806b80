"""Remind those who have not answered, without looking over anybody's shoulder.

Who opens it: a facilitator, two days before a survey closes, with the list of people and links
that the invitations were sent from; or with nothing, where everybody has the same link. What they
must be able to do: within a minute, have reminders on their way, or a file or a text for their
mail program; and understand why somebody who has answered may get one too.
"""

from typing import NamedTuple

import msgspec

from analysis.disclosure.gate import INSIDE
from dashboards.mails import MailFault, Reminder, fault_said, reminder_mail
from dashboards.pages.frame import (
    Frame,
    everybody_address,
    framed,
    reminders_address,
    roster_address,
    survey_address,
    way_to,
    words_in,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Cohort, Programme
from surveys.questionnaire import Questionnaire
from surveys.survey import Survey, SurveyState
from surveys.texts import LANGUAGES, Language, Text


class RoundShown(msgspec.Struct, frozen=True, kw_only=True):
    """How far a sending is."""

    total: int
    sent: int
    already: int
    failed: tuple[tuple[int, str], ...]
    """Line and address; 0: of no list."""
    stopped: MailFault | None
    running: bool
    progress: float


class ListFault(NamedTuple):
    """Why a list cannot be used."""

    key: str
    said: str = ""
    """The lines that it is about."""


class RemindersView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    cohort: Cohort
    survey: Survey
    questionnaire: Questionnaire
    state: SurveyState
    address: str
    """Where participants answer, in full."""
    sends_mail: bool = False
    on_roster: int = 0
    """How many addresses the roster of the cohort has, where a reminder goes to everybody."""
    made: int = 0
    left_out: int = 0
    """How many links the next list leaves out, at least."""
    fault: ListFault | None = None
    latest: RoundShown | None = None


def reminder_of(view: RemindersView) -> Reminder:
    """Return what reminders say of a survey."""
    return Reminder(
        title=view.questionnaire.title,
        cohort=view.cohort.name,
        closes=Text(**{each: _closes(view.survey, each) for each in LANGUAGES}),
        personal=view.survey.promise == "one_per_invitation",
    )


def reminders_page(view: RemindersView, language: Language) -> Page:
    """Return the page from which reminders leave."""
    words, said = words_in(language), Words("reminders", language)
    survey = view.survey
    title = said("title")
    frame = Frame(
        title,
        reminders_address(survey.slug),
        way_to(words, view.programme, view.activity, view.cohort),
        demonstration=view.programme.demonstration,
    )
    latest = view.latest
    return framed(
        "reminders.html",
        frame,
        words,
        s=said,
        view=view,
        name=view.questionnaire.title[language],
        personal=survey.promise == "one_per_invitation",
        none_made=survey.promise == "one_per_invitation" and not view.made,
        survey_page=f"{survey_address(survey.slug)}#links",
        why=said(f"why_{survey.promise}"),
        counts=_counts(view, said),
        rule=said("rule", fewest=said.number(INSIDE)),
        text=_text(view, said),
        everybody=everybody_address(survey.slug) if view.on_roster else "",
        everybody_label=said.count("everybody", view.on_roster),
        roster=roster_address(view.cohort.slug),
        fault=_fault(view.fault, said) if view.fault else "",
        polled=f"/api{reminders_address(survey.slug)}" if latest and latest.running else "",
        stopped=fault_said(latest.stopped, language) if latest and latest.stopped else "",
    )


def _text(view: RemindersView, said: Words) -> str:
    """Return a reminder to copy; where each has a link of their own, a place for it."""
    reminder = reminder_of(view)
    link = said("text_link") if reminder.personal else view.address
    return reminder_mail("", reminder, link).text


def _fault(fault: ListFault, said: Words) -> str:
    where = said("fault_line", line=fault.said) if fault.key == "unreadable" and fault.said else ""
    return " ".join(filter(None, [said(f"fault_{fault.key}", said=fault.said), where]))


def _counts(view: RemindersView, said: Words) -> str:
    if not view.left_out:
        return said.count("nobody_left_out", view.made)
    return said("left_out", made=said.number(view.made), count=said.number(view.left_out))


def _closes(survey: Survey, language: Language) -> str:
    said = Words("reminders", language)
    if survey.closes_at is None:
        return said("closes_never")
    return said("closes", at=words_in(language).moment(survey.closes_at))
