"""The form a participant fills in: from the fields a browser sends to answers, and back.

A field is named `q.<question>` or, for a row of a matrix or an element of a code,
`q.<question>.<row>`; a multiple choice sends its field once for each ticked option. Each
page of the form carries what was typed on the others in hidden fields of the same names.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from surveys.questionnaire import Questionnaire
from surveys.questions import (
    RECOMMENDATION_VALUES,
    HiddenQuestion,
    MatrixQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    PersonalCodeQuestion,
    Question,
    RecommendationQuestion,
)
from surveys.submissions import AnswerValue
from surveys.visibility import visible_questions

PREFIX = "q."

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}([.,][0-9]{1,15})?")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3}){1,4}")


def field_name(question: str, row: str | None = None) -> str:
    return f"{PREFIX}{question}" if row is None else f"{PREFIX}{question}.{row}"


def answers_from_form(
    questionnaire: Questionnaire, fields: Iterable[tuple[str, str]]
) -> dict[str, AnswerValue]:
    """Return the answers that `fields` carry, as a submission holds them.

    Answers to questions that the other answers hide are left out: the participant
    changed their mind.
    """
    return without_hidden(questionnaire, typed_answers(questionnaire, fields))


def typed_answers(
    questionnaire: Questionnaire, fields: Iterable[tuple[str, str]]
) -> dict[str, AnswerValue]:
    """Return all that `fields` carry, also for questions that are hidden at the moment.

    What cannot be read as the question asks stays a text, for acceptance to
    explain and for the form to show again.
    """
    given: dict[str, list[str]] = {}
    for name, value in fields:
        if name.startswith(PREFIX) and value.strip():
            given.setdefault(name.removeprefix(PREFIX), []).append(value)
    answers: dict[str, AnswerValue] = {}
    for name, values in given.items():
        code, _, row = name.partition(".")
        question = questionnaire.by_code.get(code)
        if isinstance(question, HiddenQuestion) and not _declared(question, values):
            continue  # nobody typed it: there is nobody to explain it to
        if isinstance(question, MatrixQuestion | PersonalCodeQuestion) and row:
            rows = answers.setdefault(code, {})
            if isinstance(rows, dict):
                rows[row] = values[-1]
        else:
            answers[name] = _value(question, values)
    return answers


def fields_from_answers(answers: Mapping[str, AnswerValue]) -> Iterator[tuple[str, str]]:
    """Yield the fields that `typed_answers` reads as `answers`, in either language."""
    for code, value in answers.items():
        match value:
            case None:
                continue
            case dict():
                yield from ((field_name(code, row), chosen) for row, chosen in value.items())
            case list():
                yield from ((field_name(code), chosen) for chosen in value)
            case float():
                yield field_name(code), format(Decimal(str(value)), "f")
            case _:
                yield field_name(code), str(value)


def prefilled(questionnaire: Questionnaire, values: Iterable[str]) -> dict[str, AnswerValue]:
    """Return the answers that an address gives in advance.

    Args:
        questionnaire: What is asked.
        values: Each `<question>=<code>`, or `<question>.<row>=<code>` for a row of a matrix.
            What the questionnaire does not offer is left out without a word, and so are
            numbers, dates and texts: they have no codes, and nobody's words are put into
            somebody else's mouth. Where a question takes one answer, the last counts; beside
            an exclusive option, the first.
    """
    fields: list[tuple[str, str]] = []
    taken: dict[str, set[str]] = {}
    for value in values:
        item, _, code = value.partition("=")
        question, _, row = item.partition(".")
        asked = questionnaire.by_code.get(question)
        if asked is None or code not in _offered(questionnaire, asked, row):
            continue
        if isinstance(asked, MultipleChoiceQuestion):
            ticked = taken.setdefault(question, set())
            exclusive = {option.code for option in asked.options if option.exclusive}
            if code in ticked or (ticked and exclusive & {*ticked, code}):
                continue
            ticked.add(code)
        fields.append((f"{PREFIX}{item}", code))
    return answers_from_form(questionnaire, fields)


def _offered(questionnaire: Questionnaire, question: Question, row: str) -> Collection[str]:
    """Return the codes that can be chosen in a question, or in one row of a matrix."""
    rows = {each.code for each in question.rows} if isinstance(question, MatrixQuestion) else {""}
    if row not in rows:
        return ()
    if isinstance(question, RecommendationQuestion):
        return [str(value) for value in RECOMMENDATION_VALUES]
    return questionnaire.offered.get(question.code, ())


def _declared(question: HiddenQuestion, values: list[str]) -> bool:
    return values[-1] in {option.code for option in question.options}


def _value(question: Question | None, values: list[str]) -> AnswerValue:
    match question:
        case MultipleChoiceQuestion():
            return values
        case NumberQuestion(whole=whole):
            return _number(values[-1], whole=whole)
        case RecommendationQuestion():
            return _number(values[-1], whole=True)
        case _:
            return values[-1]


def _number(text: str, *, whole: bool) -> AnswerValue:
    """Read a number as people type it: "1 500", "2,5", and "1,500" where only whole ones fit."""
    plain = "".join(text.split())
    if whole and _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _NUMBER.fullmatch(plain):
        return text
    return int(plain) if plain.lstrip("+-").isdigit() else float(plain.replace(",", "."))


def without_hidden(
    questionnaire: Questionnaire, answers: Mapping[str, AnswerValue]
) -> dict[str, AnswerValue]:
    """Return the answers to what is asked; those to no question stay, for acceptance to explain."""
    visible = {question.code for question in visible_questions(questionnaire, answers)}
    return {
        code: value
        for code, value in answers.items()
        if code in visible or code not in questionnaire.by_code
    }
