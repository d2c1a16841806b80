"""Every score of one survey, in the order of its questionnaire."""

from typing import TypeAlias, assert_never

import msgspec

from analysis.disclosure.gate import ReleasedItem, ReleasedSurvey
from analysis.scores.choice import ChoiceScore, score_choice
from analysis.scores.net_promoter import NetPromoterScore, net_promoter_score
from analysis.scores.numbers import NumberScore, number_score
from analysis.scores.scale import ScaleScore, score_scale
from analysis.scores.share import Share, share
from surveys.questionnaire import Questionnaire, items
from surveys.questions import (
    DateQuestion,
    HiddenQuestion,
    Information,
    LongTextQuestion,
    MatrixQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    PersonalCodeQuestion,
    Question,
    RecommendationQuestion,
    ScaleQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
)


class NothingToShow(msgspec.Struct, frozen=True, kw_only=True, tag="withheld"):
    """Too few answers to say anything, or none: the two look alike."""

    item: str


class CommentCount(msgspec.Struct, frozen=True, kw_only=True, tag="comments"):
    """How many wrote something in answer to a text question."""

    item: str
    answers: int


Score: TypeAlias = (
    ScaleScore | ChoiceScore | NetPromoterScore | NumberScore | CommentCount | NothingToShow
)

ScoredQuestion: TypeAlias = (
    SingleChoiceQuestion
    | MultipleChoiceQuestion
    | ScaleQuestion
    | RecommendationQuestion
    | MatrixQuestion
    | NumberQuestion
    | ShortTextQuestion
    | LongTextQuestion
    | HiddenQuestion
)
"""Every question but dates, personal codes and information."""


class QuestionScores(msgspec.Struct, frozen=True, kw_only=True):
    """One question: one score, or one a row for a matrix."""

    question: str
    scores: tuple[Score, ...]


class SurveyScores(msgspec.Struct, frozen=True, kw_only=True):
    """One survey, question by question."""

    survey: str
    cohort: str
    submissions: int
    eligible: int | None
    """As the roster has it, even where it is smaller than `submissions` and so must be wrong."""
    response: Share | None
    """Submissions among the people eligible: `answers` is how many could answer. It has no
    bounds, since of each of them it is known whether they answered. None where it is unknown
    how many could, or where the roster is smaller than the submissions."""
    withheld: bool
    """Whether only the count of submissions may be shown."""
    questions: tuple[QuestionScores, ...]


def score_survey(questionnaire: Questionnaire, released: ReleasedSurvey) -> SurveyScores:
    """Return every score of `released`, question by question (not those that have none)."""
    return SurveyScores(
        survey=released.survey,
        cohort=released.cohort,
        submissions=released.submissions,
        eligible=released.eligible,
        response=response(released),
        withheld=released.withheld,
        questions=tuple(
            QuestionScores(
                question=question.code,
                scores=tuple(
                    score_item(questionnaire, question, item, released) for item in items(question)
                ),
            )
            for question in questionnaire.questions
            if not isinstance(question, DateQuestion | PersonalCodeQuestion | Information)
        ),
    )


def response(released: ReleasedSurvey) -> Share | None:
    """Return the share of those eligible who sent a submission.

    None where it is unknown how many could, or where the roster is smaller than the
    submissions and so must be wrong.
    """
    if not released.eligible or released.eligible < released.submissions:
        return None
    return share(released.submissions, released.eligible, None)


def score_item(
    questionnaire: Questionnaire, question: ScoredQuestion, item: str, released: ReleasedSurvey
) -> Score:
    """Return the score of one item of `question`.

    Args:
        questionnaire: Holds the scales.
        question: Of this questionnaire.
        item: The question's code, or `question.row`.
        released: What the gate lets through of a survey of this questionnaire.
    """
    answers = released.items.get(item)
    if answers is None:
        return NothingToShow(item=item)
    return _score(
        questionnaire, question, item, answers, eligible_for(questionnaire, question, released)
    ) or NothingToShow(item=item)


def eligible_for(
    questionnaire: Questionnaire, question: Question, released: ReleasedSurvey
) -> int | None:
    """Return how many could answer `question`; None when nobody knows.

    Nobody knows it of a question that only some are asked, given their other
    answers; nor of one that an address answers, which not all were given; nor from a
    roster smaller than the submissions.
    """
    if not questionnaire.asks_everyone(question) or isinstance(question, HiddenQuestion):
        return None
    if released.eligible is not None and released.eligible < released.submissions:
        return None
    return released.eligible


def _score(
    questionnaire: Questionnaire,
    question: ScoredQuestion,
    item: str,
    answers: ReleasedItem,
    eligible: int | None,
) -> Score | None:
    match question:
        case ScaleQuestion(scale=scale) | MatrixQuestion(scale=scale):
            return score_scale(item, questionnaire.scale_by_code[scale], answers, eligible)
        case SingleChoiceQuestion() | MultipleChoiceQuestion() | HiddenQuestion():
            return score_choice(question, answers, eligible)
        case RecommendationQuestion():
            return net_promoter_score(item, answers, eligible)
        case NumberQuestion():
            return number_score(item, answers)
        case ShortTextQuestion() | LongTextQuestion():
            return CommentCount(item=item, answers=answers.answered)
        case _:
            assert_never(question)
