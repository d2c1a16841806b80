"""How answers spread over the points of a scale: one bar an item, in the questionnaire's order.

Bars diverge: unfavourable answers stand left of a line and favourable ones right of it, so
that side and order tell them apart where colours do not, as in a grey print. Neutral
answers, and the best point of a scale whose best is in the middle, stand across the line.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from analysis.scores.scale import ScaleScore
from analysis.scores.share import PERCENTAGES_FROM, Share
from dashboards.figures.figure import (
    Figure,
    Table,
    escaped,
    place,
    row_values,
    rows_axis,
    rows_height,
    table_of,
)
from dashboards.figures.share_words import between, both, cells, count_cell, percentage
from dashboards.figures.sheet import (
    Cell,
    Sheet,
    portion,
    share_cells,
    share_columns,
    sheet_of,
)
from dashboards.style import Role, scale_roles
from dashboards.wording import Words
from surveys.questions import Point, Scale

NARROWEST_LABELLED = 0.05
"""A narrower segment, as a share of the bar, carries no number: it would not fit."""

NARROWEST_ON_PHONES = 0.13
"""A narrower one carries none on a phone."""

_STEP = 0.25
"""Between the lines of the axis; it ends on one of them."""


class RatedItem(NamedTuple):
    """One row: what was asked, and its score; None when it is withheld."""

    label: str
    score: ScaleScore | None
    before: Share | None = None
    """The favourable share in the cohort before; None where nothing may be compared."""


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    role: Role
    start: str
    width: str
    middle: str
    number: str
    """Empty where the segment is too narrow for it."""
    tight: bool
    """Whether it fits on a wide screen only."""


class DistributionRow(msgspec.Struct, frozen=True, kw_only=True):
    label: str
    segments: tuple[Segment, ...]
    value: str
    """The favourable share, or why there is none."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the axis: a share of the answers, on either side of the middle."""

    at: str
    label: str
    middle: bool


class Distribution(msgspec.Struct, frozen=True, kw_only=True):
    rows: tuple[DistributionRow, ...]
    steps: tuple[Step, ...]


class _Axis(NamedTuple):
    """How far bars reach, as shares of the answers."""

    left: float
    right: float

    def at(self, share: float) -> str:
        return place((share + self.left) / (self.left + self.right))

    def length(self, share: float) -> str:
        return place(share / (self.left + self.right))

    @property
    def steps(self) -> list[float]:
        count = round((self.left + self.right) / _STEP)
        return [each * _STEP - self.left for each in range(count + 1)]


class _Part(NamedTuple):
    """How many chose a point, from `start` on, as a share of the answers; 0 is the middle."""

    point: Point
    role: Role
    chosen: int
    untold: int
    """How many more may have."""
    start: float
    width: float


def distribution(
    title: str, scale: Scale, items: Sequence[RatedItem], words: Words, *, with_shares: bool = True
) -> Figure:
    """Draw each item's answers as one bar cut at the points of `scale`.

    `with_shares` puts the favourable share with its interval and bounds into the table
    too; it is False where another figure beside this one holds them.
    """
    axis = _axis(scale, items)
    return Figure(
        kind="distribution",
        title=title,
        alternative=words("distribution_alternative", title=title),
        note=_note(items, words),
        legend=tuple((role, point.text[words.language]) for point, role in _drawn(scale)),
        drawing=Distribution(
            rows=tuple(_row(item, scale, axis, words) for item in items),
            steps=tuple(
                Step(at=axis.at(step), label=words.percent(abs(step)), middle=step == 0)
                for step in axis.steps
            ),
        ),
        table=_table(title, scale, items, words, with_shares=with_shares),
        sheet=_sheet(scale, items, words),
        spec=_spec(scale, items, axis, words),
    )


def _note(items: Sequence[RatedItem], words: Words) -> str:
    untold = any(bar.untold for item in items if item.score for bar in item.score.bars)
    return words("untold") if untold else ""


def _drawn(scale: Scale) -> list[tuple[Point, Role]]:
    """Return the points from left to right: the best end of a scale is on the right."""
    pairs = list(zip(scale.points, scale_roles(scale), strict=True))
    return pairs[::-1] if scale.best == scale.points[0].code else pairs


def _parts(score: ScaleScore, scale: Scale) -> list[_Part]:
    bars = {bar.code: bar for bar in score.bars}
    counts = {code: bar.answers for code, bar in bars.items()}
    start, parts = -_left(scale, counts) / score.answers, []
    for point, role in _drawn(scale):
        bar = bars[point.code]
        width = bar.answers / score.answers
        parts.append(_Part(point, role, bar.answers, bar.untold, start, width))
        start += width
    return parts


def _left(scale: Scale, counts: dict[str, int]) -> float:
    """Return how many answers stand left of the middle; one across it counts for a half."""
    points = [point for point, _ in _drawn(scale)]
    if not scale.favourable:
        return 0
    if scale.best not in {points[0].code, points[-1].code}:
        first, last = scale.favourable[0], scale.favourable[-1]
        codes = [point.code for point in points]
        before, across = codes[: codes.index(first)], codes[codes.index(first) :]
        across = across[: across.index(last) + 1]
    else:
        before = [point.code for point in points if point.side == "unfavourable"]
        across = [point.code for point in points if point.side == "neutral"]
    return sum(counts[code] for code in before) + sum(counts[code] for code in across) / 2


def _axis(scale: Scale, items: Sequence[RatedItem]) -> _Axis:
    """Return an axis that holds every bar, and all favourable answers there can be."""
    ends = [
        parts[0].start
        for item in items
        if item.score and item.score.answers and (parts := _parts(item.score, scale))
    ]
    diverges = bool(scale.favourable)
    left = math.ceil(max((-start for start in ends), default=0) / _STEP) * _STEP
    one_sided = not diverges or scale.best in {scale.points[0].code, scale.points[-1].code}
    right = (
        1.0
        if one_sided
        else math.ceil(max((1 + start for start in ends), default=1) / _STEP) * _STEP
    )
    return _Axis(max(left, _STEP) if diverges else 0.0, right)


def _row(item: RatedItem, scale: Scale, axis: _Axis, words: Words) -> DistributionRow:
    score = item.score
    if score is None or score.answers == 0:
        return DistributionRow(label=item.label, segments=(), value=words("too_few"))
    whole = axis.left + axis.right
    segments = tuple(
        Segment(
            role=part.role,
            start=axis.at(part.start),
            width=axis.length(part.width),
            middle=axis.at(part.start + part.width / 2),
            number=_number(part, score.answers, words),
            tight=part.width / whole < NARROWEST_ON_PHONES,
        )
        for part in _parts(score, scale)
        if part.chosen
    )
    value = both(score.favourable, words) if score.favourable else ""
    return DistributionRow(label=item.label, segments=segments, value=value)


def _number(part: _Part, answers: int, words: Words) -> str:
    if part.width < NARROWEST_LABELLED:
        return ""
    if answers < PERCENTAGES_FROM or part.untold:
        return between(part.chosen, part.untold, words)
    return words.percent(part.chosen / answers)


def _table(
    title: str, scale: Scale, items: Sequence[RatedItem], words: Words, *, with_shares: bool
) -> Table:
    columns = [words("column_item")]
    columns += [point.text[words.language] for point in scale.points]
    if scale.not_applicable:
        columns.append(scale.not_applicable[words.language])
    columns.append(words("column_answers"))
    if with_shares:
        columns += [words("column_favourable"), words("column_interval"), words("column_bounds")]
        columns.append(words("column_best"))
    rows = [
        (item.label, *_cells(item.score, scale, words, with_shares=with_shares)) for item in items
    ]
    return table_of(title, columns, rows, absent=words("dash"))


def _cells(
    score: ScaleScore | None, scale: Scale, words: Words, *, with_shares: bool
) -> tuple[str, ...]:
    counts = len(scale.points) + bool(scale.not_applicable) + 1
    if score is None:
        return (words("dash"),) * (counts + 4 * with_shares)
    counted = [between(bar.answers, bar.untold, words) for bar in score.bars]
    if scale.not_applicable:
        counted.append(words.number(score.not_applicable))
    counted.append(words.number(score.answers))
    if not with_shares:
        return tuple(counted)
    best = percentage(score.best, words) if score.best else words("dash")
    return (*counted, *cells(score.favourable, words), best)


def _sheet(scale: Scale, items: Sequence[RatedItem], words: Words) -> Sheet:
    columns = [words("column_item"), *(point.text[words.language] for point in scale.points)]
    if scale.not_applicable:
        columns.append(scale.not_applicable[words.language])
    shares = share_columns(words) if scale.favourable else ()
    best = (words("column_best"),) if scale.favourable else ()
    rows = [(item.label, *_numbers(item.score, scale, words)) for item in items]
    return sheet_of([*columns, *(shares or (words("column_answers"),)), *best], rows)


def _numbers(score: ScaleScore | None, scale: Scale, words: Words) -> tuple[Cell, ...]:
    """Return the counts, then the favourable share, or how many answered where there is none."""
    points = len(scale.points) + bool(scale.not_applicable)
    if score is None:
        after = len(share_cells(None)) + 1 if scale.favourable else 1
        return (None,) * (points + after)
    counted = [count_cell(bar.answers, bar.untold, words) for bar in score.bars]
    if scale.not_applicable:
        counted.append(score.not_applicable)
    if not scale.favourable:
        return (*counted, score.answers)
    best = portion(score.best) if score.best else None
    return (*counted, *share_cells(score.favourable), best)


def _spec(scale: Scale, items: Sequence[RatedItem], axis: _Axis, words: Words) -> dict[str, Any]:
    drawn = [(item.label, item.score) for item in items if item.score and item.score.answers]
    rows = [(score, _parts(score, scale)) for _, score in drawn]
    traces = []
    for at, (point, role) in enumerate(_drawn(scale)):
        label = point.text[words.language]
        parts = [(parts[at], score.answers) for score, parts in rows]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": escaped(label),
                "meta": {"role": role},
                "y": list(range(len(parts))),
                "base": [round(part.start, 6) for part, _ in parts],
                "x": [round(part.width, 6) for part, _ in parts],
                "text": [_number(part, answers, words) for part, answers in parts],
                "hovertext": [
                    escaped(_chosen(part, answers, label, words)) for part, answers in parts
                ],
                "hoverinfo": "text",
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
            }
        )
    labels = [label for label, _ in drawn]
    layout = {
        "barmode": "overlay",
        "height": rows_height(labels, least=44),
        "bargap": 0.35,
        "yaxis": rows_axis(labels),
        "xaxis": {
            "range": [-axis.left, axis.right + 0.02],
            "tickvals": axis.steps,
            "ticktext": [words.percent(abs(step)) for step in axis.steps],
            "zeroline": bool(axis.left),
        },
        **row_values(
            [both(score.favourable, words) if score.favourable else "" for _, score in drawn]
        ),
    }
    return {"data": traces, "layout": layout}


def _chosen(part: _Part, answers: int, label: str, words: Words) -> str:
    many = part.chosen + part.untold
    return words(
        "hover_chose_one" if words.locale.plural_form(many) == "one" else "hover_chose_other",
        count=between(part.chosen, part.untold, words),
        answers=words.number(answers),
        label=label,
    )
