"""Show ideas one after another, to be put into themes."""

from datetime import UTC, datetime
from typing import Any

from litestar import Controller, Request, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency, Provide
from litestar.response import Redirect, Template

from analysis.disclosure.themes import ShownTheme
from analysis.themes.decisions import Add, Decision, Leave, Move
from dashboards.pages.frame import after_doing, sorting_address
from dashboards.pages.sorting import SortingView, sorting_page
from service.errors import FormUnreadable
from service.store.theme_decisions import decide
from service.store.theme_runs import ThemeRuns
from service.web.decision_log import Log, provide_log
from service.web.form_fields import read_fields
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.shown_themes import Sorting, SortingAsked, sorting
from service.web.theme_fields import number_of
from surveys.roles import Permission


class SortingController(Controller):
    path = "/activities/{slug:str}/themes/sort"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"log": Provide(provide_log, sync_to_thread=False)}  # noqa: RUF012 -- the same
    include_in_schema = False

    @get(sync_to_thread=True)
    def sort(
        self,
        request: Request[Any, Any, Any],
        log: NamedDependency[Log],
        theme_runs: NamedDependency[ThemeRuns],
    ) -> Template:
        sent = request.query_params
        theme = number_of(sent["of"]) if sent.get("of") else None
        asked = SortingAsked(log.activity.slug, theme, sent.get("after", ""))
        with log.database.reading() as cursor:
            found = sorting(cursor, log.catalogue.now, asked, theme_runs)
            last = log.last(cursor)
        view = SortingView(
            programme=log.catalogue.programme(log.activity.programme),
            activity=log.activity,
            themes=_in_order(found),
            names=(*found.shown.themes, *found.shown.dismissed),
            theme=found.theme,
            idea=found.idea,
            left=found.among.left,
            skipped=found.among.skipped,
            last=last,
            decided=sent.get("decided") == "true",
            undone=sent.get("undone") == "true",
        )
        return workspace_response(request, sorting_page(view, workspace_language(request)))

    @post(needs=Permission.THEMES_DECIDE)
    async def put(self, request: Request[Any, Any, Any], log: NamedDependency[Log]) -> Redirect:
        decision, theme, idea = _decision(dict(read_fields(await request.body())))
        at, activity = datetime.now(UTC), log.activity.slug
        await sync_to_thread(decide, log.database, activity, decision, by=str(log.by), at=at)
        address = after_doing(sorting_address(activity, theme, idea), "decided")
        return Redirect(address, status_code=303)


def _in_order(found: Sorting) -> tuple[ShownTheme, ...]:
    """Return where an idea can be put: the nearest themes first, then those of most people."""
    others = [theme for theme in found.shown.themes if theme != found.theme]
    place = {number: n for n, number in enumerate(found.among.near)}
    return tuple(sorted(others, key=lambda theme: place.get(theme.number, len(place))))


def _decision(fields: dict[str, str]) -> tuple[Decision, int | None, str]:
    """Return what is decided, whose ideas are sorted, and of which idea it is.

    Raises:
        FormUnreadable: a field is missing, or no form of ours sends it so.
    """
    if not {"idea", "into"} <= fields.keys():
        raise FormUnreadable("the form does not say which idea goes where")
    idea, ideas = fields["idea"], (fields["idea"],)
    theme = number_of(fields["of"]) if fields.get("of") else None
    into = number_of(fields["into"]) if fields["into"] else None
    if theme is not None:
        return Move(theme=theme, ideas=ideas, into=into), theme, idea
    return Leave(ideas=ideas) if into is None else Add(theme=into, ideas=ideas), None, idea
