"""What people answered: satisfaction, usefulness, recommendation, and what they did after."""

from analysis.scores.indicator import Distribution, IndicatorValue, Rate
from analysis.scores.scale import Bar as Points
from analysis.scores.share import Share
from dashboards.report.blocks import (
    Bar,
    Bars,
    Block,
    Cards,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Segment,
    Subsection,
    Table,
)
from dashboards.report.figures import Figures
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
from dashboards.report.snapshot import Labels
from dashboards.report.taking_part import defined
from surveys.indicators import (
    DistributionIndicator,
    Indicator,
    NetPromoterIndicator,
    ShareIndicator,
)
from surveys.texts import Text

TRANSFER = 7
"""The tier from which a figure speaks of what people did, not of what they think."""

NARROWEST_LABELLED = 0.06
"""A narrower segment carries no number: it would not fit."""


def opinions_section(figures: Figures, p: Printer) -> Section:
    parts = [
        _part(indicator, figures, p)
        for indicator in figures.snapshot.indicators
        if isinstance(indicator, ShareIndicator | DistributionIndicator)
        if not is_follow_up(indicator)
    ]
    return Section(id="opinions", title=p("opinions"), parts=tuple(filter(None, parts)))


def follow_up_section(figures: Figures, p: Printer) -> Section:
    parts = [
        _part(indicator, figures, p)
        for indicator in figures.snapshot.indicators
        if isinstance(indicator, ShareIndicator | DistributionIndicator)
        if is_follow_up(indicator)
    ]
    return Section(id="follow-up", title=p("follow_up"), parts=tuple(filter(None, parts)))


def recommendation_section(figures: Figures, p: Printer) -> Section:
    parts = [
        _part(indicator, figures, p)
        for indicator in figures.snapshot.indicators
        if isinstance(indicator, NetPromoterIndicator)
    ]
    return Section(id="recommendation", title=p("recommendation"), parts=tuple(filter(None, parts)))


def usefulness_section(figures: Figures, p: Printer) -> Section:
    """Return a table for each matrix of an activity, its rows in the questionnaire's order."""
    parts = []
    for indicator in figures.snapshot.indicators:
        for slug, name in figures.scopes:
            rows = figures.rows_of(indicator, slug)
            if rows:
                title = f"{indicator.name[p.language]} – {name[p.language]}"
                blocks = _matrix(title, rows, figures.labels(indicator), p)
                parts.append(Subsection(title=title, blocks=(*defined(indicator, p), *blocks)))
    order = Paragraph(runs=plain(p("usefulness_order")), style="small")
    return Section(
        id="usefulness",
        title=p("usefulness"),
        blocks=(order,) if parts else (),
        parts=tuple(parts),
    )


def is_follow_up(indicator: Indicator) -> bool:
    """Whether it counts organisations, which the follow-up asks, or what people went on to do."""
    counts = isinstance(indicator, ShareIndicator) and indicator.counts == "organisations"
    return counts or (indicator.tier or 0) >= TRANSFER


def _part(indicator: Indicator, figures: Figures, p: Printer) -> Subsection | None:
    found = figures.of(indicator)
    if not found:
        return None
    spread = tuple(each for each in found if isinstance(each[1].value, Distribution))
    title = indicator.name[p.language]
    blocks: tuple[Block, ...]
    if spread:
        blocks = _spread(title, p("activity"), spread, figures.labels(indicator), p)
    else:
        blocks = (Cards(cards=tuple(card(name, indicator, value, p) for name, value in found)),)
    return Subsection(title=title, blocks=(*defined(indicator, p), *blocks))


def _matrix(
    title: str, rows: tuple[tuple[Text, IndicatorValue], ...], labels: Labels, p: Printer
) -> tuple[Block, ...]:
    rated = [
        (name, value, value.value.share) for name, value in rows if isinstance(value.value, Rate)
    ]
    spread = tuple(each for each in rows if isinstance(each[1].value, Distribution))
    blocks: tuple[Block, ...] = ()
    if rated:
        columns = ("topic", "share", "answers", "eligible", "interval", "bounds")
        made = tuple(_rated(name, value, share, p) for name, value, share in rated)
        blocks = (Table(caption=title, columns=tuple(map(p, columns)), rows=made),)
    if spread:
        blocks += _spread(title, p("topic"), spread, labels, p)
    return blocks


def _rated(name: Text, value: IndicatorValue, share: Share, p: Printer) -> Row:
    eligible = plain(p("dash"))
    if share.eligible is not None:
        eligible = (p.number(share.eligible, value.id, "eligible"),)
    return Row(
        cells=(
            plain(name[p.language]),
            (percentage(value.id, share, p),),
            counted(value.id, share, p),
            eligible,
            (interval(value.id, share, p),),
            (bounds(value.id, share, p),),
        ),
        mark=mark(share),
    )


def _spread(
    title: str,
    head: str,
    found: tuple[tuple[Text, IndicatorValue], ...],
    labels: Labels,
    p: Printer,
) -> tuple[Block, ...]:
    """Return a bar for each scope or row, where the bars are points of a scale, and its table."""
    table = _spread_table(title, head, found, labels, p)
    codes = [bar.code for bar in _bars(found[0][1])]
    if not all(code in labels.roles for code in codes):
        return (table,)
    legend = tuple((labels.roles[code], _label(code, labels, p)) for code in codes)
    drawn = Bars(
        alternative=p("bars_alternative", title=title),
        legend=legend,
        bars=tuple(
            Bar(title=name[p.language], segments=_segments(value, labels, p))
            for name, value in found
        ),
    )
    return drawn, table


def _segments(value: IndicatorValue, labels: Labels, p: Printer) -> tuple[Segment, ...]:
    bars = _bars(value)
    total = sum(bar.answers for bar in bars)
    made = []
    for bar in bars:
        share = bar.answers / total
        run = Run(p.numbers.number(bar.answers), f"{value.id}:{bar.code}", "bar")
        label = run if share >= NARROWEST_LABELLED else Run("")
        if bar.answers:
            made.append(Segment(role=labels.roles[bar.code], share=share, label=label))
    return tuple(made)


def _spread_table(
    title: str,
    head: str,
    found: tuple[tuple[Text, IndicatorValue], ...],
    labels: Labels,
    p: Printer,
) -> Table:
    codes = [bar.code for bar in _bars(found[0][1])]
    aside = any(_aside(value) for _, value in found)
    columns = [head, *(_label(code, labels, p) for code in codes), p("answers")]
    rows = []
    for name, value in found:
        given = {bar.code: bar.answers for bar in _bars(value)}
        cells: list[Runs] = [plain(name[p.language])]
        for code in codes:
            cells.append((p.number(given.get(code, 0), f"{value.id}:{code}", "bar"),))
        cells.append((large(value, p),))
        if aside:
            cells.append((p.number(_aside(value), f"{value.id}:not_applicable"),))
        rows.append(Row(cells=tuple(cells)))
    if aside:
        columns.append(p("not_applicable"))
    return Table(caption=title, columns=tuple(columns), rows=tuple(rows))


def _label(code: str, labels: Labels, p: Printer) -> str:
    return labels.bars.get(code, Text(code, code))[p.language]


def _bars(value: IndicatorValue) -> tuple[Points, ...]:
    return value.value.bars if isinstance(value.value, Distribution) else ()


def _aside(value: IndicatorValue) -> int:
    return value.value.not_applicable if isinstance(value.value, Distribution) else 0
