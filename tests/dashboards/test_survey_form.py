"""What a participant sees, and that nothing they typed is lost on the way."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.pages.survey_form import (
    closed_page,
    form_problem_page,
    received_page,
)
from dashboards.render import render
from surveys.acceptance import Problem
from surveys.form import answers_from_form
from surveys.questionnaire import Section
from surveys.questions import (
    LongTextQuestion,
    MatrixQuestion,
    NumberQuestion,
    RecommendationQuestion,
    Row,
)
from surveys.submissions import AnswerValue
from surveys.texts import LANGUAGES, Language, Text
from tests.dashboards.form_views import ANSWERED, QUESTIONNAIRE, shown
from tests.dashboards.markup import by_id, read, sent_fields
from tests.factories import PERSONAL_CODE, make_questionnaire, make_submission, make_survey

# --- what comes back -----------------------------------------------------------------------

written = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), min_size=1
).filter(str.strip)
digits = st.integers(-(10**15) + 1, 10**15 - 1)
numbers = digits | st.builds(
    lambda number, places: float(Decimal(number).scaleb(-places)), digits, st.integers(1, 15)
)
unreadable = st.sampled_from(["douze", "12 ans.", "3 à 4", "1/2", "<b>", '"5"'])


def one_of(*codes: str) -> st.SearchStrategy[str]:
    return st.sampled_from(codes)


@st.composite
def answers(draw: st.DrawFn) -> dict[str, AnswerValue]:
    useful = one_of("useful", "useless", "not_applicable")
    role = draw(one_of("coordination", "other"))
    typed: dict[str, st.SearchStrategy[Any]] = {
        "satisfaction": one_of("very_satisfied", "satisfied", "very_dissatisfied"),
        "pace": one_of("too_slow", "just_right", "too_fast"),
        "recommend_score": st.integers(0, 10),
        "usefulness": st.dictionaries(one_of("mission", "security"), useful, min_size=1),
        "needs_next": written,
        "tools": st.sampled_from([["email"], ["email", "spreadsheet"], ["spreadsheet", "none"]]),
        "hours": numbers | unreadable,
        "people": numbers | unreadable,
        "started_on": st.dates().map(str) | written,
        "my_code": st.fixed_dictionaries(
            {"mother": written},
            optional={
                "day": written,
                "month": one_of("01", "12"),
                "eldest": one_of("eldest", "younger"),
            },
        ),
    }
    if role == "other":
        typed["role_other"] = written
    kept = draw(st.sets(st.sampled_from(sorted(typed))))
    return {"role": role} | {code: draw(typed[code]) for code in sorted(kept)}


@given(answers=answers(), language=st.sampled_from(LANGUAGES))
def test_what_was_typed_comes_back_the_same_in_every_kind_and_language(
    answers: dict[str, AnswerValue], language: Language
) -> None:
    fields = sent_fields(shown(answers=answers, language=language))

    assert answers_from_form(QUESTIONNAIRE, fields) == answers


def test_the_example_answers_every_question_and_comes_back() -> None:
    answers = make_submission().answers | {"my_code": PERSONAL_CODE | {"month": "03"}}

    assert set(answers) == set(ANSWERED)
    assert answers_from_form(QUESTIONNAIRE, sent_fields(shown(answers=answers))) == answers


def test_an_empty_form_sends_no_answer() -> None:
    assert answers_from_form(QUESTIONNAIRE, sent_fields(shown())) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_says_which_submission_it_is_and_in_which_language(language: Language) -> None:
    fields = dict(sent_fields(shown(language=language)))

    assert fields["id"] == str(make_submission().id)
    assert fields["lang"] == language


def test_the_form_is_posted_to_the_address_of_the_survey_in_its_language() -> None:
    (form,) = shown().all("form")

    assert form.attributes["method"] == "post"
    assert form.attributes["action"] == "/s/printemps-2026?lang=fr"  # for errors, too


@pytest.mark.parametrize(
    ("language", "hours", "text"),
    [
        ("fr", 2.5, "2,5"),
        ("en", 2.5, "2.5"),
        ("fr", 1e-7, "0,0000001"),
        ("fr", 12, "12"),
        ("fr", "12. ans", "12. ans"),
    ],
)
def test_a_number_is_shown_again_as_its_language_writes_it(
    language: Language, hours: AnswerValue, text: str
) -> None:
    box = by_id(shown(language=language, answers={"hours": hours}))["hours"]

    assert box.attributes["value"] == text


def test_what_is_not_a_date_is_shown_again_in_a_box_that_can_hold_it() -> None:
    right = by_id(shown(answers={"started_on": "2026-01-15"}))["started_on"].attributes
    wrong = by_id(shown(answers={"started_on": "15/01/2026"}))["started_on"].attributes

    assert (right["type"], right["value"]) == ("date", "2026-01-15")
    assert (wrong["type"], wrong["value"]) == ("text", "15/01/2026")


# --- problems ------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ANSWERED)
def test_a_problem_stands_beside_its_question_and_the_summary_leads_to_it(code: str) -> None:
    page = shown(problems=(Problem(code, Text(fr="Cela ne va pas.", en="No.")),))
    named = by_id(page)
    target = named[code]

    (link,) = [link for link in page.all("a") if link.attributes["href"] == f"#{code}"]
    assert link.text == QUESTIONNAIRE.by_code[code].text.fr
    assert f"problem-{code}" in target.attributes["aria-describedby"].split()
    assert named[f"problem-{code}"].text.endswith("Cela ne va pas.")
    assert any(element.attributes.get("aria-invalid") == "true" for element in target)
    assert target.tag in {"input", "textarea"} or target.attributes["tabindex"] == "-1"


def test_only_the_question_with_the_problem_is_marked() -> None:
    page = shown(problems=(Problem("pace", Text(fr="Non.", en="No.")),))

    marked = [element for element in page if "aria-invalid" in element.attributes]
    assert [element.attributes["id"] for element in marked] == ["pace"]


def test_only_the_rows_without_answer_are_marked() -> None:
    page = shown(
        answers={"usefulness": {"mission": "useful"}},
        problems=(Problem("usefulness", Text(fr="Chaque ligne.", en="Each row.")),),
    )

    marked = [element for element in page if "aria-invalid" in element.attributes]
    assert [element.all("legend")[0].text for element in marked] == ["La sécurité"]


def test_the_summary_takes_the_focus_and_lists_problems_in_the_order_of_the_questions() -> None:
    problems = (
        Problem("tools", Text(fr="Deux.", en="Two.")),
        Problem("satisfaction", Text(fr="Un.", en="One.")),
        Problem(None, Text(fr="Rien.", en="None.")),
    )
    page = shown(problems=problems)
    (summary,) = [element for element in page if "autofocus" in element.attributes]

    assert [item.text.split()[-1] for item in summary.all("li")] == ["Rien.", "Un.", "Deux."]
    assert page.all("title")[0].text.startswith("Il reste quelque chose à revoir")


def test_without_problems_nothing_takes_the_focus() -> None:
    assert not [element for element in shown() if "autofocus" in element.attributes]


# --- what a participant is told --------------------------------------------------------------


def test_enter_sends_the_form_and_does_not_change_its_language() -> None:
    # Browsers press the first button of the form when Enter is typed in a text box.
    first, *others = (
        b for b in shown().all("button") if b.attributes.get("type", "submit") == "submit"
    )

    assert "name" not in first.attributes
    assert "hidden" not in first.attributes  # Safari passes over a button that is not drawn
    assert [b.attributes["value"] for b in others if b.attributes.get("name") == "switch"] == ["en"]


def test_the_language_is_changed_by_a_button_that_checks_nothing() -> None:
    (switch,) = [b for b in shown(language="en").all("button") if b.attributes.get("name")]

    assert switch.text == "Français"
    assert switch.attributes["lang"] == switch.attributes["value"] == "fr"
    assert "formnovalidate" in switch.attributes


def test_what_is_required_is_said_in_words() -> None:
    required = [
        element.text for element in shown().all("legend", "label") if "obligatoire" in element.text
    ]

    assert required == ["Quelle est votre satisfaction ? (obligatoire)"]


def test_without_a_script_a_condition_is_said_in_words() -> None:
    named = by_id(shown())
    box = named["role_other"]

    assert named["if-role_other"].text == (
        "Seulement si vous avez répondu «\u00a0Autre\u00a0» à «\u00a0Quel est votre rôle ?\u00a0»."
    )
    assert "if-role_other" in box.attributes["aria-describedby"].split()
    assert box.parent is not None
    assert box.parent.attributes["data-if"] == "q.role"
    assert box.parent.attributes["data-any"] == "other"


def test_hints_and_limits_are_tied_to_their_box() -> None:
    named = by_id(shown())

    def said_of(code: str) -> list[str]:
        return [named[i].text for i in named[code].attributes["aria-describedby"].split()]

    assert said_of("needs_next") == ["1\u00a0000 caractères au plus."]
    assert said_of("hours") == ["De 0 à 40.", "heures"]
    assert said_of("tools") == ["Plusieurs réponses possibles."]
    assert said_of("recommend_score") == [
        "0\u00a0: pas du tout probable\n10\u00a0: extrêmement probable"
    ]


def test_time_is_counted_from_the_kinds_of_question() -> None:
    # 6 s for the 0–10, 4 s for each of two rows, 25 s for the comment, 10 s for the number: 49 s,
    # one minute; with a second comment and another number 84 s, two minutes.
    words = Text(fr="Un", en="One")
    rows = tuple(Row(code=code, text=words) for code in ("one", "two"))
    once = (
        RecommendationQuestion(code="a", text=words),
        MatrixQuestion(code="b", text=words, scale="pace", rows=rows),
        LongTextQuestion(code="c", text=words),
        NumberQuestion(code="d", text=words),
    )
    twice = (
        *once,
        LongTextQuestion(code="e", text=words),
        NumberQuestion(code="f", text=words),
    )

    for questions, minutes in ((once, "About 1 min."), (twice, "About 2 min.")):
        section = Section(title=words, questions=questions)
        page = shown(language="en", questionnaire=make_questionnaire(sections=(section,)))
        assert minutes in page.text


def test_the_promise_says_no_more_than_is_true() -> None:
    text = shown().text

    assert "Aucun nom ni compte" in text
    assert "dès que 5 personnes ont répondu" in text


@pytest.mark.parametrize("demonstration", [True, False])
def test_a_demonstration_says_so_before_and_after(demonstration: bool) -> None:
    before = shown(language="en", demonstration=demonstration)
    after = read(
        render(received_page(QUESTIONNAIRE, make_survey(), "en", demonstration=demonstration))
    )

    assert ("made-up" in before.text) is demonstration
    assert ("made-up" in after.text) is demonstration


@pytest.mark.parametrize(
    ("language", "not_yet", "day"),
    [
        ("fr", True, "partir du 2 mars 2026"),
        ("fr", False, "depuis le 31 mars 2026"),
        ("en", True, "from March 2, 2026"),
        ("en", False, "since March 31, 2026"),
    ],
)
def test_a_closed_survey_says_since_when_in_words(
    language: Language, not_yet: bool, day: str
) -> None:
    survey = make_survey(
        opens_at=datetime(2026, 3, 2, tzinfo=UTC), closes_at=datetime(2026, 3, 31, 22, tzinfo=UTC)
    )

    page = render(closed_page(QUESTIONNAIRE, survey, language, not_yet=not_yet))

    assert day in page


@pytest.mark.parametrize(("status", "nearest"), [(418, 400), (422, 400), (502, 500)])
def test_an_error_without_words_of_its_own_has_those_of_its_kind(status: int, nearest: int) -> None:
    assert render(form_problem_page(status, "fr")) == render(form_problem_page(nearest, "fr"))


def test_after_sending_another_person_can_answer() -> None:
    page = read(render(received_page(QUESTIONNAIRE, make_survey(), "en", demonstration=False)))

    again, *_ = page.all("a")
    assert again.attributes["href"] == "/s/printemps-2026?lang=en"
