"""Say that the answers are on disk, and show the code of their receipt once."""

from typing import Any
from urllib.parse import quote

from litestar import Controller, Request, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from dashboards.pages.survey_form import ShownReceipt, received_page
from service.settings import Settings
from service.store.catalogue import Catalogue
from service.web.language import participant_language
from service.web.permitted import PUBLIC
from service.web.responses import receipt_response
from surveys.receipts import read_receipt

_COOKIE = "bilan_receipt"
_SECONDS = 1_800


class ReceivedController(Controller):
    path = "/s/{slug:str}/received"
    opt = {"needs": PUBLIC}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get(sync_to_thread=False)
    def received(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        settings: NamedDependency[Settings],
    ) -> Template:
        setup = catalogue.setup(slug)
        code = read_receipt(request.cookies.get(_COOKIE, ""))
        page = received_page(
            setup.questionnaire,
            setup.survey,
            participant_language(request),
            receipt=ShownReceipt(code, settings.address) if code else None,
            demonstration=setup.programme.demonstration,
        )
        return receipt_response(page)

    @post(sync_to_thread=False)
    def clear(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
    ) -> Redirect:
        """Take the code off this device."""
        address = f"/s/{quote(slug)}/received?lang={participant_language(request)}"
        return Redirect(address, status_code=303, cookies=[receipt_cookie(slug, "")])


def receipt_cookie(slug: str, receipt: str) -> Cookie:
    """Return the cookie that brings a code to the page after sending, or takes it off again.

    So the code stands in no address, and no other page is sent it.
    """
    return Cookie(
        key=_COOKIE,
        value=receipt,
        path=f"/s/{quote(slug)}/received",
        max_age=_SECONDS if receipt else 0,
    )
