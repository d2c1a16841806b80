"""What people wrote, and what the team entered by hand."""

from dashboards.report.blocks import (
    Mark,
    Paragraph,
    Quote,
    Quotes,
    Row,
    Run,
    Section,
    Subsection,
    Table,
)
from dashboards.report.figures import Figures
from dashboards.report.printing import Printer, entered, plain
from dashboards.report.snapshot import SealedTheme
from surveys.facts import Fact


def needs_section(figures: Figures, p: Printer) -> Section:
    parts = []
    for activity in figures.snapshot.activities:
        themes = [each for each in figures.snapshot.themes if each.activity == activity.slug]
        if themes:
            name = activity.name[p.language]
            table = _themes_table(f"{p('needs')} – {name}", themes, p)
            parts.append(Subsection(title=name, blocks=(table,)))
    lead = Paragraph(runs=plain(p("needs_lead")), style="small")
    return Section(
        id="needs", title=p("needs"), blocks=(lead,) if parts else (), parts=tuple(parts)
    )


def testimonials_section(figures: Figures, p: Printer) -> Section:
    parts = []
    for activity in figures.snapshot.activities:
        quotes = tuple(
            Quote(text=quote.text, language=quote.language)
            for quote in figures.snapshot.quotes
            if quote.activity == activity.slug
        )
        if quotes:
            block = Quotes(quotes=quotes)
            parts.append(Subsection(title=activity.name[p.language], blocks=(block,)))
    lead = Paragraph(runs=plain(p("testimonials_lead")), style="small")
    return Section(
        id="testimonials",
        title=p("testimonials"),
        blocks=(lead,) if parts else (),
        parts=tuple(parts),
    )


def facts_section(figures: Figures, p: Printer) -> Section:
    names = {activity.slug: activity.name for activity in figures.snapshot.activities}
    rows = []
    for fact in figures.snapshot.facts:
        name = fact.name[p.language]
        if fact.activity in names:
            name = f"{name} – {names[fact.activity][p.language]}"
        rows.append(
            Row(
                cells=(
                    plain(name),
                    (entered(_id(fact), fact, p),),
                    (Run(p.numbers.day(fact.on), _id(fact)),),
                    plain(fact.source[p.language]),
                )
            )
        )
    columns = ("fact", "value", "day", "source_column")
    table = Table(
        caption=p("facts_table"), columns=tuple(map(p, columns)), rows=tuple(rows), textual=True
    )
    lead = Paragraph(runs=plain(p("facts_lead")), style="small")
    return Section(id="facts", title=p("facts"), blocks=(lead, table) if rows else ())


def _id(fact: Fact) -> str:
    return f"{fact.activity or fact.programme}/fact:{fact.code}"


def _themes_table(caption: str, themes: list[SealedTheme], p: Printer) -> Table:
    most = max(theme.respondents for theme in themes)
    rows = []
    for at, theme in enumerate(themes, 1):
        figure = f"{theme.activity}/theme:{at}"
        rows.append(
            Row(
                cells=(
                    plain(theme.label[p.language]),
                    (p.number(theme.respondents, figure, "numerator"),),
                ),
                mark=Mark(value=theme.respondents / most),
            )
        )
    return Table(caption=caption, columns=(p("theme"), p("mentioned_by")), rows=tuple(rows))
