"""Cohorts or activities side by side: the favourable share of each item, one point a side.

Items keep the order of the first side, and sides the order in which they were chosen.
Net promoter scores run along another axis: they stand in the table alone.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from analysis.scores.net_promoter import NetPromoterScore
from analysis.scores.share import Share
from dashboards.figures.figure import (
    Figure,
    Mark,
    Table,
    escaped,
    row_values,
    rows_axis,
    rows_height,
    shares_axis,
)
from dashboards.figures.share_words import Whisker, both, reach, whisker
from dashboards.figures.sheet import (
    Cell,
    Sheet,
    downloads,
    score_cells,
    score_columns,
    share_cells,
    share_columns,
    sheet_of,
)
from dashboards.wording import Words

_MARKS: tuple[Mark, ...] = ("dot", "ring", "square")
_SYMBOLS: dict[Mark, str] = {"dot": "circle", "ring": "circle-open", "square": "square-open"}
_APART = 0.26
"""Between the points of one item, in rows."""


class Answered(NamedTuple):
    """What one side answered; nothing where it is withheld."""

    share: Share | None
    score: NetPromoterScore | None


class SideItem(NamedTuple):
    label: str
    sides: tuple[Answered, ...]
    gaps: tuple[str, ...]
    """Of each side after the first, less the first, in words; a dash where none may be told."""


class SidePoint(msgspec.Struct, frozen=True, kw_only=True):
    mark: Mark
    whisker: Whisker | None
    value: str


class SidesRow(msgspec.Struct, frozen=True, kw_only=True):
    label: str
    points: tuple[SidePoint, ...]


def sides(names: Sequence[str], items: Sequence[SideItem], table: Table, words: Words) -> Figure:
    """Draw what each of two or three sides answered; `table` holds the same in words."""
    said = downloads(words)
    title = said("sides")
    drawn = [item for item in items if any(side.share for side in item.sides)]
    return Figure(
        kind="sides",
        title=title,
        code="sides",
        alternative=said("sides_alternative", title=title),
        empty="" if drawn else said("sides_empty"),
        marks=tuple(zip(_MARKS, names, strict=False)),
        drawing=tuple(_row(item, words) for item in drawn),
        table=table,
        sheet=_sheet(names, items, words),
        spec=_spec(names, drawn, words),
    )


def _row(item: SideItem, words: Words) -> SidesRow:
    return SidesRow(
        label=item.label,
        points=tuple(
            SidePoint(
                mark=mark,
                whisker=whisker(side.share) if side.share else None,
                value=_value(side, words),
            )
            for mark, side in zip(_MARKS, item.sides, strict=False)
        ),
    )


def _value(side: Answered, words: Words) -> str:
    return both(side.share, words) if side.share else words("too_few_cell")


def _sheet(names: Sequence[str], items: Sequence[SideItem], words: Words) -> Sheet:
    """Return a row for each item and side."""
    said = downloads(words)
    rows: list[tuple[Cell, ...]] = []
    for item in items:
        gaps = ("", *item.gaps)
        for name, side, gap in zip(names, item.sides, gaps, strict=True):
            told = " ".join(gap.split("\n"))
            numbers = (*share_cells(side.share), *score_cells(side.score)[1:])
            rows.append((item.label, name, *numbers, told or None))
    return sheet_of(
        (
            words("column_item"),
            said("sides_side"),
            *share_columns(words),
            *(said("sides_score", column=column) for column in score_columns(words)[1:]),
            said("sides_gap"),
        ),
        rows,
    )


def _spec(names: Sequence[str], items: Sequence[SideItem], words: Words) -> dict[str, Any]:
    labels = [item.label for item in items]
    first = -_APART * (len(names) - 1) / 2
    places = [first + _APART * at for at in range(len(names))]
    values = [(row + at, side) for row, item in enumerate(items) for at, side in _at(item, places)]
    shown = row_values([_value(side, words) for _, side in values])
    for note, (y, _) in zip(shown["annotations"], values, strict=True):
        note["y"] = y
    return {
        "data": [
            _points(names[at], [(row, item.sides[at]) for row, item in enumerate(items)], at, words)
            | {"y": [row + places[at] for row, item in enumerate(items) if item.sides[at].share]}
            for at in range(len(names))
        ],
        "layout": {
            "height": rows_height(labels, least=24 + 24 * len(names)),
            "yaxis": rows_axis(labels),
            "xaxis": shares_axis(words),
            **shown,
        },
    }


def _at(item: SideItem, places: Sequence[float]) -> list[tuple[float, Answered]]:
    return list(zip(places, item.sides, strict=True))


def _points(
    name: str, rows: Sequence[tuple[int, Answered]], side: int, words: Words
) -> dict[str, Any]:
    shares = [each.share for _, each in rows if each.share]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": escaped(name),
        "meta": {"role": "accent"},
        "marker": {"symbol": _SYMBOLS[_MARKS[side]], "size": 11},
        "x": [share.value for share in shares],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [share.interval.high - share.value for share in shares],
            "arrayminus": [share.value - share.interval.low for share in shares],
        },
        "hovertext": [
            escaped(f"{name} · {both(share, words)} · {reach(share, words)}") for share in shares
        ],
        "hoverinfo": "text",
    }
