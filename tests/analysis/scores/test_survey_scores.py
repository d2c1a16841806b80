"""Every score of a survey, for every kind of question."""

from collections.abc import Sequence

import msgspec
import pytest

from analysis.disclosure.gate import ReleasedSurvey, release
from analysis.inputs import ItemTally, SurveyTally
from analysis.scores.choice import ChoiceScore
from analysis.scores.net_promoter import NetPromoterScore
from analysis.scores.numbers import NumberScore
from analysis.scores.scale import ScaleScore
from analysis.scores.survey_scores import (
    CommentCount,
    NothingToShow,
    Score,
    SurveyScores,
    response,
    score_survey,
)
from tests.analysis.tallies import survey_tally
from tests.factories import make_accepted, make_questionnaire

SCORED: dict[str, type] = {
    "satisfaction": ScaleScore,
    "pace": ScaleScore,
    "recommend_score": NetPromoterScore,
    "usefulness": ScaleScore,
    "needs_next": CommentCount,
    "role": ChoiceScore,
    "role_other": CommentCount,
    "tools": ChoiceScore,
    "hours": NumberScore,
    "people": NumberScore,
    "source": ChoiceScore,
}
"""The kind of score of each question of `make_questionnaire`, in its order."""


def seven_alike(eligible: int | None = 30) -> ReleasedSurvey:
    """Seven submissions with the answers of `make_accepted`, by a link, through the gate."""
    accepted = make_accepted(answers=make_accepted().answers | {"source": "slide"})
    items = {
        item: ItemTally(
            answered=7,
            counts={str(code): 7 for code in (value if isinstance(value, list) else [value])},
        )
        for item, value in accepted.answers.items()
    }
    items |= {item: ItemTally(answered=7, counts={}) for item in accepted.comments}
    return release(
        SurveyTally(
            survey="printemps-2026",
            cohort="cohorte-1",
            submissions=7,
            eligible=eligible,
            items=items,
        )
    )


def by_item(scores: SurveyScores) -> dict[str, Score]:
    return {score.item: score for question in scores.questions for score in question.scores}


def test_every_question_has_its_kind_of_score_in_the_order_of_the_questionnaire() -> None:
    scores = score_survey(make_questionnaire(), seven_alike())

    assert [question.question for question in scores.questions] == list(SCORED)
    for question in scores.questions:
        if question.question != "usefulness":
            (score,) = question.scores
            assert type(score) is SCORED[question.question]
            assert score.item == question.question


def test_the_numbers_of_each_kind_come_from_its_item() -> None:
    scores = by_item(score_survey(make_questionnaire(), seven_alike()))

    satisfaction, role, hours = scores["satisfaction"], scores["role"], scores["hours"]
    recommendation, tools, comments = (
        scores["recommend_score"],
        scores["tools"],
        scores["needs_next"],
    )
    assert isinstance(satisfaction, ScaleScore)
    assert satisfaction.favourable is not None
    assert (satisfaction.favourable.count, satisfaction.favourable.eligible) == (7, 30)
    assert isinstance(recommendation, NetPromoterScore)
    assert (recommendation.score, recommendation.eligible) == (100, 30)
    assert isinstance(role, ChoiceScore)
    assert not role.multiple
    assert isinstance(tools, ChoiceScore)
    assert tools.multiple
    assert isinstance(hours, NumberScore)
    assert hours.median == 2.5
    assert isinstance(comments, CommentCount)
    assert comments.answers == 7


def test_a_matrix_has_one_score_a_row() -> None:
    scores = score_survey(make_questionnaire(), seven_alike())
    (usefulness,) = [part for part in scores.questions if part.question == "usefulness"]

    # Everyone said "useful" of the mission and "sans objet" of security.
    mission, security = usefulness.scores
    assert isinstance(mission, ScaleScore)
    assert mission.item == "usefulness.mission"
    assert security == NothingToShow(item="usefulness.security")


def test_dates_and_information_have_no_score() -> None:
    items = by_item(score_survey(make_questionnaire(), seven_alike()))

    assert not {"started_on", "welcome"} & set(items)


def test_below_the_threshold_only_the_count_of_submissions_is_left() -> None:
    tally = survey_tally(4, {"satisfaction": {"satisfied": 4}}, eligible=30)
    scores = score_survey(make_questionnaire(), release(tally))

    assert scores.withheld
    assert scores.submissions == 4
    assert all(isinstance(score, NothingToShow) for score in by_item(scores).values())
    assert [question.question for question in scores.questions] == list(SCORED)


def test_a_withheld_item_looks_like_an_unanswered_one() -> None:
    some = survey_tally(9, {"satisfaction": {"satisfied": 9}, "pace": {"too_fast": 4}})
    none = survey_tally(9, {"satisfaction": {"satisfied": 9}})
    questionnaire = make_questionnaire()

    assert score_survey(questionnaire, release(some)) == score_survey(questionnaire, release(none))


def test_a_question_that_only_some_are_asked_has_no_known_eligible() -> None:
    questionnaire = make_questionnaire()
    section = questionnaire.sections[1]
    (condition,) = [part.visible_if for part in section.questions if part.visible_if]
    conditional = msgspec.structs.replace(
        section,
        questions=tuple(
            msgspec.structs.replace(part, visible_if=condition) if part.code == "tools" else part
            for part in section.questions
        ),
    )
    asked_of_some = make_questionnaire(sections=(questionnaire.sections[0], conditional))

    tools = by_item(score_survey(asked_of_some, seven_alike()))["tools"]
    assert isinstance(tools, ChoiceScore)
    assert {(option.share.eligible, option.share.bounds) for option in tools.options} == {
        (None, None)
    }


@pytest.mark.parametrize(
    ("eligible", "share"), [(30, (7, 30)), (7, (7, 7)), (6, None), (0, None), (None, None)]
)
def test_the_response_is_submissions_of_a_roster_that_can_be_right(
    eligible: int | None, share: Sequence[int] | None
) -> None:
    part = response(seven_alike(eligible))

    assert (part and (part.count, part.answers)) == share
    assert part is None or part.bounds is None


def test_a_roster_smaller_than_the_submissions_bounds_nothing() -> None:
    # 8 submissions of 7 people: even the 6 answers to one question are not "6 of 7".
    tally = survey_tally(8, {"satisfaction": {"satisfied": 6}}, eligible=7)
    scores = score_survey(make_questionnaire(), release(tally))

    satisfaction = by_item(scores)["satisfaction"]
    assert isinstance(satisfaction, ScaleScore)
    assert satisfaction.favourable is not None
    assert (satisfaction.favourable.eligible, satisfaction.favourable.bounds) == (None, None)
    assert (scores.eligible, scores.response) == (7, None)


def test_what_an_address_says_has_no_known_eligible() -> None:
    source = by_item(score_survey(make_questionnaire(), seven_alike()))["source"]

    assert isinstance(source, ChoiceScore)
    assert [(each.code, each.share.count, each.share.bounds) for each in source.options] == [
        ("newsletter", 0, None),
        ("slide", 7, None),
    ]


def test_scores_cross_a_boundary_and_come_back_the_same() -> None:
    scores = score_survey(make_questionnaire(), seven_alike())

    assert msgspec.json.decode(msgspec.json.encode(scores), type=SurveyScores) == scores
