"""Ideas one after another, to be put into themes.

Who opens it: a designer with a hundred ideas that fit nowhere, or a theme that holds too much. What
they must be able to do: within six seconds an idea, with one key or one press, put it where it
belongs, skip it, leave it, or take the last one back.
"""

from typing import NamedTuple

import msgspec

from analysis.disclosure.ideas import ShownIdea
from analysis.disclosure.themes import ShownTheme
from dashboards.figures.theme_cohorts import label_of, language_hint
from dashboards.pages.decision_log import Logged, event_sentence, undo_form
from dashboards.pages.frame import (
    Frame,
    framed,
    needs_address,
    sorting_address,
    way_to_needs,
    words_in,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Programme
from surveys.texts import Language

KEYS = "123456789"
"""Of the themes that are nearest; letters of those that follow."""

_LETTERS = "abcdefghilmnopqrtvwyz"
"""Without those that do something else: J, K, S, U, X."""

_WORDS_SHOWN = 4


class SortingView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    themes: tuple[ShownTheme, ...]
    """Where ideas can be put, nearest first."""
    names: tuple[ShownTheme, ...]
    """All that may be named in the log."""
    theme: ShownTheme | None
    """Whose ideas are sorted; None for those in none."""
    idea: ShownIdea | None
    """None where none is left."""
    left: int
    """Ideas from this one on, itself included."""
    skipped: bool = False
    """Whether the reader came past others."""
    last: Logged | None = None
    """What can be undone at once."""
    decided: bool = False
    """Whether the reader placed an idea just now."""
    undone: bool = False


class Candidate(NamedTuple):
    number: int
    label: str
    spoken: Language | None
    """The language of its name, where that is not the reader's."""
    in_other: str
    """The same in words."""
    keywords: str
    key: str


def sorting_page(view: SortingView, language: Language) -> Page:
    """Return the page of one idea; of none where all are sorted."""
    words, said = words_in(language), Words("needs", language)
    activity = view.activity.slug
    number = view.theme.number if view.theme else None
    title = (
        said("sorting_theme", theme=label_of(view.theme, words))
        if view.theme
        else said("sorting_unsure")
    )
    frame = Frame(
        title,
        sorting_address(activity, number),
        way_to_needs(words, view.programme, view.activity),
        demonstration=view.programme.demonstration,
    )
    names = {theme.number: theme.called for theme in view.names}
    last = view.last
    back = "sort" if number is None else f"sort {number}"
    return framed(
        "sorting.html",
        frame,
        words,
        n=said,
        idea=view.idea,
        source="" if number is None else str(number),
        left=said.count("sorting_left", view.left),
        candidates=_candidates(view.themes, words),
        skip=sorting_address(activity, number, view.idea.idea) if view.idea else "",
        action=f"{sorting_address(activity)}",
        undo=undo_form(last, activity, names, said, back=back) if last else None,
        last=said("last", decision=event_sentence(last.event, names, said)) if last else "",
        decided=view.decided,
        undone=view.undone,
        again=sorting_address(activity, number) if view.skipped else "",
        needs=needs_address(activity),
    )


def _candidates(themes: tuple[ShownTheme, ...], words: Words) -> tuple[Candidate, ...]:
    keys = [*KEYS, *_LETTERS]
    return tuple(
        Candidate(
            theme.number,
            label_of(theme, words),
            theme.only_in.get(words.language),
            language_hint(theme, words),
            ", ".join(theme.words[:_WORDS_SHOWN]),
            keys[place] if place < len(keys) else "",
        )
        for place, theme in enumerate(themes)
    )
