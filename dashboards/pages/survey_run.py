"""One page with everything it takes to run a survey: its address, its QR code, ways to share it.

Who opens it: whoever has just opened a survey, with a room in front of them; or comes back to
remind people, look up the closing date, or close it. What they must be able to do: have the QR
code on the screen at once, copy the address within five seconds, and close the survey within
ten, knowing what that means.
"""

from datetime import date

import msgspec

from dashboards.pages.cohort import MOST_LINKS_AT_ONCE
from dashboards.pages.frame import (
    Frame,
    attendance_address,
    close_address,
    cohort_address,
    dates_address,
    erasing_address,
    form_address,
    framed,
    links_address,
    new_survey_address,
    qr_address,
    reminders_address,
    remove_address,
    roster_address,
    slide_address,
    survey_address,
    survey_settings_address,
    way_to,
    words_in,
)
from dashboards.pages.set_up import steps
from dashboards.pages.slide import is_only_here
from dashboards.render import Page
from dashboards.wording import Words, say
from surveys.programme import Activity, Cohort, Programme
from surveys.survey import Survey, SurveyState
from surveys.texts import Language, Text


class SurveyRunView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    cohort: Cohort
    survey: Survey
    title: Text
    """Of its questionnaire."""
    state: SurveyState
    address: str
    """Where people answer, in full."""
    reopens: bool
    """Whether it may open again once it is over."""
    sessions: bool
    """Whether the cohort has sessions, at which attendance can be noted."""
    removable: bool = False
    """Whether nothing would be lost with it."""
    anonymised_on: date | None = None
    """None: it still holds what people sent."""
    not_removed: Text | None = None
    """Why it stays, where somebody wanted it removed."""


def survey_run_page(view: SurveyRunView, language: Language) -> Page:
    """Return the page, with what is still of use at the moment of the survey."""
    words, said = words_in(language), Words("set_up", language)
    survey, cohort = view.survey, view.cohort
    slug = survey.slug
    frame = Frame(
        view.title[language],
        survey_address(slug),
        way_to(words, view.programme, view.activity, cohort),
        demonstration=view.programme.demonstration,
    )
    return framed(
        "survey_run.html",
        frame,
        words,
        f=said,
        lead=said("run_lead", cohort=cohort.name[language], activity=view.activity.name[language]),
        steps=steps("link", said) if view.state != "over" else (),
        state=view.state,
        state_said=_state(view, words, said),
        ends_said=_ends(view, words, said),
        promised=said(f"promise_{survey.promise}"),
        promised_said=said(f"promise_{survey.promise}_said"),
        kept_said=_kept(view, words, said),
        personal=survey.promise == "one_per_invitation",
        reopens=view.reopens,
        address=view.address,
        only_here=is_only_here(view.address),
        form=form_address(slug),
        slide=slide_address(slug),
        qr_svg=qr_address(slug, "svg"),
        qr_png=qr_address(slug, "png"),
        dates=dates_address(slug),
        reminders=reminders_address(slug),
        reminders_label=say("reminders", "link", language),
        links=links_address(slug),
        most_links=MOST_LINKS_AT_ONCE,
        roster=roster_address(cohort.slug),
        attendance=attendance_address(cohort.slug) if view.sessions else "",
        results=cohort_address(cohort.slug, slug),
        settings=survey_settings_address(slug),
        close=close_address(slug),
        remove=remove_address(slug) if view.removable else "",
        not_removed=view.not_removed[language] if view.not_removed else "",
        erasing=erasing_address(slug),
        erasing_label=say("erasing", "link", language),
        another=new_survey_address(cohort.slug),
    )


def _state(view: SurveyRunView, words: Words, said: Words) -> str:
    survey = view.survey
    if view.state == "not_yet":
        return said("run_not_yet", moment=words.moment(survey.opens_at))
    if view.state == "over" and survey.closes_at:
        return said("run_over", moment=words.moment(survey.closes_at))
    return said("run_open")


def _kept(view: SurveyRunView, words: Words, said: Words) -> str:
    """Return until when what could tell who somebody is stays."""
    survey = view.survey
    if view.anonymised_on:
        return said("kept_anonymised", day=words.day(view.anonymised_on))
    if survey.kept_until:
        return said("kept_until", day=words.day(survey.kept_until.date()))
    if survey.kept_days:
        return said.count("kept_after", survey.kept_days)
    return said("kept_for_ever")


def _ends(view: SurveyRunView, words: Words, said: Words) -> str:
    if view.state == "over":
        return said("reopen_said") if view.reopens else ""
    if view.survey.closes_at is None:
        return said("run_no_end")
    return said("run_until", moment=words.moment(view.survey.closes_at))
