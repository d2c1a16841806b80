"""What was read in a list of participants, to be looked at before it is kept or after."""

from typing import Literal, TypeAlias

import msgspec

Field: TypeAlias = Literal[
    "name",
    "last_name",
    "first_name",
    "email",
    "organisation",
    "role",
    "region",
    "kind",
    "completed",
    "sessions",
]
"""What a column can say; each session may have a column of its own besides."""

ProblemKind: TypeAlias = Literal[
    "unreadable",
    "no_name_column",
    "same_column",
    "no_such_session",
    "nothing",
    "cell",
    "nobody",
    "email",
    "too_long",
    "not_yes_or_no",
    "not_a_number",
    "too_many_sessions",
    "twice",
    "ambiguous",
    "organisation_differs",
]


class ListColumn(msgspec.Struct, frozen=True, kw_only=True):
    """One column of a list, and what it says; neither field nor session: it is not read."""

    position: int
    header: str
    field: Field | None = None
    session: int | None = None
    """The position of the session whose attendance it says."""


class ListProblem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a list, or a line of it, cannot be kept."""

    kind: ProblemKind
    line: int | None = None
    """Of the file; None: it is about the columns, or the whole file."""
    given: str = ""
    other: str = ""


class ListReading(msgspec.Struct, frozen=True, kw_only=True):
    """A whole list, and what it changes on the roster; with problems, nothing of it is kept."""

    name: str
    """Of the file."""
    lines: int = 0
    columns: tuple[ListColumn, ...] = ()
    filled: tuple[int, ...] = ()
    """How many lines say something, column by column."""
    problems: tuple[ListProblem, ...] = ()
    words_kept: tuple[str, ...] = ()
    """Roles and regions that are no option of the questionnaires, as they stand in the file."""
    placeless: int = 0
    """Lines with a region or a kind and no organisation: it is the organisation that has them."""
    enrolled: int = 0
    """People who were not on this roster."""
    changed: int = 0
    """People who were, and of whom something changes."""
    same: int = 0
    not_in_list: int = 0
    """People of the roster whom the list does not name: they stay."""
    kept: bool = False
