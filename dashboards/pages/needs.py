"""The board of needs: what people ask for, theme by theme, to be decided.

Who opens it: a designer, before the next cohort is planned. What they must be able to do: within
five seconds, see what is new or growing; within ten minutes, have said of each theme whether it is
a need, with the mouse or with keys alone; with one press, take back what they said last.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from analysis.disclosure.comments_read import ShownReading
from analysis.disclosure.gate import Withheld
from analysis.disclosure.themes import ShownTheme
from dashboards.figures.trend import cohort_labels
from dashboards.pages.decision_log import Logged, event_sentence, undo_form
from dashboards.pages.frame import (
    Frame,
    Show,
    Sort,
    decisions_address,
    framed,
    needs_address,
    new_change_address,
    sorting_address,
    theme_address,
    themes_address,
    way_to_themes,
    words_in,
)
from dashboards.pages.theme_cards import ShownThemes, ThemeCard, explained, theme_cards
from dashboards.render import Page
from dashboards.sentences import rise_sentence
from dashboards.wording import Words
from surveys.programme import Activity, Cohort, Programme
from surveys.texts import Language, Slug

_SHOWS: tuple[Show, ...] = ("undecided", "needs", "dismissed", "all")
_SORTS: tuple[Sort, ...] = ("emergence", "size", "coherence", "undecided")
_BAR_WIDTH, _BAR_GAP, _BAR_HEIGHT = 14, 4, 40
"""Of the bars by cohort, in units of their drawing."""


class NeedsView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    cohorts: tuple[Cohort, ...]
    """Oldest first."""
    themes: ShownThemes | None
    """None while none were found."""
    reading: ShownReading | Withheld | None
    last: Logged | None = None
    """What can be undone at once."""
    show: Show | None = None
    """None: those to be decided or, where all are, the needs."""
    sort: Sort = "emergence"
    decided: bool = False
    """Whether the reader decided something just now."""
    undone: bool = False
    """Whether they undid something."""
    at: int | None = None
    """The theme they go on with then; where it is not shown, with the first."""


class Bar(NamedTuple):
    """How many of one cohort mention a theme, in units of the drawing, from its top left."""

    x: int
    y: float
    height: float
    told: bool
    """False: the count is withheld, and a mark stands in its place."""


class Button(NamedTuple):
    action: str
    label: str
    key: str
    quiet: bool


class Row(NamedTuple):
    """One theme, to be decided."""

    card: ThemeCard
    state: str
    """That it is dismissed; else empty: its badges say what it is."""
    rises: tuple[str, ...]
    """How it rises, and how certain that is."""
    bars: tuple[Bar, ...]
    width: int
    buttons: tuple[Button, ...]
    address: str
    """Where its ideas are; empty where it is dismissed."""
    sorting: str
    """Where they are sorted one by one; empty too."""
    answer: str
    """Where a content change for it is prepared; empty where it is not confirmed."""
    onward: int | None
    """The theme to go on with, once this one is decided; None where there is no other."""
    here: bool
    """Whether its reader goes on with it, after what they did just now."""


class Choice(NamedTuple):
    label: str
    address: str
    here: bool


def needs_page(view: NeedsView, language: Language) -> Page:
    """Return the board."""
    words, said = words_in(language), Words("needs", language)
    activity = view.activity.slug
    show = _shown(view)
    frame = Frame(
        said("title", activity=view.activity.name[language]),
        needs_address(activity, view.show, view.sort),
        way_to_themes(words, view.programme, view.activity),
        demonstration=view.programme.demonstration,
    )
    rows = tuple(_rows(view, show, words)) if view.themes else ()
    names = {theme.number: theme.called for theme in _every(view.themes)}
    last = view.last
    return framed(
        "needs.html",
        frame,
        words,
        n=said,
        h=Words("themes", language),
        found=view.themes is not None,
        suggestion_only=view.themes is not None and view.themes.suggestion_only,
        proposed=view.themes is not None and view.themes.proposal is not None,
        themes=themes_address(activity),
        log=decisions_address(activity),
        decided=view.decided,
        undone=view.undone,
        undo=undo_form(last, activity, names, said, back=_back(view)) if last else None,
        last=said("last", decision=event_sentence(last.event, names, said)) if last else "",
        shows=_shows(view, show, said),
        sorts=_sorts(view, said),
        back=(show if view.show else "", view.sort),
        rows=rows,
        any_theme=bool(_every(view.themes)),
        empty=said(f"empty_{show}"),
        empty_ways=_ways_on(view, show, said),
        explained=explained([row.card for row in rows], words),
        keys=said(
            "keys_board",
            keys=", ".join(
                said(f"key_{key}") for key in ("confirm", "dismiss", "next", "previous", "undo")
            ),
        ),
        sorting=sorting_address(activity),
        unsure=tuple(_unsure(view.reading, words)),
    )


def _back(view: NeedsView) -> str:
    """Return what the button that undoes says of the board, and of the card to come back to."""
    theme = getattr(view.last.event, "theme", "") if view.last else ""
    return f"needs {view.show or ''} {view.sort} {theme}".rstrip()


def _every(shown: ShownThemes | None) -> tuple[ShownTheme, ...]:
    return (*shown.themes, *shown.dismissed) if shown else ()


def _of(show: Show, shown: ShownThemes | None) -> tuple[ShownTheme, ...]:
    """Return the themes that are shown of those there are."""
    if shown is None:
        return ()
    match show:
        case "undecided":
            return tuple(theme for theme in shown.themes if not theme.confirmed)
        case "needs":
            return tuple(theme for theme in shown.themes if theme.confirmed)
        case "dismissed":
            return shown.dismissed
        case "all":
            return _every(shown)


def _shown(view: NeedsView) -> Show:
    if view.show is not None:
        return view.show
    return "needs" if _every(view.themes) and not _of("undecided", view.themes) else "undecided"


def _shows(view: NeedsView, show: Show, said: Words) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            f"{said(f'show_{each}')} ({said.number(len(_of(each, view.themes)))})",
            needs_address(view.activity.slug, each, view.sort),
            here=each == show,
        )
        for each in _SHOWS
    )


def _sorts(view: NeedsView, said: Words) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            said(f"sort_{each}"),
            needs_address(view.activity.slug, view.show, each),
            here=each == view.sort,
        )
        for each in _SORTS
    )


def _ways_on(view: NeedsView, show: Show, said: Words) -> tuple[Choice, ...]:
    """Return where to go on from a view of the board in which there is nothing."""
    ways: dict[Show, Show] = {"undecided": "needs", "needs": "undecided", "dismissed": "undecided"}
    other = ways.get(show)
    if other is None or not _of(other, view.themes):
        return ()
    address = needs_address(view.activity.slug, other, view.sort)
    return (Choice(said(f"to_{other}"), address, here=False),)


def _sorted(themes: tuple[ShownTheme, ...], shown: ShownThemes, sort: Sort) -> list[ShownTheme]:
    """Return themes in order; those that are alike in it by how many mention them."""
    certain = {rise.theme: place for place, rise in reversed([*enumerate(shown.rises.shown)])}
    dismissed = {theme.number for theme in shown.dismissed}

    def place(theme: ShownTheme) -> tuple[float, ...]:
        emergence = certain.get(theme.number, len(certain))
        match sort:
            case "emergence":
                return (emergence,)
            case "size":
                return ()
            case "coherence":
                return (2 if theme.coherence is None else theme.coherence,)
            case "undecided":
                return (theme.confirmed or theme.number in dismissed, emergence)

    return sorted(themes, key=lambda theme: (*place(theme), -theme.respondents, theme.number))


def _rows(view: NeedsView, show: Show, words: Words) -> Iterator[Row]:
    shown = view.themes
    if shown is None:
        return
    names = {slug: label.name for slug, label in cohort_labels(view.cohorts, words).items()}
    ordered = _sorted(_of(show, shown), shown, view.sort)
    cards = theme_cards(msgspec.structs.replace(shown, themes=tuple(ordered)), names, words)
    most = max((_share(t, slug) or 0 for t in _every(shown) for slug in names), default=0)
    dismissed = {theme.number for theme in shown.dismissed}
    numbers = [theme.number for theme in ordered]
    here = view.at if view.at in numbers else next(iter(numbers), None)
    onwards: list[int | None] = [*numbers[1:], numbers[-2] if len(numbers) > 1 else None]
    for theme, card, onward in zip(ordered, cards, onwards, strict=False):
        gone = theme.number in dismissed
        yield Row(
            card,
            state=Words("needs", words.language)("dismissed") if gone else "",
            rises=tuple(
                rise_sentence(rise, card.label, names[rise.cohort], words)
                for rise in shown.rises.shown
                if rise.theme == theme.number
            ),
            bars=() if shown.suggestion_only else _bars(theme, names, most),
            width=len(names) * (_BAR_WIDTH + _BAR_GAP),
            buttons=_buttons(theme, view.activity.slug, gone=gone, words=words),
            address="" if gone else theme_address(view.activity.slug, theme.number),
            sorting="" if gone else sorting_address(view.activity.slug, theme.number),
            answer=new_change_address(view.programme.slug, view.activity.slug, theme.number)
            if theme.confirmed
            else "",
            onward=onward,
            here=(view.decided or view.undone) and theme.number == here,
        )


def _share(theme: ShownTheme, cohort: Slug) -> float | None:
    mentioned = theme.shares.get(cohort)
    return mentioned.people / mentioned.of if mentioned else None


def _bars(theme: ShownTheme, cohorts: Mapping[Slug, str], most: float) -> tuple[Bar, ...]:
    """Return a bar for each cohort, its height beside the largest share of any theme.

    None where nothing may be told of any.
    """
    bars = []
    for place, slug in enumerate(cohorts):
        share = _share(theme, slug)
        height = round(_BAR_HEIGHT * (share or 0) / most, 1) if most else 0.0
        x = place * (_BAR_WIDTH + _BAR_GAP)
        bars.append(Bar(x, round(_BAR_HEIGHT - height, 1), height, told=share is not None))
    return tuple(bars) if any(bar.told for bar in bars) else ()


def _buttons(theme: ShownTheme, activity: Slug, *, gone: bool, words: Words) -> tuple[Button, ...]:
    said = Words("themes", words.language)
    address = theme_address(activity, theme.number)

    def button(doing: str, key: str, *, quiet: bool = True) -> Button:
        return Button(f"{address}/{doing}", said(doing), key, quiet)

    if gone:
        return (button("restore", "r"), button("confirm", "b"))
    if theme.confirmed:
        return (button("unconfirm", "r"), button("dismiss", "p"))
    return (button("confirm", "b", quiet=False), button("dismiss", "p"))


def _unsure(reading: ShownReading | Withheld | None, words: Words) -> Iterator[str]:
    """Yield why ideas are in no theme, as far as it may be told."""
    if isinstance(reading, ShownReading):
        for reason, count in reading.unsure_because.items():
            yield Words("themes", words.language)(f"unsure_{reason}", count=words.number(count))
