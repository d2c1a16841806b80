"""The front door, and the page behind it: what needs somebody, what is open, the latest cohorts."""

from datetime import UTC, datetime
from typing import Any

from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from dashboards.pages.frame import PROGRAMMES
from dashboards.pages.home import home_page
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.users import User
from service.web.home_view import Whose, home_view
from service.web.language import workspace_language
from service.web.permitted import PUBLIC, seen_by
from service.web.responses import workspace_response
from service.web.told_themes import ToldThemes
from surveys.roles import Permission


class HomeController(Controller):
    include_in_schema = False

    @get("/", needs=PUBLIC, sync_to_thread=False)
    def door(self) -> Redirect:
        return Redirect(PROGRAMMES, status_code=303)

    @get(PROGRAMMES, needs=Permission.WORKSPACE, sync_to_thread=True)
    def home(
        self,
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        told_themes: NamedDependency[ToldThemes],
        user: NamedDependency[User],
    ) -> Template:
        snapshot = catalogue.now
        whose = Whose(user, seen_by(user, snapshot))
        with database.reading() as cursor:
            view = home_view(cursor, snapshot, whose, told_themes, at=datetime.now(UTC))
        return workspace_response(request, home_page(view, workspace_language(request)))
