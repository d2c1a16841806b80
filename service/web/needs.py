"""Show the themes of an activity to be decided: which are needs."""

from typing import Any

from litestar import Controller, Request, get
from litestar.di import NamedDependency, Provide
from litestar.response import Template

from dashboards.pages.needs import NeedsView, needs_page
from service.store.theme_runs import ThemeRuns
from service.web.decision_log import Log, provide_log
from service.web.form_fields import number_asked
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.shown_themes import themes_and_reading
from service.web.theme_fields import board_asked
from surveys.roles import Permission


class NeedsController(Controller):
    path = "/activities/{slug:str}/needs"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"log": Provide(provide_log, sync_to_thread=False)}  # noqa: RUF012 -- the same
    include_in_schema = False

    @get(sync_to_thread=True)
    def needs(
        self,
        request: Request[Any, Any, Any],
        log: NamedDependency[Log],
        theme_runs: NamedDependency[ThemeRuns],
    ) -> Template:
        show, sort = board_asked(request.query_params)
        with log.database.reading() as cursor:
            found = themes_and_reading(cursor, log.catalogue.now, log.activity.slug, theme_runs)
            last = log.last(cursor)
        view = NeedsView(
            programme=log.catalogue.programme(log.activity.programme),
            activity=log.activity,
            cohorts=tuple(log.catalogue.now.cohorts_of(log.activity.slug)),
            themes=found.shown if found else None,
            reading=found.reading if found else None,
            last=last,
            show=show,
            sort=sort,
            decided=request.query_params.get("decided") == "true",
            undone=request.query_params.get("undone") == "true",
            at=number_asked(request.query_params.get("at", "")),
        )
        return workspace_response(request, needs_page(view, workspace_language(request)))
