"""Who took part, and how faithfully, beside what others publish of theirs."""

from collections.abc import Sequence

from analysis.scores.indicator import Distribution, Group, IndicatorValue, Rate
from analysis.scores.share import Share, share
from dashboards.report.blocks import (
    Block,
    Mark,
    Paragraph,
    Row,
    Run,
    Section,
    Subsection,
    Table,
    Term,
    Terms,
)
from dashboards.report.figures import Figures
from dashboards.report.opening import definition
from dashboards.report.printing import Printer, large, mark, percentage, plain
from dashboards.report.rates import rate_table, rates
from surveys.facts import Benchmark
from surveys.indicators import Indicator, ResponseIndicator, RosterIndicator
from surveys.texts import Text

MOST_GROUPS = 18


def people_section(figures: Figures, p: Printer) -> Section:
    parts = [
        _groups(indicator, figures, p)
        for indicator in figures.snapshot.indicators
        if isinstance(indicator, RosterIndicator)
    ]
    return Section(id="people", title=p("people"), parts=tuple(filter(None, parts)))


def attendance_section(figures: Figures, p: Printer) -> Section:
    parts = [
        _rates(indicator, figures, p)
        for indicator in figures.snapshot.indicators
        if isinstance(indicator, RosterIndicator)
    ]
    parts.append(_responses(figures, p))
    return Section(id="attendance", title=p("attendance"), parts=tuple(filter(None, parts)))


def _responses(figures: Figures, p: Printer) -> Subsection | None:
    """Return one table for the surveys: each has its own rate in the whole programme."""
    rows = [
        (indicator.name, value)
        for indicator in figures.snapshot.indicators
        if isinstance(indicator, ResponseIndicator)
        for _, value in figures.of(indicator)[:1]
    ]
    if not rows:
        return None
    title = p("response")
    return Subsection(title=title, blocks=rate_table(title, p("survey"), rows, p))


def _groups(indicator: RosterIndicator, figures: Figures, p: Printer) -> Subsection | None:
    """Return the whole programme's groups; where nobody counted them, those of its activities."""
    found = [each for each in figures.of(indicator) if isinstance(each[1].value, Distribution)]
    whole = [each for each in found if each[1].scope == figures.snapshot.programme.slug]
    tables = [_group_table(name, value, indicator, p) for name, value in whole or found]
    if not tables:
        return None
    return Subsection(title=indicator.name[p.language], blocks=(*defined(indicator, p), *tables))


def _group_table(scope: Text, value: IndicatorValue, indicator: Indicator, p: Printer) -> Table:
    groups = value.value.groups if isinstance(value.value, Distribution) else ()
    return Table(
        caption=f"{indicator.name[p.language]} – {scope[p.language]}",
        columns=(p("group"), p("number_of"), p("share")),
        rows=tuple(
            Row(
                cells=(
                    plain(label),
                    (p.number(share.count, f"{value.id}:{code}", "numerator"),),
                    (percentage(f"{value.id}:{code}", share, p),),
                ),
                mark=Mark(value=share.value),
            )
            for code, label, share in _few(groups, p)
        ),
    )


def _few(groups: Sequence[Group], p: Printer) -> list[tuple[str, str, Share]]:
    """Return the groups somebody stands in; of very many, the largest and all others together."""
    shown = [
        (each.code, each.label[p.language] or p("unsaid_group"), each.share)
        for each in groups
        if each.share.count
    ]
    if len(shown) <= MOST_GROUPS:
        return shown
    shown.sort(key=lambda each: -each[2].count)
    first, rest = shown[: MOST_GROUPS - 1], shown[MOST_GROUPS - 1 :]
    count = sum(group.count for _, _, group in rest)
    together = share(count, rest[0][2].answers, rest[0][2].eligible)
    label = p("other_groups", groups=p.numbers.number(len(rest)))
    return [*first, ("*", label, together)] if together else first


def _rates(indicator: RosterIndicator, figures: Figures, p: Printer) -> Subsection | None:
    found = [each for each in figures.told(indicator) if isinstance(each[1].value, Rate)]
    if not found:
        return None
    benchmarks = [each for each in figures.snapshot.benchmarks if each.indicator == indicator.code]
    blocks: list[Block] = [*defined(indicator, p), *rates(indicator, found, p)]
    for at, benchmark in enumerate(benchmarks, 1):
        blocks += _beside(benchmark, f"benchmark{at}", found, indicator, p)
    return Subsection(title=indicator.name[p.language], blocks=tuple(blocks))


def defined(indicator: Indicator, p: Printer) -> tuple[Block, ...]:
    said = definition(indicator, p)
    return (Paragraph(runs=plain(said), style="small"),) if said else ()


def _beside(
    benchmark: Benchmark,
    name: str,
    found: list[tuple[Text, IndicatorValue]],
    indicator: Indicator,
    p: Printer,
) -> tuple[Block, ...]:
    """Return our rates and the published one as bars, then all it takes to compare them."""
    scope = benchmark.activity or benchmark.programme
    figure = f"{scope}/{indicator.code}:{name}"
    theirs = Run(p.numbers.limit(benchmark.value, digits=0), figure, "benchmark")
    rows = [
        Row(cells=(plain(title[p.language]), (large(value, p),)), mark=mark(value.value.share))
        for title, value in found
        if isinstance(value.value, Rate) and (benchmark.activity in {None, value.scope})
    ]
    rows.append(Row(cells=(plain(p("benchmark")), (theirs,)), mark=Mark(value=benchmark.value)))
    table = Table(
        caption=f"{p('benchmark_ours')} – {indicator.name[p.language]}",
        columns=(p("scope"), p("rate")),
        rows=tuple(rows),
    )
    return table, _told(benchmark, figure, p)


def _told(benchmark: Benchmark, figure: str, p: Printer) -> Terms:
    unknown = p("benchmark_unknown")
    year = str(benchmark.year) if benchmark.year else unknown
    answers = p.numbers.number(benchmark.answers) if benchmark.answers else unknown
    told = {
        "benchmark_population": plain(benchmark.population[p.language] or unknown),
        "benchmark_year": (Run(year, figure, "benchmark"),),
        "benchmark_answers": (Run(answers, figure, "benchmark"),),
        "benchmark_definition": plain(benchmark.definition[p.language] or p("defined_otherwise")),
        "benchmark_source": plain(benchmark.source[p.language]),
        "benchmark_grade": plain(p(f"grade_{benchmark.grade}")),
    }
    return Terms(
        terms=tuple(Term(term=p(key), runs=runs) for key, runs in told.items()), boxed=True
    )
