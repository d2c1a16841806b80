"""What a page gives away to be taken elsewhere: its figures as files, all of it as a workbook.

Who uses it: a facilitator who puts one chart into an e-mail, or a table under a grant
report. What they must be able to do: within ten seconds, have exactly what they see in a
file; and find in the file whose answers these are.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from analysis.disclosure.gate import INSIDE
from dashboards.figures.figure import Figure
from dashboards.figures.sheet import Sheet
from dashboards.pages.selection import SelectionView, selected_query, with_query
from dashboards.wording import Words
from surveys.texts import Language


class Taken(NamedTuple):
    """One figure with what the page says of it."""

    figure: Figure
    sentences: tuple[str, ...]


class Spoken(NamedTuple):
    """What a part of the page says."""

    part: str
    sentences: tuple[str, ...]


class TakenPage(NamedTuple):
    """All that a page shows, ready to leave it."""

    slug: str
    """Names the files."""
    title: str
    address: str
    """With what was selected."""
    said: tuple[str, ...]
    """Whose answers; empty: everybody's."""
    figures: tuple[Taken, ...]
    spoken: tuple[Spoken, ...]
    """What is said beside the figures, in the order of the page."""
    language: Language

    def figure(self, code: str) -> Figure | None:
        return next((each.figure for each in self.figures if each.figure.code == code), None)


class FileLinks(NamedTuple):
    """Where the files of a page are: its own address, and the same selection."""

    base: str
    query: tuple[tuple[str, str], ...]
    words: Words

    @property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        names = ((".svg", "file_svg"), (".csv", "file_csv"), ("-excel.csv", "file_excel"))
        return tuple((end, self.words(key)) for end, key in names)

    def address(self, name: str) -> str:
        return with_query(f"{self.base}/figures/{name}", self.query)

    def label(self, title: str) -> str:
        return self.words("files_of", title=title)

    @property
    def workbook(self) -> str:
        return with_query(f"{self.base}/export.xlsx", self.query)


def file_links(
    base: str, view: SelectionView, language: Language, kept: Iterable[tuple[str, str]] = ()
) -> FileLinks:
    query = (*kept, *selected_query(view.selection))
    return FileLinks(base, query, Words("downloads", language))


def foot(page: TakenPage, at: datetime) -> tuple[str, ...]:
    """Return what stands under a figure that leaves its page."""
    words = Words("downloads", page.language)
    selected = " ".join(page.said) or words("about_everybody")
    day = Words("workspace", page.language).day(at)
    return (words("footer", title=page.title, selected=selected, day=day),)


def about(page: TakenPage, at: datetime, version: str) -> tuple[tuple[str, str | int], ...]:
    """Return what the first sheet of a workbook says: a name and its value a row."""
    words = Words("downloads", page.language)
    moment = Words("workspace", page.language).moment(at)
    sheets = [each.figure for each in page.figures if each.figure.sheet]
    return (
        (words("about_page"), page.title),
        (words("about_address"), page.address),
        (words("about_selected"), " ".join(page.said) or words("about_everybody")),
        (words("about_made"), moment),
        (words("about_version"), version),
        (words("about_withheld"), sum(each.sheet.withheld for each in sheets if each.sheet)),
        ("", words("about_withheld_why", fewest=INSIDE)),
        ("", words("about_rounding")),
        ("", words("about_not_here")),
        *(
            (words("about_sheet", number=at), each.title)
            for at, each in enumerate(sheets, start=FIRST_FIGURE)
        ),
    )


def first_sheets(page: TakenPage) -> tuple[str, str]:
    """Return the names of the sheets before those of figures."""
    words = Words("downloads", page.language)
    return words("about"), words("in_words")


FIRST_FIGURE = 3
"""The sheet of the first figure: before it stand what the workbook is, and the words."""


def sentences_sheet(page: TakenPage) -> Sheet:
    words = Words("downloads", page.language)
    return Sheet(
        columns=(words("sheet_place"), words("sheet_sentence")),
        rows=tuple(
            (part, sentence) for part, sentences in _all_said(page) for sentence in sentences
        ),
    )


def _all_said(page: TakenPage) -> Sequence[Spoken]:
    return [*page.spoken, *(Spoken(each.figure.title, each.sentences) for each in page.figures)]
