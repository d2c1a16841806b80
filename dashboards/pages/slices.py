"""The people of a programme side by side: by role, by region or by language.

Who opens it: whoever leads the programme, asked "does it serve volunteers as well as
coordination?". What they must be able to do: within fifteen seconds, read one score of all
of them, with how many they are and how sure it is; and never take a row that is higher for
one that is better.
"""

from typing import NamedTuple

import msgspec

from analysis.disclosure.gate import INSIDE
from analysis.scores.trend import TrendPoint
from dashboards.figures.figure import Table
from dashboards.figures.trend import point_cell
from dashboards.pages.frame import (
    Frame,
    framed,
    slices_address,
    way_to,
    words_in,
)
from dashboards.pages.item_words import item_text
from dashboards.pages.selection import (
    dimension_name,
    words_of_selection,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Programme
from surveys.questionnaire import Questionnaire
from surveys.slices import DIMENSIONS, Dimension
from surveys.texts import Language, Text

_TITLES: dict[Dimension, str] = {
    "role": "selection_by_role",
    "region": "selection_by_region",
    "language": "selection_by_language",
}


class SliceRow(msgspec.Struct, frozen=True, kw_only=True):
    """Some of the people, or everybody, over all cohorts."""

    value: str
    """The code; empty: everybody."""
    name: Text
    submissions: int
    """0: hidden, or nobody."""
    scores: tuple[TrendPoint, ...]
    """One an item, in the order of the family's."""


class SlicesOfFamily(msgspec.Struct, frozen=True, kw_only=True):
    activity: Activity
    questionnaire: Questionnaire
    items: tuple[str, ...]
    rows: tuple[SliceRow, ...]
    """In the order of the questionnaire."""
    everybody: SliceRow


class SlicesView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    dimension: Dimension
    families: tuple[SlicesOfFamily, ...]
    """Those that ask for it and have a headline."""


class _Block(NamedTuple):
    title: str
    gist: str
    """What everybody said to the first question."""
    table: Table
    not_shown: str
    """Of whom nothing is shown, in words; empty: nobody."""


class _Tab(NamedTuple):
    name: str
    address: str
    current: bool


def slices_page(view: SlicesView, language: Language) -> Page:
    """Return a table a questionnaire, a row a value."""
    words, said, programme = words_in(language), words_of_selection(language), view.programme
    title = said(_TITLES[view.dimension])
    frame = Frame(
        title,
        slices_address(programme.slug, view.dimension),
        way_to(words, programme),
        demonstration=programme.demonstration,
    )
    return framed(
        "slices.html",
        frame,
        words,
        said=said,
        reading=said("selection_by_reading", fewest=INSIDE),
        tabs=tuple(
            _Tab(
                dimension_name(each, said),
                slices_address(programme.slug, each),
                each == view.dimension,
            )
            for each in DIMENSIONS
        ),
        blocks=tuple(_block(family, view, words, said) for family in view.families),
    )


def _block(family: SlicesOfFamily, view: SlicesView, words: Words, said: Words) -> _Block:
    language = words.language
    shown = [row for row in family.rows if row.submissions]
    hidden = [row.name[language] for row in family.rows if not row.submissions]
    title = f"{family.activity.name[language]} · {family.questionnaire.title[language]}"
    rows = (*shown, msgspec.structs.replace(family.everybody, name=_everybody(said)))
    return _Block(
        title=title,
        gist=_gist(family, words, said),
        table=Table(
            caption=title,
            columns=(
                dimension_name(view.dimension, said),
                *(item_text(family.questionnaire, item, words) for item in family.items),
            ),
            rows=tuple(
                (
                    f"{row.name[language]}, {words.count('submissions', row.submissions)}",
                    *(
                        point_cell(score, words, absent=said("selection_not_shown"))
                        for score in row.scores
                    ),
                )
                for row in rows
            ),
        ),
        not_shown=said("selection_by_hidden", names=", ".join(hidden)) if hidden else "",
    )


def _gist(family: SlicesOfFamily, words: Words, said: Words) -> str:
    """Return the first question and what everybody said to it, without its interval."""
    question = item_text(family.questionnaire, family.items[0], words)
    cell = point_cell(family.everybody.scores[0], words, absent=said("selection_not_shown"))
    return f"{question} {cell.splitlines()[0]}"


def _everybody(said: Words) -> Text:
    return Text(fr=said("selection_everybody"), en=said("selection_everybody"))
