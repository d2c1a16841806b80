"""Keep counts, quotes and order of themes true when ideas were moved between them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

import msgspec

from analysis.themes.results import Mention, ReadComment, Theme, ThemesFound

FEWEST_QUOTES = 3
"""Where fewer are left, others are taken, in the order of the comments."""


def decided(themes: Mapping[int, Theme], pinned: Collection[int]) -> set[int]:
    """Return the numbers of themes that people decided something of, and so are kept.

    Args:
        themes: By number.
        pinned: Numbers of themes that people put ideas into.
    """
    return {number for number, theme in themes.items() if number in pinned or is_decided(theme)}


def is_decided(theme: Theme) -> bool:
    """Whether people said something of a theme, or made it."""
    return (
        theme.name is not None
        or theme.dismissed
        or theme.confirmed
        or theme.locked
        or theme.origin == "people"
    )


def recounted(
    found: ThemesFound, themes: Iterable[Theme], mentions: Sequence[Mention]
) -> ThemesFound:
    """Return `found` with these themes and mentions, and the counts of what that changes.

    What is the same in a theme keeps its counts and its quotes, so `found` may be an excerpt of a
    layer: whole themes are not needed, only all that was said by whoever has an idea moved. A theme
    that changes and is left without a mention is dropped, unless people decided something of it.

    Args:
        found: What the rest is taken from, its counts true; the mentions are of the same ideas in
            the same order.
        themes: In any order; of their quotes those stay that are still in them.
        mentions: Where ideas are now.
    """
    were = {theme.number: theme for theme in found.themes}
    flows = _Flows.between(found.mentions, mentions)
    inside = _inside(mentions, _requoted(were, themes := tuple(themes), flows))
    counted = [_counted(theme, were.get(theme.number), flows, inside, mentions) for theme in themes]
    return msgspec.structs.replace(
        found,
        themes=tuple(
            sorted(
                (
                    theme
                    for theme in counted
                    if theme.ideas or theme == were.get(theme.number) or is_decided(theme)
                ),
                key=lambda theme: (-theme.respondents, theme.number),
            )
        ),
        mentions=tuple(mentions),
        read=_read(found.read, flows, mentions),
    )


class _Flows(NamedTuple):
    """What moving some ideas changes of counts."""

    ideas: Counter[int]
    """More ideas, or fewer, by theme."""
    people: Counter[int]
    """The same of respondents."""
    comments: frozenset[tuple[int, str]]
    """Those with an idea that went from a theme to another or none, or the other way."""

    @classmethod
    def between(cls, before: Sequence[Mention], after: Sequence[Mention]) -> "_Flows":
        pairs = zip(before, after, strict=True)
        moves = [(one, other) for one, other in pairs if one.theme != other.theme]
        movers = {one.submission_id.int for one, _ in moves}
        ideas: Counter[int] = Counter()
        for one, other in moves:
            ideas.subtract(() if one.theme is None else (one.theme,))
            ideas.update(() if other.theme is None else (other.theme,))
        people: Counter[int] = Counter(theme for theme, _ in _who(after, movers))
        people.subtract(theme for theme, _ in _who(before, movers))
        return cls(
            ideas, people, frozenset((one.submission_id.int, one.question) for one, _ in moves)
        )


def _who(mentions: Iterable[Mention], people: Collection[int]) -> set[tuple[int, int]]:
    """Return who of some people mentions which theme."""
    return {
        (mention.theme, mention.submission_id.int)
        for mention in mentions
        if mention.theme is not None and mention.submission_id.int in people
    }


def _requoted(were: Mapping[int, Theme], themes: Sequence[Theme], flows: _Flows) -> set[int]:
    """Return the themes that gain or lose ideas, come up, or are given other quotes."""
    return {
        theme.number
        for theme in themes
        if theme.number in flows.ideas
        or theme.number not in were
        or theme.quotes != were[theme.number].quotes
    }


def _inside(mentions: Sequence[Mention], themes: Collection[int]) -> dict[int, list[int]]:
    """Return the places of the mentions in some themes."""
    inside: dict[int, list[int]] = {number: [] for number in themes}
    for place, mention in enumerate(mentions):
        if mention.theme in inside:
            inside[mention.theme].append(place)
    return inside


def _counted(
    theme: Theme,
    was: Theme | None,
    flows: _Flows,
    inside: Mapping[int, Sequence[int]],
    mentions: Sequence[Mention],
) -> Theme:
    number = theme.number
    return msgspec.structs.replace(
        theme,
        respondents=(was.respondents if was else 0) + flows.people[number],
        ideas=(was.ideas if was else 0) + flows.ideas[number],
        quotes=_quotes(theme, inside[number], mentions) if number in inside else theme.quotes,
    )


def moved(mention: Mention, source: Theme | None, target: Theme, *, pinned: bool) -> Mention:
    """Return a mention in another theme, with those of its words that both themes are told by."""
    said = set() if source is None else {_folded(source.phrases[place]) for place in mention.says}
    return msgspec.structs.replace(
        mention,
        theme=target.number,
        says=tuple(p for p, phrase in enumerate(target.phrases) if _folded(phrase) in said),
        unsure=None,
        pinned=pinned,
    )


def _folded(phrase: str) -> str:
    return phrase.casefold()


def _quotes(theme: Theme, inside: Sequence[int], mentions: Sequence[Mention]) -> tuple[int, ...]:
    here = set(inside)
    chosen: dict[UUID, int] = {}
    for place in theme.quotes:
        if place in here:
            chosen.setdefault(mentions[place].submission_id, place)
    for place in inside:
        if len(chosen) >= FEWEST_QUOTES:
            break
        chosen.setdefault(mentions[place].submission_id, place)
    return tuple(chosen.values())


def _read(
    read: Sequence[ReadComment], flows: _Flows, mentions: Iterable[Mention]
) -> tuple[ReadComment, ...]:
    if not flows.comments:
        return tuple(read)
    unsure = Counter(
        (mention.submission_id.int, mention.question)
        for mention in mentions
        if mention.theme is None
    )
    return tuple(
        each
        if (comment := (each.submission_id.int, each.question)) not in flows.comments
        else msgspec.structs.replace(each, unsure=unsure[comment])
        for each in read
    )
