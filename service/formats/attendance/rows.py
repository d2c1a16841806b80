"""From the rows of a report to presences, or to the reasons why they can't be read."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from analysis.attendance import Presence, Window
from service.formats.attendance.moments import Decided, decide, minutes, moment
from service.formats.attendance.tables import Part, Section, Sections
from service.formats.spelling import spelling
from service.formats.tables import Row
from service.formats.words import Misread, quoted

_NOTHING = {"", "-", "--", "–", "—", "n/a", "n/d"}
_MOST_UNREADABLE = 1_000
_LONGEST_NAME = 200
_SAME = timedelta(minutes=2)
"""How far a duration rounded to minutes may be from the times it was made of."""


class Unreadable(NamedTuple):
    line: int
    reason: str


class Reading:
    """One report as it is read."""

    def __init__(self, found: Sections, *, day: date | None) -> None:
        """`day` is that of the session, if known."""
        self.tables = found.tables
        self.loose = found.loose
        self.presences: list[Presence] = []
        self.unreadable: list[Unreadable] = []
        self.left_out: Counter[str] = Counter()
        """Rows that are no presence, by the reason."""

        self.meeting: Window | None = None
        self._day = day
        self._decided = Decided("month/day/year", guessed=False)
        self._too_many = 0

    def decide_order(
        self, tables: Iterable[Section], parts: tuple[Part, ...] = ("start", "end")
    ) -> None:
        """Decide from all rows of `tables` in which order dates tell day and month."""
        tables = list(tables)
        texts = {
            table.cell(row, part)
            for table in tables
            for row in table.rows
            for part in parts
            if table.columns.get(part) not in row.moments
        }
        french = any(table.french for table in tables)
        self._decided = decide(texts, day=self._day, french=french)

    def add(self, table: Section, row: Row, *, first_to_last: bool = False) -> None:
        """Read one row of a table of people.

        Args:
            table: Where the row stands.
            row: What to read.
            first_to_last: Whether its times are the first join and the last leave, between
                which somebody may have been away: only the duration then says how long.
        """
        try:
            self.presences.append(self._presence(table, row, first_to_last=first_to_last))
        except Misread as reason:
            self.fault(row, str(reason))

    def fault(self, row: Row, reason: str) -> None:
        """Keep why a row can't be read; of thousands, the first."""
        if len(self.unreadable) < _MOST_UNREADABLE:
            self.unreadable.append(Unreadable(row.line, reason))
        else:
            self._too_many += 1

    def notes(self) -> Iterator[str]:
        if self._decided.guessed:
            yield f"Dates are read as {self._decided.order}: nothing in the file tells."
        for reason, count in sorted(self.left_out.items()):
            yield f"{count} line(s) are no presence: {reason}."
        if self._too_many:
            yield f"{self._too_many} more line(s) can’t be read."

    def when(self, table: Section, row: Row, part: Part) -> datetime | None:
        """Return the moment in one column; None if it is empty. Raises Misread."""
        position = table.columns.get(part)
        if position is not None and position in row.moments:
            return row.moments[position]
        text = table.cell(row, part)
        return None if text.casefold() in _NOTHING else moment(text, self._decided.order)

    def moment_of(self, text: str) -> datetime | None:
        """Return the moment that a text outside the table tells; None if it tells none."""
        try:
            return moment(text, self._decided.order)
        except Misread:
            return None

    def name_in(self, table: Section, row: Row) -> str:
        """Return the name in a row. Raises Misread."""
        check_row(table, row)
        name = visible(table.cell(row, "name"))
        if not name:
            raise Misread("it has no name")
        if len(name) > _LONGEST_NAME:
            raise Misread(f"its name has {len(name)} characters: {quoted(name)}")
        return name

    def _presence(self, table: Section, row: Row, *, first_to_last: bool) -> Presence:
        """Raises Misread."""
        registered = [table.cell(row, "first_name"), table.cell(row, "last_name")]
        also = visible(" ".join(filter(None, registered)))
        if also and not table.cell(row, "name"):
            row = _with_name(table, row, also)
        name, email = self.name_in(table, row), email_in(table, row)
        others = (also,) if also and also != name else ()
        length = _length(table, row)
        start, end = self.when(table, row, "start"), self.when(table, row, "end")
        if start is None and end is None and length is None:
            if spelling(table.cell(row, "attended")) in YES:
                return Presence(name, email, others)
            raise Misread("it says neither when nor how long")
        if length is not None and (start is None) != (end is None):
            lasted = timedelta(minutes=length)
            start, end = start or (end and end - lasted), end or (start and start + lasted)
        if start is None or end is None or end < start:
            return Presence(name, email, others, minutes=_alone(start, end, length))
        if first_to_last and length is not None:
            away = (end - start) - timedelta(minutes=length)
            if away > _SAME:
                return Presence(name, email, others, minutes=length)
        return Presence(name, email, others, start, end)


YES = {"yes", "oui", "true", "vrai", "y", "o", "1"}
NO = {"no", "non", "false", "faux", "n", "0"}


def check_row(table: Section, row: Row) -> None:
    """Raises Misread if a cell that is needed holds nothing that can be read."""
    if row.whole_fault:
        raise Misread(row.whole_fault)
    for position in table.columns.values():
        if position in row.faults:
            raise Misread(row.faults[position])


def email_in(table: Section, row: Row) -> str:
    """Return the e-mail address in a row; empty where there is none."""
    email = visible(table.cell(row, "email")).casefold()
    return email if "@" in email and len(email) <= _LONGEST_NAME else ""


def visible(text: str) -> str:
    """Return a text on one line, without characters that nobody sees."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _with_name(table: Section, row: Row, name: str) -> Row:
    position = table.columns["name"]
    cells = (*row.cells[:position], name, *row.cells[position + 1 :])
    return Row(row.line, cells, row.faults, row.moments, row.whole_fault)


def _length(table: Section, row: Row) -> float | None:
    """Return how many minutes a row says, if it says; Zoom writes less than none for some."""
    text = table.cell(row, "minutes")
    if text.casefold() in _NOTHING or text.startswith("-"):
        return None
    return minutes(text)


def _alone(start: datetime | None, end: datetime | None, length: float | None) -> float:
    """Return the minutes of a row whose times are no span. Raises Misread."""
    if length is not None:
        return length
    if start and end:
        raise Misread(f"it ends ({end:%Y-%m-%d %H:%M:%S}) before it starts")
    raise Misread("it says when somebody left, not when they came" if end else _NEVER_LEFT)


_NEVER_LEFT = "it says when somebody came, neither when they left nor how long they stayed"
