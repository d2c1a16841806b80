"""The pages of the form: every walk ends at the review, and nothing asked is passed over."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.form import fields_from_answers, typed_answers
from surveys.paging import (
    REVIEW,
    Progress,
    Stop,
    askable_on,
    asked_on,
    can_be_asked_on,
    first_stop_of,
    nearest_stop,
    next_stop,
    pages_in_all,
    previous_stop,
    progress,
    visible_pages,
)
from surveys.publishing import problems
from surveys.questionnaire import Questionnaire, Section
from surveys.questions import (
    Condition,
    MultipleChoiceQuestion,
    Option,
    Question,
    SingleChoiceQuestion,
)
from surveys.submissions import AnswerValue
from surveys.texts import Text
from surveys.visibility import visible_questions
from tests.factories import make_questionnaire, make_submission

TEXT = Text(fr="Texte", en="Text")
CODES = ("a", "b")


def single(code: str, visible_if: Condition | None = None) -> SingleChoiceQuestion:
    options = tuple(Option(code=each, text=TEXT) for each in CODES)
    return SingleChoiceQuestion(code=code, text=TEXT, options=options, visible_if=visible_if)


def several(code: str, visible_if: Condition | None = None) -> MultipleChoiceQuestion:
    options = (
        *(Option(code=each, text=TEXT) for each in CODES),
        Option(code="none", text=TEXT, exclusive=True),
    )
    return MultipleChoiceQuestion(code=code, text=TEXT, options=options, visible_if=visible_if)


def when(question: str, *codes: str) -> Condition:
    return Condition(question=question, any_of=codes)


def paged(*sections: tuple[Condition | None, tuple[Question, ...]]) -> Questionnaire:
    return make_questionnaire(
        scales=(),
        sections=tuple(
            Section(title=TEXT, visible_if=condition, questions=questions)
            for condition, questions in sections
        ),
    )


FIVE = paged(
    (None, (single("one"),)),
    (when("one", "a"), (single("two"), single("two_more", when("two", "b")))),
    (None, (single("three", when("one", "b")), single("three_more", when("three", "a")))),
    (None, (several("four"),)),
    (when("four", "none"), (single("five"),)),
)


@pytest.mark.parametrize(
    ("answers", "pages"),
    [
        ({}, [1, 4]),
        ({"one": "a"}, [1, 2, 4]),
        ({"one": "b"}, [1, 3, 4]),
        ({"one": "b", "four": ["none"]}, [1, 3, 4, 5]),
        ({"one": "b", "two": "b", "four": ["a"]}, [1, 3, 4]),
    ],
)
def test_a_page_on_which_nothing_is_asked_is_passed_over(
    answers: dict[str, AnswerValue], pages: list[int]
) -> None:
    assert visible_pages(FIVE, answers) == pages


def test_progress_counts_the_pages_that_the_answers_ask() -> None:
    assert progress(FIVE, {"one": "b"}, 4) == Progress(number=3, total=3)
    assert progress(FIVE, {}, 4) == Progress(number=2, total=2)


def test_a_page_shows_what_its_own_answers_could_show_and_earlier_ones_allow() -> None:
    def codes(answers: Mapping[str, AnswerValue], page: int) -> list[str]:
        return [question.code for question in can_be_asked_on(FIVE, answers, page)]

    assert codes({"one": "a"}, 2) == ["two", "two_more"]
    assert codes({"one": "b"}, 2) == []
    assert codes({"one": "b"}, 3) == ["three", "three_more"]
    assert codes({"one": "a", "three": "a"}, 3) == []


@pytest.mark.parametrize(
    ("stop", "nearest"), [(-7, 1), (1, 1), (2, 4), (4, 4), (5, REVIEW), (99, REVIEW)]
)
def test_a_stop_that_is_no_page_leads_to_the_one_after(stop: Stop, nearest: Stop) -> None:
    assert nearest_stop(FIVE, {}, stop) == nearest


def test_the_first_stop_of_problems_is_a_page_or_the_review() -> None:
    assert first_stop_of(FIVE, ["four", "two_more", None]) == 2
    assert first_stop_of(FIVE, [None, "unknown"]) == REVIEW


# --- laws over any questionnaire --------------------------------------------------------------


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Up to five questions over up to three pages, with any conditions on earlier ones."""
    sections: list[tuple[Condition | None, tuple[Question, ...]]] = []
    asked: list[Question] = []

    def condition() -> Condition | None:
        if not asked or draw(st.booleans()):
            return None
        earlier = draw(st.sampled_from(asked))
        offered = (*CODES, "none") if isinstance(earlier, MultipleChoiceQuestion) else CODES
        return when(earlier.code, *sorted(draw(st.sets(st.sampled_from(offered), min_size=1))))

    for size in draw(st.lists(st.integers(1, 2), min_size=1, max_size=3)):
        section = condition()
        questions: list[Question] = []
        for _ in range(size):
            make = single if draw(st.booleans()) else several
            questions.append(make(f"q{len(asked)}", condition()))
            asked.append(questions[-1])
        sections.append((section, tuple(questions)))
    return paged(*sections)


ONE = ("a", "b", None)
SEVERAL = (["a"], ["b"], ["a", "b"], ["none"], None)


def any_answers(questionnaire: Questionnaire) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            question.code: st.sampled_from(
                SEVERAL if isinstance(question, MultipleChoiceQuestion) else ONE
            )
            for question in questionnaire.questions
        }
    )


answered = questionnaires().flatmap(
    lambda questionnaire: st.tuples(st.just(questionnaire), any_answers(questionnaire))
)


@given(questionnaires())
def test_a_questionnaire_is_published_exactly_when_some_answers_show_each_question(
    questionnaire: Questionnaire,
) -> None:
    # The oracle tries all answers: at most 5 to each of 6 questions.
    kinds = [
        SEVERAL if isinstance(question, MultipleChoiceQuestion) else ONE
        for question in questionnaire.questions
    ]
    codes = [question.code for question in questionnaire.questions]
    seen: set[str] = set()
    for values in product(*kinds):
        answers: dict[str, Any] = dict(zip(codes, values, strict=True))
        seen |= {question.code for question in visible_questions(questionnaire, answers)}
        if len(seen) == len(codes):
            break

    assert (problems(questionnaire) == []) is (seen == set(codes))


@given(answered)
def test_walking_on_visits_every_visible_page_once_and_ends_at_the_review(
    case: tuple[Questionnaire, dict[str, Any]],
) -> None:
    questionnaire, answers = case
    stop = nearest_stop(questionnaire, answers, 1)
    visited: list[Stop] = []
    while stop != REVIEW and len(visited) < 10:
        visited.append(stop)
        stop = next_stop(questionnaire, answers, stop)

    asked = [
        question for page in visited for question in asked_on(questionnaire, answers, int(page))
    ]
    assert stop == REVIEW
    assert visited == visible_pages(questionnaire, answers)
    assert visited[0] == 1
    assert asked == visible_questions(questionnaire, answers)


@given(answered)
def test_back_undoes_next(case: tuple[Questionnaire, dict[str, Any]]) -> None:
    questionnaire, answers = case
    for page in visible_pages(questionnaire, answers):
        on = next_stop(questionnaire, answers, page)

        assert previous_stop(questionnaire, answers, on) == page
    assert previous_stop(questionnaire, answers, 1) == 1
    assert next_stop(questionnaire, answers, REVIEW) == REVIEW


@given(answered)
def test_a_page_shows_all_that_is_asked_on_it(
    case: tuple[Questionnaire, dict[str, Any]],
) -> None:
    questionnaire, answers = case
    for page in visible_pages(questionnaire, answers):
        drawn = can_be_asked_on(questionnaire, answers, page)

        assert [q for q in drawn if q in visible_questions(questionnaire, answers)] == asked_on(
            questionnaire, answers, page
        )


def test_what_a_page_carries_is_read_back_the_same() -> None:
    answers = make_submission().answers | {"hours": 1e-7, "people": 12.0, "role": "volunteer"}

    fields = fields_from_answers(answers)

    assert typed_answers(make_questionnaire(), fields) == answers


# --- what publishing says ---------------------------------------------------------------------


def test_a_condition_that_contradicts_that_of_its_section_is_refused() -> None:
    questionnaire = paged(
        (None, (single("one"),)), (when("one", "a"), (single("two", when("one", "b")),))
    )

    (problem,) = problems(questionnaire)
    assert problem.place.startswith("section 2")
    assert problem.place.endswith("visible_if")
    assert "at once" in problem.message.en


def test_a_section_whose_condition_names_its_own_question_is_refused_once() -> None:
    questionnaire = paged((None, (single("one"),)), (when("two", "a"), (single("two"),)))

    (problem,) = problems(questionnaire)
    assert problem.message.en == "The question “two” is not asked before this one."


def test_two_options_that_can_be_ticked_together_contradict_nothing() -> None:
    together = paged(
        (None, (several("one"),)), (when("one", "a"), (single("two", when("one", "b")),))
    )
    apart = paged(
        (None, (several("one"),)), (when("one", "a"), (single("two", when("one", "none")),))
    )

    assert problems(together) == []
    assert len(problems(apart)) == 1


def test_a_section_that_only_the_address_answers_is_no_page() -> None:
    hidden = make_questionnaire().by_code["source"]
    first, last = make_questionnaire().sections
    only = Section(title=TEXT, questions=(hidden,))
    rest = Section(title=TEXT, questions=last.questions[:-1])
    questionnaire = make_questionnaire(sections=(only, first, rest))
    answers: dict[str, AnswerValue] = {"source": "slide"}

    assert problems(questionnaire) == []
    assert visible_pages(questionnaire, answers) == pages_in_all(questionnaire) == [2, 3]
    assert nearest_stop(questionnaire, answers, 1) == 2
    assert progress(questionnaire, answers, 2) == Progress(1, 2)
    assert asked_on(questionnaire, answers, 1) == askable_on(questionnaire, 1) == []
    assert hidden in visible_questions(questionnaire, answers)
