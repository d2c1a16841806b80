"""How the columns of an export become answers: the mapping file a designer writes.

Its parts, in TOML: which programme and activity the answers belong to, which
questionnaire they answer, what makes a cohort, which columns are personal, and
for each question where its answers stand. See docs/how-to/import-answers.md.
"""

from datetime import date
from typing import Annotated, Literal, TypeAlias

import msgspec

from surveys.texts import Code, Language, Slug, Text
from surveys.toml_text import TomlUnreadable, read_toml

Headers: TypeAlias = str | tuple[str, ...]
"""Every header a column had in one export or another."""

NO_ANSWER = ""
"""Stands for a code where a word means that there is no answer."""

OptionalCode: TypeAlias = Annotated[
    str, msgspec.Meta(pattern="^([a-z][a-z0-9_]{0,39}|[0-9]{1,3}|)$")
]
"""A code, a number where the question wants one, or `NO_ANSWER`."""

Values: TypeAlias = dict[str, OptionalCode]
"""What each word of an export stands for."""


class MappingProblem(msgspec.Struct, frozen=True):
    place: str
    """Where in the mapping, or in which file."""

    reason: str


class MappingUnusable(ValueError):
    """The mapping does not fit itself, its questionnaire or the files; `problems` has them all."""

    def __init__(self, name: str, problems: list[MappingProblem]) -> None:
        super().__init__(f"{name} cannot be used: {len(problems)} problem(s)")
        self.name = name
        self.problems = problems


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class ProgrammeEntry(_Entry, frozen=True, kw_only=True):
    slug: Slug
    name: Text


class ActivityEntry(_Entry, frozen=True, kw_only=True):
    slug: Slug
    name: Text
    position: int = 0


class CohortEntry(_Entry, frozen=True, kw_only=True):
    """A cohort and the words that stand for it in the export."""

    slug: Slug
    name: Text
    words: tuple[str, ...] = ()
    starts_on: date | None = None
    """The first day of its answers if not given; so `ends_on`, the last."""

    ends_on: date | None = None
    eligible: int | None = None
    """How many could have answered, if somebody knows."""


class CohortRule(_Entry, frozen=True, kw_only=True):
    """What makes a cohort: a column, the period of a date, a file, or nothing (one cohort)."""

    column: Headers = ()
    file_name: bool = False
    """Whether each file is a cohort, whose word is the name of the file without its ending."""

    period: Literal["year", "quarter", "month", "day"] | None = None
    formats: tuple[str, ...] = ()
    """Of the dates of a period, as in `DateRule`."""

    listed: tuple[CohortEntry, ...] = ()
    only_listed: bool = False
    """Whether a word that is not listed is a fault, rather than a cohort of its own."""


class DateRule(_Entry, frozen=True, kw_only=True):
    column: Headers
    formats: tuple[str, ...] = ()
    """As `strptime` writes them; the usual ones are tried if empty."""


class FileRule(_Entry, frozen=True, kw_only=True):
    """Where the header and the first answers stand, counting rows that are not empty."""

    header_row: Annotated[int, msgspec.Meta(ge=1)] = 1
    first_answer_row: Annotated[int, msgspec.Meta(ge=2)] = 2
    columns_may_be_missing: bool = False
    """Whether an export may lack columns that others have."""


class LeftOutColumns(_Entry, frozen=True, kw_only=True):
    personal: tuple[str, ...] = ()
    """Dropped, because they tell who somebody is."""

    ignored: tuple[str, ...] = ()
    """Left out for another reason."""


class _Answer(_Entry, frozen=True, kw_only=True, tag_field="kind"):
    question: Code


class OneColumn(_Answer, frozen=True, kw_only=True, tag="column"):
    """One column holds the answer to a question, or to one row of a matrix."""

    column: Headers
    row: Code | None = None
    values: str | Values | None = None
    """A table of `[values]`, a table of its own, or, if None, the texts and codes themselves."""

    separator: str | None = None
    """What stands between the ticked options of a multiple choice."""

    unlisted: OptionalCode | None = None
    """What a word outside `values` stands for; if None, the row can't be read."""

    formats: tuple[str, ...] = ()
    """Of dates, as in `DateRule`."""


class ColumnPerRow(_Answer, frozen=True, kw_only=True, tag="column_per_row"):
    """Each row of a matrix has its column, with a point of the scale in it."""

    rows: dict[Code, Headers]
    values: str | Values | None = None


class ColumnPerOption(_Answer, frozen=True, kw_only=True, tag="column_per_option"):
    """Each option of a multiple choice has its column, which says whether it was ticked."""

    options: dict[Code, Headers]
    ticked: tuple[str, ...] = ("1", "true", "yes", "x", "oui", "vrai")
    not_ticked: tuple[str, ...] = ("0", "false", "no", "non", "faux")
    nothing_ticked: OptionalCode = NO_ANSWER
    """What it means when every option was left unticked."""


class ColumnPerPoint(_Answer, frozen=True, kw_only=True, tag="column_per_point"):
    """Each point of a scale has its column, with the rows of the matrix it was given to."""

    points: dict[Code, Headers]
    separator: str
    values: str | Values | None = None
    """Which row each word stands for."""

    together: tuple[tuple[Code, ...], ...] = ()
    """Points that may be given to one row together; the first of a group is kept."""

    contradiction: Literal["refuse", "no_answer"] = "refuse"
    """What to do with a row that was given points that may not stand together."""


Answer: TypeAlias = OneColumn | ColumnPerRow | ColumnPerOption | ColumnPerPoint


class Mapping(_Entry, frozen=True, kw_only=True):
    questionnaire: str
    """Path of its file, from the folder of the mapping."""

    language: Language
    """Language in which the answers were given."""

    programme: ProgrammeEntry
    activity: ActivityEntry
    cohorts: CohortRule
    received: DateRule | None = None
    """Day of each row; without it, the last day of the cohort."""

    files: FileRule = FileRule()
    columns: LeftOutColumns = LeftOutColumns()
    values: dict[str, Values] = {}
    """Tables of words that several questions share."""

    answers: tuple[Answer, ...]


def headers(given: Headers) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else given


def read_mapping(name: str, text: bytes) -> Mapping:
    """Decode a mapping file.

    Raises:
        MappingUnusable: it is not TOML, or not shaped like a mapping.
    """
    try:
        return read_toml(text, Mapping)
    except TomlUnreadable as error:
        raise MappingUnusable(name, [MappingProblem(name, str(error))]) from error


def answer_columns(answer: Answer) -> dict[str, tuple[str, ...]]:
    """Return the columns of one entry by what stands in each: a row, an option, a point."""
    match answer:
        case OneColumn(column=column, row=row):
            return {row or answer.question: headers(column)}
        case ColumnPerRow(rows=columns):
            return {code: headers(each) for code, each in columns.items()}
        case ColumnPerOption(options=columns):
            return {code: headers(each) for code, each in columns.items()}
        case ColumnPerPoint(points=columns):
            return {code: headers(each) for code, each in columns.items()}
