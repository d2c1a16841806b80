"""The numbers that stand first: one for each question that is marked, whatever its kind."""

from analysis.disclosure.gate import release
from analysis.scores.survey_scores import score_survey
from dashboards.pages.frame import words_in
from dashboards.pages.headlines import Headline, headlines
from surveys.questionnaire import Section
from surveys.questions import Option, SingleChoiceQuestion
from surveys.texts import Text
from tests.analysis.tallies import survey_tally
from tests.factories import make_questionnaire


def asked(*options: str) -> tuple[Headline, ...]:
    """The headlines of one single choice, of which 13 of 20 chose the first option."""
    question = SingleChoiceQuestion(
        code="applied",
        text=Text(fr="L’avez-vous appliqué ?", en="Did you apply it?"),
        options=tuple(Option(code=code, text=Text(fr=code, en=code)) for code in options),
        headline=True,
    )
    section = Section(title=Text(fr="Suivi", en="Follow-up"), questions=(question,))
    questionnaire = make_questionnaire(sections=(section,))
    tally = survey_tally(20, {"applied": {options[0]: 13, options[1]: 7}}, eligible=25)
    return headlines(questionnaire, score_survey(questionnaire, release(tally)), words_in("en"))


def test_a_question_answered_by_yes_or_no_has_its_share_of_yes() -> None:
    (headline,) = asked("yes", "no")

    assert (headline.title, headline.large, headline.small) == (
        "Did you apply it?",
        "65%",
        "13 of 20",
    )
    assert "13 of the 20 people who answered chose “yes”." in headline.sentences


def test_a_choice_without_a_yes_has_no_number_that_could_stand_for_it() -> None:
    assert asked("plan", "tool") == ()
