"""Show one idea as it was written; each time is a line of the audit log."""

from typing import Any

from litestar import Controller, Request, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from analysis.disclosure.ideas import ShownIdea
from dashboards.pages.unmasked import UnmaskedView, unmasked_page
from service.errors import FormUnreadable
from service.store.catalogue import Catalogue, NotFound
from service.store.database import Database
from service.web.form_fields import number_asked, read_fields
from service.web.language import workspace_language
from service.web.responses import workspace_response
from service.web.shown_themes import ideas_read
from surveys.roles import Permission


class UnmaskingController(Controller):
    path = "/activities/{slug:str}/themes/unmasked"
    opt = {"needs": Permission.UNMASK}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @post(status_code=200)
    async def unmasked(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
    ) -> Template:
        activity = catalogue.activity(slug)
        theme = number_asked(request.query_params.get("of", ""))
        name = dict(read_fields(await request.body())).get("unmask")
        idea = await sync_to_thread(_idea, database, catalogue, slug, theme, name)
        request.state.noted = idea.idea
        view = UnmaskedView(
            programme=catalogue.programme(activity.programme),
            activity=activity,
            theme=theme,
            written=idea.written,
            language=idea.language,
        )
        return workspace_response(request, unmasked_page(view, workspace_language(request)))


def _idea(
    database: Database, catalogue: Catalogue, activity: str, theme: int | None, name: str | None
) -> ShownIdea:
    """Return an idea that may be read, of a theme or of none.

    Raises:
        FormUnreadable: the form names none.
        NotFound: there is none of this name, or it may not be read.
    """
    if name is None:
        raise FormUnreadable("the form does not say which idea is to be read")
    with database.reading() as cursor:
        ideas = ideas_read(cursor, catalogue.now, activity, theme)
    found = next((each for each in ideas if each.idea == name), None)
    if found is None:
        raise NotFound(f"{activity}: idea {name}")
    return found
