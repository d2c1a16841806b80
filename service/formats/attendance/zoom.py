"""Zoom's participants and attendee reports."""

from analysis.attendance import Window
from service.formats.attendance.moments import RowUnreadable, after, minutes
from service.formats.attendance.rows import NO, YES, Reading
from service.formats.attendance.tables import Section, of_kind
from service.formats.spelling import spelling


def read_zoom(reading: Reading) -> bool:
    """Read all tables of Zoom; return if there are any.

    A meeting has one, with the meeting above it or not; a webinar has one of hosts, one of
    panelists, one of attendees, and one of those who came by telephone.
    """
    tables = list(of_kind(reading.tables, "zoom"))
    if not tables:
        return False
    meetings = list(of_kind(reading.tables, "zoom meeting"))
    reading.decide_order([*tables, *meetings])
    for table in tables:
        for row in table.rows:
            if spelling(table.cell(row, "waiting")) in YES:
                reading.waited += 1
            elif spelling(table.cell(row, "attended")) in NO:
                reading.stayed_away += 1
            else:
                reading.add(table, row)
    reading.meeting = next(filter(None, (_window(reading, each) for each in meetings)), None)
    return True


def _window(reading: Reading, meeting: Section) -> Window | None:
    """Return when a meeting took place, as the row under its header says."""
    for row in meeting.rows:
        try:
            start, end = reading.when(meeting, row, "start"), reading.when(meeting, row, "end")
            if start and not end:
                end = after(start, minutes(meeting.cell(row, "minutes")))
        except RowUnreadable:
            return None
        if start and end and start < end:
            return Window(start, end)
    return None
