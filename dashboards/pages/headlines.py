"""The numbers that stand first on a cohort's page."""

from typing import NamedTuple

from analysis.scores.choice import ChoiceScore
from analysis.scores.net_promoter import NetPromoterScore
from analysis.scores.scale import ScaleScore
from analysis.scores.share import Share
from analysis.scores.survey_scores import Score, SurveyScores
from dashboards.figures.figure import place
from dashboards.figures.share_words import Whisker, large, score_words, sentences, small, whisker
from dashboards.pages.item_words import counted_answers
from dashboards.pages.score_words import recommendation_sentences
from dashboards.wording import Words
from surveys.questionnaire import Questionnaire


class Headline(NamedTuple):
    title: str
    large: str
    small: str
    whisker: Whisker
    ends: tuple[str, str]
    """What the line of the whisker runs from and to."""
    sentences: tuple[str, ...]


def headlines(
    questionnaire: Questionnaire, scores: SurveyScores, words: Words
) -> tuple[Headline, ...]:
    """Return a headline for each question marked so, where one number can stand for it."""
    found = {question.question: question.scores for question in scores.questions}
    made = []
    for question in questionnaire.questions:
        own = found.get(question.code, ())
        if question.headline and len(own) == 1:
            chosen = counted_answers(questionnaire, question.code, words)
            made.append(_headline(question.text[words.language], own[0], chosen, words))
    return tuple(headline for headline in made if headline)


def _headline(title: str, score: Score, chosen: str, words: Words) -> Headline | None:
    match score:
        case NetPromoterScore():
            return _recommendation(title, score, words)
        case ScaleScore(favourable=Share() as share) | ChoiceScore(yes=Share() as share):
            said = sentences(share, words, chosen=chosen)
            return Headline(
                title,
                large(share, words),
                small(share, words),
                whisker(share),
                (words.percent(0), words.percent(1)),
                said,
            )
        case _:
            return None


def _recommendation(title: str, score: NetPromoterScore, words: Words) -> Headline:
    line = Whisker(
        at=place((score.score + 100) / 200),
        low=place((score.interval.low + 100) / 200),
        length=place((score.interval.high - score.interval.low) / 200),
    )
    return Headline(
        title,
        score_words(score, words),
        words("nps_small", answers=words.count("answers", score.answers)),
        line,
        (words.signed(-100), words.signed(100)),
        recommendation_sentences(score, words),
    )
