"""The review before sending: every question that is asked, with its answer in words."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from dashboards.pages.form_question import offered
from dashboards.wording import Words
from surveys.paging import asked_on, visible_pages
from surveys.questionnaire import Questionnaire
from surveys.questions import (
    DateQuestion,
    HiddenQuestion,
    Information,
    LongTextQuestion,
    MatrixQuestion,
    PersonalCodeQuestion,
    Question,
)
from surveys.submissions import AnswerValue
from surveys.visibility import visible_questions


class ReviewedAnswer(NamedTuple):
    """One answer in words, a line each row or option; no line where there is no answer."""

    question: str
    lines: tuple[str, ...]


class ReviewedPage(NamedTuple):
    number: int
    title: str
    answers: tuple[ReviewedAnswer, ...]


def reviewed_pages(
    questionnaire: Questionnaire, answers: Mapping[str, AnswerValue], words: Words
) -> tuple[ReviewedPage, ...]:
    """Return what is asked, page by page; pages of which nothing is asked but read are left out."""
    pages = []
    for number in visible_pages(questionnaire, answers):
        asked = tuple(
            ReviewedAnswer(
                question.text[words.language],
                answer_words(questionnaire, question, words, answers.get(question.code)),
            )
            for question in asked_on(questionnaire, answers, number)
            if not isinstance(question, Information)
        )
        if asked:
            title = questionnaire.sections[number - 1].title[words.language]
            pages.append(ReviewedPage(number, title, asked))
    return tuple(pages)


def can_be_quoted(questionnaire: Questionnaire, answers: Mapping[str, AnswerValue]) -> bool:
    """Whether something was written at length, for which it matters if it may be quoted."""
    return any(
        isinstance(question, LongTextQuestion) and answers.get(question.code)
        for question in visible_questions(questionnaire, answers)
    )


def added_by_address(
    questionnaire: Questionnaire, answers: Mapping[str, AnswerValue], words: Words
) -> str:
    """Return what the address that was opened answers, in words; empty where it answers nothing."""
    return ", ".join(
        words("row", row=question.text[words.language], answer=answer)
        for question in questionnaire.questions
        if isinstance(question, HiddenQuestion)
        for answer in answer_words(questionnaire, question, words, answers.get(question.code))
    )


def answer_words(
    questionnaire: Questionnaire, question: Question, words: Words, answer: AnswerValue
) -> tuple[str, ...]:
    """Return an answer as it was read or typed, a line each; what is not offered as it was sent."""
    texts = {
        option.code: option.text[words.language] for option in offered(questionnaire, question)
    }
    match answer:
        case None:
            return ()
        case list():
            return tuple(texts.get(code, code) for code in answer)
        case dict() if isinstance(question, PersonalCodeQuestion):
            return (words("code_given"),)  # whoever looks over a shoulder need not read it
        case dict():
            rows = question.rows if isinstance(question, MatrixQuestion) else ()
            return tuple(
                words(
                    "row",
                    row=row.text[words.language],
                    answer=texts.get(answer[row.code], answer[row.code])
                    if row.code in answer
                    else words("no_answer"),
                )
                for row in rows
            )
        case str() if isinstance(question, DateQuestion):
            return (_day(words, answer),)
        case str():
            return (texts.get(answer, answer),)
        case _:
            return (words.number(answer, digits=15),)


def _day(words: Words, typed: str) -> str:
    try:
        return words.day(date.fromisoformat(typed))
    except ValueError:
        return typed
