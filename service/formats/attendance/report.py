"""Read the attendance report of a meeting tool: Zoom, Teams or BigBlueButton.

See docs/how-to/import-attendance.md for what is recognised and how it is read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from analysis.attendance import Presence, Window, clipped, spans
from service.formats.attendance.rows import Reading, Unreadable
from service.formats.attendance.tables import is_header, of_kind, sections
from service.formats.attendance.teams import read_teams
from service.formats.attendance.zoom import read_zoom
from service.formats.csv_tables import read_csv_rows
from service.formats.files import check_readable, is_workbook
from service.formats.tables import Row, TableUnreadable
from surveys.texts import Text

Tool: TypeAlias = Literal["Zoom", "Teams", "BigBlueButton"]

MOST_PEOPLE: Final = 10_000
"""Names in a report: more than any of the tools lets into a meeting."""

_FEW: Final = 100
_WINDOWS: Final = (
    "Le fichier n’est pas en UTF-8 ; il est lu comme Windows-1252. Les accents sont-ils justes ?"
)
_NOT_ONE: Final = Text(
    fr="ce n’est pas un rapport de présence de Zoom, de Teams ou de BigBlueButton : aucune ligne "
    "n’en a les en-têtes (par exemple « Nom (nom original), …, Durée (minutes) », ou « Nom, "
    "Modérateur, …, Rejoindre, Quitté, Durée »).",
    en="it is not an attendance report of Zoom, Teams or BigBlueButton: no line of it has the "
    "headers of one (such as “Name (Original Name), …, Duration (Minutes)”, “Name, First Join, "
    "Last Leave, In-Meeting Duration”, or “Name, Moderator, …, Join, Left, Duration”).",
)


class NotAReport(TableUnreadable):
    """A file can be read and is no report of somebody's presence."""

    def __init__(self, name: str, reason: Text) -> None:
        super().__init__(name, reason.en)
        self.text = Text(fr=f"{name} : {reason.fr}", en=str(self))


@dataclass(frozen=True, kw_only=True, slots=True)
class AttendanceReport:
    file: str
    tool: Tool
    presences: tuple[Presence, ...]
    meeting: Window | None
    """When the meeting took place, where the report says so; never one that nobody was in."""

    unreadable: tuple[Unreadable, ...]
    notes: tuple[Text, ...]
    """What somebody should know about how the file was read."""


class _Given(NamedTuple):
    rows: Iterable[Row]
    notes: tuple[Text, ...]


def read_attendance_report(
    name: str, content: bytes, *, day: date | None = None
) -> AttendanceReport:
    """Return who was there.

    Args:
        name: Of the file, as people know it.
        content: CSV in any usual encoding, or an XLSX workbook saved from one.
        day: Of the session; it decides between day/month and month/day where nothing else does.

    Raises:
        TableUnreadable: it is none of the reports, or cannot be read at all.
    """
    given = _given(name, content)
    found = sections(given.rows)
    reading = Reading(found, day=day)
    for tool, read in _TOOLS.items():
        if read(reading):
            return _report(name, tool, reading, given.notes)
    raise NotAReport(name, _NOT_ONE)


def read_apart(argument: tuple[str, bytes, date | None], _: Any) -> AttendanceReport | Text:
    """Return a report, or the sentence that says why there is none: for another process.

    Why a file cannot be read at all is said in English alone.
    """
    name, content, day = argument
    try:
        return read_attendance_report(name, content, day=day)
    except NotAReport as error:
        return error.text
    except TableUnreadable as error:
        return Text(en=str(error))


def _given(name: str, content: bytes) -> _Given:
    check_readable(name, content)
    if is_workbook(content):
        # openpyxl brings numpy: only who reads a workbook waits for it
        from service.formats.xlsx_tables import read_xlsx_rows  # noqa: PLC0415

        return _Given(read_xlsx_rows(name, content), ())
    notes: tuple[Text, ...] = ()
    stray = content.count(0)
    if 0 < stray * _FEW < len(content):
        content = content.replace(b"\0", b"")
        notes = (
            Text(fr=f"Octets nuls laissés de côté : {stray}.", en=f"NUL bytes left out: {stray}."),
        )
    read = read_csv_rows(name, content, known=is_header)
    if read.notes:  # the one note there is
        notes = (*notes, Text(fr=_WINDOWS, en=" ".join(read.notes)))
    return _Given(read.rows, notes)


def _report(name: str, tool: Tool, reading: Reading, notes: tuple[Text, ...]) -> AttendanceReport:
    if not reading.presences and not reading.unreadable:
        raise NotAReport(
            name,
            Text(
                fr=f"c’est un rapport de {tool}, mais il n’y a personne.",
                en=f"it is a report of {tool}, but nobody is in it.",
            ),
        )
    if len({(each.name, each.email) for each in reading.presences}) > MOST_PEOPLE:
        raise NotAReport(
            name,
            Text(
                fr=f"il nomme plus de {MOST_PEOPLE} personnes.",
                en=f"it names more than {MOST_PEOPLE} people.",
            ),
        )
    meeting, ignored = _meeting(reading)
    return AttendanceReport(
        file=name,
        tool=tool,
        presences=tuple(reading.presences),
        meeting=meeting,
        unreadable=tuple(reading.unreadable),
        notes=(*notes, *reading.notes(), *ignored),
    )


def _meeting(reading: Reading) -> tuple[Window | None, tuple[Text, ...]]:
    """Return when the meeting took place, unless nobody was in it then."""
    window = reading.meeting
    timed = spans(reading.presences)
    if window is None or not timed or any(clipped(timed, window)):
        return window, ()
    start, end = f"{window.start:%Y-%m-%d %H:%M}", f"{window.end:%Y-%m-%d %H:%M}"
    ignored = Text(
        fr=f"Personne n’était là de {start} à {end}, quand la réunion a eu lieu selon le rapport : "
        "tout le temps compte.",
        en=f"Nobody was there from {start} to {end}, when the meeting was held as the report says: "
        "all time counts.",
    )
    return None, (ignored,)


def _read_bigbluebutton(reading: Reading) -> bool:
    """Read the learning dashboard: one row a person, with the sum of the times they were there."""
    tables = list(of_kind(reading.tables, "bigbluebutton"))
    reading.decide_order(tables)
    for table in tables:
        for row in table.rows:
            if table.cell(row, "moderator"):  # the last row holds answers of nobody
                reading.add(table, row, first_to_last=True)
    return bool(tables)


_TOOLS: dict[Tool, Callable[[Reading], bool]] = {
    "BigBlueButton": _read_bigbluebutton,
    "Teams": read_teams,
    "Zoom": read_zoom,
}
