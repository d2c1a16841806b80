"""The form in which a survey is opened for a cohort, or its dates are corrected.

Who opens it: a facilitator, days before a session or minutes before its end. What they must be
able to do: within two minutes, choose a questionnaire by what it asks, say when it opens and
closes, understand what each kind of link protects against, and know before saving what will not
change. Whoever only wants a QR code on the screen presses one button: all is chosen beforehand.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from dashboards.pages.entry_fields import Asked, Field, Option, Typed, entry_field
from dashboards.pages.frame import (
    Frame,
    cohort_address,
    framed,
    new_survey_address,
    questionnaires_address,
    survey_address,
    survey_settings_address,
    way_to,
    words_in,
)
from dashboards.pages.set_up import Double, double_words, steps, zone_said
from dashboards.pages.survey_form import minutes
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Cohort, Programme
from surveys.questionnaire import Questionnaire
from surveys.questions import HiddenQuestion, Information, PersonalCodeQuestion
from surveys.set_up_form import CLOSES, OPENS, PROMISES
from surveys.survey import Survey, SurveyState
from surveys.texts import Language, Text


class SurveyFormView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    cohort: Cohort
    questionnaires: tuple[Questionnaire, ...]
    """All that can be asked, by code, newest version first; of what is corrected, its own."""
    survey: Survey | None = None
    """What is corrected; None: a new one is opened."""
    state: SurveyState = "not_yet"
    stays_over: Text | None = None
    """Why it may not open again; None: it may, or is not over."""
    address: str
    """Before the slug, in full: what people will see."""
    typed: Typed = Typed()
    double: Double | None = None
    """Nothing was opened: somebody has to say first whether it is the same."""


class _Choice(NamedTuple):
    """One questionnaire that can be asked."""

    value: str
    title: str
    other_title: str
    about: str
    chosen: bool
    questions: tuple[Text, ...]


class _Choices(NamedTuple):
    newest: _Choice
    older: tuple[_Choice, ...]


class _Way(NamedTuple):
    """One way to say when, with the fields that it takes."""

    option: Option
    fields: tuple[Field, ...]


class _Moment(NamedTuple):
    """When it opens, or closes."""

    id: str
    legend: str
    ways: tuple[_Way, ...]
    fixed: str
    """That it does not change, and why; empty: it can."""
    problem: str


class _Promised(NamedTuple):
    option: Option
    said: str


def survey_form_page(view: SurveyFormView, language: Language) -> Page:
    """Return the form, filled in with what is known, each problem beside its field."""
    words, said = words_in(language), Words("set_up", language)
    survey, cohort, typed = view.survey, view.cohort, view.typed
    action = survey_settings_address(survey.slug) if survey else new_survey_address(cohort.slug)
    frame = Frame(
        said("survey_correct" if survey else "survey_add"),
        action,
        way_to(words, view.programme, view.activity, cohort),
        demonstration=view.programme.demonstration,
    )
    asked = [Asked("eligible", "number", "field_survey_eligible", "hint_survey_eligible", True)]
    asked.append(Asked("kept_days", "number", "field_kept_days", "hint_kept_days", True))
    if survey is None:
        asked.append(Asked("slug", "line", "field_slug", optional=True))
    moments = tuple(_moments(view, words, said))
    fields = [entry_field(each, typed, said) for each in asked]
    if survey is None:
        fields[-1] = fields[-1]._replace(hint=said("hint_survey_slug", address=view.address))
    return framed(
        "survey_set_up.html",
        frame,
        words,
        f=said,
        action=action,
        back=survey_address(survey.slug) if survey else cohort_address(cohort.slug),
        corrects=survey is not None,
        lead=_title(view, language) if survey else said("survey_lead"),
        steps=() if survey else steps("survey", said),
        choices=tuple(_choices(view, said)) if survey is None else (),
        questionnaires=questionnaires_address(view.programme.slug),
        questionnaire_problem=typed.reasons("questionnaire", language),
        moments=moments,
        zone=said("zone_said", zone=zone_said(view.programme.zone, said)),
        promises=_promises(view, said) if survey is None else (),
        fields=fields,
        problems=[each.message[language] for each in typed.problems],
        double=double_words("survey", view.double, said),
    )


def _title(view: SurveyFormView, language: Language) -> str:
    return f"{view.questionnaires[0].title[language]} · {view.cohort.name[language]}"


def _choices(view: SurveyFormView, said: Words) -> Iterator[_Choices]:
    chosen = view.typed.fields.get("questionnaire", "")
    for _, versions in groupby(view.questionnaires, key=lambda each: each.code):
        newest, *older = [_choice(each, chosen, said) for each in versions]
        yield _Choices(newest, tuple(older))


def _choice(questionnaire: Questionnaire, chosen: str, said: Words) -> _Choice:
    language = said.language
    other: Language = "en" if language == "fr" else "fr"
    value = f"{questionnaire.code}.{questionnaire.version}"
    asked = [
        each
        for each in questionnaire.questions
        if not isinstance(each, HiddenQuestion | Information)
    ]
    about = [
        said.count("questions", len(asked)),
        said.count("minutes", minutes(questionnaire.questions)),
        said("questionnaire_version", version=questionnaire.version),
    ]
    if any(isinstance(each, PersonalCodeQuestion) for each in questionnaire.questions):
        about.append(said("linked"))
    return _Choice(
        value=value,
        title=questionnaire.title[language],
        other_title=questionnaire.title[other],
        about=", ".join(about),
        chosen=value == chosen,
        questions=tuple(each.text for each in asked),
    )


def _moments(view: SurveyFormView, words: Words, said: Words) -> Iterator[_Moment]:
    zone, survey = ZoneInfo(view.programme.zone), view.survey
    opened, over = "", ""
    if survey and view.state != "not_yet":
        opened = said("opens_was", moment=_said_moment(survey.opens_at, zone, words))
    if survey and survey.closes_at and view.stays_over:
        over = said(
            "closes_stays",
            moment=_said_moment(survey.closes_at, zone, words),
            reason=view.stays_over[said.language],
        )
    yield _moment(view, "opens", OPENS, opened, words)
    yield _moment(view, "closes", CLOSES, over, words)


def _moment(
    view: SurveyFormView, field: str, ways: Sequence[str], fixed: str, words: Words
) -> _Moment:
    said, typed = Words("set_up", words.language), view.typed
    chosen = typed.fields.get(field, "")
    day = words.day(view.cohort.ends_on)
    time = Asked(f"{field}_time", "time", "time_start" if field == "opens" else "time_end")
    taken: dict[str, tuple[Asked, ...]] = {
        "at": (Asked(f"{field}_on", "date", "day"), time),
        "after": (Asked(f"{field}_after_days", "number", "days_after"),),
    }
    return _Moment(
        id=field,
        legend=said(field),
        ways=tuple(
            _Way(
                Option(way, said(f"{field}_{way}", **_with_day(way, day)), way == chosen),
                tuple(entry_field(each, typed, said) for each in taken.get(way, ())),
            )
            for way in ways
        ),
        fixed=fixed,
        problem=" ".join(
            each.message[said.language]
            for each in typed.problems
            if each.field in {field, f"{field}_at"}
        ),
    )


def _with_day(way: str, day: str) -> dict[str, Any]:
    return {"day": day} if way == "after" else {}


def _said_moment(moment: datetime, zone: ZoneInfo, words: Words) -> str:
    return words.moment(moment.astimezone(zone))


def _promises(view: SurveyFormView, said: Words) -> tuple[_Promised, ...]:
    chosen = view.typed.fields.get("promise", "")
    return tuple(
        _Promised(
            Option(promise, said(f"promise_{promise}"), promise == chosen),
            said(f"promise_{promise}_said"),
        )
        for promise in PROMISES
    )
