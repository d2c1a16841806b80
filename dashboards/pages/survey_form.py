"""The form a participant fills in, and what they read instead of it or after it.

Who opens it: a participant of a webinar or a course, in its last three minutes,
on a phone held in one hand, often over a weak connection; in French or English;
sometimes with a screen reader, or with letters enlarged four times.

What they must be able to do: know within five seconds what this is, how long it
takes and who reads it; answer the first question within ten; change language
without losing a word; finish in under four minutes; when something is missing,
find it in one tap; and never wonder whether their answers arrived.

So: a section a page, with the way back and a review before sending; plain HTML that
needs no script, no cookie and nothing from elsewhere. Nothing is stored before sending:
each page carries what was typed on the others. What was sent in one go, by a program,
is shown in one go. Scripts only add: `static/form.js` hides what is not asked and guards
against double clicks, `static/drafts.js` keeps what is typed on the device. The browser's own
checks stay off: they report one problem at a time, in the browser's language rather than
the form's.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from math import ceil
from typing import Any, NamedTuple, assert_never
from uuid import UUID

import msgspec

from analysis.disclosure.gate import INSIDE
from dashboards.pages.form_question import AskedIf, AskedQuestion, asked_if, asked_question
from dashboards.pages.form_review import added_by_address, can_be_quoted, reviewed_pages
from dashboards.pages.invitation import HAS_RECEIPT, Refusal
from dashboards.pages.participant_frame import participant_page
from dashboards.render import Page
from dashboards.wording import Words
from surveys.acceptance import Problem
from surveys.form import fields_from_answers
from surveys.paging import (
    REVIEW,
    Stop,
    askable_on,
    can_be_asked_on,
    pages_in_all,
    progress,
    visible_pages,
)
from surveys.questionnaire import Questionnaire
from surveys.questions import (
    DateQuestion,
    HiddenQuestion,
    Information,
    LongTextQuestion,
    MatrixQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    PersonalCodeQuestion,
    Question,
    RecommendationQuestion,
    ScaleQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
)
from surveys.submissions import AnswerValue
from surveys.survey import Survey
from surveys.texts import Language, Text

EXPLAINED = (400, 404, 409, 410, 413, 429, 500, 503)
"""HTTP statuses that have words of their own; 409: other answers were sent with the same id."""


class FormView(msgspec.Struct, frozen=True, kw_only=True):
    """All that the form shows."""

    questionnaire: Questionnaire
    survey: Survey
    language: Language
    submission_id: UUID | None
    """None on a page that a device keeps for when there is no network: it makes one itself."""
    cohort_name: Text
    answers: dict[str, AnswerValue] = {}
    """What was answered so far: kept when the form is shown again."""
    problems: tuple[Problem, ...] = ()
    stop: Stop | None = None
    """Where the participant is; None shows every page at once."""
    reviewed: bool = False
    """Whether they have been at the review, and may go straight back to it."""
    quotable: bool = False
    """Whether their comments may be quoted outside the team."""
    receipt: str = ""
    """The code they will find their answers again with, once these are on disk."""
    correcting: bool = False
    """Whether this takes the place of what is stored already, under the receipt."""
    invitation: str = ""
    """The secret of their personal link, where the survey wants one."""
    refusal: Refusal | None = None
    """Why what was sent cannot be taken, though nothing is wrong with the answers."""
    opened: str = ""
    """The service's own mark of when the form was opened."""
    website: str = ""
    """What stands in the box that people do not see and leave empty: then they see it."""
    blank: bool = False
    """Whether it was just opened, and nothing of it was sent yet."""
    demonstration: bool = False


class _Section(NamedTuple):
    number: int
    title: str
    introduction: str
    asked_if: AskedIf | None
    questions: tuple[AskedQuestion, ...]


class _ListedProblem(NamedTuple):
    """A problem in the summary; `target` is the id of its question, empty if it has none."""

    text: str
    question: str
    target: str


def form_page(view: FormView) -> Page:
    """Return the page of the form that `view` stops at, with the problems found on it."""
    if view.stop == REVIEW:
        return _review_page(view)
    questionnaire, language, stop = view.questionnaire, view.language, view.stop
    pages = visible_pages(questionnaire, view.answers)
    shown = [
        (number, can_be_asked_on(questionnaire, view.answers, number))
        if stop
        else (number, askable_on(questionnaire, number))
        for number in ([stop] if stop else pages_in_all(questionnaire))
    ]
    return participant_page(
        "form/form.html",
        language,
        introduction=questionnaire.introduction[language],
        minutes=minutes(questionnaire.questions),
        any_required=any(question.required for question in questionnaire.questions),
        promise=f"promise_{view.survey.promise}",
        fewest=INSIDE,
        kept_days=view.survey.kept_days,
        sections=tuple(_section(view, number, asked) for number, asked in shown),
        first=stop is None or stop == pages[0],
        progress=progress(questionnaire, view.answers, stop) if stop else None,
        go="next" if stop else "",
        **_shared(view, {question.code for _, asked in shown for question in asked}),
    )


def preview_page(questionnaire: Questionnaire | None, language: Language) -> Page:
    """Return the whole form as its author sees it, whether it can be published or not."""
    if questionnaire is None or not _can_be_drawn(questionnaire):
        return participant_page("form/no_preview.html", language)
    survey = Survey(
        slug="preview",
        cohort="preview",
        questionnaire=questionnaire.code,
        version=questionnaire.version,
        opens_at=datetime.max.replace(tzinfo=UTC),
    )
    view = FormView(
        questionnaire=questionnaire,
        survey=survey,
        language=language,
        submission_id=None,
        cohort_name=Text(),
    )
    return form_page(view)._replace(template="form/preview.html")


def _can_be_drawn(questionnaire: Questionnaire) -> bool:
    """Whether every scale and question that it names is there."""
    questions = questionnaire.questions
    scales = {each.scale for each in questions if isinstance(each, ScaleQuestion | MatrixQuestion)}
    conditions = (each.visible_if for each in (*questions, *questionnaire.sections))
    named = {each.question for each in conditions if each}
    return scales <= questionnaire.scale_by_code.keys() and named <= questionnaire.by_code.keys()


def _review_page(view: FormView) -> Page:
    words = Words("form", view.language)
    return participant_page(
        "form/review.html",
        view.language,
        pages=reviewed_pages(view.questionnaire, view.answers, words),
        added=added_by_address(view.questionnaire, view.answers, words),
        first=False,
        go="send",
        **_shared(view, set()),
    )


def _shared(view: FormView, drawn: Collection[str]) -> dict[str, Any]:
    """What every page of the form says or carries; `drawn` are the questions it shows."""
    elsewhere = {
        code: value
        for code, value in view.answers.items()
        if code in view.questionnaire.by_code and code not in drawn
    }
    return {
        "title": view.questionnaire.title[view.language],
        "cohort": view.cohort_name[view.language],
        "slug": view.survey.slug,
        "submission_id": str(view.submission_id or ""),
        "blank": view.blank,
        "again": view.survey.promise == "open_link",
        "whole": view.submission_id is None,
        "stop": view.stop,
        "reviewed": view.reviewed,
        "quotable": view.quotable,
        "asks_consent": view.stop == REVIEW and can_be_quoted(view.questionnaire, view.answers),
        "receipt": view.receipt,
        "correcting": view.correcting,
        "sends": "send_correction" if view.correcting else "send",
        "invitation": view.invitation,
        "refusal": view.refusal,
        "has_receipt": view.refusal in HAS_RECEIPT,
        "opened": view.opened,
        "website": view.website,
        "carried": tuple(fields_from_answers(elsewhere)),
        "problems": tuple(_listed(view)),
        "answered": bool(view.answers),
        "demonstration": view.demonstration,
    }


class ShownReceipt(NamedTuple):
    code: str
    address: str
    """Of the service, without a final slash: the code is typed at its `/r`."""


def received_page(
    questionnaire: Questionnaire,
    survey: Survey,
    language: Language,
    *,
    receipt: ShownReceipt | None = None,
    demonstration: bool,
) -> Page:
    """Return what is shown once the answers are on disk, never earlier.

    Args:
        questionnaire: Its title and thanks are said.
        survey: What was answered.
        language: The language of the page.
        receipt: None where there is none, or once it was cleared from the device.
        demonstration: Whether the programme is made up.
    """
    return participant_page(
        "form/received.html",
        language,
        title=questionnaire.title[language],
        thanks=questionnaire.thanks[language],
        slug=survey.slug,
        again=survey.promise == "open_link",
        receipt=receipt.code if receipt else "",
        short_address=f"{receipt.address.removeprefix('https://')}/r" if receipt else "",
        demonstration=demonstration,
    )


def closed_page(
    questionnaire: Questionnaire, survey: Survey, language: Language, *, not_yet: bool
) -> Page:
    """Return what is shown outside the dates of the survey.

    Args:
        questionnaire: What the survey asks.
        survey: Its dates are written as days of the time zone that they carry.
        language: The language of the page.
        not_yet: Whether the survey has still to open, rather than being over.
    """
    moment = survey.opens_at if not_yet else survey.closes_at
    return participant_page(
        "form/closed.html",
        language,
        title=questionnaire.title[language],
        state="not_yet" if not_yet else "over",
        day=Words("form", language).day(moment) if moment else "",
    )


def form_problem_page(status: int, language: Language, *, incident: str = "") -> Page:
    """Return what a participant is told when the service answers with an HTTP error.

    `incident` is the id under which an administrator finds it in the log; empty: it is not there.
    """
    nearest = 500 if status >= 500 else 400  # noqa: PLR2004
    return participant_page(
        "form/problem.html",
        language,
        status=status if status in EXPLAINED else nearest,
        incident=incident,
    )


def _section(view: FormView, number: int, asked: Sequence[Question]) -> _Section:
    words = Words("form", view.language)
    problems = {problem.question: problem.text[view.language] for problem in view.problems}
    section, here = view.questionnaire.sections[number - 1], {question.code for question in asked}
    drawn = []
    for question in asked:
        answer, problem = view.answers.get(question.code), problems.get(question.code, "")
        each = asked_question(view.questionnaire, question, words, answer=answer, problem=problem)
        decided = view.stop and question.visible_if and question.visible_if.question not in here
        # What an earlier page decides is no condition any more on this one.
        drawn.append(replace(each, asked_if=None) if decided else each)
    title, introduction = section.title[view.language], section.introduction[view.language]
    # One page decides for another, unless all are shown at once.
    condition = None if view.stop else asked_if(view.questionnaire, section.visible_if, words)
    return _Section(number, title, introduction, condition, tuple(drawn))


def _listed(view: FormView) -> Iterable[_ListedProblem]:
    """The problems in the order of the questions, those that concern no question first."""
    if view.website:
        words = Words("form", view.language)
        yield _ListedProblem(words("leave_empty_why"), words("leave_empty"), "website")
    order = {code: place for place, code in enumerate(view.questionnaire.by_code)}
    for problem in sorted(view.problems, key=lambda problem: order.get(problem.question or "", -1)):
        question = view.questionnaire.by_code.get(problem.question or "")
        yield _ListedProblem(
            problem.text[view.language],
            question.text[view.language] if question else "",
            question.code if question else "",
        )


def minutes(questions: Iterable[Question]) -> int:
    """How long the form takes, in whole minutes: at least one.

    Made from how long each kind takes on a phone; nobody has measured ours yet.
    """
    return ceil(sum(_seconds(question) for question in questions) / 60)


def _seconds(question: Question) -> int:
    match question:
        case ScaleQuestion() | SingleChoiceQuestion() | RecommendationQuestion() | Information():
            return 6
        case MatrixQuestion(rows=rows):
            return 4 * len(rows)
        case MultipleChoiceQuestion() | NumberQuestion() | DateQuestion() | ShortTextQuestion():
            return 10
        case LongTextQuestion():
            return 25
        case PersonalCodeQuestion(elements=elements):
            return 6 * len(elements)
        case HiddenQuestion():
            return 0
        case _:
            assert_never(question)
