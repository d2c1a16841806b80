"""What people left of proposals: it is not proposed again while it is nearly the same.

A proposal is made of parts: the ideas of one new theme, wherever they stand; and the ideas that
would go from one theme, or from none, to one other that stands. A part is the same as one that
was left if it goes the same way, has half of all ideas of either in common (Jaccard), and has not
grown by half in people since.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from analysis.themes.decisions import Discard, Part
from analysis.themes.results import Mention, ThemesFound

ALIKE = 0.5
"""Share of ideas in common, of all in either, from which a part is one that was left."""

GROWN = 1.5
"""How many times as many people make it worth another look."""


class Move(NamedTuple):
    """An idea that would be elsewhere."""

    idea: str
    """As `Mention.idea` calls it."""
    person: UUID
    source: int | None
    """Number of its theme; None for none."""
    into: int


def discarded(standing: ThemesFound, proposed: ThemesFound) -> Discard:
    """Return what is left where `proposed` is discarded: every part of it."""
    before = {_place(mention): mention.theme for mention in standing.mentions}
    moves = [
        Move(mention.idea, mention.submission_id, source, into)
        for mention in proposed.mentions
        for source, into in ((before.get(_place(mention)), mention.theme),)
        if into is not None and into != source
    ]
    stands = {theme.number for theme in standing.themes}
    return Discard(parts=tuple(_part(some, stands) for some in parts_of(moves, stands)))


def parts_of(moves: Iterable[Move], stands: Collection[int]) -> Iterable[Sequence[Move]]:
    """Return moves in parts; `stands` are the numbers of the themes that do."""
    parts: dict[tuple[int | None, int], list[Move]] = {}
    for move in moves:
        way = (move.source if move.into in stands else None, move.into)
        parts.setdefault(way, []).append(move)
    return parts.values()


def was_left(moves: Sequence[Move], left: Iterable[Part], stands: Collection[int]) -> bool:
    """Whether a part of a proposal is the same as one of those that people left."""
    part = _part(moves, stands)
    ideas = set(part.ideas)
    return any(
        (part.source, part.into) == (each.source, each.into)
        and part.people < GROWN * each.people
        and len(ideas.intersection(each.ideas)) >= ALIKE * len(ideas.union(each.ideas))
        for each in left
    )


def _part(moves: Sequence[Move], stands: Collection[int]) -> Part:
    _, _, source, into = moves[0]
    return Part(
        source=source if into in stands else None,
        into=into if into in stands else None,
        ideas=tuple(move.idea for move in moves),
        people=len({move.person for move in moves}),
    )


def _place(mention: Mention) -> tuple[UUID, str, int]:
    return mention.submission_id, mention.question, mention.start
