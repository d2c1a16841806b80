"""A questionnaire: what is asked, in which words, in which version.

A designer edits it as a TOML file with French and English side by side; see
docs/how-to/write-a-questionnaire.md. Once published, a version never changes;
a correction is a new version. So an answer can always be read against the
exact words that were asked.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, get_args

import msgspec

from surveys.questions import (
    Condition,
    HiddenQuestion,
    MatrixQuestion,
    MultipleChoiceQuestion,
    PersonalCodeQuestion,
    Question,
    Scale,
    ScaleQuestion,
    SingleChoiceQuestion,
)
from surveys.texts import Code, Text
from surveys.toml_text import TomlUnreadable, read_toml

PLACE_IN = " \u203a "
"""Stands between a part and what is in it, where a message names a place."""


class QuestionnaireUnreadable(ValueError):
    """The file is not a questionnaire; the message says where and why."""


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One page of the form; passed over where its condition, or that of each question, fails."""

    title: Text
    introduction: Text = Text()
    visible_if: Condition | None = None
    questions: tuple[Question, ...]


class Questionnaire(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True
):
    code: Code
    version: Annotated[int, msgspec.Meta(ge=1)]
    title: Text
    introduction: Text = Text()
    thanks: Text = Text()
    scales: tuple[Scale, ...] = ()
    sections: tuple[Section, ...]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order it is asked."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def by_code(self) -> dict[str, Question]:
        return {question.code: question for question in self.questions}

    @cached_property
    def section_of(self) -> dict[str, int]:
        """In which section each question stands, by its code; sections count from 1."""
        return {
            question.code: number
            for number, section in enumerate(self.sections, start=1)
            for question in section.questions
        }

    def asks_everyone(self, question: Question) -> bool:
        """Whether `question` is asked whatever the other answers are."""
        section = self.sections[self.section_of[question.code] - 1]
        return question.visible_if is None and section.visible_if is None

    @cached_property
    def offered(self) -> dict[str, tuple[str, ...]]:
        """The codes to choose from, by question; of a matrix in each row."""
        codes: dict[str, tuple[str, ...]] = {}
        for question in self.questions:
            if isinstance(question, SingleChoiceQuestion | MultipleChoiceQuestion | HiddenQuestion):
                codes[question.code] = tuple(option.code for option in question.options)
            elif isinstance(question, ScaleQuestion | MatrixQuestion):
                codes[question.code] = self.scale_by_code[question.scale].codes
        return codes

    @cached_property
    def scale_by_code(self) -> dict[str, Scale]:
        return {scale.code: scale for scale in self.scales}


def items(question: Question) -> Iterator[str]:
    """What one question stores: its code, or `question.row` for each row of a matrix.

    A personal code stores nothing that can be counted: its hashes are kept apart.
    """
    if isinstance(question, MatrixQuestion):
        yield from (f"{question.code}.{row.code}" for row in question.rows)
    elif not isinstance(question, PersonalCodeQuestion):
        yield question.code


def read_questionnaire(text: bytes) -> Questionnaire:
    """Decode the TOML file of a questionnaire.

    Raises:
        QuestionnaireUnreadable: it is not TOML, or not shaped like a questionnaire.
    """
    try:
        return read_toml(text, Questionnaire)
    except TomlUnreadable as error:
        raise QuestionnaireUnreadable(_with_place(str(error))) from error


def _with_place(message: str) -> str:
    """Return msgspec's message with the place first, parts counted from 1."""
    reason, _, path = message.partition(" - at `$.")
    place = re.sub(r"(\w+?)s?\[(\d+)\]", lambda m: f"{m[1]} {int(m[2]) + 1}", path.rstrip("`"))
    if place.endswith(".kind"):
        reason += f"; it is one of {', '.join(_KINDS)}"
    elif "matching regex" in reason:  # the only texts with a pattern are codes
        reason = "a code has lower-case letters, digits and _ only, 40 at most, a letter first"
    return f"{place.replace('.', PLACE_IN)}: {reason}" if place else reason


_KINDS = [str(kind.__struct_config__.tag) for kind in get_args(Question)]
