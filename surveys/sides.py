"""Which values of an item are read together, and counted as a share.

Whoever reads a share of 100 % or of 0 % knows what everybody answered. So the gate has to
know what shares there are: they are of these sides, and of several of them together.
"""

from typing import NamedTuple

from surveys.questionnaire import Questionnaire, items
from surveys.questions import (
    NOT_APPLICABLE,
    RECOMMENDATION_GROUPS,
    HiddenQuestion,
    MatrixQuestion,
    MultipleChoiceQuestion,
    Question,
    RecommendationQuestion,
    Scale,
    ScaleQuestion,
    SingleChoiceQuestion,
)


class Sides(NamedTuple):
    """The values of one item, "sans objet" apart."""

    values: tuple[frozenset[str], ...]
    """Each value on one side; those that nobody gave, too."""
    several: bool = False
    """Whether one person may choose several of them."""


def sides_of(questionnaire: Questionnaire) -> dict[str, Sides]:
    """Return the sides of each item that is told as shares."""
    return {
        item: sides
        for question in questionnaire.questions
        if (sides := _sides(questionnaire, question))
        for item in items(question)
    }


def _sides(questionnaire: Questionnaire, question: Question) -> Sides | None:
    match question:
        case ScaleQuestion(scale=scale) | MatrixQuestion(scale=scale):
            return Sides(_of_scale(questionnaire.scale_by_code[scale]))
        case SingleChoiceQuestion(options=options) | HiddenQuestion(options=options):
            codes = [option.code for option in options if option.code != NOT_APPLICABLE]
            return Sides(tuple(frozenset([code]) for code in codes))
        case MultipleChoiceQuestion(options=options):
            return Sides(tuple(frozenset([option.code]) for option in options), several=True)
        case RecommendationQuestion():
            return Sides(tuple(frozenset(map(str, group)) for group in RECOMMENDATION_GROUPS))
        case _:
            return None


def _of_scale(scale: Scale) -> tuple[frozenset[str], ...]:
    """Return the favourable points and the others; where none is favourable, each point."""
    codes = frozenset(point.code for point in scale.points)
    favourable = frozenset(scale.favourable)
    if not favourable or favourable == codes:
        return tuple(frozenset([point.code]) for point in scale.points)
    return favourable, codes - favourable
