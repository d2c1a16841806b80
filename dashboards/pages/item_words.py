"""What an item asks and which of its answers count, in words."""

from analysis.scores.choice import YES
from dashboards.wording import Words
from surveys.questionnaire import Questionnaire
from surveys.questions import MatrixQuestion, ScaleQuestion, SingleChoiceQuestion


def item_text(questionnaire: Questionnaire, item: str, words: Words) -> str:
    """Return what an item asks: its question, or its row of a matrix."""
    code, _, row_code = item.partition(".")
    question = questionnaire.by_code[code]
    if isinstance(question, MatrixQuestion) and row_code:
        return next(row.text[words.language] for row in question.rows if row.code == row_code)
    return question.text[words.language]


def counted_answers(questionnaire: Questionnaire, item: str, words: Words) -> str:
    """Return the answers that the share of an item counts: « Satisfait » ou « Très satisfait ».

    Empty for an item that has no share.
    """
    question = questionnaire.by_code[item.partition(".")[0]]
    texts = []
    if isinstance(question, ScaleQuestion | MatrixQuestion):
        points = questionnaire.scale_by_code[question.scale].points
        texts = [point.text for point in points if point.side == "favourable"]
    elif isinstance(question, SingleChoiceQuestion):
        texts = [option.text for option in question.options if option.code == YES]
    return words.either([words("quoted", text=text[words.language]) for text in texts])
