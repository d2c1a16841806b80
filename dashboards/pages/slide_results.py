"""The answers to one question, as large bars that the last row of a room can read.

Who reads it: participants, when they have sent theirs; they see within five seconds what
most of the room chose. Questions with an answer in words are never here, nor who people
are (role, region), which tells who has answered; what somebody chose is up to whoever
presents. Percentages are said from twenty answers on, counts before, and nobody's
interval: it is this room that is shown, not what a next one would say.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from analysis.disclosure.gate import ReleasedItem
from analysis.disclosure.live_results import Projected
from analysis.scores.choice import score_choice
from analysis.scores.net_promoter import net_promoter_score
from analysis.scores.scale import score_scale
from analysis.scores.share import PERCENTAGES_FROM, Share, share
from dashboards.figures.figure import place
from dashboards.figures.share_words import count_words, percentage
from dashboards.pages.frame import words_in
from dashboards.pages.item_words import counted_answers
from dashboards.wording import Words
from surveys.questionnaire import Questionnaire
from surveys.questions import (
    MatrixQuestion,
    MultipleChoiceQuestion,
    Question,
    RecommendationQuestion,
    ScaleQuestion,
    SingleChoiceQuestion,
)
from surveys.slices import DIMENSIONS
from surveys.texts import LANGUAGES, Language, Text

ShownQuestion: TypeAlias = (
    ScaleQuestion
    | MatrixQuestion
    | RecommendationQuestion
    | SingleChoiceQuestion
    | MultipleChoiceQuestion
)


class Said(NamedTuple):
    """A text in its language; one that is the same in both is said once."""

    language: Language
    text: str


class ResultBar(NamedTuple):
    label: tuple[Said, ...]
    width: str
    value: str


class SlideResults(NamedTuple):
    question: tuple[Said, ...]
    notes: tuple[Said, ...]
    """How many answered, and what is counted, a line a language."""
    bars: tuple[ResultBar, ...]
    size: str
    """How the bars are drawn: "few", "many" or "most" of them, "wordy" where labels are long."""


class _Bar(NamedTuple):
    label: Text
    share: Share


_FEW, _MANY = 5, 8
"""Most bars that are drawn at their largest, and at the size after it."""

_IN_BOTH = 45
"""Most characters of labels that stand in both languages; longer ones in one, of the page."""

_SHORT = 30
"""Most characters of labels that leave the bars most of the width."""


def slide_words(language: Language) -> Words:
    return Words("slide", language)


def questions_to_show(questionnaire: Questionnaire) -> tuple[ShownQuestion, ...]:
    """Return the questions whose answers a room may see, in the order they are asked."""
    return tuple(
        question
        for question in questionnaire.questions
        if isinstance(question, ShownQuestion) and question.code not in DIMENSIONS
    )


def slide_results(
    questionnaire: Questionnaire, code: str, shown: Projected, language: Language
) -> SlideResults | None:
    """Return what is projected of a question; None where too few people answered it.

    Numbers are written as in `language`, which is that of whoever presents.
    """
    question = next((q for q in questions_to_show(questionnaire) if q.code == code), None)
    if question is None or not (bars := tuple(_bars(question, questionnaire, shown))):
        return None
    words = words_in(language)
    apart = isinstance(question, MatrixQuestion)  # each row has answers of its own
    answers = sorted({bar.share.answers for bar in bars})
    return SlideResults(
        question=said(question.text),
        notes=_notes(question, questionnaire, answers),
        bars=tuple(
            ResultBar(
                _label(bar, bars, language),
                place(bar.share.value),
                _value(bar.share, words, apart=apart),
            )
            for bar in bars
        ),
        size=_size(bars),
    )


def _size(bars: Sequence[_Bar]) -> str:
    number = "few" if len(bars) <= _FEW else "many" if len(bars) <= _MANY else "most"
    return f"{number} wordy" if _longest(bars) > _SHORT else number


def _label(bar: _Bar, bars: Sequence[_Bar], language: Language) -> tuple[Said, ...]:
    if _longest(bars) <= _IN_BOTH:
        return said(bar.label)
    return (Said(language, bar.label[language]),)


def _longest(bars: Sequence[_Bar]) -> int:
    """Return how many characters the longest label has, in either language."""
    return max(len(bar.label[each]) for bar in bars for each in LANGUAGES)


def said(text: Text) -> tuple[Said, ...]:
    """Return a text in each language, once where both are the same."""
    languages = LANGUAGES[:1] if text.fr == text.en else LANGUAGES
    return tuple(Said(language, text[language]) for language in languages)


def _bars(
    question: ShownQuestion, questionnaire: Questionnaire, shown: Projected
) -> Iterator[_Bar]:
    if isinstance(question, MatrixQuestion):
        yield from _rows(question, questionnaire, shown)
        return
    item = shown.items.get(question.code)
    if item is None:
        return
    match question:
        case ScaleQuestion():
            yield from _points(question, questionnaire, item)
        case RecommendationQuestion():
            yield from _recommendation(question, item)
        case SingleChoiceQuestion() | MultipleChoiceQuestion():
            texts = {option.code: option.text for option in question.options}
            for option in score_choice(question, item, None).options:
                yield _Bar(texts[option.code], option.share)


def _points(
    question: ScaleQuestion, questionnaire: Questionnaire, item: ReleasedItem
) -> Iterator[_Bar]:
    scale = questionnaire.scale_by_code[question.scale]
    score = score_scale(question.code, scale, item, None)
    for point, bar in zip(scale.points, score.bars, strict=True):
        if part := share(bar.answers, score.answers, None, untold=bar.untold):
            yield _Bar(point.text, part)


def _rows(
    question: MatrixQuestion, questionnaire: Questionnaire, shown: Projected
) -> Iterator[_Bar]:
    scale = questionnaire.scale_by_code[question.scale]
    for row in question.rows:
        item = f"{question.code}.{row.code}"
        if item in shown.items:
            favourable = score_scale(item, scale, shown.items[item], None).favourable
            if favourable:
                yield _Bar(row.text, favourable)


def _recommendation(question: RecommendationQuestion, item: ReleasedItem) -> Iterator[_Bar]:
    score = net_promoter_score(question.code, item, None)
    if score is None:
        return
    for key, count in (
        ("promoters", score.promoters),
        ("passives", score.passives),
        ("detractors", score.detractors),
    ):
        untold = getattr(score.most, key) - count
        if part := share(count, score.answers, None, untold=untold):
            yield _Bar(Text(**{each: slide_words(each)(key) for each in LANGUAGES}), part)


def _value(part: Share, words: Words, *, apart: bool) -> str:
    if part.answers >= PERCENTAGES_FROM:
        return percentage(part, words)
    if apart:
        own = slide_words(words.language)
        return own("of", count=count_words(part, words), answers=words.number(part.answers))
    return count_words(part, words)


def _notes(
    question: Question, questionnaire: Questionnaire, answers: Sequence[int]
) -> tuple[Said, ...]:
    return tuple(
        Said(language, "\u2002·\u2002".join(_note(question, questionnaire, answers, language)))
        for language in LANGUAGES
    )


def _note(
    question: Question, questionnaire: Questionnaire, answers: Sequence[int], language: Language
) -> Sequence[str]:
    own = slide_words(language)
    counted = own.count("answers", answers[-1])
    if len(answers) > 1:
        counted = own("answers_between", low=own.number(answers[0]), high=own.number(answers[-1]))
    match question:
        case MatrixQuestion():
            chosen = counted_answers(questionnaire, question.code, words_in(language))
            return (own("part_of", chosen=chosen), counted)
        case MultipleChoiceQuestion():
            return (own("several"), counted)
        case _:
            return (counted,)
