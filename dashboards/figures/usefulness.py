"""The favourable share of each row of a matrix, with its interval.

Rows keep the order of the questionnaire. They are never ranked: where intervals
overlap a ranking would be read as a difference that nobody has shown. A ring marks what
the cohort before answered, where both may be shown.
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
    place,
    row_values,
    rows_axis,
    rows_height,
    shares_axis,
    table_of,
)
from dashboards.figures.share_words import Whisker, both, cells, reach, untold_note, whisker
from dashboards.figures.sheet import Sheet, portion, share_cells, share_columns, sheet_of
from dashboards.wording import Words


class UsefulnessRow(msgspec.Struct, frozen=True, kw_only=True):
    label: str
    whisker: Whisker | None
    value: str
    ghost: str = ""
    """Where the cohort before stands; empty: nowhere."""


def usefulness(
    title: str, items: Sequence[RatedItem], words: Words, *, cohorts: tuple[str, str] = ("", "")
) -> Figure:
    """Draw each item's favourable share as a point on a line, and its interval around it.

    `cohorts` are the names of this one and of the one before, for what rings show.
    """
    ringed = any(item.before and item.score and item.score.favourable for item in items)
    here, before = cohorts if ringed else ("", "")
    return Figure(
        kind="usefulness",
        title=title,
        alternative=words("usefulness_alternative", title=title),
        note=untold_note(words, *(item.score.favourable for item in items if item.score)),
        marks=(("dot", here), ("ring", before)) if ringed else (),
        drawing=tuple(_row(item, words) for item in items),
        table=_table(title, items, before, words),
        sheet=_sheet(items, before, words),
        spec=_spec(items, before, words),
    )


def _row(item: RatedItem, words: Words) -> UsefulnessRow:
    share = item.score.favourable if item.score else None
    if share is None:
        return UsefulnessRow(label=item.label, whisker=None, value=words("too_few"))
    return UsefulnessRow(
        label=item.label,
        whisker=whisker(share),
        value=both(share, words),
        ghost=place(item.before.value) if item.before else "",
    )


def _table(title: str, items: Sequence[RatedItem], before: str, words: Words) -> Table:
    columns = (
        words("column_usefulness_theme"),
        words("column_favourable"),
        words("column_interval"),
        words("column_bounds"),
        words("column_best"),
        *((before,) if before else ()),
    )
    rows = [
        (item.label, *_cells(item.score, words), *(_before(item, words) if before else ()))
        for item in items
    ]
    return table_of(title, columns, rows, absent=words("dash"))


def _cells(score: ScaleScore | None, words: Words) -> tuple[str, ...]:
    best = both(score.best, words) if score and score.best else words("dash")
    return (*cells(score.favourable if score else None, words), best)


def _before(item: RatedItem, words: Words) -> tuple[str]:
    return (both(item.before, words) if item.before else words("dash"),)


def _sheet(items: Sequence[RatedItem], before: str, words: Words) -> Sheet:
    columns = [words("column_usefulness_theme"), *share_columns(words), words("column_best")]
    if before:
        columns += [words("first_second", first=name, second=before) for name in _of_before(words)]
    rows = []
    for item in items:
        score, ghost = item.score, item.before
        best = portion(score.best) if score and score.best else None
        row = (item.label, *share_cells(score.favourable if score else None), best)
        rows.append((*row, *share_cells(ghost)[:_BEFORE]) if before else row)
    return sheet_of(columns, rows)


_BEFORE = 5
"""Of the cohort before: from what to what, of how many, of how many who could, and its share."""


def _of_before(words: Words) -> tuple[str, ...]:
    return share_columns(words)[:_BEFORE]


def _spec(items: Sequence[RatedItem], before: str, words: Words) -> dict[str, Any]:
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
    shown = [item for item in items if item.score and item.score.favourable]
    return {"data": [points, *_ghosts(shown, before, words)], "layout": layout}


def _ghosts(items: Sequence[RatedItem], before: str, words: Words) -> list[dict[str, Any]]:
    """Return the rings; nothing where no cohort before may be shown."""
    rings = [(at, item.before) for at, item in enumerate(items) if item.before]
    if not before or not rings:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "meta": {"role": "accent"},
            "marker": {"symbol": "circle-open", "size": 15},
            "y": [at for at, _ in rings],
            "x": [share.value for _, share in rings],
            "hovertext": [
                escaped(words("first_second", first=before, second=both(share, words)))
                for _, share in rings
            ],
            "hoverinfo": "text",
        }
    ]
