"""A figure: one set of numbers three times over.

The page draws it at once in HTML and SVG, which needs no script; beside or under
it stands a table, which is the figure for whoever cannot see it and for whoever
wants the exact numbers; `static/charts.js` then replaces the drawing with an
interactive chart made from `spec`.

Places in a drawing are percentages of its width or height ("12.5%"), written as
SVG attributes: text keeps its size however narrow the screen, and the security
policy of the service needs no exception for inline styles.
"""

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

import msgspec

from dashboards.figures.sheet import Sheet
from dashboards.style import Role
from dashboards.wording import Words

Mark: TypeAlias = Literal["dot", "ring", "square"]
"""What tells points apart that share a colour: filled, hollow, or hollow with corners."""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The first cell of each is its header."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    """`templates/figures/<kind>.html` makes the drawing."""

    title: str
    alternative: str
    """Said instead of the drawing by a screen reader; the numbers are in the table."""

    note: str = ""
    """Which share of whom is drawn, where nothing else on the page says so."""
    empty: str = ""
    """Said instead of the picture; empty: there is something to draw."""
    legend: tuple[tuple[Role, str], ...] = ()
    marks: tuple[tuple[Mark, str], ...] = ()
    """What stands for whom, where points of several stand on one line."""
    drawing: Any
    """What the template draws: a struct of the module that makes the figure."""

    table: Table
    sheet: Sheet | None = None
    """The same numbers apart from each other, for spreadsheets; None where no file is offered."""

    code: str = ""
    """Names the files of the figure on its page; empty: it has none."""

    spec: dict[str, Any]
    """For Plotly: `data` and `layout`. Each trace names its colour in `meta.role`."""


_LETTER = 8
_LINE = 19
_MARGIN = 8
_AXIS = 60
"""Pixels that a text in a chart needs: for a letter, a line, around a label, below all rows."""


def table_of(
    caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, absent: str
) -> Table:
    """Return a table without the columns that say `absent` in every row."""
    kept = [
        at
        for at in range(len(columns))
        if at == 0 or not rows or any(row[at] != absent for row in rows)
    ]
    return Table(
        caption=caption,
        columns=tuple(columns[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in rows),
    )


def place(share: float) -> str:
    """Return `share`, from 0 to 1, as a place or a length in a drawing."""
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"


def rows_axis(labels: Sequence[str]) -> dict[str, Any]:
    """Return the vertical axis of horizontal bars: row 0 on top, its label broken into lines."""
    return {
        "range": [len(labels) - 0.5, -0.5],
        "showgrid": False,
        "tickvals": list(range(len(labels))),
        "ticktext": [wrapped(label) for label in labels],
    }


def rows_height(labels: Sequence[str], *, least: int) -> int:
    """Return the height, in pixels, of a chart with a row for each label and an axis below.

    `least` is that of a row whose label is short.
    """
    lines = max((wrapped(label).count("<br>") + 1 for label in labels), default=1)
    return _AXIS + len(labels) * max(least, _MARGIN + _LINE * lines)


def row_values(values: Sequence[str]) -> dict[str, Any]:
    """Return a layout with a text at the right of each row."""
    return {
        "margin": {"r": 24 + _LETTER * max(map(len, values), default=0)},
        "annotations": [
            {
                "xref": "paper",
                "x": 1,
                "xanchor": "left",
                "xshift": 10,
                "yref": "y",
                "y": row,
                "text": escaped(value),
                "showarrow": False,
            }
            for row, value in enumerate(values)
        ],
    }


def shares_axis(words: Words) -> dict[str, Any]:
    """Return an axis from 0 to 100 %, labelled as the language writes percentages."""
    steps = [0, 0.25, 0.5, 0.75, 1]
    return {
        "range": [0, 1.02],
        "tickvals": steps,
        "ticktext": [words.percent(step) for step in steps],
    }


def points_axis(words: Words) -> dict[str, Any]:
    """Return an axis from -100 to +100 points."""
    steps = [-100, -50, 0, 50, 100]
    return {
        "range": [-105, 105],
        "tickvals": steps,
        "ticktext": [words.signed(step) for step in steps],
    }


def wrapped(text: str, width: int = 42) -> str:
    """Return `text` in lines, as Plotly breaks them; it reads a little HTML, so `<` is escaped."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + len(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "<br>".join(escaped(line) for line in lines)


def escaped(text: str) -> str:
    """Return `text` such that Plotly, which reads a little HTML, shows it as it is."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
