"""From the rows of a report to presences, or to the reasons why they can't be read."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from analysis.attendance import Presence, Window
from service.formats.attendance.moments import (
    IN_FRENCH,
    Decided,
    RowUnreadable,
    after,
    decide,
    minutes,
    moment,
)
from service.formats.attendance.tables import Part, Section, Sections
from service.formats.spelling import spelling
from service.formats.tables import Row
from service.formats.words import quoted, quoted_in_french
from surveys.texts import Text

_NOTHING = {"", "-", "--", "–", "—", "n/a", "n/d"}
_MOST_UNREADABLE = 1_000
_LONGEST_NAME = 200
_SAME = timedelta(minutes=2)
"""How far a duration rounded to minutes may be from the times it was made of."""


class Unreadable(NamedTuple):
    line: int
    reason: Text
    """What follows the line in a sentence."""


class Reading:
    """One report as it is read."""

    def __init__(self, found: Sections, *, day: date | None) -> None:
        """`day` is that of the session, if known."""
        self.tables = found.tables
        self.loose = found.loose
        self.presences: list[Presence] = []
        self.unreadable: list[Unreadable] = []
        self.waited = 0
        """Rows of who was in the waiting room."""

        self.stayed_away = 0
        """Rows of who registered and did not come."""

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
        except RowUnreadable as error:
            self.fault(row, error)

    def fault(self, row: Row, error: RowUnreadable) -> None:
        """Keep why a row can't be read; of thousands, the first."""
        if len(self.unreadable) < _MOST_UNREADABLE:
            self.unreadable.append(Unreadable(row.line, error.text))
        else:
            self._too_many += 1

    def notes(self) -> Iterator[Text]:
        if self._decided.guessed:
            order = self._decided.order
            yield Text(
                fr=f"Les dates sont lues {IN_FRENCH[order]} : rien dans le fichier ne le dit.",
                en=f"Dates are read as {order}: nothing in the file tells.",
            )
        if self.waited:
            yield Text(
                fr=f"Lignes laissées de côté, car en salle d’attente : {self.waited}.",
                en=f"Lines left out, being of the waiting room: {self.waited}.",
            )
        if self.stayed_away:
            yield Text(
                fr=f"Lignes de personnes inscrites qui ne sont pas venues : {self.stayed_away}.",
                en=f"Lines of people who registered and did not come: {self.stayed_away}.",
            )
        if self._too_many:
            yield Text(
                fr=f"Autres lignes illisibles : {self._too_many}.",
                en=f"More lines that can’t be read: {self._too_many}.",
            )

    def when(self, table: Section, row: Row, part: Part) -> datetime | None:
        """Return the moment in one column; None if it is empty. Raises RowUnreadable."""
        position = table.columns.get(part)
        if position is not None and position in row.moments:
            return row.moments[position]
        text = table.cell(row, part)
        return None if text.casefold() in _NOTHING else moment(text, self._decided.order)

    def moment_of(self, text: str) -> datetime | None:
        """Return the moment that a text outside the table tells; None if it tells none."""
        try:
            return moment(text, self._decided.order)
        except RowUnreadable:
            return None

    def name_in(self, table: Section, row: Row) -> str:
        """Return the name in a row. Raises RowUnreadable."""
        check_row(table, row)
        name = visible(table.cell(row, "name"))
        if not name:
            raise RowUnreadable("elle n’a pas de nom", "it has no name")
        if len(name) > _LONGEST_NAME:
            raise RowUnreadable(
                f"son nom a {len(name)} caractères : {quoted_in_french(name)}",
                f"its name has {len(name)} characters: {quoted(name)}",
            )
        return name

    def _presence(self, table: Section, row: Row, *, first_to_last: bool) -> Presence:
        """Raises RowUnreadable."""
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
            raise RowUnreadable(
                "elle ne dit ni quand ni combien de temps", "it says neither when nor how long"
            )
        if length is not None and (start is None) != (end is None):
            start, end = (
                start or (end and after(end, -length)),
                end or (start and after(start, length)),
            )
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
    """Raises RowUnreadable if a cell that is needed holds nothing that can be read."""
    if row.whole_fault:
        raise RowUnreadable(row.whole_fault, row.whole_fault)
    for position in table.columns.values():
        if position in row.faults:
            raise RowUnreadable("une cellule n’a pas de valeur", row.faults[position])


def email_in(table: Section, row: Row) -> str:
    """Return the e-mail address in a row; empty where there is none."""
    email = visible(table.cell(row, "email")).casefold()
    return email if "@" in email and len(email) <= _LONGEST_NAME else ""


def visible(text: str) -> str:
    """Return a text on one line, without characters that nobody sees."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())


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
    """Return the minutes of a row whose times are no span. Raises RowUnreadable."""
    if length is not None:
        return length
    if start and end:
        raise RowUnreadable("elle finit avant de commencer", "it ends before it starts")
    if end:
        raise RowUnreadable(
            "elle dit quand la personne est partie, pas quand elle est venue",
            "it says when somebody left, not when they came",
        )
    raise RowUnreadable(
        "elle dit quand la personne est venue, ni quand elle est partie ni combien elle est restée",
        "it says when somebody came, neither when they left nor how long they stayed",
    )
