"""What the programme was: in words, activity by activity, and in its key figures."""

from collections.abc import Sequence
from datetime import date

import msgspec

from analysis.scores.indicator import Count, EnteredFact, IndicatorValue
from dashboards.report.blocks import (
    Block,
    Card,
    Cards,
    Paragraph,
    Row,
    Runs,
    Section,
    Subsection,
    Table,
)
from dashboards.report.figures import Figures
from dashboards.report.printing import Printer, card, large, plain
from dashboards.report.snapshot import SealedActivity
from surveys.facts import Note
from surveys.indicators import Indicator, RosterIndicator
from surveys.texts import Slug, Text


def programme_section(figures: Figures, p: Printer) -> Section:
    notes = _notes(figures, "introduction", None)
    return Section(
        id="programme",
        title=p("programme"),
        blocks=tuple(block for note in notes for block in paragraphs(note.text, p, lead=True)),
    )


def conclusion_section(figures: Figures, p: Printer) -> Section:
    notes = _notes(figures, "conclusion", None)
    return Section(
        id="conclusion",
        title=p("conclusion"),
        blocks=tuple(block for note in notes for block in paragraphs(note.text, p)),
    )


def good_practice_section(figures: Figures, p: Printer) -> Section:
    notes = [note for note in figures.snapshot.notes if note.kind == "good_practice"]
    return Section(
        id="good-practice",
        title=p("good_practice"),
        blocks=tuple(b for note in notes if not note.title for b in paragraphs(note.text, p)),
        parts=tuple(
            Subsection(title=note.title[p.language], blocks=paragraphs(note.text, p))
            for note in notes
            if note.title
        ),
    )


def activities_section(figures: Figures, p: Printer) -> Section:
    """Return a table of all activities, then what is said of each."""
    parts = []
    for activity in figures.snapshot.activities:
        notes = _notes(figures, "introduction", activity.slug)
        blocks = tuple(block for note in notes for block in paragraphs(note.text, p))
        if blocks:
            parts.append(Subsection(title=activity.name[p.language], blocks=blocks))
    table = _activities_table(figures, p) if figures.snapshot.activities else None
    return Section(
        id="activities",
        title=p("activities"),
        blocks=(table,) if table else (),
        parts=tuple(parts),
    )


def key_figures_section(figures: Figures, p: Printer) -> Section:
    cards = tuple(
        each
        for indicator in figures.snapshot.indicators
        if indicator.key
        for each in _key_cards(indicator, figures, p)
    )
    lead = Paragraph(runs=plain(p("key_figures_lead")), style="lead")
    return Section(
        id="key-figures",
        title=p("key_figures"),
        own_page=True,
        blocks=(lead, Cards(cards=cards)) if cards else (),
    )


def paragraphs(text: Text, p: Printer, *, lead: bool = False) -> tuple[Block, ...]:
    """Return a paragraph for each that an empty line ends; the first may lead."""
    written = [each.strip() for each in text[p.language].split("\n\n")]
    return tuple(
        Paragraph(
            runs=plain(" ".join(each.split("\n"))), style="lead" if lead and not at else "plain"
        )
        for at, each in enumerate(filter(None, written))
    )


def definition(indicator: Indicator, p: Printer) -> str:
    """Return what is counted among whom, and the level of evidence it reaches."""
    numerator, denominator = indicator.numerator[p.language], indicator.denominator[p.language]
    said = []
    if numerator and denominator:
        said.append(p("definition_full", numerator=numerator, denominator=denominator))
    elif numerator:
        said.append(p("definition_numerator", numerator=numerator))
    if indicator.tier:
        said.append(p("tier", tier=indicator.tier, meaning=p(f"tier_{indicator.tier}")))
    return " ".join(said)


def _notes(figures: Figures, kind: str, activity: Slug | None) -> Sequence[Note]:
    return [
        note
        for note in figures.snapshot.notes
        if note.kind == kind and note.activity == activity and note.text[figures.snapshot.language]
    ]


def _key_cards(indicator: Indicator, figures: Figures, p: Printer) -> list[Card]:
    """Return the programme's card; where it has none, those of the activities."""
    found = figures.of(indicator)
    programme = figures.snapshot.programme.slug
    whole = [value for _, value in found if value.scope == programme]
    if whole:
        return [_key_card(indicator.name, indicator, whole[0], p)]
    return [
        _key_card(_titled(indicator.name, name, p), indicator, value, p) for name, value in found
    ]


def _key_card(title: Text, indicator: Indicator, value: IndicatorValue, p: Printer) -> Card:
    """Return a card that also says what is counted; where a fact is from stands further on."""
    made = card(title, indicator, value, p)
    if isinstance(value.value, EnteredFact):
        return msgspec.structs.replace(made, lines=(), note=p("entered_by_hand"))
    return msgspec.structs.replace(made, note=definition(indicator, p))


def _titled(indicator: Text, scope: Text, p: Printer) -> Text:
    return Text(**{p.language: f"{indicator[p.language]} – {scope[p.language]}"})


def _activities_table(figures: Figures, p: Printer) -> Table:
    counted = [
        indicator
        for indicator in figures.snapshot.indicators
        if isinstance(indicator, RosterIndicator)
        if any(isinstance(value.value, Count) for _, value in figures.of(indicator))
    ]
    rows = [
        _activity_row(activity, counted, figures, p) for activity in figures.snapshot.activities
    ]
    programme = figures.snapshot.programme
    totals = _counts(programme.slug, counted, figures, p)
    if any(cell != _absent(p) for cell in totals):
        head = plain(p("whole_programme"))
        rows.append(Row(cells=(head, *[_absent(p)] * 3, *totals)))
    columns = ("activity", "dates", "cohorts", "sessions")
    return Table(
        caption=p("activities_table"),
        columns=(*map(p, columns), *(indicator.name[p.language] for indicator in counted)),
        rows=tuple(rows),
        even=True,
    )


def _activity_row(
    activity: SealedActivity, counted: Sequence[RosterIndicator], figures: Figures, p: Printer
) -> Row:
    return Row(
        cells=(
            plain(activity.name[p.language]),
            plain(months(activity.starts_on, activity.ends_on, p)),
            (p.number(activity.cohorts, f"{activity.slug}/cohorts"),),
            (p.number(activity.sessions, f"{activity.slug}/sessions"),),
            *_counts(activity.slug, counted, figures, p),
        )
    )


def _counts(
    scope: Slug, counted: Sequence[RosterIndicator], figures: Figures, p: Printer
) -> list[Runs]:
    cells: list[Runs] = []
    for indicator in counted:
        value: IndicatorValue | None = figures.values.get((indicator.code, scope, None))
        shown = value is not None and isinstance(value.value, Count)
        cells.append((large(value, p),) if shown and value else _absent(p))
    return cells


def _absent(p: Printer) -> Runs:
    return plain(p("dash"))


def months(first: date | None, last: date | None, p: Printer) -> str:
    """Return « janv. 2022 – mars 2024 »."""
    if first is None or last is None:
        return p("dash")
    ends = dict.fromkeys((p.numbers.month(first), p.numbers.month(last)))
    return " – ".join(ends)
