"""All content changes of a programme, and what became of each: failures and withdrawn ones too.

Who opens it: a designer before the next cohort, or a team that asks whether what it changed
helped. What they must be able to do: within ten seconds, see how many changes improved what
they were to improve, and read the verdict on one; within twenty, see what the others wait for.
"""

from typing import Final, NamedTuple

import msgspec

from analysis.comparisons.visible_difference import smallest_visible_fall
from analysis.loop.spending import FALSE_VERDICTS, spent
from analysis.loop.verdicts import confidence_of
from dashboards.figures.figure import Table
from dashboards.pages.change_card import change_card
from dashboards.pages.change_verdict import tone_of
from dashboards.pages.change_view import ChangeView, points
from dashboards.pages.frame import (
    Frame,
    changes_address,
    framed,
    new_change_address,
    way_to,
    words_in,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Programme
from surveys.texts import Language

TONES: Final = ("improved", "worsened", "undetermined", "waiting", "gone")

_EXAMPLE_SHARE, _EXAMPLE_ANSWERS = 0.7, 60
"""Of what the price of later changes is told."""

_PLACES = (1, 2, 3, 5, 10)


class ChangesView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    changes: tuple[ChangeView, ...]
    """In the order of registration."""
    broken_at: int | None = None
    """The first event that its stamp does not fit."""
    next_place: int = 1


class _Counted(NamedTuple):
    tone: str
    text: str


def changes_page(view: ChangesView, language: Language) -> Page:
    """Return the list, the latest change first."""
    words, said = words_in(language), Words("changes", language)
    programme = view.programme
    frame = Frame(
        said("title"),
        changes_address(programme.slug),
        way_to(words, programme),
        demonstration=programme.demonstration,
    )
    return framed(
        "changes.html",
        frame,
        words,
        c=said,
        counted=_counted(view, said),
        cards=[change_card(each, words) for each in reversed(view.changes)],
        new=new_change_address(programme.slug),
        broken=said("broken", event=words.number(view.broken_at)) if view.broken_at else "",
        bound=said("bound", share=words.percent(FALSE_VERDICTS)),
        price=_price(view, words, said),
    )


def _counted(view: ChangesView, said: Words) -> tuple[_Counted, ...]:
    tones = [tone_of(each) for each in view.changes]
    return tuple(
        _Counted(tone, said.count(f"counted_{tone}", tones.count(tone)))
        for tone in TONES
        if tone in tones
    )


def _price(view: ChangesView, words: Words, said: Words) -> Table:
    """Return what each further change may err, and so how small a difference it could see."""
    places = sorted({*_PLACES, view.next_place})
    return Table(
        caption=said(
            "price_caption",
            share=words.percent(_EXAMPLE_SHARE),
            answers=words.number(_EXAMPLE_ANSWERS),
        ),
        columns=(said("column_place"), said("column_alpha"), said("column_visible")),
        rows=tuple(
            (
                said("place_next" if place == view.next_place else "place", place=place),
                words.percent(spent(place), digits=2),
                _visible(place, words, said),
            )
            for place in places
        ),
    )


def _visible(place: int, words: Words, said: Words) -> str:
    visible = smallest_visible_fall(
        1 - _EXAMPLE_SHARE, _EXAMPLE_ANSWERS, _EXAMPLE_ANSWERS, confidence_of(spent(place))
    )
    return points(visible, words) if visible else said("none_visible")
