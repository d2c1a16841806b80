"""What the worker process runs to set a PDF; Typst is imported there and nowhere else."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import typst

from dashboards.report.paper import Manuscript

_CANNOT_SHOW = "could not be displayed"
"""Typst says so of text that none of its fonts has; PDF/UA-1 does not allow it."""

_IN_ITS_PLACE = "\ufffd"

_ONE = b"#set document(title: [1])\n#sys.inputs.one"


def typeset(manuscript: Manuscript, progress: Callable[[float], None]) -> bytes:
    """Return a PDF that conforms to PDF/UA-1, set with Typst's own fonts only.

    Characters that these do not have, such as an emoji in a testimonial, are shown as U+FFFD.
    """
    try:
        made = _set(manuscript, manuscript.report)
    except typst.TypstError as error:
        if _CANNOT_SHOW not in str(error):
            raise
        report = json.loads(manuscript.report)
        missing = {ord(each): _IN_ITS_PLACE for each in _unusual(report) if not _can_show(each)}
        made = _set(manuscript, json.dumps(_replaced(report, missing)))
    progress(1.0)
    return made


def _set(manuscript: Manuscript, report: str) -> bytes:
    made: bytes = typst.compile(
        manuscript.source,
        sys_inputs={"report": report},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=manuscript.at,
    )
    return made


def _unusual(report: Any) -> Iterable[str]:
    """Return each character of a report that some font may not have."""
    written = set(json.dumps(report, ensure_ascii=False))
    controls = (chr(code) for code in (*range(32), 127))
    return sorted({each for each in written if not each.isascii()} | set(controls))


def _can_show(character: str) -> bool:
    try:
        typst.compile(
            _ONE, sys_inputs={"one": character}, ignore_system_fonts=True, pdf_standards=["ua-1"]
        )
    except typst.TypstError:
        return False
    return True


def _replaced(value: Any, instead: Mapping[int, str]) -> Any:
    match value:
        case str():
            return value.translate(instead)
        case list():
            return [_replaced(each, instead) for each in value]
        case dict():
            return {name: _replaced(each, instead) for name, each in value.items()}
        case _:
            return value
