"""How answers spread over the points of a scale: one bar an item, in the questionnaire's order."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from analysis.scores.scale import ScaleScore
from analysis.scores.share import PERCENTAGES_FROM
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
from dashboards.figures.share_words import both, cells, percentage
from dashboards.style import Role, scale_roles
from dashboards.wording import Words
from surveys.questions import Scale

NARROWEST_LABELLED = 0.05
"""A narrower segment, as a share of the bar, carries no number: it would not fit."""

NARROWEST_ON_PHONES = 0.13
"""A narrower one carries none on a phone."""


class RatedItem(NamedTuple):
    """One row: what was asked, and its score; None when it is withheld."""

    label: str
    score: ScaleScore | None


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


def distribution(
    title: str, scale: Scale, items: Sequence[RatedItem], words: Words, *, with_shares: bool = True
) -> Figure:
    """Draw each item's answers as one bar cut at the points of `scale`.

    `with_shares` puts the favourable share with its interval and bounds into the table
    too; it is False where another figure beside this one holds them.
    """
    roles = scale_roles(scale)
    labels = [point.text[words.language] for point in scale.points]
    return Figure(
        kind="distribution",
        title=title,
        alternative=words("distribution_alternative", title=title),
        legend=tuple(zip(roles, labels, strict=True)),
        drawing=tuple(_row(item, roles, words) for item in items),
        table=_table(title, scale, items, words, with_shares=with_shares),
        spec=_spec(scale, items, roles, words),
    )


def _row(item: RatedItem, roles: Sequence[Role], words: Words) -> DistributionRow:
    score = item.score
    if score is None or score.answers == 0:
        return DistributionRow(label=item.label, segments=(), value=words("too_few"))
    segments: list[Segment] = []
    start = 0.0
    for role, bar in zip(roles, score.bars, strict=True):
        share = bar.answers / score.answers
        if bar.answers:
            segments.append(
                Segment(
                    role=role,
                    start=place(start),
                    width=place(share),
                    middle=place(start + share / 2),
                    number=_number(bar.answers, score.answers, words),
                    tight=share < NARROWEST_ON_PHONES,
                )
            )
        start += share
    value = both(score.favourable, words) if score.favourable else ""
    return DistributionRow(label=item.label, segments=tuple(segments), value=value)


def _number(count: int, answers: int, words: Words) -> str:
    if count / answers < NARROWEST_LABELLED:
        return ""
    return words.number(count) if answers < PERCENTAGES_FROM else words.percent(count / answers)


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
    counted = [words.number(bar.answers) for bar in score.bars]
    if scale.not_applicable:
        counted.append(words.number(score.not_applicable))
    counted.append(words.number(score.answers))
    if not with_shares:
        return tuple(counted)
    best = percentage(score.best, words) if score.best else words("dash")
    return (*counted, *cells(score.favourable, words), best)


def _spec(
    scale: Scale, items: Sequence[RatedItem], roles: Sequence[Role], words: Words
) -> dict[str, Any]:
    drawn = [(item.label, item.score) for item in items if item.score and item.score.answers]
    traces = []
    for place_, (role, point) in enumerate(zip(roles, scale.points, strict=True)):
        label = point.text[words.language]
        pairs = [(score.bars[place_].answers, score.answers) for _, score in drawn]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": escaped(label),
                "meta": {"role": role},
                "y": list(range(len(drawn))),
                "x": [count / answers for count, answers in pairs],
                "text": [_number(count, answers, words) for count, answers in pairs],
                "hovertext": [
                    escaped(words.count("hover_chose", count, answers=words.number(n), label=label))
                    for count, n in pairs
                ],
                "hoverinfo": "text",
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
            }
        )
    labels = [label for label, _ in drawn]
    layout = {
        "barmode": "stack",
        "height": rows_height(labels, least=44),
        "bargap": 0.35,
        "yaxis": rows_axis(labels),
        "xaxis": shares_axis(words),
        **row_values(
            [both(score.favourable, words) if score.favourable else "" for _, score in drawn]
        ),
    }
    return {"data": traces, "layout": layout}
