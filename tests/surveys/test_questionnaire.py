"""Reading the file of a questionnaire; a bad one is refused with the place and the reason."""

import re

import msgspec
import pytest

from surveys.questionnaire import Questionnaire, QuestionnaireUnreadable, items, read_questionnaire
from surveys.questions import LongTextQuestion, Scale
from surveys.texts import Text
from tests.factories import PACE, SATISFACTION, USEFULNESS, make_questionnaire

FILE = """\
code = "short"
version = 1
title = { fr = "Après la formation", en = "After the course" }

[[sections]]
title = { fr = "Votre avis", en = "Your opinion" }

[[sections.questions]]
kind = "long_text"
code = "needs_next"
text = { fr = "De quoi avez-vous besoin ?", en = "What do you need?" }
"""


def test_a_file_says_in_plain_words_what_is_asked() -> None:
    questionnaire = read_questionnaire(FILE.encode())

    assert (questionnaire.code, questionnaire.version) == ("short", 1)
    assert questionnaire.questions == (
        LongTextQuestion(
            code="needs_next",
            text=Text(fr="De quoi avez-vous besoin ?", en="What do you need?"),
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_file_saved_on_any_system_reads_the_same(encoding: str, line_break: str) -> None:
    saved = FILE.replace("\n", line_break).encode(encoding)

    assert read_questionnaire(saved) == read_questionnaire(FILE.encode())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("version = 1", "version = ", "Invalid value (at line 2, column 11)"),
        (
            'code = "needs_next"',
            'code = "needs_next"\ncode = "again"',
            "Cannot overwrite a value (at line 11, column 15)",
        ),
        (
            'kind = "long_text"',
            'kind = "long_text"\nhelp = "?"',
            "section 1 \u203a question 1: Object contains unknown field `help`",
        ),
        (
            'en = "Your opinion"',
            'es = "Su opinión"',
            "section 1 \u203a title: Object contains unknown field `es`",
        ),
        (
            "long_text",
            "essay",
            (
                "section 1 \u203a question 1 \u203a kind: Invalid value 'essay'; it is one of "
                "single_choice, multiple_choice, scale, recommendation, matrix, number, date, "
                "short_text, long_text, personal_code, hidden, information"
            ),
        ),
        (
            'kind = "long_text"',
            "",
            "section 1 \u203a question 1: Object missing required field `kind`",
        ),
        (
            "long_text",
            "single_choice",
            "section 1 \u203a question 1: Object missing required field `options`",
        ),
        ('code = "short"', "", "Object missing required field `code`"),
        ("version = 1", 'version = "1"', "version: Expected `int`, got `str`"),
        ("version = 1", "version = 0", "version: Expected `int` >= 1"),
        (
            '"needs_next"',
            '"Needs next"',
            (
                "section 1 \u203a question 1 \u203a code: "
                "a code has lower-case letters, digits and _ only, 40 at most, a letter first"
            ),
        ),
    ],
)
def test_a_bad_file_is_refused_with_the_place_and_the_reason(
    old: str, new: str, message: str
) -> None:
    assert old in FILE
    with pytest.raises(QuestionnaireUnreadable, match=f"^{re.escape(message)}$"):
        read_questionnaire(FILE.replace(old, new, 1).encode())


def test_a_file_in_another_encoding_is_refused_with_the_line() -> None:
    with pytest.raises(QuestionnaireUnreadable, match=r"^line 3 is not UTF-8 text"):
        read_questionnaire(FILE.encode("latin-1"))


def test_a_questionnaire_survives_json() -> None:
    questionnaire = make_questionnaire()

    stored = msgspec.json.decode(msgspec.json.encode(questionnaire), type=Questionnaire)

    assert stored == questionnaire


def test_a_matrix_stores_an_item_a_row_and_any_other_question_one() -> None:
    questionnaire = make_questionnaire()

    assert list(items(questionnaire.by_code["usefulness"])) == [
        "usefulness.mission",
        "usefulness.security",
    ]
    assert list(items(questionnaire.by_code["tools"])) == ["tools"]


@pytest.mark.parametrize(
    ("scale", "favourable", "best"),
    [
        (SATISFACTION, ("very_satisfied", "satisfied"), "very_satisfied"),
        (USEFULNESS, ("useful",), "useful"),
        (PACE, ("just_right",), "just_right"),
        (
            msgspec.structs.replace(SATISFACTION, points=SATISFACTION.points[::-1]),
            ("satisfied", "very_satisfied"),
            "very_satisfied",
        ),
        (msgspec.structs.replace(PACE, points=PACE.points[::2]), (), None),
    ],
)
def test_where_the_favourable_points_stand_says_which_one_is_best(
    scale: Scale, favourable: tuple[str, ...], best: str | None
) -> None:
    assert (scale.favourable, scale.best) == (favourable, best)


def test_sans_objet_comes_last_among_the_codes_of_a_scale_that_offers_it() -> None:
    assert USEFULNESS.codes == ("useful", "useless", "not_applicable")
    assert PACE.codes == ("too_slow", "just_right", "too_fast")
