"""All that was decided of the themes of an activity, to be read and undone.

Who opens it: a designer who sees that a theme is not what it was, or regrets a decision. What they
must be able to do: within ten seconds, find who decided what; with one press, take it back, or be
told which later decision to take back first.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, assert_never

import msgspec

from analysis.themes.decisions import (
    Accept,
    Add,
    Confirm,
    Discard,
    Dismiss,
    Event,
    Leave,
    Lock,
    Merge,
    Move,
    Rename,
    Restore,
    Split,
    Unconfirm,
    Undo,
    Unlock,
)
from dashboards.pages.frame import (
    Frame,
    decisions_address,
    framed,
    way_to_needs,
    words_in,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Programme
from surveys.texts import Language, Slug, Text

A_PAGE = 50
"""Decisions: more are not listed on one page."""


class Logged(msgspec.Struct, frozen=True, kw_only=True):
    """An event of the log."""

    sequence: int
    at: datetime
    """In the time zone to show."""
    who: str
    """Name; empty for the command line, and where there is no account any more."""
    event: Event
    holds: bool
    """Whether nobody took it back."""
    kept: bool = True
    """Whether what it changed is known, so that it can be undone."""
    first: int | None = None
    """What must be undone before; None where nothing stands on it."""
    gone: bool = False
    """Whether the account of whoever decided is no more."""


class DecisionLogView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    logged: tuple[Logged, ...]
    """One page of the log, latest first."""
    names: Mapping[int, Text | None]
    """What the themes are called that are shown; None for those without a name."""
    number: int = 1
    pages: int = 1
    undone: bool = False
    """Whether the reader undid something just now."""


class UndoForm(NamedTuple):
    """A button that takes an event back."""

    action: str
    label: str
    which: str
    """The same, for who hears it without the line above."""
    back: str
    """Where to go then, as `service.web.decision_log` knows it."""


class LogLine(NamedTuple):
    id: str
    number: str
    sentence: str
    by: str
    holds: bool
    undo: UndoForm | None
    note: str
    """Why it cannot be undone."""
    first: str
    """Where that stands which must be undone first; empty where nothing must."""


def decision_log_page(view: DecisionLogView, language: Language) -> Page:
    """Return one page of the log."""
    words, said = words_in(language), Words("needs", language)
    activity = view.activity.slug
    frame = Frame(
        said("log"),
        decisions_address(activity),
        way_to_needs(words, view.programme, view.activity),
        demonstration=view.programme.demonstration,
    )
    on_page = {each.sequence for each in view.logged}
    address = f"{frame.address}?page={{}}"
    return framed(
        "decision_log.html",
        frame,
        words,
        h=said,
        undone=view.undone,
        lines=tuple(_line(each, view, on_page, said) for each in view.logged),
        pages=view.pages > 1,
        here=said("page", page=words.number(view.number), pages=words.number(view.pages)),
        newer=address.format(view.number - 1) if view.number > 1 else "",
        older=address.format(view.number + 1) if view.number < view.pages else "",
    )


def undo_form(
    logged: Logged, activity: Slug, names: Mapping[int, Text | None], said: Words, *, back: str
) -> UndoForm:
    """Return the button that takes an event back, which holds and which nothing stands on."""
    sentence = event_sentence(logged.event, names, said)
    label = "redo" if isinstance(logged.event, Undo) else "undo"
    return UndoForm(
        action=f"{decisions_address(activity)}/{logged.sequence}/undo",
        label=said(label),
        which=said(f"{label}_which", decision=sentence),
        back=back,
    )


def _line(each: Logged, view: DecisionLogView, on_page: set[int], said: Words) -> LogLine:
    possible = each.holds and each.kept and each.first is None
    note = ""
    if each.holds and not each.kept:
        note = said("too_old")
    elif each.holds and each.first is not None:
        note = said("first_undo", number=said.number(each.first))
    elif not each.holds:
        note = said("is_undone")
    who = said("by_gone") if each.gone else each.who or said("by_command")
    return LogLine(
        id=f"n{each.sequence}",
        number=said("number", number=said.number(each.sequence)),
        sentence=event_sentence(each.event, view.names, said),
        by=said("by", who=who, at=words_in(said.language).moment(each.at)),
        holds=each.holds,
        undo=undo_form(each, view.activity.slug, view.names, said, back="log")
        if possible
        else None,
        note=note,
        first=f"#n{each.first}" if each.holds and each.first in on_page else "",
    )


def event_sentence(event: Event, names: Mapping[int, Text | None], said: Words) -> str:
    """Return what was decided, with what themes are called now.

    Args:
        event: From the log.
        names: Of the themes that may be shown.
        said: The texts "needs" in the language of the reader.
    """
    if isinstance(event, Accept | Discard):
        return said(f"event_{_kind(event)}")
    if isinstance(event, Undo):
        return said("event_undo", number=said.number(event.sequence))
    if isinstance(event, Leave):
        return said.count("event_leave", len(event.ideas))
    theme = _named(event.theme, names, said)
    match event:
        case Rename():
            name = event.name
            told = (
                said("event_rename", theme=theme, fr=name.fr, en=name.en)
                if name
                else said("event_unname", theme=theme)
            )
        case Merge():
            told = said("event_merge", theme=theme, into=_named(event.into, names, said))
        case Split() | Add():
            told = said.count(f"event_{_kind(event)}", len(event.ideas), theme=theme)
        case Move():
            into = _named(event.into, names, said)
            told = said.count("event_move", len(event.ideas), theme=theme, into=into)
        case Dismiss() | Restore() | Confirm() | Unconfirm() | Lock() | Unlock():
            told = said(f"event_{_kind(event)}", theme=theme)
        case _:
            assert_never(event)
    return told[:1].upper() + told[1:]


def _named(number: int | None, names: Mapping[int, Text | None], said: Words) -> str:
    if number is None:
        return said("no_theme")
    if number not in names:
        return said("unshown")
    name = names[number]
    unnamed = words_in(said.language)("theme_unnamed")
    return said("named", theme=name[said.language] if name else unnamed)


def _kind(event: Event) -> str:
    return type(event).__name__.lower()
