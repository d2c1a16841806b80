"""One question of the participant's form, in one words, as its template draws it.

Each kind of question is drawn by a *widget*: `templates/form/<widget>.html`.
Free fields are plain text boxes, also for numbers: a browser's number box
throws away what it cannot read ("12 ans"), and then nobody can show it again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias, assert_never

from dashboards.wording import Words
from surveys.form import field_name
from surveys.personal_code import read_element
from surveys.questionnaire import Questionnaire
from surveys.questions import (
    NOT_APPLICABLE,
    RECOMMENDATION_VALUES,
    CodeElement,
    Condition,
    DateQuestion,
    HiddenQuestion,
    Information,
    LongTextQuestion,
    MatrixQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    Option,
    PersonalCodeQuestion,
    Point,
    Question,
    RecommendationQuestion,
    ScaleQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
    TextQuestion,
)
from surveys.submissions import AnswerValue

Widget: TypeAlias = Literal[
    "radios",
    "scale",
    "recommendation",
    "matrix",
    "checkboxes",
    "line",
    "lines",
    "code",
    "information",
]


class Choice(NamedTuple):
    """One radio button or checkbox."""

    value: str
    text: str
    chosen: bool


class Row(NamedTuple):
    """One usefulness theme of a matrix: a group of radio buttons of its own."""

    name: str
    text: str
    choices: tuple[Choice, ...]

    @property
    def answered(self) -> bool:
        return any(choice.chosen for choice in self.choices)


class ElementField(NamedTuple):
    """One element of a personal code: a select where `choices` are offered, else a small box."""

    name: str
    text: str
    typed: str
    choices: tuple[Choice, ...]
    digits: bool
    readable: bool


class AskedIf(NamedTuple):
    """When a question is asked: in words, and for the script the field and its values."""

    words: str
    name: str
    values: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Controls:
    """What is filled in to answer one question."""

    widget: Widget
    note: str = ""
    """How to fill it in, said after the question's own hint."""
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    elements: tuple[ElementField, ...] = ()
    typed: str = ""
    input_type: Literal["text", "date"] = "text"
    input_mode: Literal["text", "numeric", "decimal"] = "text"
    earliest: str = ""
    latest: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    code: str
    name: str
    text: str
    hint: str
    required: bool
    asked_if: AskedIf | None
    problem: str
    controls: Controls

    @property
    def described_by(self) -> str:
        """Ids of the texts that a screen reader adds to the question, in reading order."""
        parts = {
            "if": self.asked_if,
            "hint": self.hint,
            "note": self.controls.note,
            "unit": self.controls.unit,
            "problem": self.problem,
        }
        return " ".join(f"{part}-{self.code}" for part, present in parts.items() if present)


def asked_question(
    questionnaire: Questionnaire,
    question: Question,
    words: Words,
    *,
    answer: AnswerValue,
    problem: str,
) -> AskedQuestion:
    """Return `question` with the `answer` typed so far and the `problem` it has, if any."""
    return AskedQuestion(
        code=question.code,
        name=field_name(question.code),
        text=question.text[words.language],
        hint=question.hint[words.language],
        required=question.required,
        asked_if=asked_if(questionnaire, question.visible_if, words),
        problem=problem,
        controls=_controls(questionnaire, question, words, answer),
    )


def _controls(
    questionnaire: Questionnaire, question: Question, words: Words, answer: AnswerValue
) -> Controls:
    match question:
        case SingleChoiceQuestion() | ScaleQuestion():
            return Controls(
                widget="scale" if isinstance(question, ScaleQuestion) else "radios",
                choices=_choices(offered(questionnaire, question), words, [answer]),
            )
        case MultipleChoiceQuestion():
            return _checkboxes(question, words, answer)
        case RecommendationQuestion():
            return _recommendation(words, answer)
        case MatrixQuestion():
            return _matrix(questionnaire, question, words, answer)
        case NumberQuestion():
            return _number(question, words, answer)
        case DateQuestion():
            return _date(question, answer)
        case ShortTextQuestion() | LongTextQuestion():
            return _text(question, words, answer)
        case PersonalCodeQuestion():
            return _code(question, words, answer)
        case Information():
            return Controls(widget="information")
        case HiddenQuestion():
            raise AssertionError("the address answers it: it is never drawn")
        case _:
            assert_never(question)


def offered(questionnaire: Questionnaire, question: Question) -> tuple[Option | Point, ...]:
    """What can be answered by code, "sans objet" last; empty where answers have no codes."""
    match question:
        case (
            SingleChoiceQuestion(options=options)
            | MultipleChoiceQuestion(options=options)
            | HiddenQuestion(options=options)
        ):
            return options
        case ScaleQuestion(scale=code) | MatrixQuestion(scale=code):
            scale = questionnaire.scale_by_code[code]
            if not scale.not_applicable:
                return scale.points
            return (*scale.points, Option(code=NOT_APPLICABLE, text=scale.not_applicable))
        case _:
            return ()


def _choices(
    options: Iterable[Option | Point], words: Words, given: Sequence[AnswerValue]
) -> tuple[Choice, ...]:
    return tuple(
        Choice(option.code, option.text[words.language], option.code in given) for option in options
    )


def _checkboxes(question: MultipleChoiceQuestion, words: Words, answer: AnswerValue) -> Controls:
    return Controls(
        widget="checkboxes",
        note="" if question.hint else words("several"),
        choices=_choices(question.options, words, answer if isinstance(answer, list) else []),
    )


def _recommendation(words: Words, answer: AnswerValue) -> Controls:
    return Controls(
        widget="recommendation",
        note=words("recommendation"),
        choices=tuple(
            Choice(str(value), str(value), answer == value) for value in RECOMMENDATION_VALUES
        ),
    )


def _matrix(
    questionnaire: Questionnaire,
    question: MatrixQuestion,
    words: Words,
    answer: AnswerValue,
) -> Controls:
    given = answer if isinstance(answer, dict) else {}
    points = offered(questionnaire, question)
    return Controls(
        widget="matrix",
        rows=tuple(
            Row(
                field_name(question.code, row.code),
                row.text[words.language],
                _choices(points, words, [given.get(row.code)]),
            )
            for row in question.rows
        ),
    )


def _number(question: NumberQuestion, words: Words, answer: AnswerValue) -> Controls:
    return Controls(
        widget="line",
        note=words(
            "range",
            lowest=words.number(question.lowest, digits=3),
            highest=words.number(question.highest, digits=3),
        ),
        typed=_typed_number(question, words, answer),
        input_mode="numeric" if question.whole and question.lowest >= 0 else "decimal",
        unit=question.unit[words.language],
    )


def _typed_number(question: NumberQuestion, words: Words, answer: AnswerValue) -> str:
    """A number as the language writes it; what is not one stays as it was typed."""
    if not isinstance(answer, float):
        return _typed(answer)
    digits = format(Decimal(str(answer)), "f")
    # Where only whole numbers fit, a comma would be read as that of thousands.
    return digits if question.whole or words.language == "en" else digits.replace(".", ",")


def _date(question: DateQuestion, answer: AnswerValue) -> Controls:
    typed = _typed(answer)
    return Controls(
        widget="line",
        typed=typed,
        # A date box shows nothing for what is not a date: a text box shows it to be mended.
        input_type="date" if not typed or _is_date(typed) else "text",
        earliest=question.earliest.isoformat(),
        latest=question.latest.isoformat(),
    )


def _text(question: TextQuestion, words: Words, answer: AnswerValue) -> Controls:
    if isinstance(question, ShortTextQuestion):
        return Controls(widget="line", typed=_typed(answer))
    limit = words.number(question.max_length)
    return Controls(widget="lines", note=words("limit", limit=limit), typed=_typed(answer))


def _code(question: PersonalCodeQuestion, words: Words, answer: AnswerValue) -> Controls:
    given = answer if isinstance(answer, dict) else {}
    return Controls(
        widget="code",
        note=words("code_note"),
        elements=tuple(
            ElementField(
                field_name(question.code, element.code),
                element.text[words.language],
                typed,
                _element_choices(element, words, typed),
                digits=element.kind != "letter",
                readable=read_element(element, typed) is not None,
            )
            for element in question.elements
            for typed in [given.get(element.code, "")]
        ),
    )


def _element_choices(element: CodeElement, words: Words, typed: str) -> tuple[Choice, ...]:
    chosen = read_element(element, typed)
    offered: dict[str, str] = {}
    if element.kind == "month":
        offered = {f"{month:02}": words.month_name(month) for month in range(1, 13)}
    elif element.kind == "choice":
        offered = {option.code: option.text[words.language] for option in element.options}
    return tuple(Choice(value, text, value == chosen) for value, text in offered.items())


def _is_date(typed: str) -> bool:
    try:
        return date.fromisoformat(typed).isoformat() == typed
    except ValueError:
        return False


def _typed(answer: AnswerValue) -> str:
    """What stands in a text box; what a text box cannot hold is left out."""
    return str(answer) if isinstance(answer, str | int | float) else ""


def asked_if(
    questionnaire: Questionnaire, condition: Condition | None, words: Words
) -> AskedIf | None:
    """When something is asked, quoting the earlier question and the answers that lead here."""
    if condition is None:
        return None
    earlier = questionnaire.by_code[condition.question]
    texts = {option.code: option.text[words.language] for option in offered(questionnaire, earlier)}
    answers = [words("quoted", text=texts.get(code, code)) for code in condition.any_of]
    return AskedIf(
        words=words(
            "asked_if",
            answers=words.either(answers),
            question=earlier.text[words.language],
        ),
        name=field_name(condition.question),
        values=" ".join(condition.any_of),
    )
