"""The bar that selects whose answers a page shows, and the words that say it did.

Who uses it: whoever asks, with a page open, "and the volunteers?" or "and since January?".
What they must be able to do: within ten seconds, choose it and read the same figures of
those people; never take them for everybody's; and get back with one click.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

import msgspec

from analysis.disclosure.gate import INSIDE
from dashboards.wording import Words
from surveys.questions import Option
from surveys.slices import EVERYTHING, Dimension, Selection, Slice
from surveys.texts import Language

_DIMENSIONS: dict[Dimension, str] = {
    "role": "selection_dimension_role",
    "region": "selection_dimension_region",
    "language": "selection_dimension_language",
}
_SAID: dict[Dimension, str] = {
    "role": "selection_said_role",
    "region": "selection_said_region",
    "language": "selection_said_language",
}


class SelectionView(msgspec.Struct, frozen=True, kw_only=True):
    """What is selected, and what could be."""

    selection: Selection = EVERYTHING
    options: dict[Dimension, tuple[Option, ...]] = {}


class Choice(NamedTuple):
    value: str
    text: str
    chosen: bool


class ChoiceGroup(NamedTuple):
    label: str
    choices: tuple[Choice, ...]


class SelectionBar(NamedTuple):
    """A plain form, and what is said above the figures."""

    address: str
    """Of the page without any selection; the form leads there."""
    kept: tuple[tuple[str, str], ...]
    """What of the address stays, whatever is selected."""
    everything: str
    """The same page without a selection."""
    groups: tuple[ChoiceGroup, ...]
    first: str
    last: str
    said: tuple[str, ...]
    """What is selected; empty: everything."""
    notes: tuple[str, ...]
    words: Words
    none_explained: str


def words_of_selection(language: Language) -> Words:
    return Words("selection", language)


def selection_bar(
    view: SelectionView, address: str, language: Language, *, kept: Sequence[tuple[str, str]] = ()
) -> SelectionBar:
    """Return the bar of the page at `address`, of which `kept` stays whatever is selected."""
    words, selection = words_of_selection(language), view.selection
    fixed = tuple(kept)
    return SelectionBar(
        address=address,
        kept=fixed,
        everything=with_query(address, fixed),
        groups=tuple(_groups(view, words)),
        first=_written(selection.first),
        last=_written(selection.last),
        said=said_of(view, language),
        notes=tuple(_notes(selection, words)),
        words=words,
        none_explained=words("selection_none_explained", fewest=INSIDE),
    )


def selected_address(
    address: str, selection: Selection, *, kept: Sequence[tuple[str, str]] = ()
) -> str:
    """Return the address of a page with a selection."""
    return with_query(address, [*kept, *selected_query(selection)])


def selected_query(selection: Selection) -> list[tuple[str, str]]:
    """Return what of an address asks for a selection."""
    chosen = [(selection.slice.dimension, selection.slice.value)] if selection.slice else []
    period = [("from", _written(selection.first)), ("to", _written(selection.last))]
    return [*chosen, *((name, day) for name, day in period if day)]


def with_query(address: str, asked: Sequence[tuple[str, str]]) -> str:
    return f"{address}?{urlencode(asked)}" if asked else address


def dimension_name(dimension: Dimension, words: Words) -> str:
    return words(_DIMENSIONS[dimension])


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""


def _groups(view: SelectionView, words: Words) -> list[ChoiceGroup]:
    chosen = view.selection.slice
    return [
        ChoiceGroup(
            dimension_name(dimension, words),
            tuple(
                Choice(
                    f"{dimension}:{option.code}",
                    option.text[words.language],
                    chosen == Slice(dimension=dimension, value=option.code),
                )
                for option in options
            ),
        )
        for dimension, options in view.options.items()
        if options
    ]


def said_of(view: SelectionView, language: Language) -> tuple[str, ...]:
    """Return whose answers are shown, in sentences; empty: everybody's."""
    words = words_of_selection(language)
    selection, said = view.selection, []
    if (chosen := selection.slice) is not None:
        options = {each.code: each.text for each in view.options[chosen.dimension]}
        said.append(words(_SAID[chosen.dimension], option=options[chosen.value][words.language]))
    first = words.day(selection.first) if selection.first else ""
    last = words.day(selection.last) if selection.last else ""
    if first and last:
        said.append(words("selection_said_between", first=first, last=last))
    elif first:
        said.append(words("selection_said_from", first=first))
    elif last:
        said.append(words("selection_said_to", last=last))
    return tuple(said)


def _notes(selection: Selection, words: Words) -> list[str]:
    notes = []
    if selection.slice is not None:
        notes.append(words("selection_note_slice", fewest=INSIDE))
        if selection.slice.dimension != "language":
            notes.append(words("selection_note_roster"))
    if selection.has_period:
        notes.append(words("selection_note_period"))
    return notes
