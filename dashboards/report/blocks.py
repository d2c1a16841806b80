"""What a report is made of, before it is HTML or PDF: sections, blocks, and runs of text.

Both are drawn from these structs and from nothing else, so what one prints the other
prints too. A run that prints a figure carries the figure's id: by it, `verify` finds
every number again.
"""

from typing import Literal, TypeAlias

import msgspec

from dashboards.style import Role
from surveys.texts import Language

Part: TypeAlias = Literal[
    "value", "numerator", "denominator", "eligible", "interval", "bounds", "bar", "benchmark"
]


class Run(msgspec.Struct, frozen=True):
    """Some text; with a figure's id, the text of a part of that figure."""

    text: str
    figure: str = ""
    part: Part = "value"


Runs: TypeAlias = tuple[Run, ...]


class _Block(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    pass


class Paragraph(_Block, frozen=True, kw_only=True, tag="paragraph"):
    runs: Runs
    style: Literal["plain", "lead", "small"] = "plain"


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One figure: a large number and what it takes to believe it."""

    title: str
    large: Run
    lines: tuple[Runs, ...]
    note: str = ""


class Cards(_Block, frozen=True, kw_only=True, tag="cards"):
    cards: tuple[Card, ...]


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    role: Role
    share: float
    """Of the bar, from 0 to 1."""
    label: Run
    """Empty where it would not fit."""


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    segments: tuple[Segment, ...]


class Bars(_Block, frozen=True, kw_only=True, tag="bars"):
    """A bar an activity, parted by the points of a scale; its table follows."""

    alternative: str
    legend: tuple[tuple[Role, str], ...]
    bars: tuple[Bar, ...]


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A bar in the last column of a table, with an interval where there is one; 0 to 1."""

    value: float
    low: float | None = None
    high: float | None = None


class Row(msgspec.Struct, frozen=True, kw_only=True):
    cells: tuple[Runs, ...]
    """The first is the header of the row."""
    mark: Mark | None = None


class Table(_Block, frozen=True, kw_only=True, tag="table"):
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    textual: bool = False
    """Whether its cells are words rather than numbers."""
    even: bool = False
    """Whether its columns share the width: their names are longer than their numbers."""

    @property
    def marked(self) -> bool:
        return any(row.mark for row in self.rows)


class Term(msgspec.Struct, frozen=True, kw_only=True):
    term: str
    runs: Runs


class Terms(_Block, frozen=True, kw_only=True, tag="terms"):
    terms: tuple[Term, ...]
    boxed: bool = False


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    text: str
    language: Language


class Quotes(_Block, frozen=True, kw_only=True, tag="quotes"):
    quotes: tuple[Quote, ...]


Block: TypeAlias = Paragraph | Cards | Bars | Table | Terms | Quotes


class Subsection(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    blocks: tuple[Block, ...]


class Section(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[Subsection, ...] = ()
    own_page: bool = False
    """Whether it begins a page on paper, however much room is left on the last one."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    language: Language
    kicker: str
    title: str
    period: str
    made_on: str
    demonstration: str
    """Empty, or that the data is made up."""
    colon: str
    """With the space that French sets before it."""
    seal_label: str
    seal: str
    seal_explained: str
    contents: str
    skip: str
    page: str
    """« Page », before its number."""
    sections: tuple[Section, ...]


def runs_of(report: Report) -> Runs:
    """Return every run in the order in which it is printed."""
    found: list[Run] = []
    for section in report.sections:
        for block in section.blocks:
            found += _of_block(block)
        for part in section.parts:
            for block in part.blocks:
                found += _of_block(block)
    return tuple(found)


def _of_block(block: Block) -> list[Run]:
    match block:
        case Paragraph(runs=runs):
            return list(runs)
        case Cards(cards=cards):
            return [r for card in cards for r in (card.large, *sum(card.lines, ()))]
        case Bars(bars=bars):
            return [segment.label for bar in bars for segment in bar.segments]
        case Table(rows=rows):
            return [run for row in rows for cell in row.cells for run in cell]
        case Terms(terms=terms):
            return [run for term in terms for run in term.runs]
        case Quotes():
            return []
