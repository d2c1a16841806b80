"""Decide whether a submission is an answer to a survey.

AcceptanceError
├── SurveyClosed         the survey takes no answers at this time
└── SubmissionRejected   one or more answers do not fit their question
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple, assert_never

from surveys.personal_code import code_fault
from surveys.questionnaire import Questionnaire
from surveys.questions import (
    RECOMMENDATION_VALUES,
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
from surveys.receipts import receipt_hash
from surveys.submissions import AcceptedSubmission, AnswerValue, StoredValue, Submission
from surveys.survey import Survey
from surveys.texts import Text
from surveys.visibility import visible_questions

_LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNREADABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters, beyond tabs and line breaks
    "\u202a-\u202e\u2066-\u2069"  # orders to write backwards, which garble the page around
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # no characters at all; files refuse them
)
_BREAKS = re.compile(r"[\n\t]+")
_FRENCH_DIGITS = str.maketrans({",": "\u00a0", ".": ","})
_LONGEST_CODE = 40


class Problem(NamedTuple):
    """Why one answer cannot be kept; `question` is None when it concerns them all."""

    question: str | None
    text: Text


class AcceptanceError(Exception):
    """A submission that cannot be stored."""


class SurveyClosed(AcceptanceError):
    """The survey takes no answers at this time."""

    def __init__(self, survey: Survey, *, at: datetime) -> None:
        super().__init__(f"survey {survey.slug!r} takes no answers at {at:%Y-%m-%d %H:%M} UTC")
        self.survey = survey
        self.not_yet = at < survey.opens_at


class SubmissionRejected(AcceptanceError):
    """One or more answers do not fit their question; `problems` holds them all."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(
            "; ".join(f"{problem.question}: {problem.text.en}" for problem in problems)
        )
        self.problems = problems


class _Misfit(Exception):
    """Why one value does not fit its question."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(fr=fr, en=en)


def accept(
    questionnaire: Questionnaire, survey: Survey, submission: Submission, *, at: datetime
) -> AcceptedSubmission:
    """Return what to store for `submission`, received at `at`.

    Raises:
        SurveyClosed: the survey takes no answers at `at`.
        SubmissionRejected: one or more answers do not fit their question.
    """
    if not survey.is_open(at):
        raise SurveyClosed(survey, at=at)
    answers = _tidied(submission.answers)
    visible = visible_questions(questionnaire, answers)
    kept = _check(questionnaire, visible, answers)
    problems = [
        *_out_of_place(questionnaire, {question.code for question in visible}, answers),
        *kept.problems,
    ]
    if not (problems or kept.comments or _said_by_somebody(questionnaire, kept.answers)):
        problems.append(_NOTHING_ANSWERED)
    if problems:
        raise SubmissionRejected(problems)
    return AcceptedSubmission(
        submission_id=submission.id,
        survey=survey.slug,
        received_on=at.astimezone(UTC).date(),
        language=submission.language,
        answers=kept.answers,
        comments=kept.comments,
        quotable=submission.quotable,
        receipt=receipt_hash(submission.receipt) if submission.receipt else None,
    )


def answer_problems(
    questionnaire: Questionnaire,
    questions: Iterable[Question],
    answers: Mapping[str, AnswerValue],
) -> list[Problem]:
    """Return why the answers to `questions`, all of them asked, could not be accepted."""
    return _check(questionnaire, questions, _tidied(answers)).problems


class _Checked(NamedTuple):
    """The answers that fit, as they are stored, and why the others do not."""

    answers: dict[str, StoredValue]
    comments: dict[str, str]
    problems: list[Problem]


def _check(
    questionnaire: Questionnaire,
    questions: Iterable[Question],
    answers: Mapping[str, AnswerValue],
) -> _Checked:
    checked = _Checked({}, {}, [])
    for question in questions:
        value = answers.get(question.code)
        try:
            if value is None:
                _check_not_required(question)
            elif isinstance(question, ShortTextQuestion | LongTextQuestion):
                checked.comments[question.code] = _comment(question, value)
            elif isinstance(question, PersonalCodeQuestion):
                _check_code(question, value)
            else:
                checked.answers.update(_stored(questionnaire, question, value))
        except _Misfit as misfit:
            checked.problems.append(Problem(question.code, misfit.text))
    return checked


def _tidied(answers: Mapping[str, AnswerValue]) -> dict[str, AnswerValue]:
    return {code: value for code, given in answers.items() if (value := _tidy(given)) is not None}


_NOTHING_ANSWERED = Problem(
    None,
    Text(
        fr="Il n’y a encore aucune réponse à envoyer.",
        en="There is no answer to send yet.",
    ),
)


def _said_by_somebody(questionnaire: Questionnaire, answers: Mapping[str, StoredValue]) -> bool:
    """Whether any of the stored answers comes from more than the address that was opened."""
    return any(not isinstance(questionnaire.by_code.get(item), HiddenQuestion) for item in answers)


def _tidy(value: AnswerValue) -> AnswerValue:
    """Return `value` without what cannot be read; None for what amounts to no answer."""
    if isinstance(value, str):
        if not value.isprintable():  # or there is nothing to take out
            value = _UNREADABLE.sub("", _LINE_BREAK.sub("\n", value))
        text = unicodedata.normalize("NFC", value).strip()
        return text if any(map(_is_visible, text)) else None
    if isinstance(value, dict):
        return {row: code for row, code in value.items() if code} or None
    if isinstance(value, list):
        return value or None
    return value


def _is_visible(character: str) -> bool:
    """Whether it leaves a mark: neither a space nor a format character (Unicode Z, Cf)."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Zs", "Zl", "Zp"}


def _out_of_place(
    questionnaire: Questionnaire, visible: set[str], answers: Mapping[str, AnswerValue]
) -> Iterator[Problem]:
    for code in answers:
        if code not in questionnaire.by_code:
            yield Problem(
                code,
                Text(
                    fr="Cette question n’existe pas dans le questionnaire : "
                    f"« {_shortened(code)} ».",
                    en=f"There is no such question in the questionnaire: “{_shortened(code)}”.",
                ),
            )
        elif code not in visible:
            yield Problem(
                code,
                Text(
                    fr="Vos autres réponses font que cette question ne se pose pas.",
                    en="Given your other answers, this question is not asked.",
                ),
            )


def _shortened(code: str) -> str:
    """Return a code as a message quotes it: forms can send one of any length."""
    return code if len(code) <= _LONGEST_CODE else f"{code[:_LONGEST_CODE]}…"


def _check_not_required(question: Question) -> None:
    if question.required:
        raise _Misfit("Une réponse est attendue ici.", "An answer is needed here.")


def _comment(question: ShortTextQuestion | LongTextQuestion, value: AnswerValue) -> str:
    if not isinstance(value, str):
        raise _Misfit("Un texte est attendu.", "A text is expected.")
    if (extra := len(value) - question.max_length) > 0:
        over, limit = _written(extra), _written(question.max_length)
        many = "s" if extra > 1 else ""
        raise _Misfit(
            f"Le texte dépasse de {over.fr} caractère{many} la limite de {limit.fr}.",
            f"The text is {over.en} character{many} over the limit of {limit.en}.",
        )
    return _BREAKS.sub(" ", value) if isinstance(question, ShortTextQuestion) else value


def _check_code(question: PersonalCodeQuestion, value: AnswerValue) -> None:
    """Its hashes are made later and kept apart; see `surveys.personal_code`."""
    if fault := code_fault(question, value):
        raise _Misfit(fault.fr, fault.en)


def _written(number: float) -> Text:
    """Return a number as each language writes it: 1 000,5 and 1,000.5."""
    english = f"{number:,.15g}"
    return Text(fr=english.translate(_FRENCH_DIGITS), en=english)


def _stored(
    questionnaire: Questionnaire, question: Question, value: AnswerValue
) -> dict[str, StoredValue]:
    """Return what is stored for one answered question, by item."""
    match question:
        case ScaleQuestion() | SingleChoiceQuestion() | HiddenQuestion():
            return {question.code: _one_of(questionnaire.offered[question.code], value)}
        case MultipleChoiceQuestion():
            return {question.code: _several(question, questionnaire.offered[question.code], value)}
        case MatrixQuestion():
            return _rows(question, questionnaire.offered[question.code], value)
        case RecommendationQuestion():
            return {question.code: _recommendation(value)}
        case NumberQuestion():
            return {question.code: _number(question, value)}
        case DateQuestion():
            return {question.code: _date(question, value)}
        case Information():
            raise _Misfit("Ce texte n’attend pas de réponse.", "This text takes no answer.")
        case ShortTextQuestion() | LongTextQuestion() | PersonalCodeQuestion():
            raise AssertionError("comments and hashes are kept apart")
        case _:
            assert_never(question)


def _one_of(codes: tuple[str, ...], value: AnswerValue) -> str:
    if not isinstance(value, str) or value not in codes:
        raise _Misfit(
            "Cette réponse n’est pas l’une des réponses proposées.",
            "This answer is not one of those offered.",
        )
    return value


def _several(
    question: MultipleChoiceQuestion, codes: tuple[str, ...], value: AnswerValue
) -> list[str]:
    """Return the ticked codes, once each, in the order of the questionnaire."""
    ticked = set(value) if isinstance(value, list) else None
    if ticked is None or not ticked <= set(codes):
        raise _Misfit(
            "Une des réponses cochées n’est pas proposée.",
            "One of the ticked answers is not offered.",
        )
    exclusive = {option.code for option in question.options if option.exclusive}
    if len(ticked) > 1 and ticked & exclusive:
        raise _Misfit(
            "Une des réponses cochées exclut les autres : gardez l’une ou les autres.",
            "One of the ticked answers excludes the others: keep one or the others.",
        )
    return [code for code in codes if code in ticked]


def _rows(
    question: MatrixQuestion, codes: tuple[str, ...], value: AnswerValue
) -> dict[str, StoredValue]:
    if not isinstance(value, dict):
        raise _Misfit("Une réponse par ligne est attendue.", "One answer a row is expected.")
    asked = [row.code for row in question.rows]
    if unknown := sorted(set(value) - set(asked)):
        raise _Misfit(
            f"Cette ligne n’existe pas : « {_shortened(unknown[0])} ».",
            f"There is no row “{_shortened(unknown[0])}”.",
        )
    if question.required and len(value) < len(asked):
        raise _Misfit("Chaque ligne attend une réponse.", "Each row needs an answer.")
    return {f"{question.code}.{row}": _one_of(codes, value[row]) for row in asked if row in value}


def _recommendation(value: AnswerValue) -> int:
    if not isinstance(value, int | float) or value not in RECOMMENDATION_VALUES:
        raise _Misfit(
            "Un nombre entier de 0 à 10 est attendu.", "A whole number from 0 to 10 is expected."
        )
    return int(value)


def _number(question: NumberQuestion, value: AnswerValue) -> int | float:
    """Return the number, whole if it can be: 2 and 2.0 are one answer."""
    if not isinstance(value, int | float):
        raise _Misfit("Un nombre est attendu.", "A number is expected.")
    if not question.lowest <= value <= question.highest:
        lowest, highest = _written(question.lowest), _written(question.highest)
        raise _Misfit(
            f"Un nombre de {lowest.fr} à {highest.fr} est attendu.",
            f"A number from {lowest.en} to {highest.en} is expected.",
        )
    if value == int(value):
        return int(value)
    if question.whole:
        raise _Misfit("Un nombre entier est attendu.", "A whole number is expected.")
    return value


def _date(question: DateQuestion, value: AnswerValue) -> str:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None:
        raise _Misfit(
            "Une date de la forme AAAA-MM-JJ est attendue.",
            "A date written YYYY-MM-DD is expected.",
        )
    if not question.earliest <= day <= question.latest:
        raise _Misfit(
            f"Une date du {question.earliest} au {question.latest} est attendue.",
            f"A date from {question.earliest} to {question.latest} is expected.",
        )
    return day.isoformat()
