"""Serve the accessibility statement, to everybody."""

from typing import Any

from litestar import Controller, Request, get
from litestar.response import Template

from dashboards.pages.accessibility import accessibility_page
from service.web.language import participant_language
from service.web.permitted import PUBLIC
from service.web.responses import form_response


class AccessibilityController(Controller):
    path = "/accessibility"
    opt = {"needs": PUBLIC}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get(sync_to_thread=False)
    def statement(self, request: Request[Any, Any, Any]) -> Template:
        return form_response(accessibility_page(participant_language(request)))
