"""What became of a theme: which it is today, and what people decided of it."""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, TypeAlias

from analysis.themes.decisions import (
    Accept,
    Add,
    Confirm,
    Decision,
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
from surveys.texts import Text


def today(number: int, decided: Iterable[Event]) -> int:
    """Return the number of the theme that a theme was merged into, or its own.

    Args:
        number: Of a theme, whenever it was noted.
        decided: What was decided of the themes of its activity and holds, first to last.
    """
    for event in decided:
        if isinstance(event, Merge) and event.theme == number:
            number = event.into
    return number


def absorbed(number: int, decided: Iterable[Event]) -> frozenset[int]:
    """Return the numbers of all themes that are this one today, its own included."""
    merges = [event for event in decided if isinstance(event, Merge)]
    return frozenset(
        each
        for each in {number, *(merge.theme for merge in merges)}
        if today(each, merges) == number
    )


StepKind: TypeAlias = Literal[
    "renamed",
    "name_taken_back",
    "merged_in",
    "split_off",
    "moved_out",
    "moved_in",
    "added",
    "dismissed",
    "restored",
    "confirmed",
    "unconfirmed",
    "locked",
    "unlocked",
]


class Step(NamedTuple):
    """Something that was decided of a theme, as its history tells it: never of how many ideas."""

    kind: StepKind
    name: Text | None = None
    """That it was given, or that what was split off was."""
    other: int | None = None
    """The theme that was merged into it, or that ideas went to or came from."""


def step(event: Event, number: int, own: frozenset[int]) -> Step | None:
    """Return what an event means for a theme; None if it does not concern it.

    Args:
        event: Decided of the themes of its activity, and not taken back.
        number: Of the theme.
        own: Its number and those of all that were merged into it, as `absorbed` has them.
    """
    match event:
        case Merge(theme=theme, into=into):
            return Step("merged_in", other=theme) if into in own else None
        case Move(theme=theme, into=into) if into == number:
            return Step("moved_in", other=theme)
        case Discard() | Accept() | Undo() | Leave():
            return None
        case _:
            return _own_step(event) if event.theme == number else None


def _own_step(event: Decision) -> Step | None:
    match event:
        case Rename(name=name):
            return Step("renamed", name=name) if name else Step("name_taken_back")
        case Split(name=name):
            return Step("split_off", name=name)
        case Move(into=into):
            return Step("moved_out", other=into)
        case _:
            kind = _PLAIN.get(type(event))
            return Step(kind) if kind else None


_PLAIN: Mapping[type[Decision], StepKind] = {
    Add: "added",
    Dismiss: "dismissed",
    Restore: "restored",
    Confirm: "confirmed",
    Unconfirm: "unconfirmed",
    Lock: "locked",
    Unlock: "unlocked",
}
"""What needs no other word."""
