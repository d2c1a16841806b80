"""Keep counts, quotes and order of themes true when ideas were moved between them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
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
    return {
        number
        for number, theme in themes.items()
        if number in pinned
        or theme.name is not None
        or theme.dismissed
        or theme.confirmed
        or theme.locked
        or theme.origin == "people"
    }


def recounted(
    found: ThemesFound, themes: Iterable[Theme], mentions: Sequence[Mention]
) -> ThemesFound:
    """Return `found` with these themes and mentions, counted again.

    A theme without a mention is dropped, unless people decided something of it.

    Args:
        found: What the rest is taken from; the mentions are of the same ideas in the same order.
        themes: In any order; of their quotes those stay that are still in them.
        mentions: Where ideas are now.
    """
    inside: dict[int, list[int]] = {}
    for place, mention in enumerate(mentions):
        if mention.theme is not None:
            inside.setdefault(mention.theme, []).append(place)
    pinned = {m.theme for m in mentions if m.pinned and m.theme is not None}
    by_number = {theme.number: theme for theme in themes}
    kept = decided(by_number, pinned) | inside.keys()
    counted = [
        msgspec.structs.replace(
            theme,
            respondents=len(
                {mentions[place].submission_id.int for place in inside.get(number, ())}
            ),
            ideas=len(inside.get(number, ())),
            quotes=_quotes(theme, inside.get(number, ()), mentions),
        )
        for number, theme in by_number.items()
        if number in kept
    ]
    return msgspec.structs.replace(
        found,
        themes=tuple(sorted(counted, key=lambda theme: (-theme.respondents, theme.number))),
        mentions=tuple(mentions),
        read=_read(found.read, mentions),
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


def _read(read: Iterable[ReadComment], mentions: Iterable[Mention]) -> tuple[ReadComment, ...]:
    unsure = Counter(
        (mention.submission_id.int, mention.question)
        for mention in mentions
        if mention.theme is None
    )
    return tuple(
        each
        if each.unsure == (now := unsure[each.submission_id.int, each.question])
        else msgspec.structs.replace(each, unsure=now)
        for each in read
    )
