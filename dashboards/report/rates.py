"""One indicator over the whole programme and its activities: the first large, all beside it."""

from collections.abc import Sequence
from typing import TypeAlias

from analysis.scores.indicator import IndicatorValue, Rate, Recommendation
from analysis.scores.net_promoter import NetPromoterScore
from analysis.scores.share import Share
from dashboards.figures.share_words import group_words
from dashboards.report.blocks import Block, Cards, Row, Run, Runs, Table
from dashboards.report.printing import (
    Printer,
    bounds,
    card,
    counted,
    interval,
    large,
    mark,
    percentage,
    plain,
)
from surveys.indicators import Indicator
from surveys.texts import Text

Named: TypeAlias = Sequence[tuple[Text, IndicatorValue]]
"""Figures with the name of their scope, or of their row."""


_OF_SHARES = ("share", "counts", "eligible", "interval", "bounds")
_OF_SCORES = ("score", "promoters", "detractors", "answers", "eligible", "interval", "bounds")


def rates(indicator: Indicator, found: Named, p: Printer) -> tuple[Block, ...]:
    """Return the first figure large, and a table of the others."""
    (name, value), *others = found
    first = Cards(cards=(card(name, indicator, value, p),))
    return (first, *rate_table(indicator.name[p.language], p("scope"), others, p))


def rate_table(caption: str, head: str, found: Named, p: Printer) -> tuple[Table, ...]:
    """Return a table of shares, or of net promoter scores; none where there are none."""
    shares = [
        _share_row(name, value, value.value.share, p)
        for name, value in found
        if isinstance(value.value, Rate)
    ]
    scores = [
        _score_row(name, value, value.value.score, p)
        for name, value in found
        if isinstance(value.value, Recommendation)
    ]
    return tuple(
        _without_absent(caption, (head, *map(p, columns)), rows, p)
        for columns, rows in ((_OF_SHARES, shares), (_OF_SCORES, scores))
        if rows
    )


def _share_row(name: Text, value: IndicatorValue, share: Share, p: Printer) -> Row:
    return Row(
        cells=(
            plain(name[p.language]),
            (percentage(value.id, share, p),),
            counted(value.id, share, p),
            _eligible(value.id, share.eligible, p),
            (interval(value, p),),
            (bounds(value, p),),
        ),
        mark=mark(share),
    )


def _score_row(name: Text, value: IndicatorValue, score: NetPromoterScore, p: Printer) -> Row:
    return Row(
        cells=(
            plain(name[p.language]),
            (large(value, p),),
            (Run(group_words(score, "promoters", p.numbers), value.id, "numerator"),),
            (Run(group_words(score, "detractors", p.numbers), value.id, "numerator"),),
            (p.number(score.answers, value.id, "denominator"),),
            _eligible(value.id, score.eligible, p),
            (interval(value, p),),
            (bounds(value, p),),
        )
    )


def _eligible(figure: str, eligible: int | None, p: Printer) -> Runs:
    if eligible is None:
        return plain(p("dash"))
    return (p.number(eligible, figure, "eligible"),)


def _without_absent(caption: str, columns: Sequence[str], rows: Sequence[Row], p: Printer) -> Table:
    """Return a table without the columns that say nothing in any row."""
    dash = p("dash")
    kept = [at for at in range(len(columns)) if any(_text(row.cells[at]) != dash for row in rows)]
    return Table(
        caption=caption,
        columns=tuple(columns[at] for at in kept),
        rows=tuple(Row(cells=tuple(row.cells[at] for at in kept), mark=row.mark) for row in rows),
    )


def _text(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)
