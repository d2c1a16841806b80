"""The kinds of question a questionnaire can ask.

The `kind` field names the struct, so a questionnaire file, the database and an
HTTP body decode through the same types. Answers are stored by code: a person
who answers in French and one who answers in English leave the same rows.
"""

from datetime import date
from typing import Annotated, Literal, TypeAlias

import msgspec

from surveys.texts import Code, Text

NOT_APPLICABLE = "not_applicable"
"""The code of "sans objet": an answer, but counted apart from the others."""

RECOMMENDATION_VALUES = range(11)

RECOMMENDATION_GROUPS = range(7), range(7, 9), range(9, 11)
"""Detractors, passives and promoters."""

Hint: TypeAlias = Literal["praise", "ask"]
"""What a remark may do: say that something was good, or want something."""

Side: TypeAlias = Literal["favourable", "neutral", "unfavourable"]


class Option(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    code: Code
    text: Text
    exclusive: bool = False
    """Cannot be ticked beside another ("none of these"). Multiple choice only."""


class Point(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One labelled value of a scale; `side` says how it is read."""

    code: Code
    text: Text
    side: Side


class Scale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Labelled points in the order a participant reads them.

    Where the favourable points stand says which end is best: at the beginning,
    at the end, or in the middle (a pace that is "just right").
    """

    code: Code
    points: tuple[Point, ...]
    not_applicable: Text | None = None
    """The words for "sans objet", if the scale offers it."""

    @property
    def favourable(self) -> tuple[str, ...]:
        """Codes of the favourable points, in the order of the scale."""
        return tuple(point.code for point in self.points if point.side == "favourable")

    @property
    def best(self) -> str | None:
        """Code of the best point: an end of the scale, or the middle of the favourable ones."""
        if not self.favourable:
            return None
        if self.points[0].side == "favourable":
            return self.favourable[0]
        if self.points[-1].side == "favourable":
            return self.favourable[-1]
        return self.favourable[len(self.favourable) // 2]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that can be stored, "sans objet" last."""
        codes = tuple(point.code for point in self.points)
        return (*codes, NOT_APPLICABLE) if self.not_applicable else codes


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Holds when an earlier question was answered with one of these codes."""

    question: Code
    any_of: tuple[Code, ...]


class _Question(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"
):
    code: Code
    text: Text
    hint: Text = Text()
    required: bool = False
    headline: bool = False
    """Stands among the first numbers of a dashboard."""
    visible_if: Condition | None = None


class SingleChoiceQuestion(_Question, frozen=True, kw_only=True, tag="single_choice"):
    options: tuple[Option, ...]


class MultipleChoiceQuestion(_Question, frozen=True, kw_only=True, tag="multiple_choice"):
    options: tuple[Option, ...]


class ScaleQuestion(_Question, frozen=True, kw_only=True, tag="scale"):
    scale: Code


class RecommendationQuestion(_Question, frozen=True, kw_only=True, tag="recommendation"):
    """Answered with a whole number from 0 (not at all likely) to 10 (extremely likely)."""


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One usefulness theme of a matrix: a content module that is rated."""

    code: Code
    text: Text
    description: Text = Text()
    """What the module is about, for finding the comments that speak of it; never on the form."""


class MatrixQuestion(_Question, frozen=True, kw_only=True, tag="matrix"):
    """Usefulness themes rated on one scale, a row each."""

    scale: Code
    rows: tuple[Row, ...]


class NumberQuestion(_Question, frozen=True, kw_only=True, tag="number"):
    lowest: float = 0
    highest: float = 1_000_000
    whole: bool = True
    unit: Text = Text()


class DateQuestion(_Question, frozen=True, kw_only=True, tag="date"):
    earliest: date = date(2000, 1, 1)
    latest: date = date(2100, 1, 1)


class ShortTextQuestion(_Question, frozen=True, kw_only=True, tag="short_text"):
    """Answered on one line; never grouped into themes."""

    max_length: Annotated[int, msgspec.Meta(ge=1, le=500)] = 200


class LongTextQuestion(_Question, frozen=True, kw_only=True, tag="long_text"):
    max_length: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 4_000
    themes: bool = True
    """Whether its comments are grouped into themes."""
    expects: Hint | None = None
    """What its comments do where their words do not tell: praise in answer to "what was most
    useful?", ask in answer to "what do you need?". None: neither is to be expected."""


class CodeElement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing about themselves that people say the same way months later."""

    code: Code
    text: Text
    kind: Literal["letter", "number", "month", "day", "choice"]
    """A letter from A to Z, two digits, a month, a day of a month, or one of `options`."""
    options: tuple[Option, ...] = ()


class PersonalCodeQuestion(_Question, frozen=True, kw_only=True, tag="personal_code"):
    """Answered with every element, or with none; kept as hashes, never as it was typed."""

    elements: tuple[CodeElement, ...]


class HiddenQuestion(_Question, frozen=True, kw_only=True, tag="hidden"):
    """Answered by the address that was opened (`?v=<question>=<code>`), never by the participant.

    Only its own codes fit through, so an address cannot carry a name or a number of
    somebody. It is never drawn as a question; the review says what it adds.
    """

    options: tuple[Option, ...]


class Information(_Question, frozen=True, kw_only=True, tag="information"):
    """A text to read between questions; takes no answer."""


ChoiceQuestion: TypeAlias = SingleChoiceQuestion | MultipleChoiceQuestion | HiddenQuestion
TextQuestion: TypeAlias = ShortTextQuestion | LongTextQuestion
Question: TypeAlias = (
    SingleChoiceQuestion
    | MultipleChoiceQuestion
    | ScaleQuestion
    | RecommendationQuestion
    | MatrixQuestion
    | NumberQuestion
    | DateQuestion
    | ShortTextQuestion
    | LongTextQuestion
    | PersonalCodeQuestion
    | HiddenQuestion
    | Information
)
