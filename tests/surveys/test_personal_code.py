"""The self-made code: read however it is typed, and kept so that one element may differ."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.form import answers_from_form
from surveys.personal_code import asked_elements, given_code, matching_hashes, read_element
from surveys.questions import CodeElement, Option, PersonalCodeQuestion
from surveys.texts import LANGUAGES, Text
from tests.factories import PERSONAL_CODE, make_questionnaire

SALT = bytes(32)
READ = ("day=31", "eldest=younger", "month=03", "mother=E", "phone=07", "town=M")
HASHES = matching_hashes(READ, SALT)


def element(kind: Any) -> CodeElement:
    options = (Option(code="none", text=Text()), Option(code="one", text=Text()))
    return CodeElement(code="x", text=Text(), kind=kind, options=options)


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        ("letter", "e", "E"),
        ("letter", " É ", "E"),
        ("letter", "e\u0301", "E"),
        ("letter", "ç", "C"),
        ("letter", "œ", "O"),
        ("letter", "\uff3a", "Z"),
        ("letter", "ø", "O"),
        ("letter", "Em", None),
        ("letter", "7", None),
        ("letter", "", None),
        ("letter", "Я", None),
        ("number", "07", "07"),
        ("number", " 4 2 ", "42"),
        ("number", "\uff17\uff10", "70"),
        ("number", "7", None),
        ("number", "123", None),
        ("month", "3", "03"),
        ("month", "12", "12"),
        ("month", "13", None),
        ("month", "mars", None),
        ("day", "1", "01"),
        ("day", "31", "31"),
        ("day", "0", None),
        ("day", "32", None),
        ("day", "-1", None),
        ("choice", "one", "one"),
        ("choice", "two", None),
    ],
)
def test_an_element_is_read_however_it_is_typed(kind: str, typed: str, read: str | None) -> None:
    assert read_element(element(kind), typed) == read


@given(st.sampled_from(["letter", "number", "month", "day", "choice"]), st.text(max_size=4))
def test_an_element_that_was_read_is_read_the_same_again(kind: str, typed: str) -> None:
    read = read_element(element(kind), typed)

    assert read is None or read_element(element(kind), read) == read


def test_a_code_is_its_elements_in_the_order_of_their_codes() -> None:
    assert given_code(make_questionnaire(), {"my_code": dict(PERSONAL_CODE)}) == READ
    assert given_code(make_questionnaire(), {"satisfaction": "satisfied"}) is None


@pytest.mark.parametrize("place", range(len(READ)))
def test_two_codes_that_differ_in_one_element_share_one_hash_at_its_place(place: int) -> None:
    other = [*READ]
    other[place] += "?"

    shared = [
        mine == theirs for mine, theirs in zip(HASHES, matching_hashes(other, SALT), strict=True)
    ]

    assert shared == [at == place for at in range(len(READ))]


def test_two_codes_that_differ_in_two_elements_share_nothing() -> None:
    other = [*READ[:-2], "phone=08", "town=N"]

    assert not set(HASHES) & set(matching_hashes(other, SALT))


def test_another_programme_keeps_other_hashes_of_the_same_code() -> None:
    assert len(set(HASHES)) == len(READ)
    assert not set(HASHES) & set(matching_hashes(READ, bytes(31) + b"\x01"))


typed_letters = st.sampled_from(["e", "E", "é", " É", "e\u0301"])
typed_months = st.sampled_from(["3", "03", " 3 "])


@settings(max_examples=10)
@given(typed_letters, typed_months)
def test_french_and_english_forms_give_the_same_hashes_however_it_is_typed(
    letter: str, month: str
) -> None:
    typed = PERSONAL_CODE | {"mother": letter, "month": month}
    kept = set()
    for language in LANGUAGES:
        fields = [
            ("lang", language),
            *((f"q.my_code.{name}", value) for name, value in typed.items()),
        ]
        answers = answers_from_form(make_questionnaire(), fields)
        kept.add(given_code(make_questionnaire(), answers))

    assert kept == {READ}


def test_codes_of_the_same_elements_can_be_compared_whatever_their_words_and_order() -> None:
    (question,) = (
        each for each in make_questionnaire().questions if isinstance(each, PersonalCodeQuestion)
    )
    reworded = msgspec.structs.replace(
        question,
        elements=tuple(
            msgspec.structs.replace(each, text=Text("Autrement", "Otherwise"))
            for each in reversed(question.elements)
        ),
    )
    one, *others = question.elements
    changed = msgspec.structs.replace(
        question, elements=(msgspec.structs.replace(one, kind="day"), *others)
    )

    def asking(each: PersonalCodeQuestion) -> tuple[CodeElement, ...]:
        section = msgspec.structs.replace(make_questionnaire().sections[0], questions=(each,))
        return asked_elements(make_questionnaire(sections=(section,)))

    assert asking(question) == asking(reworded)
    assert asking(question) != asking(changed)
    assert asked_elements(make_questionnaire(sections=make_questionnaire().sections[:1])) == ()
