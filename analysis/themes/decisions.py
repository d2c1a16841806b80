"""What people decide about themes: events that no search overrides.

Each is checked against what stands when it is made, and applied to it at once; the event itself
is kept for ever, and taken back by another (`Undo`). Ideas are called by `Mention.idea`, themes by
their number.
"""

from typing import TypeAlias

import msgspec

from surveys.texts import Text

LONGEST_NAME = 120
"""Characters of a name, in either language."""


class _Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    theme: int


class Rename(_Decision, frozen=True, kw_only=True, tag="rename"):
    """Call it otherwise."""

    name: Text | None
    """None: back to the label."""


class Merge(_Decision, frozen=True, kw_only=True, tag="merge"):
    """Put all of `theme` into another; its number is not used again."""

    into: int


class Split(_Decision, frozen=True, kw_only=True, tag="split"):
    """Take ideas out of `theme` into a new one."""

    ideas: tuple[str, ...]
    name: Text | None = None


class Move(_Decision, frozen=True, kw_only=True, tag="move"):
    """Put ideas of `theme` elsewhere."""

    ideas: tuple[str, ...]
    into: int | None
    """None: into no theme."""


class Add(_Decision, frozen=True, kw_only=True, tag="add"):
    """Put ideas that are in no theme into `theme`."""

    ideas: tuple[str, ...]


class Leave(msgspec.Struct, frozen=True, kw_only=True, tag="leave", forbid_unknown_fields=True):
    """Keep ideas that are in no theme in none: no search puts them into one."""

    ideas: tuple[str, ...]


class Dismiss(_Decision, frozen=True, kw_only=True, tag="dismiss"):
    """Say that it is no need."""


class Restore(_Decision, frozen=True, kw_only=True, tag="restore"):
    """Take a dismissal back."""


class Confirm(_Decision, frozen=True, kw_only=True, tag="confirm"):
    """Say that it is a need: something to be met. A dismissal is taken back with it."""


class Unconfirm(_Decision, frozen=True, kw_only=True, tag="unconfirm"):
    """Take a confirmation back: it is not decided whether it is a need."""


class Lock(_Decision, frozen=True, kw_only=True, tag="lock"):
    """Close it to searches: it gains and loses nothing but by people's hands."""


class Unlock(_Decision, frozen=True, kw_only=True, tag="unlock"):
    """Open it to searches again; what people put into it stays pinned."""


Decision: TypeAlias = (
    Rename
    | Merge
    | Split
    | Move
    | Add
    | Leave
    | Dismiss
    | Restore
    | Confirm
    | Unconfirm
    | Lock
    | Unlock
)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Ideas that a proposal would put elsewhere together."""

    source: int | None
    """The theme they are in; None: in none, or of a new theme in any."""
    into: int | None
    """The theme they would go to; None: a new one."""
    ideas: tuple[str, ...]
    people: int
    """Who wrote them, when they were proposed."""


class Discard(msgspec.Struct, frozen=True, kw_only=True, tag="discard"):
    """Leave a proposal: it is not made again while it is nearly the same."""

    parts: tuple[Part, ...]


class Accept(msgspec.Struct, frozen=True, kw_only=True, tag="accept"):
    """Let a proposal stand, whole."""

    search: str
    """Which search proposed it: `service.store.theme_decisions.search_name`."""


class Undo(msgspec.Struct, frozen=True, kw_only=True, tag="undo"):
    """Take an event back, an undo included: nothing is ever taken out of the log."""

    sequence: int
    """Of the event, in the log of its activity."""


Event: TypeAlias = Decision | Discard | Accept | Undo
"""What is kept of what people decided."""
