"""What people answered: satisfaction, usefulness, recommendation, and what they did after."""

from collections.abc import Mapping, Sequence

from analysis.scores.indicator import Distribution, Group, IndicatorValue
from dashboards.figures.share_words import between
from dashboards.report.blocks import (
    Bar,
    Bars,
    Block,
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
from dashboards.report.printing import Printer, plain
from dashboards.report.rates import Named, rate_table, rates
from dashboards.report.taking_part import defined
from dashboards.style import Role
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
    return _answered("opinions", figures, p, follow_up=False)


def follow_up_section(figures: Figures, p: Printer) -> Section:
    return _answered("follow_up", figures, p, follow_up=True)


def usefulness_section(figures: Figures, p: Printer) -> Section:
    """Return a table for each matrix of an activity, its rows in the questionnaire's order.

    Activities ask about topics of their own: the whole programme would mix them up.
    """
    parts = [
        _matrix(indicator, name, rows, figures.roles(indicator), p)
        for indicator in figures.snapshot.indicators
        for slug, name in figures.scopes[1:]
        if (rows := figures.rows_of(indicator, slug))
    ]
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
        if isinstance(each, ShareIndicator | DistributionIndicator | NetPromoterIndicator)
        if is_follow_up(each) == follow_up
    ]
    drawn_above = [spread for each in asked for spread in spreads_of(each, figures)]
    parts = [_part(each, figures, p) for each in asked if each not in drawn_above]
    id_ = key.replace("_", "-")
    return Section(id=id_, title=p(key), parts=tuple(filter(None, parts)))


def _part(indicator: Indicator, figures: Figures, p: Printer) -> Subsection | None:
    found = figures.told(indicator)
    if not found:
        return None
    blocks: tuple[Block, ...]
    if isinstance(indicator, DistributionIndicator):
        blocks = _below(indicator, figures, p)
    else:
        blocks = rates(indicator, found, p)
        for each in spreads_of(indicator, figures):
            blocks += _below(each, figures, p)
    return Subsection(title=indicator.name[p.language], blocks=(*defined(indicator, p), *blocks))


def spreads_of(indicator: Indicator, figures: Figures) -> list[DistributionIndicator]:
    """Return the distributions of the answers that a share counts: they are drawn under it."""
    if not isinstance(indicator, ShareIndicator):
        return []
    return [
        each
        for each in figures.snapshot.indicators
        if isinstance(each, DistributionIndicator) and each.feeds == indicator.feeds
    ]


def _below(indicator: DistributionIndicator, figures: Figures, p: Printer) -> tuple[Block, ...]:
    found = figures.told(indicator)
    return _spread(indicator.name[p.language], p("scope"), found, figures.roles(indicator), p)


def _matrix(
    indicator: Indicator, scope: Text, rows: Named, roles: Mapping[str, Role], p: Printer
) -> Subsection:
    caption = f"{indicator.name[p.language]} – {scope[p.language]}"
    spread = [each for each in rows if isinstance(each[1].value, Distribution)]
    return Subsection(
        title=scope[p.language],
        blocks=(
            *defined(indicator, p),
            *rate_table(caption, p("topic"), rows, p),
            *_spread(caption, p("topic"), spread, roles, p),
        ),
    )


def _spread(
    title: str,
    head: str,
    found: Named,
    roles: Mapping[str, Role],
    p: Printer,
) -> tuple[Block, ...]:
    """Return a bar for each scope or row, where the groups are points of a scale, and its table."""
    if not found:
        return ()
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
        run = _bar(value, group, p)
        label = run if share >= NARROWEST_LABELLED else Run("")
        if group.share.count:
            made.append(Segment(role=roles[group.code], share=share, label=label))
    return tuple(made)


def _bar(value: IndicatorValue, group: Group, p: Printer) -> Run:
    share = group.share
    return Run(between(share.count, share.untold, p.numbers), f"{value.id}:{group.code}", "bar")


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
        even=True,
    )


def _spread_row(
    name: Text, value: IndicatorValue, codes: Sequence[str], p: Printer, *, aside: bool
) -> Row:
    given = {group.code: _bar(value, group, p) for group in _own(value)}
    answers = value.value.answers if isinstance(value.value, Distribution) else 0
    cells: list[Runs] = [plain(name[p.language])]
    none = p.numbers.number(0)
    cells += [(given.get(code, Run(none, f"{value.id}:{code}", "bar")),) for code in codes]
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
