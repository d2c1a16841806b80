"""How long a questionnaire takes: an interval, from reading and answering.

Reading: words over words a minute, from 300 (fast) to 175 (slow), the range of adults who read in
silence (Brysbaert, 2019, doi:10.1016/j.jml.2019.104047; 238 on average). Answering: seconds for
each kind, so that an ordinary question takes about ten with its reading, as in the panel of the
Pew Research Center ("How we keep our online surveys from running too long", 2022); less in a
grid, more in a text. Who skips every comment is the fast end. Nobody has measured our own forms.
"""

import math
from collections.abc import Iterator
from typing import Final, NamedTuple, assert_never

from surveys.linting.remarks import Remark, phrases
from surveys.questionnaire import Questionnaire
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
from surveys.texts import Text

FAST_READING, SLOW_READING = 300, 175
"""Words a minute."""

MOST_MINUTES: Final = 5
"""Beyond, even the fast ones take longer than anybody should ask for."""

MOST_COMMENTS: Final = 5
"""Questions to be answered at length; each costs more than four others."""


class Minutes(NamedTuple):
    """Whole minutes, at least one: those who read fast and write little, and the others."""

    fewest: int
    most: int


def minutes_needed(questionnaire: Questionnaire) -> Minutes:
    """Return how long everything takes, whatever is hidden; in the language with more words."""
    words = _words(questionnaire)
    answering = [_seconds(question) for question in questionnaire.questions]
    fast = 60 * words / FAST_READING + sum(seconds for seconds, _ in answering)
    slow = 60 * words / SLOW_READING + sum(seconds for _, seconds in answering)
    return Minutes(max(1, math.floor(fast / 60)), max(1, math.ceil(slow / 60)))


def length(questionnaire: Questionnaire) -> Iterator[Remark]:
    """Remark on a questionnaire that asks for too much time, or too much writing."""
    comments = [q.code for q in questionnaire.questions if isinstance(q, LongTextQuestion)]
    if len(comments) > MOST_COMMENTS:
        yield Remark("open_questions", ("sections",), None, _too_many(len(comments)))
    needed = minutes_needed(questionnaire)
    if needed.fewest > MOST_MINUTES:
        yield Remark("too_slow", ("sections",), None, _too_slow(needed))


def _words(questionnaire: Questionnaire) -> int:
    """Return how many words are read, once each."""
    texts = [phrase.text for phrase in phrases(questionnaire)]
    texts += [q.text for q in questionnaire.questions if isinstance(q, Information)]
    texts += [questionnaire.introduction]
    for section in questionnaire.sections:
        texts += [section.title, section.introduction]
    for scale in questionnaire.scales:
        texts += [point.text for point in scale.points]
    return max(sum(len(text[each].split()) for text in texts) for each in ("fr", "en"))


def _seconds(question: Question) -> tuple[int, int]:
    """Return how long answering takes, reading apart: the fast, the slow."""
    match question:
        case ScaleQuestion() | SingleChoiceQuestion() | RecommendationQuestion():
            return 2, 7
        case MatrixQuestion(rows=rows):
            return 2 * len(rows), 5 * len(rows)
        case MultipleChoiceQuestion() | NumberQuestion() | DateQuestion() | ShortTextQuestion():
            return 4, 12
        case LongTextQuestion():
            return 0, 45
        case PersonalCodeQuestion(elements=elements):
            return 3 * len(elements), 8 * len(elements)
        case Information() | HiddenQuestion():
            return 0, 0
        case _:
            assert_never(question)


def _too_many(count: int) -> Text:
    return Text(
        fr=f"{count} questions à réponse longue : au-delà de {MOST_COMMENTS}, les dernières "
        "restent vides. Gardez celles que quelqu’un lira pour décider.",
        en=f"{count} questions to answer at length: beyond {MOST_COMMENTS} the last stay empty. "
        "Keep those that somebody will read to decide.",
    )


def _too_slow(needed: Minutes) -> Text:
    return Text(
        fr=f"De {needed.fewest} à {needed.most} minutes : beaucoup s’arrêteront en route. Visez "
        "moins de quatre minutes ; gardez ce qui mène à une décision.",
        en=f"From {needed.fewest} to {needed.most} minutes: many will stop on the way. Aim for "
        "less than four minutes; keep what leads to a decision.",
    )
