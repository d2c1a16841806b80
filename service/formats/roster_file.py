"""A list of participants, read from a table: who, from where, in which role, what they attended.

Nothing is decided here about who is known already. What cannot be read is a problem
with its line and its reason, in no language yet.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from service.formats.files import read_table
from service.formats.roster_columns import columns_of, folded
from service.formats.tables import Layout, Row, Table, TableUnreadable
from surveys.programme import Session
from surveys.questionnaire import Questionnaire
from surveys.questions import SingleChoiceQuestion
from surveys.roster_list import Field, ListColumn, ListProblem, ProblemKind
from surveys.texts import LANGUAGES

_R = TypeVar("_R")

LONGEST = 200
"""Most characters of a name, an address, an organisation, a role, a region or a kind."""

_YES = frozenset(
    {"x", "v", "✓", "✔", "✅", "1", "o", "oui", "vrai", "y", "yes", "true", "présent", "présente"}
    | {"présent·e", "present", "attended", "terminé", "terminée", "terminé·e", "complété"}
    | {"complétée", "complété·e", "completed", "réussi", "réussie", "réussi·e", "done"}
)
_NO = frozenset(
    {"-", "–", "—", "✗", "✘", "❌", "0", "n", "non", "faux", "no", "false", "absent", "absente"}
    | {"absent·e", "abandon", "abandonné", "non terminé", "not completed"}
)


@dataclass(frozen=True, slots=True)
class RosterLine:
    line: int
    name: str
    email: str
    organisation: str
    region: str
    kind: str
    role: str
    completed: bool | None
    sessions_counted: int | None
    sessions: Mapping[int, bool]
    """By position: whether they were there; sessions whose cell is empty are absent."""


class Vocabulary(NamedTuple):
    """Codes of the options that questionnaires offer, by text or code as `folded` writes them."""

    roles: Mapping[str, str]
    regions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RosterFile:
    """All that was read, in plain values: another process can hand it over."""

    name: str
    count: int
    """Of rows under the headers, those with problems included."""
    columns: tuple[ListColumn, ...]
    filled: tuple[int, ...]
    """How many rows say something, column by column."""
    lines: tuple[RosterLine, ...]
    problems: tuple[ListProblem, ...]
    words_kept: tuple[str, ...] = ()
    """Roles and regions that are no option of the questionnaires, as they stand in the file."""


def vocabulary(questionnaires: Sequence[Questionnaire]) -> Vocabulary:
    """Return how the questionnaires of a programme call roles and regions."""
    return Vocabulary(_codes(questionnaires, "role"), _codes(questionnaires, "region"))


def read_list(
    argument: tuple[str, bytes, Sequence[Session], Vocabulary], _: object = None
) -> RosterFile:
    """Return what a CSV or XLSX file lists; a file that is no table has that problem alone.

    Its one argument is the name and the content of the file, the sessions of the cohort,
    and the words of the programme: so another process can do it.
    """
    name, content, sessions, known = argument
    try:
        return read_roster(read_table(name, content, Layout()), sessions, known)
    except TableUnreadable as error:
        problem = ListProblem(kind="unreadable", given=str(error))
        return RosterFile(name, 0, (), (), (), (problem,))


def read_roster(table: Table, sessions: Sequence[Session], known: Vocabulary) -> RosterFile:
    """Read every row; those with a problem are in `problems` and not in `lines`."""
    columns = columns_of(table, sessions)
    reader = _Reader(columns, sessions, known)
    reader.problems += _column_problems(columns, sessions)
    if not table.rows:
        reader.problems.append(ListProblem(kind="nothing"))
    unclear = bool(reader.problems)
    lines = [] if unclear else [line for row in table.rows if (line := reader.read(row))]
    return RosterFile(
        name=table.name,
        count=len(table.rows),
        columns=columns,
        filled=tuple(sum(bool(row.cells[each.position]) for row in table.rows) for each in columns),
        lines=tuple(lines),
        problems=tuple(reader.problems),
        words_kept=tuple(sorted(reader.kept)),
    )


def _codes(questionnaires: Sequence[Questionnaire], code: str) -> dict[str, str]:
    questions = [each.by_code.get(code) for each in questionnaires]
    return {
        folded(word): option.code
        for question in questions
        if isinstance(question, SingleChoiceQuestion)
        for option in question.options
        for word in (*(option.text[language] for language in LANGUAGES), option.code)
    }


def _column_problems(
    columns: Sequence[ListColumn], sessions: Sequence[Session]
) -> Iterator[ListProblem]:
    fields = {column.field for column in columns}
    if not fields & {"name", "last_name", "first_name", "email"}:
        yield ListProblem(kind="no_name_column")
    seen: dict[Field | int, str] = {}
    for column in columns:
        says = column.field or column.session
        if says is not None and says in seen:
            yield ListProblem(kind="same_column", given=column.header, other=seen[says])
        elif says is not None:
            seen[says] = column.header
        if column.session is not None and column.session not in {s.position for s in sessions}:
            yield ListProblem(kind="no_such_session", given=column.header, other=str(len(sessions)))


class _Unreadable(ValueError):
    def __init__(self, kind: ProblemKind, given: str, other: str = "") -> None:
        super().__init__(kind)
        self.kind: ProblemKind = kind
        self.given = given
        self.other = other


def _short(text: str) -> str:
    if len(text) > LONGEST:
        raise _Unreadable("too_long", text, str(LONGEST))
    return text


def _email(text: str) -> str:
    if text and not re.fullmatch(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+", text):
        raise _Unreadable("email", text)
    return _short(text).lower()


class _Reader:
    """Reads rows one after another, and remembers what it could not read."""

    def __init__(
        self, columns: Sequence[ListColumn], sessions: Sequence[Session], known: Vocabulary
    ) -> None:
        self._positions = {column.field: column.position for column in columns if column.field}
        self._sessions = {
            column.session: column.position for column in columns if column.session is not None
        }
        self._held = len(sessions)
        self._known: Mapping[Field, Mapping[str, str]] = {
            "role": known.roles,
            "region": known.regions,
        }
        self.problems: list[ListProblem] = []
        self.kept: dict[str, None] = {}

    def read(self, row: Row) -> RosterLine | None:
        """Return a line, or None with a problem kept for each cell that cannot be read."""
        before = len(self.problems)
        if row.whole_fault:
            self.problems.append(ListProblem(kind="cell", line=row.line, given=row.whole_fault))
            return None
        read_positions = {*self._positions.values(), *self._sessions.values()}
        for position, fault in row.faults.items():
            if position in read_positions:
                self.problems.append(ListProblem(kind="cell", line=row.line, given=fault))

        def cell(name: Field, convert: Callable[[str], str] = _short) -> str:
            return self._tried(row.line, convert, self._text(row, name)) or ""

        first, last = cell("first_name"), cell("last_name")
        line = RosterLine(
            line=row.line,
            name=cell("name") or f"{first} {last}".strip(),
            email=cell("email", _email),
            organisation=cell("organisation"),
            region=self._code("region", cell("region")),
            kind=cell("kind"),
            role=self._code("role", cell("role")),
            completed=self._tried(row.line, _yes_or_no, self._text(row, "completed")),
            sessions_counted=self._tried(row.line, self._count, self._text(row, "sessions")),
            sessions={
                session: there
                for session, position in self._sessions.items()
                if (there := self._tried(row.line, _yes_or_no, row.cells[position])) is not None
            },
        )
        if not (line.name or line.email) and len(self.problems) == before:
            self.problems.append(ListProblem(kind="nobody", line=row.line))
        return line if len(self.problems) == before else None

    def _text(self, row: Row, name: Field) -> str:
        position = self._positions.get(name)
        return "" if position is None else " ".join(row.cells[position].split())

    def _tried(self, line: int, convert: Callable[[str], _R], text: str) -> _R | None:
        try:
            return convert(text)
        except _Unreadable as error:
            self.problems.append(
                ListProblem(kind=error.kind, line=line, given=error.given, other=error.other)
            )
            return None

    def _code(self, name: Field, said: str) -> str:
        """Return the code of an option, or the words as they stand."""
        found = self._known[name].get(folded(said))
        if said and found is None:
            self.kept[said] = None
        return found or said

    def _count(self, text: str) -> int | None:
        if not text:
            return None
        if not re.fullmatch(r"\d{1,4}(?:[.,]0+)?", text):
            raise _Unreadable("not_a_number", text)
        count = int(re.split(r"[.,]", text)[0])
        if self._held and count > self._held:
            raise _Unreadable("too_many_sessions", str(count), str(self._held))
        return count


def _yes_or_no(text: str) -> bool | None:
    if not text.strip():
        return None
    word = _mark(text)
    if word in _SAYS_YES:
        return True
    if word in _SAYS_NO:
        return False
    raise _Unreadable("not_yes_or_no", text)


def _mark(text: str) -> str:
    return folded(text) or text.strip()  # a tick or a dash is no letter


_SAYS_YES = frozenset(map(_mark, _YES))
_SAYS_NO = frozenset(map(_mark, _NO))
