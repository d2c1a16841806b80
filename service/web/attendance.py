"""Note who was at a session: a report is sent, looked at, and only then stored.

Nothing is kept between the two requests: the page carries what was read.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, MultipartBody
from litestar.response import Redirect, Template

from analysis.attendance import Presence, Window
from analysis.attendees import shown_in
from analysis.who_came import HeldSession, WhoCame, who_came
from dashboards.pages.attendance import (
    AttendanceView,
    ReviewView,
    SessionLine,
    Told,
    attendance_page,
    field_of,
)
from dashboards.pages.frame import attendance_address
from service.errors import FormUnreadable
from service.formats.attendance.report import AttendanceReport, read_apart
from service.formats.attendance.rows import visible
from service.formats.tables import LARGEST_FILE
from service.formats.words import quoted, quoted_in_french
from service.store import reads
from service.store.attendances import (
    NOBODY_NOTED,
    attendance_counts,
    enrolment_count,
    note_who_came,
    people_of,
)
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.web.form_fields import read_fields
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.sent_files import read_sent
from surveys.programme import Activity, Cohort, Session
from surveys.roles import Permission
from surveys.texts import Text

LARGEST_REPORT = 20_000_000
"""Bytes of a report that is sent, and of what the page that shows it carries back."""

_LONGEST_FILE_NAME = 100
_CLOCK = re.compile(r"(?P<hour>\d{1,2}) ?[:hH] ?(?P<minute>[0-5]\d)", re.ASCII)
_HOURS = 24


@dataclass(frozen=True)
class SentReport:
    """What the first form sends."""

    session: int
    file: UploadFile
    starts: str = ""


class Carried(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report as the page carries it from reading to confirming."""

    session: int
    starts: time | None
    meeting: Window | None
    presences: tuple[Presence, ...]


class Place(NamedTuple):
    """The cohort whose attendance is noted."""

    catalogue: Catalogue
    database: Database
    cohort: Cohort

    @property
    def activity(self) -> Activity:
        return self.catalogue.activity(self.cohort.activity)

    def view(self, **content: Any) -> AttendanceView:
        with self.database.cursor() as cursor:
            counts = attendance_counts(cursor, self.cohort.slug)
            sessions = reads.sessions(cursor, self.cohort.slug)
            people = people_of(cursor, self.cohort.slug)
            enrolled = enrolment_count(cursor, self.cohort.slug)
        return AttendanceView(
            programme=self.catalogue.programme(self.activity.programme),
            activity=self.activity,
            cohort=self.cohort,
            sessions=tuple(
                SessionLine(session=session, **counts.get(session.position, NOBODY_NOTED)._asdict())
                for session in sessions
            ),
            people=tuple(people),
            enrolled=enrolled,
            **content,
        )


def _place(
    slug: FromPath[str],
    catalogue: NamedDependency[Catalogue],
    database: NamedDependency[Database],
) -> Place:
    return Place(catalogue, database, catalogue.cohort(slug))


class AttendanceController(Controller):
    path = "/cohorts/{slug:str}/attendance"
    opt = {"needs": Permission.ROSTER_CHANGE}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"place": Provide(_place, sync_to_thread=False)}  # noqa: RUF012 -- likewise
    include_in_schema = False

    @get(needs=Permission.ROSTER_READ, sync_to_thread=True)
    def show(
        self,
        request: Request[Any, Any, Any],
        place: NamedDependency[Place],
        noted: FromQuery[int | None] = None,
        session: FromQuery[int | None] = None,
    ) -> Template:
        page = attendance_page(place.view(noted=noted, chosen=session), workspace_language(request))
        return workspace_response(request, page)

    @post("/read", request_max_body_size=LARGEST_FILE, brings_file=True, status_code=200)
    async def read(
        self,
        request: Request[Any, Any, Any],
        data: MultipartBody[SentReport],
        place: NamedDependency[Place],
    ) -> Template:
        content = await data.file.read()
        return await sync_to_thread(_read, request, place, data, content)

    @post(request_max_body_size=LARGEST_REPORT)
    async def note(
        self, request: Request[Any, Any, Any], place: NamedDependency[Place]
    ) -> Redirect:
        fields = dict(read_fields(await request.body()))
        session = await sync_to_thread(_note, place, fields)
        return Redirect(attendance_address(place.cohort.slug, session), status_code=303)


def _read(
    request: Request[Any, Any, Any], place: Place, sent: SentReport, content: bytes
) -> Template:
    """Show what a report says, or why it could not be read."""
    view = place.view(chosen=sent.session)
    session, starts = _session(view, sent.session), _clock(sent.starts)
    if isinstance(starts, Text):
        return _refused(request, view, starts)
    report = _report(sent.file.filename, content, session.held_on)
    if isinstance(report, Text):
        return _refused(request, view, report)
    carried = Carried(
        session=session.position,
        starts=starts,
        meeting=report.meeting,
        presences=report.presences,
    )
    review = _review(report, session, _found(place, view, carried, {}), carried)
    view = msgspec.structs.replace(view, review=review)
    return workspace_response(request, attendance_page(view, workspace_language(request)))


def _refused(request: Request[Any, Any, Any], view: AttendanceView, reason: Text) -> Template:
    view = msgspec.structs.replace(view, refused=reason)
    return workspace_response(request, attendance_page(view, workspace_language(request)), 422)


def _report(name: str, content: bytes, day: date) -> AttendanceReport | Text:
    shown = visible(name)[-_LONGEST_FILE_NAME:] or "?"
    return read_sent(read_apart, (shown, content, day), content)


def _review(
    report: AttendanceReport, session: Session, found: WhoCame, carried: Carried
) -> ReviewView:
    return ReviewView(
        file=report.file,
        tool=report.tool,
        session=session,
        found=found,
        notes=report.notes,
        unreadable=tuple(Told(line=row.line, reason=row.reason) for row in report.unreadable),
        carried=msgspec.json.encode(carried).decode(),
    )


def _note(place: Place, fields: Mapping[str, str]) -> int:
    """Store what somebody confirmed; return which session it is of. Raises FormUnreadable."""
    try:
        carried = msgspec.json.decode(fields.get("report", ""), type=Carried)
    except msgspec.DecodeError as error:
        raise FormUnreadable(f"the report that the page carried is not there: {error}") from error
    view = place.view()
    session = _session(view, carried.session)
    found = _found(place, view, carried, _decided(view, carried.presences, fields))
    with place.database.transaction() as cursor:
        note_who_came(cursor, session, found)
    place.catalogue.reload()  # who came is who can answer
    return session.position


def _found(
    place: Place,
    view: AttendanceView,
    carried: Carried,
    by_hand: Mapping[tuple[str, str], UUID | None],
) -> WhoCame:
    held = HeldSession(
        session=_session(view, carried.session),
        rule=place.activity.rule,
        starts=carried.starts,
        meeting=carried.meeting,
    )
    return who_came(carried.presences, held, view.people, by_hand)


def _decided(
    view: AttendanceView, presences: Sequence[Presence], fields: Mapping[str, str]
) -> dict[tuple[str, str], UUID | None]:
    """Return who a human says each name is. Raises FormUnreadable."""
    people = {str(each.person): each.person for each in view.people}
    decided: dict[tuple[str, str], UUID | None] = {}
    for shown in shown_in(presences):
        chosen = fields.get(field_of(shown))
        if chosen is not None:
            if chosen and chosen not in people:
                raise FormUnreadable("somebody who was chosen is not on the roster any more")
            decided[shown.name, shown.email] = people.get(chosen)
    return decided


def _session(view: AttendanceView, position: int) -> Session:
    """Raises FormUnreadable."""
    for line in view.sessions:
        if line.session.position == position:
            return line.session
    raise FormUnreadable(f"the cohort has no session {position}")


def _clock(text: str) -> time | Text | None:
    """Return the time that somebody typed, None for none, or why it is none."""
    if not text.strip():
        return None
    typed = _CLOCK.fullmatch(text.strip())
    if typed and int(typed["hour"]) < _HOURS:
        return time(int(typed["hour"]), int(typed["minute"]))
    return Text(
        fr=f"{quoted_in_french(text)} n’est pas une heure comme 13:30.",
        en=f"{quoted(text)} is not a time such as 13:30.",
    )
