"""What the worker process runs to set a PDF; Typst is imported there and nowhere else."""

from collections.abc import Callable

import typst

from dashboards.report.paper import Manuscript


def typeset(manuscript: Manuscript, progress: Callable[[float], None]) -> bytes:
    """Return a PDF that conforms to PDF/UA-1, set with Typst's own fonts only."""
    made: bytes = typst.compile(
        manuscript.source,
        sys_inputs={"report": manuscript.report},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=manuscript.at,
    )
    progress(1.0)
    return made
