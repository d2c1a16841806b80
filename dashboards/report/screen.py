"""The report as one HTML file that needs no other: it opens from a disk, and prints."""

from dashboards.figures.figure import place
from dashboards.render import Page, render
from dashboards.report.blocks import Block, Report
from dashboards.style import ROLES


def to_html(report: Report) -> str:
    return render(Page("report/report.html", report.language, _context(report)))


def style() -> str:
    """Return the rules that stand inside the file."""
    return render(Page("report/report.css", "fr", {"roles": ROLES})).strip()


def _context(report: Report) -> dict[str, object]:
    return {
        "report": report,
        "style": style(),
        "place": place,
        "kind_of": _kind,
    }


def _kind(block: Block) -> str | int | None:
    return block.__struct_config__.tag
