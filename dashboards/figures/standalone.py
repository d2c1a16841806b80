"""A figure as one SVG file, to be put into a report or a slide.

Made from what Plotly is given (`Figure.spec`), so that file and chart show the same: bars
and points along shares, columns, points over cohorts. Only what our figures use is known
here. The file stands alone: light colours on white, title, legend, and at the foot where
it comes from and whose answers it shows.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from dashboards.figures.figure import Figure, Mark, wrapped
from dashboards.style import light_colours

WIDTH = 960
_EDGE = 28
_LETTER = 7.4
_LINE = 18
"""Pixels: around the picture, of a letter at the size of the text, between two lines."""

_TITLE_LETTERS = 84
_FOOT_LETTERS = 120
_LABELS = 350
"""Most that the labels left of the rows may take."""

_SLANT = 40
_GAP = 0.8
"""Of the place of a bar that it fills, unless the figure says otherwise."""

_ILLEGAL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
"""Characters that XML cannot hold."""


class _Pen(NamedTuple):
    size: int = 14
    fill: str = "ink"
    weight: int = 400
    anchor: str = "start"
    turned: int = 0
    """Degrees, around the beginning of the text."""


_TEXT = _Pen()
_MUTED = _Pen(size=12, fill="muted")
_NOTE = _Pen(size=13, fill="muted")
_COUNT = _Pen(size=13, anchor="middle")


class _Axis(NamedTuple):
    """From the numbers of an axis to pixels."""

    start: float
    end: float
    low: float
    high: float

    def at(self, value: float) -> float:
        share = (value - self.start) / (self.end - self.start)
        return self.low + share * (self.high - self.low)


class _Plot(NamedTuple):
    x: _Axis
    y: _Axis


def standalone(figure: Figure, foot: Sequence[str]) -> str:
    """Return the SVG of a figure; `foot` says what it shows and where it comes from."""
    top, head = _head(figure)
    layout = figure.spec["layout"]
    labels = [_lines(label) for label in layout["yaxis"].get("ticktext", ())]
    widest = max((len(line) for label in labels for line in label), default=0)
    left = _EDGE + min(_LABELS, widest * _LETTER) + 14
    right = WIDTH - _EDGE - (layout.get("margin", {}).get("r", 0))
    bottom = top + layout["height"] - 60
    plot = _Plot(
        x=_Axis(*_range(layout["xaxis"], figure, "x"), left, right),
        y=_Axis(*_range(layout["yaxis"], figure, "y"), bottom, top),
    )
    slanted = bool(layout["xaxis"].get("tickangle"))
    under = 86 if slanted else 40
    feet = [line for text in foot for line in _lines(wrapped(text, _FOOT_LETTERS))]
    height = bottom + under + len(feet) * _LINE + 18
    parts = [
        *head,
        *_grid(layout, plot, slanted=slanted),
        *(part for trace in figure.spec["data"] for part in _trace(trace, layout, plot)),
        *_zero(layout, plot),
        *_values(layout, plot),
        *_texts(feet, _EDGE, bottom + under + 14, _MUTED),
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" '
        f'width="{WIDTH}" height="{height:g}" role="img" aria-label={quoteattr(figure.title)} '
        'font-family="system-ui, &quot;Segoe UI&quot;, Roboto, Arial, sans-serif" font-size="14">'
        f"<title>{escape(figure.title)}</title><desc>{escape(figure.alternative)}</desc>"
        f'<rect width="100%" height="100%" fill="{light_colours()["paper"]}"/>'
        f"{''.join(parts)}</svg>\n"
    ).translate(_ILLEGAL)


def _head(figure: Figure) -> tuple[float, list[str]]:
    """Return title, note and legend, and where the figure itself begins."""
    title = _lines(wrapped(figure.title, _TITLE_LETTERS))
    note = _lines(wrapped(figure.note, _FOOT_LETTERS)) if figure.note else []
    parts = [*_texts(title, _EDGE, _EDGE + 16, _Pen(size=18, weight=600))]
    down = _EDGE + 16 + len(title) * (_LINE + 6)
    parts += _texts(note, _EDGE, down, _NOTE)
    down += len(note) * _LINE
    across: float = _EDGE
    for sign, label in _legend(figure):
        wide = 26 + len(label) * _LETTER
        if across + wide > WIDTH - _EDGE and across > _EDGE:
            across, down = _EDGE, down + _LINE + 4
        parts.append(sign(across, down - 11))
        parts += _texts([escape(label)], across + 20, down, _Pen(size=13))
        across += wide + 12
    return down + (24 if figure.legend or figure.marks else 6), parts


def _legend(figure: Figure) -> Iterator[tuple[Any, str]]:
    for role, label in figure.legend:
        yield (lambda x, y, role=role: _rect((x, y, 13, 13), role)), label
    for mark, label in figure.marks:
        yield (lambda x, y, mark=mark: _mark(x + 7, y + 6.5, mark, "accent")), label


def _range(axis: dict[str, Any], figure: Figure, name: str) -> tuple[float, float]:
    if "range" in axis:
        low, high = axis["range"]
        return low, high
    return 0, max((value for trace in figure.spec["data"] for value in trace[name]), default=1)


def _grid(layout: dict[str, Any], plot: _Plot, *, slanted: bool) -> Iterator[str]:
    x, y = plot.x, plot.y
    for value, label in _ticks(layout["xaxis"], x):
        at = x.at(value)
        if layout["xaxis"].get("showgrid", True):
            yield _line((at, y.low, at, y.high), "rule")
        if slanted:
            yield from _texts([label], at, y.low + 18, _Pen(anchor="end", turned=-_SLANT))
        else:
            yield from _texts(_lines(label), at, y.low + 20, _Pen(anchor="middle"))
    for value, label in _ticks(layout["yaxis"], y):
        lines = _lines(label)
        if layout["yaxis"].get("showgrid", True):
            yield _line((x.low, y.at(value), x.high, y.at(value)), "rule")
        first = y.at(value) + 5 - (len(lines) - 1) * _LINE / 2
        yield from _texts(lines, x.low - 10, first, _Pen(anchor="end"))
    yield _line((x.low, y.low, x.high, y.low), "axis")


def _ticks(axis: dict[str, Any], scale: _Axis) -> list[tuple[float, str]]:
    if axis.get("showticklabels") is False:
        return []
    if "tickvals" in axis:
        return list(zip(axis["tickvals"], axis["ticktext"], strict=True))
    last = int(scale.end)
    step = axis.get("dtick") or max(1, last // axis.get("nticks", 5))
    return [(value, str(value)) for value in range(0, last + 1, step)]


def _trace(trace: dict[str, Any], layout: dict[str, Any], plot: _Plot) -> Iterator[str]:
    if trace["type"] == "scatter":
        yield from _points(trace, plot)
    elif trace.get("orientation") == "h":
        yield from _bars(trace, layout, plot)
    else:
        yield from _columns(trace, layout, plot)


def _bars(trace: dict[str, Any], layout: dict[str, Any], plot: _Plot) -> Iterator[str]:
    role = trace["meta"]["role"]
    high = trace.get("width", 1 - layout.get("bargap", 1 - _GAP))
    rows = zip(trace["y"], trace["x"], strict=True)
    for place, (row, length) in enumerate(rows):
        start = trace["base"][place] if "base" in trace else 0
        left, right = plot.x.at(start), plot.x.at(start + length)
        top, bottom = plot.y.at(row - high / 2), plot.y.at(row + high / 2)
        if length:
            yield _rect((left, top, right - left, bottom - top), role, edge=True)
        text = trace["text"][place] if "text" in trace else ""
        if text and length:
            pen = _Pen(size=13, fill=f"on-{role}", weight=600, anchor="middle")
            yield from _texts([escape(text)], (left + right) / 2, (top + bottom) / 2 + 5, pen)


def _columns(trace: dict[str, Any], layout: dict[str, Any], plot: _Plot) -> Iterator[str]:
    half = (1 - layout.get("bargap", 1 - _GAP)) / 2
    for at, count, text in zip(trace["x"], trace["y"], trace["text"], strict=True):
        left, right = plot.x.at(at - half), plot.x.at(at + half)
        top = plot.y.at(count)
        if count:
            yield _rect((left, top, right - left, plot.y.low - top), trace["meta"]["role"])
        yield from _texts([escape(text)], plot.x.at(at), top - 5, _COUNT)


def _points(trace: dict[str, Any], plot: _Plot) -> Iterator[str]:
    role = trace["meta"]["role"]
    places = [
        None if x is None or y is None else (plot.x.at(x), plot.y.at(y))
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]
    if "lines" in trace["mode"]:
        for one, other in pairwise(places):
            if one and other:
                yield _line((*one, *other), "reach")
    for at, place in enumerate(places):
        if place and (bars := trace.get("error_x")):
            low, high = _reach(bars, at, trace["x"][at])
            yield _line((plot.x.at(low), place[1], plot.x.at(high), place[1]), "reach", 5)
        if place and (bars := trace.get("error_y")):
            low, high = _reach(bars, at, trace["y"][at])
            yield _line((place[0], plot.y.at(low), place[0], plot.y.at(high)), "reach", 5)
    mark = _MARKS.get(trace.get("marker", {}).get("symbol", "circle"), "dot")
    yield from (_mark(*place, mark, role) for place in places if place)


def _reach(bars: dict[str, Any], at: int, value: float) -> tuple[float, float]:
    return value - bars["arrayminus"][at], value + bars["array"][at]


_MARKS: dict[str, Mark] = {"circle": "dot", "circle-open": "ring", "square-open": "square"}


def _zero(layout: dict[str, Any], plot: _Plot) -> Iterator[str]:
    if layout["xaxis"].get("zeroline"):
        middle = plot.x.at(0)
        yield _line((middle, plot.y.low, middle, plot.y.high), "ink", 1.5)


def _values(layout: dict[str, Any], plot: _Plot) -> Iterator[str]:
    for note in layout.get("annotations", ()):
        yield from _texts([note["text"]], plot.x.high + 10, plot.y.at(note["y"]) + 5)


def _lines(text: str) -> list[str]:
    """Return the lines of a text as Plotly takes it: escaped, and broken by `<br>`."""
    return text.split("<br>") if text else []


def _texts(lines: Sequence[str], x: float, y: float, pen: _Pen = _TEXT) -> Iterator[str]:
    """Yield each line, which is escaped already."""
    turned = f' transform="rotate({pen.turned} {x:.1f} {y:.1f})"' if pen.turned else ""
    for at, line in enumerate(lines):
        yield (
            f'<text x="{x:.1f}" y="{y + at * (pen.size + 5):.1f}" font-size="{pen.size}" '
            f'fill="{light_colours()[pen.fill]}" font-weight="{pen.weight}" '
            f'text-anchor="{pen.anchor}"{turned}>{line}</text>'
        )


_Four: TypeAlias = tuple[float, float, float, float]


def _rect(box: _Four, role: str, *, edge: bool = False) -> str:
    x, y, wide, high = box
    stroke = f' stroke="{light_colours()["paper"]}"' if edge else ""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" '
        f'fill="{light_colours()[role]}"{stroke}/>'
    )


def _line(ends: _Four, role: str, wide: float = 1) -> str:
    x1, y1, x2, y2 = ends
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{light_colours()[role]}" stroke-width="{wide:g}"/>'
    )


def _mark(x: float, y: float, mark: Mark, role: str) -> str:
    if mark == "dot":
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{light_colours()[role]}" '
            f'stroke="{light_colours()["paper"]}" stroke-width="2"/>'
        )
    ink = f'fill="none" stroke="{light_colours()["ink"]}" stroke-width="1.6"'
    if mark == "ring":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" {ink}/>'
    return f'<rect x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10" {ink}/>'
