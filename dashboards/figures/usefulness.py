"""The favourable share of each row of a matrix, with its interval.

Rows keep the order of the questionnaire. They are never ranked: where intervals
overlap a ranking would be read as a difference that nobody has shown.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from analysis.scores.scale import ScaleScore
from dashboards.figures.distribution import RatedItem
from dashboards.figures.figure import (
    Figure,
    Table,
    escaped,
    row_values,
    rows_axis,
    rows_height,
    shares_axis,
    table_of,
)
from dashboards.figures.share_words import Whisker, both, cells, reach, whisker
from dashboards.wording import Words


class UsefulnessRow(msgspec.Struct, frozen=True, kw_only=True):
    label: str
    whisker: Whisker | None
    value: str


def usefulness(title: str, items: Sequence[RatedItem], words: Words) -> Figure:
    """Draw each item's favourable share as a point on a line, and its interval around it."""
    return Figure(
        kind="usefulness",
        title=title,
        alternative=words("usefulness_alternative", title=title),
        drawing=tuple(_row(item, words) for item in items),
        table=_table(title, items, words),
        spec=_spec(items, words),
    )


def _row(item: RatedItem, words: Words) -> UsefulnessRow:
    share = item.score.favourable if item.score else None
    if share is None:
        return UsefulnessRow(label=item.label, whisker=None, value=words("too_few"))
    return UsefulnessRow(label=item.label, whisker=whisker(share), value=both(share, words))


def _table(title: str, items: Sequence[RatedItem], words: Words) -> Table:
    columns = (
        words("column_usefulness_theme"),
        words("column_favourable"),
        words("column_interval"),
        words("column_bounds"),
        words("column_best"),
    )
    rows = [(item.label, *_cells(item.score, words)) for item in items]
    return table_of(title, columns, rows, absent=words("dash"))


def _cells(score: ScaleScore | None, words: Words) -> tuple[str, ...]:
    best = both(score.best, words) if score and score.best else words("dash")
    return (*cells(score.favourable if score else None, words), best)


def _spec(items: Sequence[RatedItem], words: Words) -> dict[str, Any]:
    drawn = [
        (item.label, item.score.favourable)
        for item in items
        if item.score and item.score.favourable
    ]
    points = {
        "type": "scatter",
        "mode": "markers",
        "meta": {"role": "accent"},
        "y": list(range(len(drawn))),
        "x": [share.value for _, share in drawn],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [share.interval.high - share.value for _, share in drawn],
            "arrayminus": [share.value - share.interval.low for _, share in drawn],
        },
        "hovertext": [
            escaped(f"{both(share, words)} · {reach(share, words)}") for _, share in drawn
        ],
        "hoverinfo": "text",
    }
    labels = [label for label, _ in drawn]
    layout = {
        "height": rows_height(labels, least=40),
        "yaxis": rows_axis(labels),
        "xaxis": shares_axis(words),
        **row_values([both(share, words) for _, share in drawn]),
    }
    return {"data": [points], "layout": layout}
