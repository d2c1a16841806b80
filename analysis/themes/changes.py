"""What a proposal changes of what stands, theme by theme, counted."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal
from uuid import UUID

import msgspec

from analysis.themes.results import ThemesFound

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


def changes(standing: ThemesFound, proposed: ThemesFound) -> tuple[Change, ...]:
    """Return what differs: new, split, merged, gone, grown, shrunk; most people first in each.

    Both are of the same comments. Nothing differs where every idea is in the same theme.
    """
    before, after = _Inside(standing), _Inside(proposed)
    found = [
        *_new(before, after),
        *_left(before, after),
        *_sizes(before, after),
    ]
    return tuple(
        sorted(found, key=lambda change: (_ORDER.index(change.kind), -change.people, change.theme))
    )


class _Inside:
    """Which ideas are in which theme, and who said them."""

    def __init__(self, found: ThemesFound) -> None:
        self.ideas: dict[int, set[str]] = {}
        self.theme: dict[str, int] = {}
        self.person: dict[str, UUID] = {}
        for mention in found.mentions:
            if mention.theme is not None:
                idea = mention.idea
                self.ideas.setdefault(mention.theme, set()).add(idea)
                self.theme[idea] = mention.theme
                self.person[idea] = mention.submission_id

    def people(self, ideas: set[str]) -> int:
        return len({self.person[idea] for idea in ideas})

    def spread(self, ideas: set[str]) -> Counter[int]:
        """Return in which themes `ideas` are."""
        return Counter(self.theme[idea] for idea in ideas if idea in self.theme)


def _most_first(counts: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(sorted(counts, key=lambda number: (-counts[number], number)))


def _new(before: _Inside, after: _Inside) -> Iterator[Change]:
    for number in after.ideas.keys() - before.ideas.keys():
        ideas = after.ideas[number]
        yield Change(
            kind="new",
            theme=number,
            others=_most_first(before.spread(ideas)),
            ideas=len(ideas),
            people=after.people(ideas),
        )


def _left(before: _Inside, after: _Inside) -> Iterator[Change]:
    """Yield the themes that are split, merged or gone."""
    for number, ideas in before.ideas.items():
        spread = after.spread(ideas)
        spread.pop(number, None)
        if number in after.ideas:
            spread = Counter({n: spread[n] for n in spread if n not in before.ideas})
        if spread.total() >= max(1, PART * len(ideas)):
            moved = {idea for idea in ideas if after.theme.get(idea) in spread}
            yield Change(
                kind="split" if number in after.ideas else "merged",
                theme=number,
                others=_most_first(spread),
                ideas=len(moved),
                people=before.people(moved),
            )
        elif number not in after.ideas:
            yield Change(
                kind="gone", theme=number, others=(), ideas=len(ideas), people=before.people(ideas)
            )


def _sizes(before: _Inside, after: _Inside) -> Iterator[Change]:
    for number in before.ideas.keys() & after.ideas.keys():
        was, now = before.ideas[number], after.ideas[number]
        people = after.people(now) - before.people(was)
        if people:
            yield Change(
                kind="grown" if people > 0 else "shrunk",
                theme=number,
                others=(),
                ideas=max(0, (len(now) - len(was)) * (1 if people > 0 else -1)),
                people=abs(people),
            )
