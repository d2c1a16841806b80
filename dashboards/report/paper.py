"""What Typst is given to set the PDF of a report; that it sets it is left to `service.jobs`."""

from datetime import UTC, datetime, time
from importlib.resources import files
from typing import NamedTuple

import msgspec

from dashboards.report.blocks import Report
from dashboards.report.snapshot import Snapshot


class Manuscript(NamedTuple):
    """The same manuscript, set by the same version, is the same PDF, byte for byte."""

    source: bytes
    """Typst; nothing of the report stands in it."""
    report: str
    """The report as JSON, which the source reads."""
    at: datetime
    """Of the snapshot: no PDF knows when it was set."""


def manuscript(report: Report, snapshot: Snapshot) -> Manuscript:
    source = files("dashboards") / "templates" / "report" / "report.typ"
    return Manuscript(
        source=source.read_bytes(),
        report=msgspec.json.encode(report).decode(),
        at=datetime.combine(snapshot.made_on, time(), UTC),
    )
