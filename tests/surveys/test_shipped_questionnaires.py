"""The four questionnaires that ship: publishable, consistent, short, and well typeset."""

import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from typing import get_args

import msgspec
import pytest

from surveys.acceptance import accept
from surveys.form import answers_from_form
from surveys.personal_code import asked_elements
from surveys.publishing import problems
from surveys.questionnaire import Questionnaire, read_questionnaire
from surveys.questions import (
    HiddenQuestion,
    Information,
    LongTextQuestion,
    MatrixQuestion,
    MultipleChoiceQuestion,
    PersonalCodeQuestion,
    Question,
    ScaleQuestion,
    SingleChoiceQuestion,
)
from surveys.texts import Text
from tests.factories import NOON, make_submission, make_survey

SHIPPED: dict[str, Questionnaire] = {
    file.name.removesuffix(".toml"): read_questionnaire(file.read_bytes())
    for file in (files("surveys") / "questionnaires").iterdir()
    if file.name.endswith(".toml")
}
EACH = pytest.mark.parametrize("questionnaire", SHIPPED.values(), ids=SHIPPED)


def texts(questionnaire: Questionnaire) -> Iterator[Text]:
    """Every text of a questionnaire, wherever it stands."""
    pending: list[object] = [questionnaire]
    while pending:
        match pending.pop():
            case Text() as text:
                yield text
            case msgspec.Struct() as part:
                pending += [getattr(part, name) for name in part.__struct_fields__]
            case tuple() as parts:
                pending += parts
            case _:
                pass


def test_four_questionnaires_ship_each_in_the_file_of_its_name() -> None:
    assert {name: questionnaire.code for name, questionnaire in SHIPPED.items()} == {
        name: name for name in ("webinar", "planning_course", "leadership_course", "follow_up")
    }


@EACH
def test_it_can_be_published_as_it_is(questionnaire: Questionnaire) -> None:
    assert problems(questionnaire) == []


def test_together_they_ask_every_kind_of_question() -> None:
    asked = {type(question) for shipped in SHIPPED.values() for question in shipped.questions}

    # What a link says of who opens it is each organisation's own business.
    assert asked == set(get_args(Question)) - {HiddenQuestion}


@EACH
def test_two_to_four_numbers_stand_first(questionnaire: Questionnaire) -> None:
    assert 2 <= sum(question.headline for question in questionnaire.questions) <= 4


def test_only_whether_a_transformation_started_must_be_answered() -> None:
    required = {
        (name, question.code)
        for name, shipped in SHIPPED.items()
        for question in shipped.questions
        if question.required
    }

    assert required == {("follow_up", "transformation_started")}


@EACH
def test_it_is_read_and_ticked_in_under_four_minutes(questionnaire: Questionnaire) -> None:
    # 195 words a minute: adults reading French texts aloud (Trauzettel-Klosinski & Dietz 2012,
    # IReST), so on the slow side; 3 s to tick an answer, a row each; writing comes on top.
    read, ticks = questionnaire.introduction.fr.split(), 0
    for question in questionnaire.questions:
        read += question.text.fr.split() + question.hint.fr.split()
        match question:
            case SingleChoiceQuestion(code="region"):
                ticks += 1  # people look for their region, they do not read the others
            case SingleChoiceQuestion() | MultipleChoiceQuestion():
                read += " ".join(option.text.fr for option in question.options).split()
                ticks += 1
            case MatrixQuestion():
                read += " ".join(row.text.fr for row in question.rows).split()
                ticks += len(question.rows)
            case LongTextQuestion() | Information() | PersonalCodeQuestion():
                pass  # the code is not required: who starts it has chosen to take the time
            case _:
                ticks += 1

    assert len(read) / 195 * 60 + ticks * 3 < 240


def test_the_same_code_asks_the_same_thing_everywhere() -> None:
    kinds: defaultdict[str, set[object]] = defaultdict(set)
    answers: defaultdict[tuple[str, str], set[object]] = defaultdict(set)
    words: defaultdict[str, set[Text]] = defaultdict(set)
    for shipped in SHIPPED.values():
        for scale in shipped.scales:
            answers[scale.code, "scale"].add(scale)
        for question in shipped.questions:
            kinds[question.code].add(type(question))
            match question:
                case (
                    SingleChoiceQuestion(options=options) | MultipleChoiceQuestion(options=options)
                ):
                    answers[question.code, "options"].add(options)
                case ScaleQuestion(scale=scale_code):
                    answers[question.code, "its scale"].add(scale_code)
                case _:
                    pass
            if question.code in {"role", "role_other", "region", "testimonial"}:
                words[question.code].add(question.text)

    assert all(len(seen) == 1 for seen in kinds.values())
    assert all(len(seen) == 1 for seen in answers.values())
    assert [len(seen) for seen in words.values()] == [1, 1, 1, 1]


def test_the_codes_of_a_course_can_be_compared_with_those_of_its_follow_up() -> None:
    follow_up = asked_elements(SHIPPED["follow_up"])

    assert len(follow_up) == 7
    assert asked_elements(SHIPPED["planning_course"]) == follow_up
    assert asked_elements(SHIPPED["leadership_course"]) == follow_up


def test_the_indicators_of_a_programme_report_are_asked_where_they_belong() -> None:
    expected = {
        "webinar": {"relevance", "equipped", "pace", "most_useful"},
        "planning_course": {"satisfaction", "usefulness", "guidance", "pace", "most_useful"},
        "leadership_course": {"satisfaction", "expectations_met", "wish_to_apply", "most_useful"},
        "follow_up": {"transformation_started", "applied", "change"},
    }
    everywhere = {"recommend", "recommend_score", "role", "region", "needs_next"}
    everywhere |= {"testimonial"}

    for name, codes in expected.items():
        assert codes | everywhere <= set(SHIPPED[name].by_code)
    matrix = SHIPPED["planning_course"].by_code["usefulness"]
    assert isinstance(matrix, MatrixQuestion)
    assert len(matrix.rows) == 6


@EACH
def test_a_testimonial_makes_no_theme_and_only_the_review_asks_whether_one_may_be_quoted(
    questionnaire: Questionnaire,
) -> None:
    testimonial = questionnaire.by_code["testimonial"]

    assert isinstance(testimonial, LongTextQuestion)
    assert not testimonial.themes
    assert not testimonial.required
    assert not [code for code in questionnaire.by_code if "consent" in code]


def test_a_follow_up_asks_about_the_project_of_those_who_started_one() -> None:
    follow_up = SHIPPED["follow_up"]
    fields = [
        ("q.transformation_started", "yes"),
        ("q.project_started_on", "2026-01-01"),
        ("q.project_stage", "in_use"),
        ("q.people_using", "1 200"),
    ]

    kept = accept(
        follow_up,
        make_survey(),
        make_submission(answers=answers_from_form(follow_up, fields)),
        at=NOON,
    )

    assert kept.answers == {
        "transformation_started": "yes",
        "project_started_on": "2026-01-01",
        "project_stage": "in_use",
        "people_using": 1_200,
    }
    assert answers_from_form(follow_up, [("q.transformation_started", "no"), *fields[1:]]) == {
        "transformation_started": "no"
    }


NO_BREAK = "\u00a0"


@EACH
def test_french_is_typeset_as_french_and_english_as_english(questionnaire: Questionnaire) -> None:
    for text in texts(questionnaire):
        assert not re.search(rf"[^{NO_BREAK}?!][:;?!»%]|«[^{NO_BREAK}]", text.fr), text.fr
        assert not re.search(r"\s[:;?!,.]|[«»]", text.en), text.en
        for words in (text.fr, text.en):
            assert not re.search(r"['\"]|\.\.\.|  |\w-\s", words), words
            assert words == words.strip()
