"""A share before and after something changed: two points on one line from 0 to 100 %."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from analysis.scores.share import Share
from dashboards.figures.figure import (
    Figure,
    Table,
    escaped,
    row_values,
    rows_axis,
    rows_height,
    shares_axis,
)
from dashboards.figures.share_words import Whisker, both, reach, whisker
from dashboards.figures.sheet import share_cells, share_columns, sheet_of
from dashboards.wording import Words


class Side(NamedTuple):
    label: str
    """Before or after, with its cohorts."""
    share: Share


class BeforeAfterRow(NamedTuple):
    label: str
    whisker: Whisker
    value: str


def before_after(
    title: str, sides: Sequence[Side], difference: tuple[str, str, str], words: Words, *, note: str
) -> Figure:
    """Draw both shares, each with the interval of 95 % that all shares have.

    `difference` is the last row of the table: its label, the difference, and its interval.
    """
    said = Words("changes", words.language)
    return Figure(
        kind="before_after",
        title=title,
        alternative=said("figure_alternative", title=title),
        note=note,
        drawing=tuple(
            BeforeAfterRow(each.label, whisker(each.share), both(each.share, words))
            for each in sides
        ),
        table=Table(
            caption=title,
            columns=(said("column_when"), said("column_share"), said("column_interval")),
            rows=(
                *(
                    (each.label, both(each.share, words), reach(each.share, words))
                    for each in sides
                ),
                difference,
            ),
        ),
        sheet=sheet_of(
            (said("column_when"), *share_columns(words)),
            [(each.label, *share_cells(each.share)) for each in sides],
        ),
        spec=_spec(sides, words),
    )


def _spec(sides: Sequence[Side], words: Words) -> dict[str, Any]:
    labels = [each.label for each in sides]
    values = [both(each.share, words) for each in sides]
    points = {
        "type": "scatter",
        "mode": "markers",
        "meta": {"role": "accent"},
        "y": list(range(len(sides))),
        "x": [each.share.value for each in sides],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [each.share.interval.high - each.share.value for each in sides],
            "arrayminus": [each.share.value - each.share.interval.low for each in sides],
        },
        "hovertext": [
            escaped(f"{value} · {reach(each.share, words)}")
            for value, each in zip(values, sides, strict=True)
        ],
        "hoverinfo": "text",
    }
    layout = {
        "height": rows_height(labels, least=40),
        "yaxis": rows_axis(labels),
        "xaxis": shares_axis(words),
        **row_values(values),
    }
    return {"data": [points], "layout": layout}
