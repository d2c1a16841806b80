"""Serve the form to participants, page after page, and take what they send.

Nothing is kept between two pages: each request carries all answers so far, and what is
on the way changes nothing. A form sent without saying where to go (`go`) is complete.
"""

import secrets
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Template

from dashboards.pages.survey_form import FormView, form_page
from service.store.catalogue import Catalogue, Setup
from service.store.receipts import ReceiptUnknown
from service.web.collect import Collector
from service.web.entrance import Entrance
from service.web.find_receipt import ReceiptFinder
from service.web.form_fields import Sent, form_view, read_form, submission_of
from service.web.form_refusals import REFUSALS, refused
from service.web.language import participant_language
from service.web.permitted import PUBLIC
from service.web.promises import admit, admit_sending, remembered
from service.web.received import receipt_cookie
from service.web.responses import form_response
from service.web.send_limits import counted_address
from surveys.acceptance import SurveyClosed, answer_problems
from surveys.form import prefilled
from surveys.paging import REVIEW, Stop, asked_on, nearest_stop, next_stop, previous_stop
from surveys.receipts import new_receipt
from surveys.submissions import day_ordered_id

_MOST_PREFILLED = 200


class FormController(Controller):
    path = "/s/{slug:str}"
    opt = {"needs": PUBLIC}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False
    exception_handlers = REFUSALS

    @get()
    async def show(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        entrance: NamedDependency[Entrance],
    ) -> Template:
        setup, now = catalogue.setup(slug), datetime.now(UTC)
        if not setup.survey.is_open(now):
            raise SurveyClosed(setup.survey, at=now)
        invitation = await admit(request, setup.survey, entrance.database)
        given = request.query_params.getall("v", [])[:_MOST_PREFILLED]
        answers = prefilled(setup.questionnaire, given)
        submission_id = day_ordered_id(now.date(), secrets.token_bytes(10))
        blank = Sent(
            id=submission_id,
            lang=participant_language(request),
            go=1,
            receipt=new_receipt(secrets.token_bytes(8)),
            invitation=invitation,
            opened=entrance.holding.mark(submission_id, at=now.timestamp()),
        )
        view = msgspec.structs.replace(form_view(setup, blank, answers), blank=True)
        return entrance.opened(request, slug, form_response(form_page(view)))

    @post(opt={"while_stopping": True})
    async def take(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        collector: NamedDependency[Collector],
        entrance: NamedDependency[Entrance],
    ) -> Response[Any]:
        setup = catalogue.setup(slug)
        sent, view = read_form(setup, await request.body())
        request.state.language, request.state.form = view.language, view
        if page := _on_the_way(setup, sent, view):
            return page if sent.switch or sent.website else entrance.started(request, slug, page)
        if sent.website:
            return refused(msgspec.structs.replace(view, website=sent.website), ())
        submission = submission_of(sent, view)
        await admit_sending(request, setup.survey, submission, collector)
        await collector.collect(
            slug, submission, address=counted_address(request.scope), opened=sent.opened
        )
        cookies = remembered(setup.survey, at=datetime.now(UTC))
        if sent.receipt:
            cookies.append(receipt_cookie(slug, sent.receipt))
        cookies.append(entrance.completed(request, slug))
        return Redirect(f"/s/{slug}/received?lang={sent.lang}", status_code=303, cookies=cookies)

    @get("/correct", sync_to_thread=False)
    def ask_for_the_code(self, slug: FromPath[str], request: Request[Any, Any, Any]) -> Redirect:  # noqa: ARG002 -- the same for all
        """Lead who opens the address of a correction to where one begins."""
        return Redirect(f"/r?lang={participant_language(request)}", status_code=303)

    @post("/correct", opt={"while_stopping": True})
    async def correct(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        collector: NamedDependency[Collector],
        finder: NamedDependency[ReceiptFinder],
    ) -> Response[Any]:
        """Go through the same pages with stored answers; the send puts new ones in their place."""
        setup = catalogue.setup(slug)
        sent, view = read_form(setup, await request.body())
        view = msgspec.structs.replace(view, correcting=True)
        request.state.language, request.state.form = view.language, view
        if page := _on_the_way(setup, sent, view):
            return page
        found = await finder.find(sent.receipt or "", request)
        if found.survey != slug:
            raise ReceiptUnknown
        await collector.correct(found, submission_of(sent, view))
        return Redirect(f"/r/corrected?lang={sent.lang}", status_code=303)


def _on_the_way(setup: Setup, sent: Sent, view: FormView) -> Template | None:
    """Return the page that is asked for; None if everything is to be sent.

    Raises:
        SurveyClosed: there is nothing to fill in any more.
    """
    if sent.switch is None and sent.go in (None, "send"):
        return None
    if not setup.survey.is_open(now := datetime.now(UTC)):
        raise SurveyClosed(setup.survey, at=now)
    if sent.switch is not None or sent.go is None or sent.go == "send":
        return form_response(form_page(view))
    return _moved(view, sent.go)


def _moved(view: FormView, go: Stop | Literal["next", "back"]) -> Template:
    """Show where a participant asks to go; forward only once the page they leave is right."""
    questionnaire, answers, stop = view.questionnaire, view.answers, view.stop or 1
    match go:
        case "next" | "review":
            asked = asked_on(questionnaire, answers, stop) if stop != REVIEW else []
            if problems := answer_problems(questionnaire, asked, answers):
                return refused(view, problems)
            there = next_stop(questionnaire, answers, stop) if go == "next" else REVIEW
        case "back":
            there = previous_stop(questionnaire, answers, stop)
        case page:
            there = nearest_stop(questionnaire, answers, page)
    reviewed = view.reviewed or there == REVIEW
    return form_response(form_page(msgspec.structs.replace(view, stop=there, reviewed=reviewed)))
