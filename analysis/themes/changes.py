"""What a proposal changes of what stands, theme by theme, counted."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

import msgspec

PART = 0.2
"""Share of a theme's ideas that must go into new themes for it to be split, and of one that is no
more into others for it to be merged: less is a few ideas that move."""

_ORDER = ("new", "split", "merged", "gone", "grown", "shrunk")


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What happens to one theme."""

    kind: Literal["new", "split", "merged", "gone", "grown", "shrunk"]
    """New: it was not there. Split: a part of it goes into new themes. Merged: it is no more, and
    its ideas are in others. Gone: it is no more, nor its ideas in any theme. Grown, shrunk: more or
    fewer people mention it."""
    theme: int
    others: tuple[int, ...]
    """Where its ideas go, most first, if split or merged; where they come from, if new."""
    ideas: int
    """How many: in it if new or gone, that go elsewhere if split or merged, by how many it grew or
    shrank (never below 0) otherwise."""
    people: int
    """The same of respondents."""


class Size(NamedTuple):
    """Of a theme."""

    people: int
    ideas: int


class Flows(NamedTuple):
    """Where ideas are, and where they would be, counted; both of the same comments."""

    before: Mapping[int, Size]
    """Themes that stand, by number; those without an idea may be absent."""
    after: Mapping[int, Size]
    """Themes that are proposed."""
    moves: Mapping[tuple[int, int], int]
    """Ideas of one theme that would be in another, by the numbers of both."""
    movers: Mapping[int, int]
    """People whose ideas would go from a theme into a new one or, where it is no more, into any:
    by its number."""


def changes(flows: Flows) -> tuple[Change, ...]:
    """Return what differs: new, split, merged, gone, grown, shrunk; most people first in each.

    Nothing differs where every idea is in the same theme.
    """
    found = [*_new(flows), *_left(flows), *_sizes(flows)]
    return tuple(
        sorted(found, key=lambda change: (_ORDER.index(change.kind), -change.people, change.theme))
    )


def _most_first(counts: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(sorted(counts, key=lambda number: (-counts[number], number)))


def _new(flows: Flows) -> Iterator[Change]:
    for number in flows.after.keys() - flows.before.keys():
        size = flows.after[number]
        from_others = {
            before: ideas for (before, after), ideas in flows.moves.items() if after == number
        }
        yield Change(
            kind="new",
            theme=number,
            others=_most_first(from_others),
            ideas=size.ideas,
            people=size.people,
        )


def _left(flows: Flows) -> Iterator[Change]:
    """Yield the themes that are split, merged or gone."""
    for number, size in flows.before.items():
        into = {
            after: ideas
            for (before, after), ideas in flows.moves.items()
            if before == number and (number not in flows.after or after not in flows.before)
        }
        if sum(into.values()) >= max(1, PART * size.ideas):
            yield Change(
                kind="split" if number in flows.after else "merged",
                theme=number,
                others=_most_first(into),
                ideas=sum(into.values()),
                people=flows.movers[number],
            )
        elif number not in flows.after:
            yield Change(kind="gone", theme=number, others=(), ideas=size.ideas, people=size.people)


def _sizes(flows: Flows) -> Iterator[Change]:
    for number in flows.before.keys() & flows.after.keys():
        was, now = flows.before[number], flows.after[number]
        people = now.people - was.people
        if people:
            yield Change(
                kind="grown" if people > 0 else "shrunk",
                theme=number,
                others=(),
                ideas=max(0, (now.ideas - was.ideas) * (1 if people > 0 else -1)),
                people=abs(people),
            )
