"""One score over the cohorts of an activity, oldest first."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import msgspec

from analysis.intervals import Interval
from analysis.scores.trend import Trend, TrendPoint
from dashboards.figures.figure import (
    Figure,
    Table,
    escaped,
    place,
    points_axis,
    shares_axis,
    table_of,
)
from dashboards.figures.share_words import both, reach, score_words
from dashboards.figures.sheet import (
    Cell,
    Sheet,
    downloads,
    limit,
    score_cells,
    score_columns,
    share_cells,
    share_columns,
    sheet_of,
)
from dashboards.wording import Words
from surveys.programme import Cohort
from surveys.texts import Slug

_BESIDE = 0.12
"""How far beside its cohort a ghost stands, in cohorts."""

_FLAT = 4
"""More labels than this are written slantwise."""


class CohortLabel(NamedTuple):
    name: str
    short: str
    """Month and year of its beginning, or as much as tells it from the others: what fits
    under an axis and above a column."""


def cohort_labels(cohorts: Sequence[Cohort], words: Words) -> dict[Slug, CohortLabel]:
    """Return a label for each cohort of an activity, no two alike.

    Those that begin in one month are told apart by the day, those of one day by a number.
    """
    short = {cohort.slug: words.month(cohort.starts_on) for cohort in cohorts}
    months = Counter(short.values())
    for cohort in cohorts:
        if months[short[cohort.slug]] > 1:
            short[cohort.slug] = words.short_day(cohort.starts_on)
    days, told = Counter(short.values()), Counter[str]()
    labels = {}
    for cohort in cohorts:
        label = short[cohort.slug]
        told[label] += 1
        number = f" ({told[label]})" if days[label] > 1 else ""
        labels[cohort.slug] = CohortLabel(cohort.name[words.language], label + number)
    return labels


def slant(labels: int) -> int:
    """Return the angle, in degrees, at which so many labels fit under an axis."""
    return -40 if labels > _FLAT else 0


class Dot(msgspec.Struct, frozen=True, kw_only=True):
    """One cohort, at `x`; the other places are None where nothing may be shown."""

    x: str
    label: str
    y: str | None
    top: str | None
    bottom: str | None
    ghost: str | None = None
    """Where the share stands that is drawn towards all cohorts; it is marked beside."""


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A line between two neighbours that are both shown."""

    x1: str
    y1: str
    x2: str
    y2: str


class GridLine(msgspec.Struct, frozen=True, kw_only=True):
    y: str
    label: str


class TrendDrawing(msgspec.Struct, frozen=True, kw_only=True):
    dots: tuple[Dot, ...]
    lines: tuple[Segment, ...]
    grid: tuple[GridLine, ...]


class _Shown(NamedTuple):
    """A point in units of its axis: a share from 0 to 1, or points from -100 to 100."""

    value: float
    interval: Interval


def trend(
    title: str, found: Trend, labels: Sequence[CohortLabel], words: Words, *, chosen: str | None
) -> Figure:
    """Draw one dot a cohort with its interval; a withheld cohort keeps its place, empty.

    `chosen` are the answers that a share counts; empty for a net promoter score, None for
    a share that is not made from answers.
    """
    absent = words("dash") if chosen is None else words("too_few_cell")
    return Figure(
        kind="trend",
        title=title,
        alternative=words("trend_alternative", title=title),
        empty="" if any(map(_shown, found.points)) else downloads(words)("trend_empty"),
        note=words("share_of", chosen=chosen) if chosen else words("net_score_of"),
        drawing=_drawing(found, labels, words),
        table=_table(title, found, labels, words, absent),
        sheet=_sheet(found, labels, words),
        spec=_spec(found, labels, words, absent),
    )


def _is_score(found: Trend) -> bool:
    """Whether it runs over net promoter scores rather than shares."""
    return any(point.net_promoter for point in (*found.points, found.pooled))


def _shown(point: TrendPoint) -> _Shown | None:
    if point.net_promoter:
        return _Shown(point.net_promoter.score, point.net_promoter.interval)
    if point.share:
        return _Shown(point.share.value, point.share.interval)
    return None


def _drawing(found: Trend, labels: Sequence[CohortLabel], words: Words) -> TrendDrawing:
    low, high = (-100, 100) if _is_score(found) else (0, 1)

    def down(value: float) -> str:
        return place((high - value) / (high - low))

    dots = []
    for at, (point, label) in enumerate(zip(found.points, labels, strict=True)):
        shown = _shown(point)
        dots.append(
            Dot(
                x=place((at + 0.5) / len(labels)),
                label=label.short,
                y=down(shown.value) if shown else None,
                top=down(min(shown.interval.high, high)) if shown else None,
                bottom=down(max(shown.interval.low, low)) if shown else None,
                ghost=None if point.shrunk is None else down(point.shrunk),
            )
        )
    steps = (-100, -50, 0, 50, 100) if _is_score(found) else (0, 0.25, 0.5, 0.75, 1)
    write = words.signed if _is_score(found) else words.percent
    return TrendDrawing(
        dots=tuple(dots),
        lines=tuple(
            Segment(x1=a.x, y1=a.y, x2=b.x, y2=b.y) for a, b in pairwise(dots) if a.y and b.y
        ),
        grid=tuple(GridLine(y=down(step), label=write(step)) for step in steps),
    )


def trends_table(caption: str, figures: Sequence[Figure]) -> Table:
    """Return the tables of trends over the same cohorts as one, a column a figure.

    Each cell has the value and, in a second line, its interval.
    """
    first = figures[0].table
    return Table(
        caption=caption,
        columns=(first.columns[0], *(figure.title for figure in figures)),
        rows=tuple(
            (
                name,
                *("\n".join(filter(None, figure.table.rows[at][1:])) for figure in figures),
            )
            for at, (name, *_) in enumerate(first.rows)
        ),
    )


def _table(
    title: str, found: Trend, labels: Sequence[CohortLabel], words: Words, absent: str
) -> Table:
    value = words("column_score") if _is_score(found) else words("column_favourable")
    rows = [
        (label.name, *_cells(point, words, absent))
        for label, point in zip(labels, found.points, strict=True)
    ]
    return table_of(
        title,
        (words("column_cohort"), value, words("column_reach"), words("column_ghost")),
        (*rows, (words("together"), *_cells(found.pooled, words, absent))),
        absent="",
    )


def _sheet(found: Trend, labels: Sequence[CohortLabel], words: Words) -> Sheet:
    scored = _is_score(found)
    columns = score_columns(words) if scored else (*share_columns(words), words("column_ghost"))
    named = [*((label.name, point) for label, point in zip(labels, found.points, strict=True))]
    rows = [(name, *_numbers(point, scored)) for name, point in named]
    together = (words("together"), *_numbers(found.pooled, scored))
    return sheet_of((words("column_cohort"), *columns), [*rows, together])


def _numbers(point: TrendPoint, scored: bool) -> tuple[Cell, ...]:
    if scored:
        return score_cells(point.net_promoter)
    return (*share_cells(point.share), None if point.shrunk is None else limit(point.shrunk))


def _cells(point: TrendPoint, words: Words, absent: str) -> tuple[str, str, str]:
    """Return a value with its answers, its interval, its ghost; empty where there is none."""
    ghost = _ghost(point, words) if point.share else ""
    return (*_value_and_reach(point, words, absent), ghost)


def _value_and_reach(point: TrendPoint, words: Words, absent: str) -> tuple[str, str]:
    if score := point.net_promoter:
        answers = words.count("answers", score.answers)
        value = words("first_second", first=score_words(score, words), second=answers)
        return value, points_between(score.interval, words)
    if point.share:
        return both(point.share, words), reach(point.share, words)
    return absent, ""


def point_cell(point: TrendPoint, words: Words, *, absent: str) -> str:
    """Return a value with its answers, and in a second line its interval."""
    return "\n".join(filter(None, _value_and_reach(point, words, absent)))


def _ghost(point: TrendPoint, words: Words) -> str:
    """Return « rapprochée : 94 % »."""
    if point.shrunk is None:
        return ""
    return words("ghost", percentage=words.limit(point.shrunk))


def points_between(interval: Interval, words: Words) -> str:
    """Return « +21 à +67 »."""
    return words("from_to", low=words.signed(interval.low), high=words.signed(interval.high))


def _spec(found: Trend, labels: Sequence[CohortLabel], words: Words, absent: str) -> dict[str, Any]:
    shown = [_shown(point) for point in found.points]
    dots = {
        "type": "scatter",
        "mode": "lines+markers",
        "meta": {"role": "accent"},
        "connectgaps": False,
        "x": list(range(len(labels))),
        "y": [round(point.value, 4) if point else None for point in shown],
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [
                round(point.interval.high - point.value, 4) if point else None for point in shown
            ],
            "arrayminus": [
                round(point.value - point.interval.low, 4) if point else None for point in shown
            ],
        },
        "hovertext": [
            "<br>".join(
                escaped(line) for line in filter(None, (label.name, *_cells(point, words, absent)))
            )
            for point, label in zip(found.points, labels, strict=True)
        ],
        "hoverinfo": "text",
    }
    ghosts = {
        "type": "scatter",
        "mode": "markers",
        "meta": {"role": "accent"},
        "opacity": 0.7,
        "marker": {"symbol": "circle-open", "size": 8},
        "x": [at + _BESIDE for at in range(len(labels))],
        "y": [None if point.shrunk is None else round(point.shrunk, 4) for point in found.points],
        "hovertext": [escaped(_ghost(point, words)) for point in found.points],
        "hoverinfo": "text",
    }
    layout = {
        "height": 280,
        "xaxis": {
            "tickvals": list(range(len(labels))),
            "ticktext": [escaped(label.short) for label in labels],
            "tickangle": slant(len(labels)),
            "range": [-0.5, len(labels) - 0.5],
            "showgrid": False,
        },
        "yaxis": points_axis(words) if _is_score(found) else shares_axis(words),
    }
    drawn = any(point.shrunk is not None for point in found.points)
    return {"data": [dots, ghosts] if drawn else [dots], "layout": layout}
