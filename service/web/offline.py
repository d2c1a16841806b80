"""Serve what lets a browser show and send the form without a network: a worker and blank pages."""

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from dashboards.pages.offline import kept_page
from dashboards.pages.survey_form import FormView, form_page
from service.store.catalogue import Catalogue
from service.web.form_refusals import REFUSALS
from service.web.language import participant_language
from service.web.permitted import PUBLIC
from service.web.protective_headers import NOTHING
from service.web.responses import form_response
from surveys.acceptance import SurveyClosed

_OURS = files("dashboards")
_POLICY = f"{NOTHING}; connect-src 'self'"


class OfflineController(Controller):
    opt = {"needs": PUBLIC}  # noqa: RUF012 -- Litestar reads it
    """No slug has a dot, so no survey is hidden behind these addresses."""

    path = "/s"
    include_in_schema = False
    exception_handlers = REFUSALS

    @get("/worker.js", sync_to_thread=False)
    def worker(self) -> Response[str]:
        return Response(
            _worker(),
            media_type="text/javascript",
            headers={"Cache-Control": "no-cache", "Content-Security-Policy": _POLICY},
        )

    @get("/kept.html", sync_to_thread=False)
    def kept(self, request: Request[Any, Any, Any]) -> Template:
        return form_response(kept_page(participant_language(request)))

    @get("/{slug:str}/whole", sync_to_thread=False)
    def whole(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
    ) -> Template:
        """Serve the form for keeping: all on one page, with nothing that is one person's."""
        setup, now = catalogue.setup(slug), datetime.now(UTC)
        if not setup.survey.is_open(now):
            raise SurveyClosed(setup.survey, at=now)
        view = FormView(
            questionnaire=setup.questionnaire,
            survey=setup.survey,
            language=participant_language(request),
            submission_id=None,
            cohort_name=setup.cohort.name,
            blank=True,
            demonstration=setup.programme.demonstration,
        )
        return form_response(form_page(view))


@cache
def _worker() -> str:
    """Return the worker's script; it changes, and browsers fetch anew, when any part does."""
    outbox, worker = (
        (_OURS / "static" / name).read_text("utf-8") for name in ("outbox.js", "worker.js")
    )
    return f'const VERSION = "{_version()}";\n{outbox}\n{worker}'


def _version() -> str:
    """Return a digest of all that pages of the form are made of."""
    digest = sha256()
    for part in (_OURS / "static", _OURS / "templates" / "form", _OURS / "texts"):
        for file in sorted(part.iterdir(), key=_name):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _name(file: Traversable) -> str:
    return file.name
