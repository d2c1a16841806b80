"""A remark about a questionnaire, and the texts that remarks are made about."""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

from surveys.questionnaire import Questionnaire
from surveys.questions import (
    HiddenQuestion,
    Information,
    MatrixQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    Option,
    PersonalCodeQuestion,
    Question,
    RecommendationQuestion,
    ScaleQuestion,
    SingleChoiceQuestion,
)
from surveys.texts import Language, Text

Path: TypeAlias = tuple[str | int, ...]
"""Where something stands in a file: `("sections", 0, "questions", 2, "text", "fr")`, from 0."""

Rule: TypeAlias = Literal[
    "joined",
    "leading",
    "absolute",
    "double_negation",
    "long",
    "neutral_missing",
    "ends_unlike",
    "side_contradicted",
    "scale_reversed",
    "options_crossed",
    "option_twice",
    "negation_differs",
    "numbers_differ",
    "identical",
    "other_language",
    "open_questions",
    "too_slow",
    "identifying",
]


class Remark(NamedTuple):
    """One thing to look at again. It never keeps a questionnaire from being published."""

    rule: Rule
    path: Path
    language: Language | None
    """The language it is about; None: both together."""
    message: Text


class Phrase(NamedTuple):
    """One text that participants read."""

    path: Path
    text: Text
    part: Literal["question", "hint", "choice", "row"]
    judged: bool = False
    """Whether one answer is given to it: then it should ask one thing."""


LONGEST: Final = 1_000
"""Characters; what is longer is refused by publishing, and not read word by word."""

_JUDGED: Final = (
    ScaleQuestion,
    MatrixQuestion,
    SingleChoiceQuestion,
    RecommendationQuestion,
    NumberQuestion,
)


def phrases(questionnaire: Questionnaire) -> Iterator[Phrase]:
    """Yield the texts of the questions that are drawn, in the order of the file."""
    for phrase in _all_phrases(questionnaire):
        if max(len(phrase.text.fr), len(phrase.text.en)) <= LONGEST:
            yield phrase


def _all_phrases(questionnaire: Questionnaire) -> Iterator[Phrase]:
    for where, question in placed_questions(questionnaire):
        if isinstance(question, HiddenQuestion | Information):
            continue
        judged = isinstance(question, _JUDGED)
        yield Phrase((*where, "text"), question.text, "question", judged)
        if question.hint:
            yield Phrase((*where, "hint"), question.hint, "hint")
        yield from _parts(where, question)


def placed_questions(questionnaire: Questionnaire) -> Iterator[tuple[Path, Question]]:
    """Yield each question and where it stands."""
    for number, section in enumerate(questionnaire.sections):
        for place, question in enumerate(section.questions):
            yield ("sections", number, "questions", place), question


def options_of(question: Question) -> tuple[Option, ...]:
    """Return what can be ticked of a choice that participants see."""
    match question:
        case SingleChoiceQuestion(options=options) | MultipleChoiceQuestion(options=options):
            return options
        case _:
            return ()


def _parts(where: Path, question: Question) -> Iterator[Phrase]:
    for place, option in enumerate(options_of(question)):
        yield Phrase((*where, "options", place, "text"), option.text, "choice")
    match question:
        case MatrixQuestion(rows=rows):
            for place, row in enumerate(rows):
                yield Phrase((*where, "rows", place, "text"), row.text, "row")
        case PersonalCodeQuestion(elements=elements):
            for place, element in enumerate(elements):
                yield Phrase((*where, "elements", place, "text"), element.text, "row")
        case _:
            pass


def plain(text: str) -> str:
    """Return `text` in lower case, with straight apostrophes and ordinary spaces."""
    return " ".join(text.lower().replace("’", "'").split())


_WORD = {
    "fr": re.compile(r"[^\W_]+(?:[-·][^\W_]+)*'?"),
    "en": re.compile(r"[^\W_]+(?:[-'][^\W_]+)*"),
}


def words(text: str, language: Language) -> list[str]:
    """Return the words of `text` in lower case: « n'avez-vous » is « n' » and « avez-vous »."""
    return _WORD[language].findall(plain(text))
