"""Personal links: open one, and make some."""

from typing import Annotated, Any, Literal

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from dashboards.pages.cohort import MOST_LINKS_AT_ONCE
from dashboards.pages.frame import form_address
from dashboards.pages.invitation import refusal_page
from service.formats.mail_merge import links_alone
from service.settings import Settings
from service.store.catalogue import Catalogue, NotFound
from service.store.database import Database
from service.store.invitations import InvitationUnknown, new_invitations, survey_of
from service.web.language import participant_language
from service.web.permitted import PUBLIC
from service.web.responses import file_response, form_response
from surveys.roles import Permission


class LinksWanted(msgspec.Struct, frozen=True, kw_only=True):
    count: Annotated[int, msgspec.Meta(ge=1, le=MOST_LINKS_AT_ONCE)]
    column: Literal["lien", "link"]
    """The header above the links, as the page that asks says it."""


def _show_unknown(request: Request[Any, Any, Any], _: InvitationUnknown) -> Template:
    """Say the same whatever was tried."""
    page = refusal_page("link_unknown", participant_language(request))
    return form_response(page, status_code=404)


class InvitationController(Controller):
    include_in_schema = False
    exception_handlers = {InvitationUnknown: _show_unknown}  # noqa: RUF012 -- Litestar reads it

    @get("/i/{token:str}", needs=PUBLIC, sync_to_thread=True)
    def open_link(
        self,
        token: FromPath[str],
        request: Request[Any, Any, Any],
        database: NamedDependency[Database],
    ) -> Redirect:
        """Lead to the form; whatever else the address says goes along."""
        with database.cursor() as cursor:
            survey = survey_of(cursor, token)
        more = "&".join(filter(None, [f"i={token}", request.url.query]))
        return Redirect(f"{form_address(survey)}?{more}", status_code=303)

    @post(
        "/surveys/{slug:str}/links",
        needs=Permission.INVITE,
        status_code=200,
        sync_to_thread=True,
    )
    def make_links(
        self,
        slug: FromPath[str],
        data: URLEncodedBody[LinksWanted],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        settings: NamedDependency[Settings],
    ) -> Response[bytes]:
        """Send new links as a file: it is the only place where they are."""
        survey = catalogue.setup(slug).survey
        if survey.promise != "one_per_invitation":
            raise NotFound(slug)
        with database.transaction() as cursor:
            tokens = new_invitations(cursor, survey.slug, data.count)
        made = links_alone(data.column, [settings.link(token) for token in tokens])
        name = f"{data.column}-{survey.slug}.csv"
        return file_response(made.encode(), name, "text/csv")
