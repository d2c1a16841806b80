"""Find every digit of a printed report that its sealed snapshot does not give.

The report is drawn again from the snapshot; what is printed is compared with that, figure
by figure so that a difference has a name, and then as a whole so that none goes unseen.
"""

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import NamedTuple

from dashboards.report.blocks import Report, Run, runs_of

_AROUND = 30
"""Letters shown on both sides of a difference that no figure's name can be given to."""

_MOST = 20
"""Differences told of one file; of more, only how many there are."""


def printed_figures(report: Report) -> tuple[Run, ...]:
    """Return every number that a report prints, with the figure it is of."""
    return tuple(run for run in runs_of(report) if run.figure)


def html_differences(printed: str, computed: str, *, figures_only: bool = False) -> list[str]:
    """Return a sentence for each difference between an HTML report and what it should be.

    Args:
        printed: The report to check.
        computed: The same, drawn again.
        figures_only: Whether another version drew it, so that what stands around the figures
            may differ.
    """
    ours, theirs = _read(computed), _read(printed)
    found = []
    if ours.seal != theirs.seal:
        found.append(f"The HTML prints the seal {theirs.seal or 'of nothing'}, not {ours.seal}.")
    alike = list(map(_place, ours.runs)) == list(map(_place, theirs.runs))
    if alike:
        found += [
            _said("HTML", mine, other.text)
            for mine, other in zip(ours.runs, theirs.runs, strict=True)
            if mine.text != other.text
        ]
    if not found and printed != computed and not (alike and figures_only):
        found.append(_elsewhere("HTML", printed, computed))
    return _few(found)


def pdf_differences(printed: str, computed: str, report: Report) -> list[str]:
    """Return a sentence for each difference between the texts of a PDF and of what it should be.

    Spaces are left out: programs that read a PDF do not agree on them.
    """
    theirs, ours = _joined(printed), _joined(computed)
    if theirs == ours:
        return []
    at = _first_difference(theirs, ours)
    for run, start, end in _places(ours, runs_of(report)):
        if run.figure and start <= at < end:
            shown = theirs[start:end]
            return [_said("PDF", run, shown)]
    return [_elsewhere("PDF", theirs, ours)]


class _Printed(NamedTuple):
    seal: str
    runs: tuple[Run, ...]


class _Reader(HTMLParser):
    """Collect the texts of the elements that say which figure they print, and the seal."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[Run] = []
        self.seal = ""
        self._open: tuple[str, str, str] | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "data-figure" in given or "data-seal" in given:
            part = given.get("data-part") or ""
            self._open = (tag, given.get("data-figure") or "", part)
            self._text = ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if self._open is None or tag != self._open[0]:
            return
        _, figure, part = self._open
        if figure:
            self.runs.append(Run(self._text, figure, part))  # type: ignore[arg-type]
        else:
            self.seal = self._text
        self._open = None


def _read(html: str) -> _Printed:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _Printed(reader.seal, tuple(reader.runs))


def _place(run: Run) -> tuple[str, str]:
    return run.figure, run.part


def _said(where: str, computed: Run, printed: str) -> str:
    return (
        f"{where}: {computed.figure} ({computed.part}) prints “{printed}”; "
        f"the snapshot gives “{computed.text}”."
    )


def _elsewhere(where: str, printed: str, computed: str) -> str:
    at = _first_difference(printed, computed)
    start = max(0, at - _AROUND)
    shown = (each[start : at + _AROUND].replace("\n", " ") for each in (printed, computed))
    theirs, ours = shown
    return f"{where}: “{theirs}” is printed; the snapshot gives “{ours}”."


def _first_difference(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _places(text: str, runs: Sequence[Run]) -> list[tuple[Run, int, int]]:
    """Return where each run stands in the text of a PDF; one that is not found is left out."""
    found, after = [], 0
    for run in runs:
        said = _joined(run.text)
        start = text.find(said, after) if said else -1
        if start >= 0:
            after = start + len(said)
            found.append((run, start, after))
    return found


def _joined(text: str) -> str:
    return "".join(text.split())


def _few(found: list[str]) -> list[str]:
    if len(found) <= _MOST:
        return found
    return [*found[:_MOST], f"HTML: {len(found) - _MOST} more differences."]
