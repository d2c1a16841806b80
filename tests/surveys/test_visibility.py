"""Which questions a participant sees, given the answers so far."""

import pytest

from surveys.questionnaire import Questionnaire, Section
from surveys.questions import (
    Condition,
    MultipleChoiceQuestion,
    Option,
    Question,
    ScaleQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
)
from surveys.submissions import AnswerValue
from surveys.texts import Text
from surveys.visibility import visible_questions
from tests.factories import make_questionnaire

TEXT = Text(fr="Texte", en="Text")
OPTIONS = tuple(Option(code=code, text=TEXT) for code in ("yes", "no", "later"))


def chain() -> Questionnaire:
    """Ask `started`; if so or later, `tools`; if email or none, `reason`."""
    questions: tuple[Question, ...] = (
        SingleChoiceQuestion(code="started", text=TEXT, options=OPTIONS),
        MultipleChoiceQuestion(
            code="tools",
            text=TEXT,
            options=tuple(Option(code=code, text=TEXT) for code in ("email", "sheet", "none")),
            visible_if=Condition(question="started", any_of=("yes", "later")),
        ),
        ShortTextQuestion(
            code="reason",
            text=TEXT,
            visible_if=Condition(question="tools", any_of=("email", "none")),
        ),
    )
    return make_questionnaire(scales=(), sections=(Section(title=TEXT, questions=questions),))


@pytest.mark.parametrize(
    ("answers", "visible"),
    [
        ({}, ["started"]),
        ({"started": None}, ["started"]),
        ({"started": "no"}, ["started"]),
        ({"started": "yes"}, ["started", "tools"]),
        ({"started": "later", "tools": ["sheet"]}, ["started", "tools"]),
        ({"started": "later", "tools": ["sheet", "email"]}, ["started", "tools", "reason"]),
        ({"started": "no", "tools": ["email"]}, ["started"]),
        ({"tools": ["email"]}, ["started"]),
        ({"started": "yes", "tools": "email"}, ["started", "tools", "reason"]),
        ({"started": 1}, ["started"]),
    ],
)
def test_a_question_shows_when_its_condition_holds_on_a_question_that_shows(
    answers: dict[str, AnswerValue], visible: list[str]
) -> None:
    assert [question.code for question in visible_questions(chain(), answers)] == visible


def test_sans_objet_can_be_what_a_question_depends_on() -> None:
    questions: tuple[Question, ...] = (
        ScaleQuestion(code="useful", text=TEXT, scale="usefulness"),
        ShortTextQuestion(
            code="why",
            text=TEXT,
            visible_if=Condition(question="useful", any_of=("not_applicable",)),
        ),
    )
    questionnaire = make_questionnaire(sections=(Section(title=TEXT, questions=questions),))

    assert visible_questions(questionnaire, {"useful": "useful"}) == [questions[0]]
    assert visible_questions(questionnaire, {"useful": "not_applicable"}) == list(questions)


def test_without_conditions_every_question_shows_in_order() -> None:
    questionnaire = make_questionnaire()
    codes = [question.code for question in questionnaire.questions]

    shown = [question.code for question in visible_questions(questionnaire, {"role": "other"})]

    assert shown == codes
