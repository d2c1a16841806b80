"""What people answered: satisfaction, usefulness, recommendation, and what they did after."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from analysis.scores.indicator import Distribution, Group, IndicatorValue, Rate
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
    mark,
    percentage,
    plain,
)
from dashboards.report.taking_part import defined
from dashboards.style import Role
from surveys.indicators import (
    DistributionIndicator,
    Indicator,
    NetPromoterIndicator,
    ShareIndicator,
)
from surveys.texts import Text

Named: TypeAlias = tuple[tuple[Text, IndicatorValue], ...]
"""Figures with the name of their scope, or of their row."""

TRANSFER = 7
"""The tier from which a figure speaks of what people did, not of what they think."""

NARROWEST_LABELLED = 0.06
"""A narrower segment carries no number: it would not fit."""


def opinions_section(figures: Figures, p: Printer) -> Section:
    return _answered("opinions", figures, p, follow_up=False)


def follow_up_section(figures: Figures, p: Printer) -> Section:
    return _answered("follow_up", figures, p, follow_up=True)


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
                blocks = _matrix(title, rows, figures.roles(indicator), p)
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


def _answered(key: str, figures: Figures, p: Printer, *, follow_up: bool) -> Section:
    """Return a part for each share and distribution; one with the other where they are of one."""
    asked = [
        each
        for each in figures.snapshot.indicators
        if isinstance(each, ShareIndicator | DistributionIndicator)
        if is_follow_up(each) == follow_up
    ]
    drawn_above = [spread for each in asked for spread in spreads_of(each, figures)]
    parts = [_part(each, figures, p) for each in asked if each not in drawn_above]
    id_ = key.replace("_", "-")
    return Section(id=id_, title=p(key), parts=tuple(filter(None, parts)))


def _part(indicator: Indicator, figures: Figures, p: Printer) -> Subsection | None:
    found = figures.of(indicator)
    if not found:
        return None
    title = indicator.name[p.language]
    if isinstance(indicator, DistributionIndicator):
        blocks = _spread(title, p("scope"), found, figures.roles(indicator), p)
        return Subsection(title=title, blocks=(*defined(indicator, p), *blocks))
    cards = Cards(cards=tuple(card(name, indicator, value, p) for name, value in found))
    below = [block for each in spreads_of(indicator, figures) for block in _below(each, figures, p)]
    return Subsection(title=title, blocks=(*defined(indicator, p), cards, *below))


def spreads_of(indicator: Indicator, figures: Figures) -> list[DistributionIndicator]:
    """Return the distributions of the answers that a share is made from: they are drawn under it."""
    if not isinstance(indicator, ShareIndicator):
        return []
    return [
        each
        for each in figures.snapshot.indicators
        if isinstance(each, DistributionIndicator) and each.feeds == indicator.feeds
    ]


def _below(indicator: DistributionIndicator, figures: Figures, p: Printer) -> tuple[Block, ...]:
    found = figures.of(indicator)
    if not found:
        return ()
    return _spread(indicator.name[p.language], p("scope"), found, figures.roles(indicator), p)


def _matrix(title: str, rows: Named, roles: Mapping[str, Role], p: Printer) -> tuple[Block, ...]:
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
        blocks += _spread(title, p("topic"), spread, roles, p)
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
            (interval(value, p),),
            (bounds(value, p),),
        ),
        mark=mark(share),
    )


def _spread(
    title: str,
    head: str,
    found: Named,
    roles: Mapping[str, Role],
    p: Printer,
) -> tuple[Block, ...]:
    """Return a bar for each scope or row, where the groups are points of a scale, and its table."""
    table = _spread_table(title, head, found, p)
    groups = _groups(found)
    if not all(code in roles for code in groups):
        return (table,)
    drawn = Bars(
        alternative=p("bars_alternative", title=title),
        legend=tuple((roles[code], label) for code, label in _labels(groups, p).items()),
        bars=tuple(
            Bar(title=name[p.language], segments=_segments(value, roles, p))
            for name, value in found
        ),
    )
    return drawn, table


def _segments(value: IndicatorValue, roles: Mapping[str, Role], p: Printer) -> tuple[Segment, ...]:
    made = []
    for group in _own(value):
        share = group.share.value
        run = Run(p.numbers.number(group.share.count), f"{value.id}:{group.code}", "bar")
        label = run if share >= NARROWEST_LABELLED else Run("")
        if group.share.count:
            made.append(Segment(role=roles[group.code], share=share, label=label))
    return tuple(made)


def _spread_table(title: str, head: str, found: Named, p: Printer) -> Table:
    groups = _groups(found)
    aside = any(_aside(value) for _, value in found)
    columns = (head, *_labels(groups, p).values(), p("answers"))
    return Table(
        caption=title,
        columns=(*columns, p("not_applicable")) if aside else columns,
        rows=tuple(
            _spread_row(name, value, tuple(groups), p, aside=aside) for name, value in found
        ),
    )


def _spread_row(
    name: Text, value: IndicatorValue, codes: Sequence[str], p: Printer, *, aside: bool
) -> Row:
    given = {group.code: group.share.count for group in _own(value)}
    answers = value.value.answers if isinstance(value.value, Distribution) else 0
    cells: list[Runs] = [plain(name[p.language])]
    cells += [(p.number(given.get(code, 0), f"{value.id}:{code}", "bar"),) for code in codes]
    cells.append((p.number(answers, value.id, "denominator"),))
    if aside:
        cells.append((p.number(_aside(value), f"{value.id}:not_applicable"),))
    return Row(cells=tuple(cells))


def _groups(found: Named) -> dict[str, Group]:
    """Return every group that any of `found` has, in order."""
    return {group.code: group for _, value in found for group in _own(value)}


def _labels(groups: Mapping[str, Group], p: Printer) -> dict[str, str]:
    return {code: each.label[p.language] or p("unsaid_group") for code, each in groups.items()}


def _own(value: IndicatorValue) -> tuple[Group, ...]:
    return value.value.groups if isinstance(value.value, Distribution) else ()


def _aside(value: IndicatorValue) -> int:
    return value.value.not_applicable if isinstance(value.value, Distribution) else 0
