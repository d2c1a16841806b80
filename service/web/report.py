"""Make the bilan of a programme and hand out its files.

Nothing is kept: each file is drawn from the data as it stands. The page says under which
seal; a file asked for under another one leads back there, so that no three files that do
not belong together are ever downloaded as one report.
"""

from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from litestar import Controller, MediaType, Request, Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from litestar.response import Template

from dashboards.pages.frame import report_address
from dashboards.pages.report import ReportEdition, ReportView, report_page
from dashboards.report.screen import style
from dashboards.report.verify import printed_figures
from service.errors import ReportChanged
from service.jobs.make_report import Made, read_reports, set_pdf
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.web.language import workspace_language
from service.web.responses import workspace_response
from surveys.roles import Permission
from surveys.texts import LANGUAGES, Language

_OWN_STYLE = b64encode(sha256(style().encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_OWN_STYLE}'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""The report's own rules, which stand inside it, and nothing else."""


_MEDIA_TYPES = {
    "html": MediaType.HTML,
    "pdf": "application/pdf",
    "json": "application/json",
}


class Asked(NamedTuple):
    """Which of the files."""

    language: Language
    seal: str | None
    """Under which the page announced it; None: under any."""
    download: bool


def _asked(request: Request[Any, Any, Any]) -> Asked:
    given = request.query_params
    language: Language = "en" if given.get("in") == "en" else "fr"
    return Asked(language, given.get("seal"), given.get("download") == "true")


class ReportController(Controller):
    path = "/programmes/{slug:str}"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    dependencies = {"asked": Provide(_asked, sync_to_thread=False)}  # noqa: RUF012
    include_in_schema = False

    @get("/report", sync_to_thread=True)
    def page(
        self,
        slug: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
    ) -> Template:
        programme = catalogue.programme(slug)
        made = _made(slug, LANGUAGES, catalogue, database)
        view = ReportView(
            programme=programme,
            editions=tuple(map(_edition, made)),
            changed="changed" in request.query_params,
        )
        return workspace_response(request, report_page(view, workspace_language(request)))

    @get("/report.html", sync_to_thread=True)
    def html(
        self,
        slug: FromPath[str],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        asked: NamedDependency[Asked],
    ) -> Response[bytes]:
        made = _as_asked(slug, asked, catalogue, database)
        return _file(made, made.html.encode(), "html", asked)

    @get("/report.pdf", sync_to_thread=True)
    def pdf(
        self,
        slug: FromPath[str],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        asked: NamedDependency[Asked],
    ) -> Response[bytes]:
        made = _as_asked(slug, asked, catalogue, database)
        return _file(made, set_pdf(made), "pdf", asked)

    @get("/report.json", sync_to_thread=True)
    def snapshot(
        self,
        slug: FromPath[str],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
        asked: NamedDependency[Asked],
    ) -> Response[bytes]:
        made = _as_asked(slug, asked, catalogue, database)
        return _file(made, made.encoded, "json", asked)


def _made(
    slug: str, languages: Sequence[Language], catalogue: Catalogue, database: Database
) -> list[Made]:
    programme, now = catalogue.programme(slug), datetime.now(UTC)
    surveys = [setup.survey for setup in catalogue.now.setups_of_programme(programme.slug)]
    database.telling.tell_texts(surveys, at=now)
    with database.source() as source:
        return read_reports(source, catalogue.now, programme.slug, languages, at=now)


def _as_asked(slug: str, asked: Asked, catalogue: Catalogue, database: Database) -> Made:
    """Raises ReportChanged: the data has changed since its seal was read on the page."""
    (made,) = _made(slug, [asked.language], catalogue, database)
    if asked.seal not in {None, made.seal}:
        raise ReportChanged(report_address(slug, "?changed"))
    return made


def _edition(made: Made) -> ReportEdition:
    return ReportEdition(
        language=made.snapshot.language,
        seal=made.seal,
        made_on=made.snapshot.made_on,
        figures=len({run.figure for run in printed_figures(made.report)}),
    )


def _file(made: Made, content: bytes, kind: str, asked: Asked) -> Response[bytes]:
    place = "attachment" if asked.download else "inline"
    headers = {
        "Content-Disposition": f'{place}; filename="{made.name}.{kind}"',
        "Content-Language": made.snapshot.language,
        "Content-Security-Policy": _POLICY,
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=_MEDIA_TYPES[kind], headers=headers)
