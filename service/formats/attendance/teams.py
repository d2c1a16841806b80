"""Teams' attendance reports: that of 2022 and later in sections, those before as one list."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from analysis.attendance import Presence, Window
from service.formats.attendance.moments import RowUnreadable
from service.formats.attendance.rows import Reading, email_in
from service.formats.attendance.tables import Section, of_kind
from service.formats.spelling import heading, spelling
from service.formats.tables import Row
from service.formats.words import quoted, quoted_in_french

_START = re.compile(r"(meeting )?start time|(heure de )?début.*")
_END = re.compile(r"(meeting )?end time|(heure de )?fin.*")
_JOINED = re.compile(r"joined.*|rejoint.*|a rejoint.*|s'est joint.*|participant·?e? .*")
_LEFT = re.compile(r"left.*|.*quitté.*|parti.*|sorti.*")
_BEFORE = re.compile(r".*\b(before|avant)\b.*")


def read_teams(reading: Reading) -> bool:
    """Read all tables of Teams; return if there are any.

    The activities tell each time somebody joined and left, the participants only the first
    and the last: they count for those of whom no activity was written.
    """
    lists = list(of_kind(reading.tables, "teams list"))
    activities = list(of_kind(reading.tables, "teams activities"))
    participants = list(of_kind(reading.tables, "teams participants"))
    if lists:
        reading.decide_order(lists, ("at",))
        for table in lists:
            _read_list(reading, table)
        return True
    reading.decide_order([*activities, *participants])
    seen: set[str] = set()
    for table in activities:
        for row in table.rows:
            seen |= _who(table, row)
            reading.add(table, row, first_to_last=True)  # in 2021 it had one row a person
    for table in participants:
        for row in table.rows:
            if not seen & _who(table, row):
                reading.add(table, row, first_to_last=True)
    reading.meeting = _meeting(reading)
    return bool(activities or participants)


def _who(table: Section, row: Row) -> set[str]:
    """Return what tells one person from others: the address where there is one."""
    return {email_in(table, row) or spelling(table.cell(row, "name"))}


def _meeting(reading: Reading) -> Window | None:
    """Return when the meeting took place, as the summary above the tables says."""
    start, end = _said(reading, _START), _said(reading, _END)
    return Window(start, end) if start and end and start < end else None


def _said(reading: Reading, name: re.Pattern[str]) -> datetime | None:
    for row in reading.loose:
        if len(row.cells) > 1 and name.fullmatch(heading(row.cells[0])):
            return row.moments.get(1) or reading.moment_of(row.cells[1])
    return None


def _read_list(reading: Reading, table: Section) -> None:
    """Read rows of who joined or left, and when; who never left was there to the last of them."""
    events: dict[str, list[tuple[datetime, bool]]] = {}
    last: datetime | None = None
    for row in table.rows:
        try:
            name = reading.name_in(table, row)
            at, joined = _event(reading, table, row)
        except RowUnreadable as error:
            reading.fault(row, error)
        else:
            events.setdefault(name, []).append((at, joined))
            last = max(at, last or at)
    for name, of_person in events.items():
        for start, end in _spans(sorted(of_person), last):
            reading.presences.append(Presence(name, start=start, end=end))


def _event(reading: Reading, table: Section, row: Row) -> tuple[datetime, bool]:
    """Return when somebody joined, or left. Raises RowUnreadable."""
    at = reading.when(table, row, "at")
    if at is None:
        raise RowUnreadable("elle ne dit pas quand", "it does not say when")
    return at, _joined(table.cell(row, "action"))


def _joined(action: str) -> bool:
    """Whether somebody joined, not left. Raises RowUnreadable."""
    said = spelling(action)
    if _LEFT.fullmatch(said):
        return False
    if _JOINED.fullmatch(said) or _BEFORE.fullmatch(said):
        return True
    raise RowUnreadable(
        f"{quoted_in_french(action)} n’est ni « Rejoint » ni « A quitté »",
        f"{quoted(action)} is neither “Joined” nor “Left”",
    )


def _spans(
    events: Sequence[tuple[datetime, bool]], last: datetime | None
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the times between joining and leaving; a second device joins in between."""
    inside: list[datetime] = []
    for at, joined in events:
        if joined:
            inside.append(at)
        elif inside:
            yield inside.pop(0), at
    for start in inside:
        if last is not None:
            yield start, last
