"""Who took part, and how faithfully, beside what others publish of theirs."""

from analysis.scores.indicator import Distribution, IndicatorValue, Rate
from dashboards.report.blocks import (
    Block,
    Cards,
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
from dashboards.report.printing import (
    Printer,
    card,
    counted,
    interval,
    large,
    mark,
    percentage,
    plain,
)
from surveys.facts import Benchmark
from surveys.indicators import Indicator, ResponseIndicator, RosterIndicator
from surveys.texts import Text


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
        Row(
            cells=(
                plain(indicator.name[p.language]),
                (percentage(value.id, value.value.share, p),),
                counted(value.id, value.value.share, p),
                (interval(value, p),),
            ),
            mark=mark(value.value.share),
        )
        for indicator in figures.snapshot.indicators
        if isinstance(indicator, ResponseIndicator)
        for _, value in figures.of(indicator)[:1]
        if isinstance(value.value, Rate)
    ]
    if not rows:
        return None
    title = p("response")
    columns = ("survey", "rate", "submissions", "interval")
    table = Table(caption=title, columns=tuple(map(p, columns)), rows=tuple(rows))
    return Subsection(title=title, blocks=(table,))


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
                    plain(group.label[p.language] or p("unsaid_group")),
                    (p.number(group.share.count, f"{value.id}:{group.code}", "numerator"),),
                    (percentage(f"{value.id}:{group.code}", group.share, p),),
                ),
                mark=Mark(value=group.share.value),
            )
            for group in groups
            if group.share.count
        ),
    )


def _rates(indicator: RosterIndicator, figures: Figures, p: Printer) -> Subsection | None:
    found = [each for each in figures.of(indicator) if isinstance(each[1].value, Rate)]
    if not found:
        return None
    benchmarks = [each for each in figures.snapshot.benchmarks if each.indicator == indicator.code]
    blocks: list[Block] = [
        *defined(indicator, p),
        Cards(cards=tuple(card(name, indicator, value, p) for name, value in found)),
    ]
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
