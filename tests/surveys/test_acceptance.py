"""Which submissions are stored, and what the participant is told otherwise."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.acceptance import Problem, SubmissionRejected, SurveyClosed, accept
from surveys.questionnaire import Questionnaire, Section
from surveys.questions import (
    Condition,
    LongTextQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    Row,
    ShortTextQuestion,
)
from surveys.submissions import AcceptedSubmission, AnswerValue, StoredValue
from surveys.texts import Text
from tests.factories import (
    NOON,
    PERSONAL_CODE,
    SATISFACTION,
    USEFULNESS,
    make_accepted,
    make_questionnaire,
    make_submission,
    make_survey,
)


def accepted(
    answers: Mapping[str, AnswerValue], questionnaire: Questionnaire | None = None
) -> AcceptedSubmission:
    return accept(
        questionnaire or make_questionnaire(),
        make_survey(),
        make_submission(answers=dict(answers)),
        at=NOON,
    )


def problems_of(
    answers: Mapping[str, AnswerValue], questionnaire: Questionnaire | None = None
) -> list[Problem]:
    with pytest.raises(SubmissionRejected) as rejected:
        accepted(answers, questionnaire)
    return rejected.value.problems


def asking(*questions: Question) -> Questionnaire:
    return make_questionnaire(
        scales=(SATISFACTION, USEFULNESS),
        sections=(Section(title=Text(fr="Section", en="Section"), questions=questions),),
    )


def test_answers_are_kept_by_item_and_comments_apart() -> None:
    submission = make_submission()

    kept = accept(make_questionnaire(), make_survey(), submission, at=NOON)

    assert kept == make_accepted()


@pytest.mark.parametrize(
    ("code", "given", "kept"),
    [
        ("satisfaction", "very_dissatisfied", {"satisfaction": "very_dissatisfied"}),
        ("pace", "just_right", {"pace": "just_right"}),
        ("recommend_score", 0, {"recommend_score": 0}),
        ("recommend_score", 10, {"recommend_score": 10}),
        ("recommend_score", 7.0, {"recommend_score": 7}),
        ("role", "volunteer", {"role": "volunteer"}),
        ("tools", ["none"], {"tools": ["none"]}),
        ("source", "slide", {"source": "slide"}),
        ("tools", ["spreadsheet", "email", "email"], {"tools": ["email", "spreadsheet"]}),
        ("usefulness", {"security": "useful"}, {"usefulness.security": "useful"}),
        ("usefulness", {"mission": ""}, {}),
        ("hours", 0, {"hours": 0}),
        ("hours", 2.5, {"hours": 2.5}),
        ("hours", 40.0, {"hours": 40}),
        ("people", 12.0, {"people": 12}),
        ("started_on", "2020-01-01", {"started_on": "2020-01-01"}),
        ("started_on", "20301231", {"started_on": "2030-12-31"}),
        ("my_code", PERSONAL_CODE, {}),  # kept apart, as hashes
        ("my_code", {"mother": "", "town": ""}, {}),
    ],
)
def test_an_answer_that_fits_is_kept_by_code(
    code: str, given: AnswerValue, kept: dict[str, StoredValue]
) -> None:
    answers = accepted({"satisfaction": "satisfied", code: given}).answers

    assert answers == {"satisfaction": "satisfied"} | kept


def test_a_number_is_kept_the_same_however_it_was_written() -> None:
    two = accepted({"satisfaction": "satisfied", "hours": 2}).answers["hours"]
    two_point_nought = accepted({"satisfaction": "satisfied", "hours": 2.0}).answers["hours"]

    assert (str(two), str(two_point_nought)) == ("2", "2")  # tallies count by text


NOT_OFFERED = "This answer is not one of those offered."
NOT_A_NUMBER = "A number is expected."
NOT_A_SCORE = "A whole number from 0 to 10 is expected."
NOT_A_DATE = "A date written YYYY-MM-DD is expected."


@pytest.mark.parametrize(
    ("code", "given", "reason"),
    [
        ("welcome", "Merci", "This text takes no answer."),
        ("satisfaction", "delighted", NOT_OFFERED),
        ("satisfaction", "not_applicable", NOT_OFFERED),
        ("satisfaction", ["satisfied"], NOT_OFFERED),
        ("satisfaction", 1, NOT_OFFERED),
        ("role", "Coordination", NOT_OFFERED),
        ("source", "Ana Tremblay", NOT_OFFERED),
        ("role", {"coordination": "yes"}, NOT_OFFERED),
        ("recommend_score", 11, NOT_A_SCORE),
        ("recommend_score", -1, NOT_A_SCORE),
        ("recommend_score", 7.5, NOT_A_SCORE),
        ("recommend_score", "neuf", NOT_A_SCORE),
        ("tools", ["email", "fax"], "One of the ticked answers is not offered."),
        ("tools", "email", "One of the ticked answers is not offered."),
        (
            "tools",
            ["email", "none"],
            "One of the ticked answers excludes the others: keep one or the others.",
        ),
        ("usefulness", {"mission": "very"}, NOT_OFFERED),
        ("usefulness", {"colour": "useful"}, "There is no row “colour”."),
        ("usefulness", "useful", "One answer a row is expected."),
        ("people", 2.5, "A whole number is expected."),
        ("people", 0, "A number from 1 to 5,000 is expected."),
        ("people", 5_001, "A number from 1 to 5,000 is expected."),
        ("hours", -0.5, "A number from 0 to 40 is expected."),
        ("hours", "deux", NOT_A_NUMBER),
        ("hours", [2], NOT_A_NUMBER),
        ("hours", float("nan"), "A number from 0 to 40 is expected."),
        ("hours", float("inf"), "A number from 0 to 40 is expected."),
        ("hours", 10**400, "A number from 0 to 40 is expected."),
        ("people", 10**400, "A number from 1 to 5,000 is expected."),
        ("started_on", "2026-02-30", NOT_A_DATE),
        ("started_on", "15/01/2026", NOT_A_DATE),
        ("started_on", 2026, NOT_A_DATE),
        ("started_on", "2019-12-31", "A date from 2020-01-01 to 2030-12-31 is expected."),
        ("needs_next", "x" * 1_001, "The text is 1 character over the limit of 1,000."),
        ("needs_next", "x" * 1_500, "The text is 500 characters over the limit of 1,000."),
        ("needs_next", 12, "A text is expected."),
        ("my_code", "M", "One answer an element is expected."),
        ("my_code", PERSONAL_CODE | {"colour": "red"}, "One of these elements is not asked for."),
        (
            "my_code",
            {"mother": "M", "phone": "07", "month": "3", "day": "31"},
            "This code is filled in as a whole, or not at all. Missing: “Town of birth”; “Rank”.",
        ),
        (
            "my_code",
            PERSONAL_CODE | {"mother": "Marie"},
            "“Your mother’s first name”: a single letter, from A to Z, is expected here.",
        ),
        (
            "my_code",
            PERSONAL_CODE | {"phone": "7"},
            "“End of the phone number”: a number of two digits is expected here.",
        ),
        (
            "my_code",
            PERSONAL_CODE | {"day": "32"},
            "“Day of birth”: a number from 1 to 31 is expected here.",
        ),
    ],
)
def test_an_answer_that_does_not_fit_is_named_with_its_reason(
    code: str, given: AnswerValue, reason: str
) -> None:
    problems = problems_of({"satisfaction": "satisfied"} | {code: given})

    assert [(problem.question, problem.text.en) for problem in problems] == [(code, reason)]


def test_a_code_alone_is_no_answer_to_send() -> None:
    optional = asking(*make_questionnaire().sections[1].questions)

    assert [problem.text.en for problem in problems_of({"my_code": PERSONAL_CODE}, optional)] == [
        "There is no answer to send yet."
    ]


def test_all_problems_are_told_at_once_in_both_languages_in_the_order_of_the_form() -> None:
    problems = problems_of(
        {"people": 0, "colour": "red", "recommend_score": 11, "role_other": "Stagiaire"}
    )

    assert problems == [
        Problem(
            "colour",
            Text(
                fr="Cette question n’existe pas dans le questionnaire\u00a0: «\u00a0colour\u00a0».",
                en="There is no such question in the questionnaire: “colour”.",
            ),
        ),
        Problem(
            "role_other",
            Text(
                fr="Vos autres réponses font que cette question ne se pose pas.",
                en="Given your other answers, this question is not asked.",
            ),
        ),
        Problem(
            "satisfaction",
            Text(fr="Une réponse est attendue ici.", en="An answer is needed here."),
        ),
        Problem(
            "recommend_score",
            Text(
                fr="Un nombre entier de 0 à 10 est attendu.",
                en="A whole number from 0 to 10 is expected.",
            ),
        ),
        Problem(
            "people",
            Text(
                fr="Un nombre de 1 à 5\u00a0000 est attendu.",
                en="A number from 1 to 5,000 is expected.",
            ),
        ),
    ]


def test_limits_are_written_out_in_each_language() -> None:
    question = NumberQuestion(
        code="budget", text=Text(fr="Budget", en="Budget"), lowest=0.5, highest=1_000_000
    )

    (problem,) = problems_of({"budget": 0}, asking(question))

    assert problem.text == Text(
        fr="Un nombre de 0,5 à 1\u00a0000\u00a0000 est attendu.",
        en="A number from 0.5 to 1,000,000 is expected.",
    )


def test_what_the_participant_typed_is_never_more_than_quoted() -> None:
    (problem,) = problems_of({"satisfaction": "satisfied", "x" * 5_000: "…"})

    assert len(problem.text.fr) < 200


def test_a_hidden_question_cannot_be_answered_and_is_never_required() -> None:
    role_other = ShortTextQuestion(
        code="role_other",
        text=Text(fr="Lequel ?", en="Which one?"),
        required=True,
        visible_if=Condition(question="satisfaction", any_of=("dissatisfied",)),
    )
    satisfaction = make_questionnaire().by_code["satisfaction"]
    questionnaire = asking(satisfaction, role_other)

    assert accepted({"satisfaction": "satisfied"}, questionnaire).comments == {}
    (hidden,) = problems_of({"satisfaction": "satisfied", "role_other": "Stagiaire"}, questionnaire)
    (needed,) = problems_of({"satisfaction": "dissatisfied"}, questionnaire)
    assert (hidden.question, hidden.text.en) == (
        "role_other",
        "Given your other answers, this question is not asked.",
    )
    assert (needed.question, needed.text.en) == ("role_other", "An answer is needed here.")


def test_sans_objet_is_an_answer_and_silence_is_none() -> None:
    kept = accepted(
        {"satisfaction": "satisfied", "usefulness": {"mission": "not_applicable", "security": ""}}
    )

    assert kept.answers == {"satisfaction": "satisfied", "usefulness.mission": "not_applicable"}


def test_a_required_matrix_needs_every_row() -> None:
    matrix = MatrixQuestion(
        code="usefulness",
        text=Text(fr="Utilité", en="Usefulness"),
        scale="usefulness",
        required=True,
        rows=(
            Row(code="mission", text=Text(fr="La mission", en="The mission")),
            Row(code="security", text=Text(fr="La sécurité", en="Security")),
        ),
    )

    (problem,) = problems_of({"usefulness": {"mission": "useful"}}, asking(matrix))

    assert problem.text.en == "Each row needs an answer."


NOTHING: list[dict[str, AnswerValue]] = [
    {},
    {"pace": None},
    {"tools": []},
    {"usefulness": {}},
    {"usefulness": {"mission": ""}},
    {"needs_next": " \n\t\u00a0 "},
    {"needs_next": "\u200b\ufeff"},
    {"needs_next": "\x00"},
]


@pytest.mark.parametrize("answers", NOTHING)
def test_a_submission_without_any_answer_is_refused(answers: dict[str, AnswerValue]) -> None:
    questionnaire = make_questionnaire(
        sections=(
            Section(
                title=Text(fr="Avis", en="Opinion"),
                questions=tuple(
                    question
                    for question in make_questionnaire().questions
                    if question.code in {"pace", "tools", "usefulness", "needs_next"}
                ),
            ),
        )
    )

    (problem,) = problems_of(answers, questionnaire)

    assert problem == Problem(
        None,
        Text(
            fr="Il n’y a encore aucune réponse à envoyer.",
            en="There is no answer to send yet.",
        ),
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Merci !\n", "Merci !"),
        ("Un\r\ndeux\rtrois", "Un\ndeux\ntrois"),
        ("Un\x0bdeux\x0ctrois\x85quatre\u2028cinq", "Un\ndeux\ntrois\nquatre\ncinq"),
        ("e\u0301te\u0301", "été"),
        ("e\x00\u0301", "é"),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("\ud800seul\udfff", "seul"),
        ("fin\ufffe\uffff\ufdd0", "fin"),
        ("\u202erev\u202c \u2066iso\u2069", "rev iso"),
        ("👩\u200d💻 🩷", "👩\u200d💻 🩷"),
        ("Ça coûte 10\u00a0$\u202f!", "Ça coûte 10\u00a0$\u202f!"),
        ("=1+1; DROP TABLE", "=1+1; DROP TABLE"),
    ],
)
def test_a_comment_keeps_its_words_and_loses_what_nobody_can_read(typed: str, kept: str) -> None:
    comments = accepted({"satisfaction": "satisfied", "needs_next": typed}).comments

    assert comments == {"needs_next": kept}


def test_a_short_text_stands_on_one_line() -> None:
    comments = accepted(
        {"satisfaction": "satisfied", "role": "other", "role_other": "Stagiaire\n\tà l’été"}
    ).comments

    assert comments == {"role_other": "Stagiaire à l’été"}


def test_a_limit_counts_what_is_kept() -> None:
    decomposed = "e\u0301" * 1_000  # two thousand code points, a thousand letters

    comments = accepted({"satisfaction": "satisfied", "needs_next": decomposed}).comments

    assert comments == {"needs_next": "é" * 1_000}


@given(st.text(st.characters(codec=None), max_size=50))
def test_any_text_is_kept_as_one_that_can_be_stored_and_is_kept_again_unchanged(
    typed: str,
) -> None:
    question = LongTextQuestion(code="needs_next", text=Text(fr="Besoins", en="Needs"))
    pace = make_questionnaire().by_code["recommend_score"]
    questionnaire = asking(pace, question)

    kept = accepted({"recommend_score": 5, "needs_next": typed}, questionnaire).comments
    again = accepted({"recommend_score": 5, **kept}, questionnaire).comments

    assert again == kept
    for text in kept.values():
        assert text.encode("utf-8").decode("utf-8") == unicodedata.normalize("NFC", text)
        assert text == text.strip() != ""


def test_a_survey_takes_answers_from_its_first_moment_to_just_before_its_last() -> None:
    survey = make_survey(opens_at=NOON, closes_at=NOON + timedelta(hours=1))

    def at(moment: datetime) -> AcceptedSubmission:
        return accept(make_questionnaire(), survey, make_submission(), at=moment)

    assert at(NOON).survey == survey.slug
    assert at(NOON + timedelta(minutes=59)).survey == survey.slug
    with pytest.raises(SurveyClosed) as early:
        at(NOON - timedelta(microseconds=1))
    with pytest.raises(SurveyClosed) as late:
        at(NOON + timedelta(hours=1))
    assert (early.value.not_yet, late.value.not_yet) == (True, False)


def test_a_closed_survey_is_said_before_any_problem_with_the_answers() -> None:
    survey = make_survey(closes_at=NOON)

    with pytest.raises(SurveyClosed):
        accept(make_questionnaire(), survey, make_submission(answers={"colour": "red"}), at=NOON)


def test_only_the_day_is_kept_of_the_moment_in_universal_time() -> None:
    evening_in_montreal = datetime(2026, 3, 2, 20, tzinfo=timezone(timedelta(hours=-5)))

    kept = accept(make_questionnaire(), make_survey(), make_submission(), at=evening_in_montreal)

    assert kept.received_on.isoformat() == "2026-03-03"


def test_a_rejection_reads_as_one_sentence_a_problem_in_a_log() -> None:
    with pytest.raises(SubmissionRejected, match=r"^satisfaction: An answer is needed here\.$"):
        accepted({"pace": "just_right"})
