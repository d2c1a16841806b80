"""The pages of the form: one a section, passed over where nothing on it is asked.

A page has the number of its section, counted from 1, so that it keeps its number
while answers make others come and go. After the last page comes the review.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple, TypeAlias

from surveys.questionnaire import Questionnaire
from surveys.questions import HiddenQuestion, Question
from surveys.submissions import AnswerValue
from surveys.visibility import visible_questions

Review: TypeAlias = Literal["review"]
REVIEW: Final = "review"

Stop: TypeAlias = int | Review
"""Where a participant is: on a page, or at the review before sending."""


class Progress(NamedTuple):
    """The page is the `number`-th of `total` that the answers so far ask; both count from 1."""

    number: int
    total: int


def visible_pages(questionnaire: Questionnaire, answers: Mapping[str, AnswerValue]) -> list[int]:
    """Return the pages on which something is asked, in order.

    A published questionnaire always has one: its first question has no condition.
    """
    asked = _asked(questionnaire, answers)
    return sorted({questionnaire.section_of[question.code] for question in asked})


def askable_on(questionnaire: Questionnaire, page: int) -> list[Question]:
    """Return all that could ever be asked on `page`, whatever the answers."""
    questions = questionnaire.sections[page - 1].questions
    return [question for question in questions if not isinstance(question, HiddenQuestion)]


def pages_in_all(questionnaire: Questionnaire) -> list[int]:
    """Return the pages on which something could ever be asked, in order."""
    numbers = range(1, len(questionnaire.sections) + 1)
    return [page for page in numbers if askable_on(questionnaire, page)]


def _asked(questionnaire: Questionnaire, answers: Mapping[str, AnswerValue]) -> list[Question]:
    visible = visible_questions(questionnaire, answers)
    return [question for question in visible if not isinstance(question, HiddenQuestion)]


def next_stop(questionnaire: Questionnaire, answers: Mapping[str, AnswerValue], stop: Stop) -> Stop:
    """Return the first visible page after `stop`; the review after the last."""
    if stop == REVIEW:
        return REVIEW
    later = (page for page in visible_pages(questionnaire, answers) if page > stop)
    return next(later, REVIEW)


def previous_stop(
    questionnaire: Questionnaire, answers: Mapping[str, AnswerValue], stop: Stop
) -> Stop:
    """Return the last visible page before `stop`; the first page before itself."""
    pages = visible_pages(questionnaire, answers)
    earlier = [page for page in pages if stop == REVIEW or page < stop]
    return earlier[-1] if earlier else nearest_stop(questionnaire, answers, 1)


def nearest_stop(
    questionnaire: Questionnaire, answers: Mapping[str, AnswerValue], stop: Stop
) -> Stop:
    """Return `stop`, or the one after it if it is no page that these answers show."""
    return stop if stop == REVIEW else next_stop(questionnaire, answers, stop - 1)


def progress(
    questionnaire: Questionnaire, answers: Mapping[str, AnswerValue], page: int
) -> Progress:
    pages = visible_pages(questionnaire, answers)
    return Progress(pages.index(page) + 1, len(pages))


def asked_on(
    questionnaire: Questionnaire, answers: Mapping[str, AnswerValue], page: int
) -> list[Question]:
    """Return the questions of `page` that these answers show."""
    asked = _asked(questionnaire, answers)
    return [question for question in asked if questionnaire.section_of[question.code] == page]


def can_be_asked_on(
    questionnaire: Questionnaire, answers: Mapping[str, AnswerValue], page: int
) -> list[Question]:
    """Return the questions of `page` that answers given on the page itself could show.

    What earlier pages decide is decided; what depends on this page is left to the
    participant, whose browser may hide it.
    """
    decided = {question.code for question in _asked(questionnaire, answers)}
    possible: dict[str, Question] = {}
    section = questionnaire.sections[page - 1]
    if page not in visible_pages(questionnaire, answers):
        return []
    for question in section.questions:
        condition = question.visible_if
        if question.code in decided or (condition and condition.question in possible):
            possible[question.code] = question
    return list(possible.values())


def first_stop_of(questionnaire: Questionnaire, questions: Iterable[str | None]) -> Stop:
    """Return the first page that one of `questions` stands on, else the review."""
    pages = [questionnaire.section_of[code] for code in questions if code in questionnaire.by_code]
    return min(pages, default=REVIEW)
