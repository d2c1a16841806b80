"""One score over the cohorts of an activity, in order.

A trend shows points with their intervals and no verdict: what may be claimed of it is
decided in `analysis.claims.trends`.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

import msgspec

from analysis.comparisons.shrinkage import shrunk_shares
from analysis.disclosure.gate import ReleasedFamily, ReleasedSurvey
from analysis.scores.choice import YES, ChoiceScore
from analysis.scores.net_promoter import NetPromoterScore
from analysis.scores.scale import Bar, ScaleScore
from analysis.scores.share import Share
from analysis.scores.survey_scores import Score, eligible_for, score_item
from surveys.questionnaire import Questionnaire, items
from surveys.questions import (
    MatrixQuestion,
    MultipleChoiceQuestion,
    Question,
    RecommendationQuestion,
    ScaleQuestion,
    SingleChoiceQuestion,
)
from surveys.texts import Slug

TrendQuestion: TypeAlias = (
    ScaleQuestion | MatrixQuestion | SingleChoiceQuestion | RecommendationQuestion
)


class TrendPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One cohort; or all of them together, and then `cohort` is empty."""

    cohort: str
    answers: int | None
    """None when withheld."""
    share: Share | None
    net_promoter: NetPromoterScore | None
    bars: tuple[Bar, ...] = ()
    """Of a scale: one a point, in its order."""
    shrunk: float | None = None
    """The share drawn towards that of all cohorts, from 0 to 1: beside the share, never
    instead of it. None for all cohorts together, and for a score."""


class Trend(msgspec.Struct, frozen=True, kw_only=True):
    """The favourable share of one item (for yes/no, that of "yes") or its score, by cohort."""

    item: str
    points: tuple[TrendPoint, ...]
    """Oldest cohort first; a withheld or silent cohort keeps its place with None."""
    pooled: TrendPoint
    """All cohorts together, as the gate allows."""
    alike: bool = True
    """Whether every cohort that was asked was offered the same points."""


def trend_items(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the items that can have a trend: those of headline questions first.

    Otherwise in the order of the questionnaire, the rows of a matrix one by one. They
    are never ordered by their scores, whose intervals overlap.
    """
    questions = [
        question for question in questionnaire.questions if _can_have_trend(questionnaire, question)
    ]
    questions.sort(key=lambda question: not question.headline)
    return tuple(item for question in questions for item in items(question))


def _can_have_trend(questionnaire: Questionnaire, question: Question) -> bool:
    match question:
        case ScaleQuestion(scale=scale) | MatrixQuestion(scale=scale):
            return bool(questionnaire.scale_by_code[scale].favourable)
        case SingleChoiceQuestion(options=options):
            return any(option.code == YES for option in options)
        case RecommendationQuestion():
            return True
        case _:
            return False


def trend(questionnaires: Mapping[Slug, Questionnaire], item: str, family: ReleasedFamily) -> Trend:
    """Return the score of `item` in each survey of `family`, in its order, and in all together.

    A questionnaire that does not ask the item leaves its cohort silent, and its people are
    not among the eligible of all together. Where two versions offer different points, their
    answers do not measure the same thing, and all together stays empty.

    Args:
        questionnaires: By survey; every survey of `family` has one.
        item: A question's code, or `question.row`: one of `trend_items`.
        family: What the gate lets through, oldest cohort first.
    """
    points = tuple(_point(questionnaires[survey.survey], item, survey) for survey in family.each)
    pooled = _pooled_point(questionnaires, item, family)
    alike = asked_alike([questionnaires[survey.survey] for survey in family.each], item)
    return Trend(
        item=item, points=with_shrunk(points) if alike else points, pooled=pooled, alike=alike
    )


def asked_alike(questionnaires: Sequence[Questionnaire], item: str) -> bool:
    """Return whether all of these that ask `item` offer the same points, read the same way."""
    offered = {
        _offered(questionnaire, question)
        for questionnaire in questionnaires
        if (question := _question(questionnaire, item))
    }
    return len(offered) <= 1


def with_shrunk(points: Sequence[TrendPoint]) -> tuple[TrendPoint, ...]:
    """Return the points, each share drawn towards that of all of them."""
    shares = [point.share for point in points]
    shrunk = shrunk_shares(
        [share.value * share.answers if share else 0 for share in shares],
        [share.answers if share else 0 for share in shares],
    )
    return tuple(
        msgspec.structs.replace(point, shrunk=each)
        for point, each in zip(points, shrunk, strict=True)
    )


def _point(questionnaire: Questionnaire, item: str, released: ReleasedSurvey) -> TrendPoint:
    question = _question(questionnaire, item)
    score = score_item(questionnaire, question, item, released) if question else None
    share = _share(score)
    net_promoter = score if isinstance(score, NetPromoterScore) else None
    shown = share or net_promoter
    return TrendPoint(
        cohort=released.cohort,
        answers=shown.answers if shown else None,
        share=share,
        net_promoter=net_promoter,
        bars=score.bars if isinstance(score, ScaleScore) else (),
    )


def _share(score: Score | None) -> Share | None:
    match score:
        case ScaleScore():
            return score.favourable
        case ChoiceScore():
            return score.yes
        case _:
            return None


def _pooled_point(
    questionnaires: Mapping[Slug, Questionnaire], item: str, family: ReleasedFamily
) -> TrendPoint:
    together = pooled(questionnaires, item, family)
    if together is None:
        return TrendPoint(cohort="", answers=None, share=None, net_promoter=None)
    return _point(together.questionnaire, item, together.released)


class Pooled(NamedTuple):
    """The surveys of a family that ask one item, as if they were one survey."""

    questionnaire: Questionnaire
    """Of one of them: all offer the same."""
    released: ReleasedSurvey


def pooled(
    questionnaires: Mapping[Slug, Questionnaire], item: str, family: ReleasedFamily
) -> Pooled | None:
    """Return the surveys of `family` that ask `item`, together.

    None where none asks it, or where two versions offer different points: their answers
    do not measure the same thing.
    """
    code = item.partition(".")[0]
    asked = [
        (questionnaires[survey.survey], question, survey)
        for survey in family.each
        if (question := questionnaires[survey.survey].by_code.get(code)) and item in items(question)
    ]
    if len({_offered(questionnaire, question) for questionnaire, question, _ in asked}) != 1:
        return None
    eligible = [
        number
        for questionnaire, question, survey in asked
        if (number := eligible_for(questionnaire, question, survey)) is not None
    ]
    return Pooled(
        asked[0][0],
        ReleasedSurvey(
            survey="",
            cohort="",
            submissions=sum(survey.submissions for _, _, survey in asked),
            eligible=sum(eligible) if len(eligible) == len(asked) else None,
            items=family.pooled,
        ),
    )


def _question(questionnaire: Questionnaire, item: str) -> TrendQuestion | None:
    question = questionnaire.by_code.get(item.partition(".")[0])
    if isinstance(question, TrendQuestion) and item in trend_items(questionnaire):
        return question
    return None


def _offered(
    questionnaire: Questionnaire, question: Question
) -> tuple[type[Question], tuple[tuple[str, str], ...]]:
    """What kind of question it is, what one chooses from, and how that is read."""
    return type(question), _choices(questionnaire, question)


def _choices(questionnaire: Questionnaire, question: Question) -> tuple[tuple[str, str], ...]:
    match question:
        case ScaleQuestion(scale=scale) | MatrixQuestion(scale=scale):
            points = questionnaire.scale_by_code[scale].points
            return tuple((point.code, point.side) for point in points)
        case SingleChoiceQuestion(options=options) | MultipleChoiceQuestion(options=options):
            return tuple((option.code, "") for option in options)
        case _:
            return ()
