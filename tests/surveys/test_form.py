"""From the fields a browser sends to answers: the form loses nothing and invents nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.acceptance import accept
from surveys.form import (
    answers_from_form,
    field_name,
    fields_from_answers,
    prefilled,
    typed_answers,
)
from surveys.submissions import AnswerValue, answers_as_sent
from surveys.texts import LANGUAGES, Language
from tests.factories import NOON, make_questionnaire, make_submission, make_survey


def browser_fields(
    answers: Mapping[str, AnswerValue], language: Language
) -> Iterator[tuple[str, str]]:
    """What a browser sends for a form filled in like this, numbers typed as one does."""
    yield from (("id", str(make_submission().id)), ("lang", language))
    for question, value in answers.items():
        match value:
            case dict():
                yield from ((field_name(question, row), code) for row, code in value.items())
            case list():
                yield from ((field_name(question), code) for code in value)
            case str():
                yield field_name(question), value.replace("\n", "\r\n")  # as HTML asks
            case None:
                yield field_name(question), ""
            case _:
                typed = f"{value:,}".replace(",", " ")
                yield field_name(question), typed.replace(".", ",") if language == "fr" else typed


def one_of(*codes: str) -> st.SearchStrategy[str]:
    return st.sampled_from(codes)


SOME_TEXT = st.text(st.characters(codec="utf-8"), max_size=60)
ACCEPTABLE: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"satisfaction": one_of("very_satisfied", "satisfied", "dissatisfied", "very_dissatisfied")},
    optional={
        "pace": one_of("too_slow", "just_right", "too_fast"),
        "recommend_score": st.integers(0, 10),
        "usefulness": st.dictionaries(
            one_of("mission", "security"), one_of("useful", "useless", "not_applicable")
        ),
        "needs_next": SOME_TEXT,
        "tools": st.just(["none"]) | st.lists(one_of("email", "spreadsheet"), unique=True),
        "hours": st.decimals(0, 40, places=2).map(float),
        "people": st.integers(1, 5_000),
        "started_on": st.sampled_from(["2020-01-01", "2026-03-31", "2030-12-31"]),
    },
).flatmap(
    lambda answers: (
        st.just(answers)
        | one_of("coordination", "volunteer").map(lambda role: answers | {"role": role})
        | SOME_TEXT.map(lambda text: answers | {"role": "other", "role_other": text[:30]})
    )
)


@given(ACCEPTABLE)
def test_answers_sent_by_form_are_stored_like_the_same_answers_sent_as_data(
    answers: dict[str, AnswerValue],
) -> None:
    questionnaire, survey = make_questionnaire(), make_survey()
    as_data = accept(questionnaire, survey, make_submission(answers=answers), at=NOON)

    for language in LANGUAGES:
        read = answers_from_form(questionnaire, browser_fields(answers, language))
        by_form = accept(questionnaire, survey, make_submission(answers=read), at=NOON)

        assert by_form == as_data


@given(ACCEPTABLE)
def test_stored_answers_sent_again_are_stored_the_same(answers: dict[str, AnswerValue]) -> None:
    questionnaire, survey = make_questionnaire(), make_survey()
    stored = accept(questionnaire, survey, make_submission(answers=answers), at=NOON)

    for again in (
        answers_as_sent(stored),
        typed_answers(questionnaire, fields_from_answers(answers_as_sent(stored))),
    ):
        assert accept(questionnaire, survey, make_submission(answers=again), at=NOON) == stored


def test_french_and_english_forms_leave_the_same_rows() -> None:
    questionnaire, answers = make_questionnaire(), make_submission().answers
    stored = [
        accept(
            questionnaire,
            make_survey(),
            make_submission(
                language=language,
                answers=answers_from_form(questionnaire, browser_fields(answers, language)),
            ),
            at=NOON,
        )
        for language in LANGUAGES
    ]

    assert stored[0].answers == stored[1].answers
    assert [kept.language for kept in stored] == ["fr", "en"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2,5", 2.5),
        ("2.5", 2.5),
        (" 12 ", 12),
        ("-3", -3),
        ("1 000", 1_000),
        ("1\u202f000,5", 1_000.5),
        ("1\u00a0000", 1_000),
        ("1,500", 1.5),  # a decimal comma: this question takes parts of an hour
        ("deux", "deux"),
        ("2 h", "2 h"),
        ("nan", "nan"),
        ("1e5", "1e5"),
        ("1_000", "1_000"),
        ("9" * 5_000, "9" * 5_000),
    ],
)
def test_a_number_is_read_as_people_type_it_and_what_is_none_stays_as_typed(
    typed: str, read: AnswerValue
) -> None:
    answers = answers_from_form(make_questionnaire(), [("q.hours", typed)])

    assert answers == {"hours": read}


@pytest.mark.parametrize(
    ("typed", "read"),
    [("1,500", 1_500), ("1,234,567", 1_234_567), ("12,5", 12.5), ("12,0", 12), ("1,50", 1.5)],
)
def test_a_comma_parts_thousands_where_only_whole_numbers_fit(
    typed: str, read: AnswerValue
) -> None:
    assert answers_from_form(make_questionnaire(), [("q.people", typed)]) == {"people": read}


def test_an_unticked_and_an_emptied_field_are_no_answer() -> None:
    fields = [("q.pace", ""), ("q.needs_next", " \r\n "), ("q.usefulness.mission", "")]

    assert answers_from_form(make_questionnaire(), fields) == {}


def test_answers_to_questions_hidden_by_other_answers_are_left_out() -> None:
    fields = [("q.role", "volunteer"), ("q.role_other", "Stagiaire")]

    assert answers_from_form(make_questionnaire(), fields) == {"role": "volunteer"}


def test_what_is_no_field_of_the_form_is_ignored_and_what_poses_as_one_is_explained() -> None:
    fields = [("utm_source", "courriel"), ("q.colour", "red"), ("q.pace.mission", "useful")]

    assert answers_from_form(make_questionnaire(), fields) == {
        "colour": "red",
        "pace.mission": "useful",
    }


def test_of_a_field_sent_twice_the_last_value_counts_except_for_ticked_options() -> None:
    fields = [
        ("q.pace", "too_slow"),
        ("q.tools", "email"),
        ("q.pace", "too_fast"),
        ("q.tools", "spreadsheet"),
        ("q.usefulness.mission", "useless"),
        ("q.usefulness.mission", "useful"),
    ]

    assert answers_from_form(make_questionnaire(), fields) == {
        "pace": "too_fast",
        "tools": ["email", "spreadsheet"],
        "usefulness": {"mission": "useful"},
    }


def test_an_address_gives_answers_in_advance_by_question_row_and_code() -> None:
    given = [
        "satisfaction=satisfied",
        "recommend_score=10",
        "usefulness.mission=useful",
        "usefulness.security=not_applicable",
        "role=volunteer",
        "tools=email",
        "tools=spreadsheet",
        "tools=email",
        "source=slide",
    ]

    assert prefilled(make_questionnaire(), given) == {
        "source": "slide",
        "satisfaction": "satisfied",
        "recommend_score": 10,
        "usefulness": {"mission": "useful", "security": "not_applicable"},
        "role": "volunteer",
        "tools": ["email", "spreadsheet"],
    }


@pytest.mark.parametrize(
    "given",
    [
        "",
        "=",
        "satisfaction",
        "satisfaction=",
        "satisfaction=delighted",
        "satisfaction=satisfied=",
        "satisfaction=Satisfait",
        "satisfaction.mission=satisfied",
        "unknown=satisfied",
        "usefulness=useful",
        "usefulness.unknown=useful",
        "usefulness.mission=satisfied",
        "recommend_score=11",
        "recommend_score=07",
        "welcome=1",
        "hours=2",
        "started_on=2026-01-01",
        "needs_next=Du temps",
        "q.satisfaction=satisfied",
    ],
)
def test_what_an_address_gives_and_the_questionnaire_does_not_offer_is_left_out(given: str) -> None:
    assert prefilled(make_questionnaire(), [given]) == {}
    assert prefilled(make_questionnaire(), [given, "pace=too_fast"]) == {"pace": "too_fast"}


def test_the_last_of_two_answers_given_in_advance_counts_where_one_fits() -> None:
    given = ["role=volunteer", "role=coordination", "usefulness.mission=useful"]

    answers = prefilled(make_questionnaire(), [*given, "usefulness.mission=useless"])

    assert answers == {"role": "coordination", "usefulness": {"mission": "useless"}}


@pytest.mark.parametrize(
    ("codes", "ticked"),
    [(["none", "email"], ["none"]), (["email", "none", "spreadsheet"], ["email", "spreadsheet"])],
)
def test_an_exclusive_option_given_in_advance_stands_alone(
    codes: list[str], ticked: list[str]
) -> None:
    given = [f"tools={code}" for code in codes]

    assert prefilled(make_questionnaire(), given) == {"tools": ticked}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["satisfaction", "pace", "role", "tools", "recommend_score", "hours"])
            | st.text(max_size=10),
            st.sampled_from(["satisfied", "just_right", "other", "none", "email", "7"])
            | st.text(max_size=10),
        ).map("=".join),
        max_size=12,
    )
)
def test_whatever_an_address_gives_in_advance_the_survey_accepts(given: list[str]) -> None:
    questionnaire = make_questionnaire()
    answers = {"satisfaction": "satisfied"} | prefilled(questionnaire, given)

    accepted = accept(questionnaire, make_survey(), make_submission(answers=answers), at=NOON)

    assert accepted.answers.keys() == answers.keys()
