"""The registers of anonymisation and of incidents: read, taken away as files, added to."""

from datetime import UTC, datetime
from threading import Lock
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from dashboards.pages.entry_fields import Typed
from dashboards.pages.registers import (
    REGISTERS,
    AnonymisedLine,
    DoubtedClock,
    EnteredIncident,
    IncidentView,
    RegistersView,
    anonymisations_sheet,
    incident_page,
    incidents_sheet,
    registers_page,
)
from service.formats.sheet_files import excel_csv_file
from service.store.anonymising import register
from service.store.catalogue import NotFound
from service.store.database import Database
from service.store.incidents import IncidentLine, enter, incident_lines
from service.store.retention import RetentionClock
from service.store.users import User
from service.web.form_fields import read_fields
from service.web.language import workspace_language
from service.web.responses import workspace_response
from surveys.incidents import Incident, fields_from_incident, incident_from_fields
from surveys.roles import Permission
from surveys.texts import Language
from surveys.typed_fields import NotKept

_ENTERING = Lock()
"""Held while an incident is entered: two at once would take one number."""


class RegisterController(Controller):
    path = REGISTERS
    opt = {"needs": Permission.SERVICE}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get(sync_to_thread=True)
    def registers(
        self,
        request: Request[Any, Any, Any],
        database: NamedDependency[Database],
        retention: NamedDependency[RetentionClock],
        saved: FromQuery[bool] = False,
    ) -> Template:
        now = datetime.now(UTC)
        last = retention.doubted_since(at=now)
        doubted = DoubtedClock(today=now.date(), looked_on=last.date()) if last else None
        view = msgspec.structs.replace(_read(database), saved=saved, doubted=doubted)
        return workspace_response(request, registers_page(view, workspace_language(request)))

    @post("/clock")
    async def confirm_clock(
        self, request: Request[Any, Any, Any], retention: NamedDependency[RetentionClock]
    ) -> Redirect:
        """Have the clock go on from today, if that is the day that was read."""
        now = datetime.now(UTC)
        if dict(read_fields(await request.body())).get("today") == now.date().isoformat():
            await sync_to_thread(retention.confirm, at=now)
            request.state.noted = f"the clock is right: {now.date()}"
        return Redirect(REGISTERS, status_code=303)

    @get("/{file:str}", sync_to_thread=True)
    def taken(
        self,
        file: FromPath[str],
        request: Request[Any, Any, Any],
        database: NamedDependency[Database],
    ) -> Response[bytes]:
        """Raises NotFound."""
        content, kind = _file(file, _read(database), workspace_language(request))
        headers = {
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{file}"',
        }
        return Response(content, media_type=kind, headers=headers)

    @get("/incidents/new", sync_to_thread=False)
    def ask(self, request: Request[Any, Any, Any]) -> Template:
        return _asked(request, IncidentView())

    @post("/incidents/new")
    async def enter(
        self,
        request: Request[Any, Any, Any],
        database: NamedDependency[Database],
        user: NamedDependency[User],
    ) -> Response[Any]:
        return await _entered(request, database, user, None)

    @get("/incidents/{number:int}", sync_to_thread=True)
    def show(
        self,
        number: FromPath[int],
        request: Request[Any, Any, Any],
        database: NamedDependency[Database],
    ) -> Template:
        """Raises NotFound."""
        fields = fields_from_incident(_last(database, number).incident)
        return _asked(request, IncidentView(number=number, typed=Typed(fields)))

    @post("/incidents/{number:int}")
    async def correct(
        self,
        number: FromPath[int],
        request: Request[Any, Any, Any],
        database: NamedDependency[Database],
        user: NamedDependency[User],
    ) -> Response[Any]:
        """Raises NotFound."""
        await sync_to_thread(_last, database, number)
        return await _entered(request, database, user, number)


def _read(database: Database) -> RegistersView:
    with database.reading() as cursor:
        anonymised, incidents = register(cursor), incident_lines(cursor)
    return RegistersView(
        anonymisations=tuple(
            AnonymisedLine(
                anonymised_on=each.at.date(),
                closed_on=each.closed_at.date(),
                **{name: getattr(each, name) for name in _AS_THEY_ARE},
            )
            for each in anonymised
        ),
        incidents=tuple(
            EnteredIncident(number=each.number, entered_on=each.at.date(), incident=each.incident)
            for each in incidents
        ),
    )


_AS_THEY_ARE = (
    "survey",
    "kept_days",
    "parts",
    "submissions",
    "texts",
    "receipts",
    "codes",
    "links",
)


def _file(file: str, view: RegistersView, language: Language) -> tuple[bytes, str]:
    """Raises NotFound."""
    match file:
        case "anonymisations.csv":
            sheet = anonymisations_sheet(view.anonymisations, language)
            return excel_csv_file(sheet, language), "text/csv"
        case "anonymisations.json":
            return msgspec.json.encode(view.anonymisations), "application/json"
        case "incidents.csv":
            return excel_csv_file(incidents_sheet(view.incidents, language), language), "text/csv"
        case "incidents.json":
            return msgspec.json.encode(view.incidents), "application/json"
        case _:
            raise NotFound(file)


def _last(database: Database, number: int) -> IncidentLine:
    """Raises NotFound."""
    with database.reading() as cursor:
        found = [each for each in incident_lines(cursor) if each.number == number]
    if not found:
        raise NotFound(str(number))
    return found[-1]


async def _entered(
    request: Request[Any, Any, Any], database: Database, user: User, number: int | None
) -> Response[Any]:
    fields, now = dict(read_fields(await request.body())), datetime.now(UTC)
    incident = incident_from_fields(fields, now.date())
    if isinstance(incident, NotKept):
        return _asked(request, IncidentView(number=number, typed=Typed(fields, incident.problems)))
    entered = await sync_to_thread(_enter, database, incident, user, number, now)
    request.state.noted = f"incident {entered}"
    return Redirect(f"{REGISTERS}?saved=true", status_code=303)


def _enter(
    database: Database, incident: Incident, user: User, number: int | None, at: datetime
) -> int:
    with _ENTERING, database.transaction() as cursor:
        return enter(cursor, incident, by=str(user.user), at=at, number=number)


def _asked(request: Request[Any, Any, Any], view: IncidentView) -> Template:
    page = incident_page(view, workspace_language(request))
    return workspace_response(request, page, 422 if view.typed.problems else 200)
