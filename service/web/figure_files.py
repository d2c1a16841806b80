"""Send what a page shows as files: a figure as a picture or a table, all of it as a workbook."""

from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version

from litestar import Response

from dashboards.figures.figure import Figure
from dashboards.figures.sheet import Sheet
from dashboards.figures.standalone import standalone
from dashboards.pages.taken import TakenPage, foot
from service.formats.sheet_files import csv_file, excel_csv_file, workbook_file
from service.store.catalogue import NotFound
from service.web.responses import file_response

_EXCEL, _CSV, _SVG = "-excel.csv", ".csv", ".svg"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def figure_file(page: TakenPage, name: str) -> Response[bytes]:
    """Return one file of one figure, such as `satisfaction.svg`.

    Raises:
        NotFound: the page shows no such figure, or there is no such kind of file.
    """
    for ending in (_EXCEL, _CSV, _SVG):
        figure = page.figure(name.removesuffix(ending)) if name.endswith(ending) else None
        if figure and figure.sheet:
            content = _content(page, figure, figure.sheet, ending)
            return file_response(content, f"{page.slug}-{name}", _TYPES[ending])
    raise NotFound(name)


def workbook_of(page: TakenPage) -> Response[bytes]:
    content = workbook_file(page, datetime.now(UTC), program())
    return file_response(content, f"{page.slug}.xlsx", _WORKBOOK)


_TYPES = {
    _EXCEL: "text/csv",
    _CSV: "text/csv",
    _SVG: "image/svg+xml",
}


@cache
def program() -> str:
    """Return what made a file."""
    return f"Bilan {version('bilan')}"


def _content(page: TakenPage, figure: Figure, sheet: Sheet, ending: str) -> bytes:
    if ending == _SVG:
        return standalone(figure, foot(page, datetime.now(UTC))).encode()
    if ending == _EXCEL:
        return excel_csv_file(sheet, page.language)
    return csv_file(sheet)
