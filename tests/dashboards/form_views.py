"""The participant's form as tests look at it: every page, in every state."""

from typing import Any, get_args

from dashboards.pages.accessibility import accessibility_page
from dashboards.pages.invitation import Refusal, refusal_page
from dashboards.pages.offline import kept_page
from dashboards.pages.survey_form import (
    EXPLAINED,
    FormView,
    ShownReceipt,
    closed_page,
    form_page,
    form_problem_page,
    preview_page,
    received_page,
)
from dashboards.render import Page, render
from surveys.acceptance import Problem
from surveys.paging import REVIEW
from surveys.questionnaire import Section
from surveys.questions import HiddenQuestion, Information, LongTextQuestion
from surveys.survey import Promise
from surveys.texts import Language, Text
from tests.dashboards.markup import Element, read
from tests.dashboards.receipt_views import CODE, every_receipt_page
from tests.factories import PERSONAL_CODE, make_questionnaire, make_submission, make_survey

QUESTIONNAIRE = make_questionnaire()
ANSWERED = [
    question.code
    for question in QUESTIONNAIRE.questions
    if not isinstance(question, HiddenQuestion | Information)
]


def view(**changes: Any) -> FormView:
    fields: dict[str, Any] = {
        "questionnaire": QUESTIONNAIRE,
        "survey": make_survey(),
        "language": "fr",
        "submission_id": make_submission().id,
        "cohort_name": Text(fr="Cohorte du printemps", en="Spring cohort"),
    }
    return FormView(**fields | changes)


def shown(**changes: Any) -> Element:
    return read(render(form_page(view(**changes))))


def every_page(language: Language) -> dict[str, Page]:
    """Return every page of the form, in its every state, by a name for the state."""
    problems = tuple(Problem(code, Text(fr="Aïe.", en="Ouch.")) for code in [None, *ANSWERED])
    one_question = Section(
        title=Text(fr="Une seule", en="Only one"),
        introduction=Text(fr="Courage.", en="Courage."),
        questions=(LongTextQuestion(code="why", text=Text(fr="Pourquoi ?", en="Why?")),),
    )
    short = make_questionnaire(
        introduction=Text(fr="Merci d’être là.", en="Thanks for being here."),
        thanks=Text(fr="À bientôt.", en="See you soon."),
        sections=(one_question,),
    )
    answered = view(
        language=language,
        answers=make_submission().answers,
        problems=problems,
        demonstration=True,
    )
    promised = {
        f"promise {promise}": form_page(
            view(language=language, survey=make_survey(promise=promise), receipt=CODE)
        )
        for promise in get_args(Promise)
    }
    refusals: tuple[Refusal, ...] = get_args(Refusal)
    refused = {
        f"{way} {refusal}": page
        for refusal in refusals
        for way, page in {
            "opened:": refusal_page(refusal, language, link="7kq2m9xt04"),
            "sent:": form_page(
                view(
                    language=language,
                    stop=REVIEW,
                    answers=make_submission().answers,
                    invitation="7kq2m9xt04",
                    refusal=refusal,
                )
            ),
        }.items()
    }
    return (
        promised
        | refused
        | {
            "empty": form_page(view(language=language)),
            "preview": preview_page(make_questionnaire(), language),
            "no preview": preview_page(None, language),
            "nothing required": form_page(view(language=language, questionnaire=short)),
            "problems": form_page(answered),
            "first page": form_page(
                view(language=language, survey=make_survey(kept_days=730), stop=1, blank=True)
            ),
            "whole, for when there is no network": form_page(
                view(language=language, submission_id=None, blank=True)
            ),
            "kept on the device": kept_page(language),
            "last page": form_page(
                view(
                    language=language,
                    stop=2,
                    answers=make_submission().answers,
                    problems=problems[-2:],
                    reviewed=True,
                )
            ),
            "review": form_page(
                view(
                    language=language,
                    stop=REVIEW,
                    answers=make_submission().answers | {"source": "newsletter"},
                )
            ),
            "review with a code": form_page(
                view(language=language, stop=REVIEW, answers={"my_code": dict(PERSONAL_CODE)})
            ),
            "half a code": form_page(
                view(
                    language=language,
                    stop=2,
                    answers={"my_code": {"mother": "Marie", "month": "03"}},
                    problems=(Problem("my_code", Text("Il manque…", "Missing…")),),
                )
            ),
            "empty review": form_page(
                view(language=language, stop=REVIEW, problems=problems[:1], demonstration=True)
            ),
            "correction": form_page(
                view(
                    language=language,
                    stop=REVIEW,
                    answers=make_submission().answers,
                    receipt=CODE,
                    quotable=True,
                    correcting=True,
                )
            ),
            "page of a correction": form_page(view(language=language, stop=2, correcting=True)),
            "received with its code": received_page(
                short,
                make_survey(),
                language,
                receipt=ShownReceipt(CODE, "https://bilan.example.org"),
                demonstration=False,
            ),
            "robots' box": form_page(
                view(
                    language=language,
                    stop=REVIEW,
                    answers=make_submission().answers,
                    website="https://example.org",
                )
            ),
            "accessibility": accessibility_page(language),
            "received": received_page(short, make_survey(), language, demonstration=True),
            "not yet open": closed_page(QUESTIONNAIRE, make_survey(), language, not_yet=True),
            "closed": closed_page(QUESTIONNAIRE, make_survey(), language, not_yet=False),
        }
        | every_receipt_page(language)
        | {f"error {status}": form_problem_page(status, language) for status in EXPLAINED}
        | {"failure of ours": form_problem_page(500, language, incident="4f1c2a")}
    )
