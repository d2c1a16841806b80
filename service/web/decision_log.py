"""Show what was decided of themes, and take it back: by form, and by program."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import duckdb
import msgspec
from litestar import Controller, Request, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from analysis.themes.decision_log import in_force, undo_first
from analysis.themes.decisions import Event
from dashboards.pages.decision_log import A_PAGE, DecisionLogView, Logged, decision_log_page
from dashboards.pages.frame import (
    after_doing,
    decisions_address,
    needs_address,
    sorting_address,
    themes_address,
)
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.theme_decisions import DecisionTaken, since_last_that_holds, taken
from service.store.theme_effects import effects
from service.store.theme_undo import changes_nothing, undo
from service.store.users import User, Users
from service.web.form_fields import number_asked, read_fields
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.theme_fields import board_asked
from service.web.told_themes import ToldThemes
from surveys.programme import Activity
from surveys.roles import Permission
from surveys.texts import Slug, Text


class LoggedPrinted(msgspec.Struct, frozen=True, kw_only=True):
    """An event of the log."""

    sequence: int
    at: datetime
    who: str
    """Name; empty for the command line, and for an account that is gone."""
    decision: Event
    holds: bool
    """Whether nobody took it back."""
    undoable: bool
    undo_first: int | None
    """The event that stands on it, to be undone before."""


class LogPrinted(msgspec.Struct, frozen=True, kw_only=True):
    page: int
    pages: int
    decisions: tuple[LoggedPrinted, ...]
    """Latest first."""


class LogPage(NamedTuple):
    logged: tuple[Logged, ...]
    number: int
    pages: int


class Log(NamedTuple):
    """What was decided of the themes of an activity."""

    database: Database
    catalogue: Catalogue
    users: Users
    activity: Activity
    by: UUID
    """The user who reads."""

    def page(self, cursor: duckdb.DuckDBPyConnection, number: int) -> LogPage:
        """Return one page, latest first; the last where there are not as many."""
        events = taken(cursor, self.activity.slug)
        pages = max(1, -(-len(events) // A_PAGE))
        number = min(max(1, number), pages)
        some = events[::-1][(number - 1) * A_PAGE : number * A_PAGE]
        return LogPage(self._logged(cursor, events, some), number, pages)

    def last(self, cursor: duckdb.DuckDBPyConnection) -> Logged | None:
        """Return the last decision that holds and can be undone; None where there is none."""
        events = since_last_that_holds(cursor, self.activity.slug)
        for logged in self._logged(cursor, events, events[:1]):
            return logged if logged.kept and logged.first is None else None
        return None

    def names(
        self, cursor: duckdb.DuckDBPyConnection, told_themes: ToldThemes
    ) -> dict[int, Text | None]:
        """Return what the themes are called that may be shown, dismissed ones included."""
        told = told_themes.of(cursor, self.catalogue.now, self.activity.slug)
        every = (*told.themes, *told.dismissed) if told else ()
        return {theme.number: theme.called for theme in every}

    def undo(self, sequence: int) -> None:
        """Raises DecisionImpossible."""
        at = datetime.now(UTC)
        undo(self.database, self.activity.slug, sequence, by=str(self.by), at=at)

    def _logged(
        self,
        cursor: duckdb.DuckDBPyConnection,
        log: Sequence[DecisionTaken],
        some: Sequence[DecisionTaken],
    ) -> tuple[Logged, ...]:
        events = {each.sequence: each.decision for each in log}
        since = min((each.sequence for each in some), default=1)
        changed = effects(cursor, self.activity.slug, since=since)
        holds = in_force(events)
        zone = ZoneInfo(self.catalogue.programme(self.activity.programme).zone)
        names = {str(user.user): user.name for user in self.users.everybody}
        return tuple(
            Logged(
                sequence=each.sequence,
                at=each.at.astimezone(zone),
                who=names.get(each.by, ""),
                event=each.decision,
                holds=each.sequence in holds,
                kept=each.sequence in changed or changes_nothing(each.sequence, events),
                first=undo_first(each.sequence, events, changed)
                if each.sequence in holds
                else None,
                gone=each.by not in names and _is_account(each.by),
            )
            for each in some
        )


def _is_account(by: str) -> bool:
    try:
        UUID(by)
    except ValueError:
        return False
    return True


def provide_log(
    slug: FromPath[str],
    catalogue: NamedDependency[Catalogue],
    database: NamedDependency[Database],
    users: NamedDependency[Users],
    user: NamedDependency[User],
) -> Log:
    """Return the log of the activity of a path."""
    return Log(database, catalogue, users, catalogue.activity(slug), user.user)


class DecisionLogController(Controller):
    path = "/activities/{slug:str}/themes/decisions"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"log": Provide(provide_log, sync_to_thread=False)}  # noqa: RUF012 -- the same
    include_in_schema = False

    @get(sync_to_thread=True)
    def decisions(
        self,
        request: Request[Any, Any, Any],
        log: NamedDependency[Log],
        told_themes: NamedDependency[ToldThemes],
        page: FromQuery[int] = 1,
        undone: FromQuery[bool] = False,
    ) -> Template:
        with log.database.reading() as cursor:
            found = log.page(cursor, page)
            names = log.names(cursor, told_themes)
        view = DecisionLogView(
            programme=log.catalogue.programme(log.activity.programme),
            activity=log.activity,
            logged=found.logged,
            names=names,
            number=found.number,
            pages=found.pages,
            undone=undone,
        )
        return workspace_response(request, decision_log_page(view, workspace_language(request)))

    @post("/{sequence:int}/undo", needs=Permission.THEMES_DECIDE)
    async def undo(
        self,
        sequence: FromPath[int],
        request: Request[Any, Any, Any],
        log: NamedDependency[Log],
    ) -> Redirect:
        back = dict(read_fields(await request.body())).get("back", "")
        await sync_to_thread(log.undo, sequence)
        request.state.noted = f"decision {sequence}"
        return Redirect(_back(back, log.activity.slug), status_code=303)


def _back(back: str, activity: Slug) -> str:
    """Return where a button that undoes leads, by what its form says."""
    page, _, rest = back.partition(" ")
    show, sort, theme = (*rest.split(" "), "", "", "")[:3]
    addresses = {
        "needs": needs_address(activity, *board_asked({"show": show, "sort": sort})),
        "themes": themes_address(activity),
        "sort": sorting_address(activity, number_asked(rest)),
    }
    address = addresses.get(page, decisions_address(activity))
    return after_doing(address, "undone", at=number_asked(theme))


def log_printed(found: LogPage) -> LogPrinted:
    """Return one page of the log as data."""
    return LogPrinted(
        page=found.number, pages=found.pages, decisions=tuple(map(_printed, found.logged))
    )


def _printed(logged: Logged) -> LoggedPrinted:
    return LoggedPrinted(
        sequence=logged.sequence,
        at=logged.at,
        who=logged.who,
        decision=logged.event,
        holds=logged.holds,
        undoable=logged.holds and logged.kept and logged.first is None,
        undo_first=logged.first,
    )
