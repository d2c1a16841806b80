import msgspec

from analysis.scores.trend import trend_items
from dashboards.pages.frame import words_in
from dashboards.pages.item_words import counted_answers
from surveys.questionnaire import Section
from surveys.questions import Option, RecommendationQuestion, SingleChoiceQuestion
from surveys.texts import Text
from tests.dashboards.examples import QUESTIONNAIRE

FR = words_in("fr")

RESUMED = SingleChoiceQuestion(
    code="resumed",
    text=Text("Avez-vous repris votre projet ?", "Did you take up your project again?"),
    options=(
        Option(code="yes", text=Text("Oui, repris", "Yes, taken up")),
        Option(code="no", text=Text("Non", "No")),
    ),
)
WITH_YES_OR_NO = msgspec.structs.replace(
    QUESTIONNAIRE,
    sections=(
        *QUESTIONNAIRE.sections,
        Section(title=Text("Depuis", "Since then"), questions=(RESUMED,)),
    ),
)


def test_the_favourable_points_of_a_scale_are_counted() -> None:
    satisfied = "« Très satisfait·e » ou « Satisfait·e »".replace("« ", "«\u00a0")

    counted = counted_answers(QUESTIONNAIRE, "overall", FR)

    assert counted == satisfied.replace(" »", "\u00a0»")
    assert counted_answers(QUESTIONNAIRE, "useful.data", FR) == counted


def test_of_a_question_answered_by_yes_or_no_yes_is_counted() -> None:
    assert counted_answers(WITH_YES_OR_NO, "resumed", FR) == "«\u00a0Oui, repris\u00a0»"


def test_a_choice_without_yes_counts_nothing() -> None:
    assert counted_answers(QUESTIONNAIRE, "role", FR) == ""


def test_every_trend_but_that_of_a_recommendation_says_which_answers_it_counts() -> None:
    items = trend_items(WITH_YES_OR_NO)

    assert "resumed" in items
    assert [item for item in items if not counted_answers(WITH_YES_OR_NO, item, FR)] == [
        question.code
        for question in WITH_YES_OR_NO.questions
        if isinstance(question, RecommendationQuestion)
    ]
