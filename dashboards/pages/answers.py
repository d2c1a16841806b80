"""The answers to one survey, question by question: the middle of a cohort's page."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, assert_never

from msgspec.structs import replace

from analysis.claims.apart import standing_apart
from analysis.scores.choice import ChoiceScore
from analysis.scores.net_promoter import NetPromoterScore
from analysis.scores.numbers import NumberScore
from analysis.scores.scale import ScaleScore
from analysis.scores.share import Share
from analysis.scores.survey_scores import CommentCount, NothingToShow, Score, SurveyScores
from dashboards.figures.choices import choices
from dashboards.figures.distribution import RatedItem, distribution
from dashboards.figures.figure import Figure
from dashboards.figures.recommendation import recommendation
from dashboards.figures.sheet import downloads
from dashboards.figures.usefulness import usefulness
from dashboards.pages.gists import choice_gist, items_gist, recommendation_gist, scale_gist
from dashboards.pages.item_words import counted_answers, item_text
from dashboards.pages.score_words import number_sentence, recommendation_sentences
from dashboards.sentences import apart_sentence
from dashboards.wording import Words
from surveys.questionnaire import Questionnaire
from surveys.questions import (
    ChoiceQuestion,
    HiddenQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    ScaleQuestion,
)


class Block(NamedTuple):
    """One question, or several in a row that share a scale."""

    title: str
    sentences: tuple[str, ...]
    figures: tuple[Figure, ...]
    gist: tuple[str, ...] = ()
    """What stays in sight while the figures are folded; empty: `sentences` do."""


class Before(NamedTuple):
    """The cohort before, as far as it may stand beside this one."""

    cohorts: tuple[str, str] = ("", "")
    """The names of this cohort and of the one before."""
    shares: Mapping[str, Share] = {}
    """By item."""


NO_BEFORE = Before()


class SectionBlocks(NamedTuple):
    title: str
    blocks: tuple[Block, ...]


def answer_sections(
    questionnaire: Questionnaire, scores: SurveyScores, words: Words, *, before: Before = NO_BEFORE
) -> tuple[SectionBlocks, ...]:
    """Return the scored questions, in the sections and the order of the questionnaire."""
    found = {question.question: question.scores for question in scores.questions}
    sections = []
    for section in questionnaire.sections:
        asked = [question for question in section.questions if found.get(question.code)]
        if asked:
            title = section.title[words.language]
            blocks = tuple(_blocks(questionnaire, asked, found, (words, before)))
            sections.append(SectionBlocks(title, blocks))
    return tuple(sections)


def _blocks(
    questionnaire: Questionnaire,
    asked: Sequence[Question],
    found: Mapping[str, tuple[Score, ...]],
    told: tuple[Words, Before],
) -> Iterator[Block]:
    """Yield a block for each question; neighbours on one scale share a figure.

    The files of a figure are named after its first question.
    """
    words, before = told

    def scale_of(question: Question) -> str:
        return question.scale if isinstance(question, ScaleQuestion) else question.code

    for _, neighbours in groupby(asked, scale_of):
        questions = list(neighbours)
        scores = [score for question in questions for score in found[question.code]]
        if isinstance(questions[0], ScaleQuestion):
            block = _scale_block(questionnaire, questions[0], scores, words)
        elif isinstance(questions[0], MatrixQuestion):
            block = _matrix_block(questionnaire, questions[0], scores, (words, before))
        else:
            block = _single_block(questions[0], scores[0], words)
        yield block._replace(figures=_named(block.figures, questions[0].code))


def _named(figures: Sequence[Figure], code: str) -> tuple[Figure, ...]:
    return tuple(
        replace(figure, code=f"{code}-{number}" if number > 1 else code)
        for number, figure in enumerate(figures, start=1)
    )


def _rated(
    questionnaire: Questionnaire,
    scores: Sequence[Score],
    words: Words,
    before: Mapping[str, Share] = NO_BEFORE.shares,
) -> list[RatedItem]:
    return [
        RatedItem(
            item_text(questionnaire, score.item, words),
            score if isinstance(score, ScaleScore) else None,
            before.get(score.item),
        )
        for score in scores
    ]


def _scale_block(
    questionnaire: Questionnaire, first: ScaleQuestion, scores: Sequence[Score], words: Words
) -> Block:
    items = _rated(questionnaire, scores, words)
    title = items[0].label if len(items) == 1 else words("answers_by_question")
    scale = questionnaire.scale_by_code[first.scale]
    figure = distribution(title, scale, items, words)
    gist = (scale_gist if len(items) == 1 else items_gist)(items, words)
    return Block(title, _reading(questionnaire, first, words), (figure,), gist)


def _matrix_block(
    questionnaire: Questionnaire,
    question: MatrixQuestion,
    scores: Sequence[Score],
    told: tuple[Words, Before],
) -> Block:
    words, before = told
    items = _rated(questionnaire, scores, words, before.shares)
    figure = usefulness(words("usefulness_by_theme"), items, words, cohorts=before.cohorts)
    ring = (downloads(words)("usefulness_ring", cohort=before.cohorts[1]),) if figure.marks else ()
    scale = questionnaire.scale_by_code[question.scale]
    apart = _apart(items, scores, words)
    return Block(
        question.text[words.language],
        (*_reading(questionnaire, question, words), apart, *ring),
        (
            figure,
            distribution(words("answers_by_theme"), scale, items, words, with_shares=False),
        ),
        tuple(filter(None, (*scale_gist(items, words), apart))),
    )


def _apart(items: Sequence[RatedItem], scores: Sequence[Score], words: Words) -> str:
    """Return which rows stand apart from all the others; mostly that none does."""
    rated = {
        score.item: score.favourable
        for score in scores
        if isinstance(score, ScaleScore) and score.favourable
    }
    names = {score.item: item.label for item, score in zip(items, scores, strict=True)}
    return apart_sentence(standing_apart(rated), names, words)


def _reading(
    questionnaire: Questionnaire, question: ScaleQuestion | MatrixQuestion, words: Words
) -> tuple[str, ...]:
    """Return which answers count as favourable, and which not at all."""
    counted = counted_answers(questionnaire, question.code, words)
    said = [words("favourable_counts", counted=counted)] if counted else []
    if absent := questionnaire.scale_by_code[question.scale].not_applicable:
        said.append(words("left_out", text=absent[words.language]))
    return tuple(said)


def _single_block(question: Question, score: Score, words: Words) -> Block:
    title = question.text[words.language]
    match score:
        case ChoiceScore():
            return _choice_block(question, score, words)
        case NetPromoterScore():
            figure = recommendation(title, score, words)
            gist = recommendation_gist(score, words)
            return Block(title, recommendation_sentences(score, words), (figure,), gist)
        case NumberScore():
            unit = question.unit[words.language] if isinstance(question, NumberQuestion) else ""
            return Block(title, (number_sentence(score, unit, words),), ())
        case CommentCount():
            return Block(title, (words.count("wrote", score.answers),), ())
        case NothingToShow():
            return Block(title, (words("too_few"),), ())
        case ScaleScore():
            raise AssertionError("scales are drawn together")
        case _:
            assert_never(score)


def _options(question: Question, words: Words) -> dict[str, str]:
    if isinstance(question, ChoiceQuestion):
        return {option.code: option.text[words.language] for option in question.options}
    return {}


def _choice_block(question: Question, score: ChoiceScore, words: Words) -> Block:
    title, labels = question.text[words.language], _options(question, words)
    answered = "address_says" if isinstance(question, HiddenQuestion) else "answered"
    sentences = [words.count(answered, score.answers)]
    if score.not_applicable:
        sentences.append(words.count("not_concerned", score.not_applicable))
    if score.multiple:
        sentences.append(words("several_possible"))
    gist = choice_gist(score, labels, words)
    return Block(title, tuple(sentences), (choices(title, score, labels, words),), gist)
