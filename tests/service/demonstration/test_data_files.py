"""The data files name only what the questionnaires ask."""

from importlib.resources import files

import pytest

from service.demonstration.plan import (
    read_comments,
    read_distributions,
    read_people,
    read_plan,
)
from surveys.questionnaire import Questionnaire, read_questionnaire
from surveys.questions import (
    MatrixQuestion,
    MultipleChoiceQuestion,
    ScaleQuestion,
    SingleChoiceQuestion,
    TextQuestion,
)

COURSES = [activity.questionnaire for activity in read_plan().activities]
ROUNDS = [*COURSES, *(f"{course}_follow_up" for course in COURSES)]


def _questionnaire(round_name: str) -> Questionnaire:
    code = "follow_up" if round_name.endswith("follow_up") else round_name
    return read_questionnaire(files("surveys.questionnaires").joinpath(f"{code}.toml").read_bytes())


def _codes(questionnaire: Questionnaire, item: str) -> set[str] | None:
    """Return the codes that can be stored for an item, None where they are not codes."""
    if item == "quotable":  # asked at the review, of no questionnaire
        return {"yes", "no"}
    code, _, row = item.partition(".")
    question = questionnaire.by_code[code]
    match question:
        case SingleChoiceQuestion() | MultipleChoiceQuestion():
            return {option.code for option in question.options}
        case ScaleQuestion():
            return set(questionnaire.scale_by_code[question.scale].codes)
        case MatrixQuestion():
            assert row in {each.code for each in question.rows}
            return set(questionnaire.scale_by_code[question.scale].codes)
        case _:
            return None


@pytest.mark.parametrize("section", list(read_distributions()))
def test_every_distribution_is_of_an_item_that_is_asked(section: str) -> None:
    questionnaire = _questionnaire(section)
    for item, distribution in read_distributions()[section].items():
        codes = _codes(questionnaire, item)
        assert codes is None or set(distribution.shares) <= codes, item
        assert distribution.skipped + distribution.not_applicable < 100


@pytest.mark.parametrize("round_name", ROUNDS)
def test_every_comment_answers_a_question_in_words(round_name: str) -> None:
    questionnaire = _questionnaire(round_name)
    for code, batches in read_comments(round_name).items():
        question = questionnaire.by_code[code]
        assert isinstance(question, TextQuestion)
        for batch in batches:
            lines = [*batch.fr.strip().splitlines(), *batch.en.strip().splitlines()]
            assert lines
            assert all(line.strip() and len(line) <= question.max_length for line in lines)


def test_roles_and_regions_are_those_of_the_questionnaires() -> None:
    people = read_people()
    for course in COURSES:
        questionnaire = _questionnaire(course)
        assert set(people.roles) <= (_codes(questionnaire, "role") or set())
        assert set(people.regions) <= (_codes(questionnaire, "region") or set())
