"""From places to a layer: themes described again, with what people decided of them."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain
from uuid import UUID

import msgspec
import numpy as np

from analysis.themes.describe import NOWHERE, Placed, describe, respondents
from analysis.themes.fit import ENOUGH, Sample
from analysis.themes.mentions import mentions_of
from analysis.themes.places import Places, counted
from analysis.themes.recount import decided
from analysis.themes.results import Mention, Origin, Theme, ThemesFound
from surveys.texts import BESIDE, Text

FEWEST_RESPONDENTS = 2
"""A theme of one person would be that person's."""

_SHARED = 2
"""People who must still say the label of a theme for it to keep it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of themes beside the ideas in them, by number."""

    themes: Mapping[int, Theme]
    """As they stood."""
    origins: Mapping[int, Origin] = field(default_factory=dict)
    """Of those that did not stand; "groups" if not in it."""
    stability: Mapping[int, float] = field(default_factory=dict)
    """Measured since they stood."""


def without_few(places: Places, themes: Mapping[int, Theme]) -> Places:
    """Return `places` where themes of too few people are none, but those people decided of."""
    kept = decided(themes, set(places.themes[places.pinned].tolist()))
    people = respondents(places.ideas, places.themes)
    few = [n for n in people if n not in kept and len(people[n]) < FEWEST_RESPONDENTS]
    where = np.isin(places.themes, few)
    return places.moved(where, np.full(int(where.sum()), NOWHERE), why="few")


def assemble(
    places: Places, sample: Sample | None, known: Known, *, embedder: str, next_number: int
) -> ThemesFound:
    """Return the layer in which ideas are at `places`; `sample` is None without any idea."""
    themes: tuple[Theme, ...] = ()
    if sample is not None:
        placed = Placed(places.ideas, places.once, places.themes)
        themes = tuple(_known(describe(placed, sample, known.stability), places, known))
    numbers = {theme.number for theme in themes}
    kept = sorted(decided(known.themes, ()) - numbers)
    themes += tuple(
        msgspec.structs.replace(known.themes[number], respondents=0, ideas=0, quotes=())
        for number in kept
    )
    return ThemesFound(
        themes=themes,
        mentions=_mentions(places, themes),
        read=counted(places),
        embedder=embedder,
        suggestion_only=len(places.once.ideas) < ENOUGH,
        next_number=next_number,
    )


def _mentions(places: Places, themes: Sequence[Theme]) -> tuple[Mention, ...]:
    mentions = mentions_of(places.ideas, places.once, places.themes.tolist(), themes)
    return tuple(
        msgspec.structs.replace(mention, unsure=unsure, pinned=pinned)
        if unsure is not None or pinned
        else mention
        for mention, unsure, pinned in zip(
            mentions, places.unsure, places.pinned.tolist(), strict=True
        )
    )


def _known(described: Sequence[Theme], places: Places, known: Known) -> Iterator[Theme]:
    """Yield themes as described, with what was known of them; no two of one label if possible."""
    kept = _still_said(places, known.themes)
    taken = {spoken.casefold() for number in kept for spoken in _both(known.themes[number])}
    for theme in described:
        before = known.themes.get(theme.number)
        label = before.label if before and theme.number in kept else _free(theme, taken)
        taken.update((label.fr.casefold(), label.en.casefold()))
        if before is None:
            origin = known.origins.get(theme.number, "groups")
            yield msgspec.structs.replace(theme, label=label, origin=origin)
        else:
            yield msgspec.structs.replace(
                theme,
                label=label,
                stability=theme.stability if known.stability else before.stability,
                name=before.name,
                dismissed=before.dismissed,
                confirmed=before.confirmed,
                locked=before.locked,
                origin=before.origin,
            )


def _still_said(places: Places, themes: Mapping[int, Theme]) -> set[int]:
    """Return the themes whose label in one language is still said, each part of it by enough."""
    parts = {n: [each.casefold().split(BESIDE) for each in _both(t)] for n, t in themes.items()}
    people: dict[tuple[int, str], set[UUID]] = {}
    for idea, number in zip(places.ideas, places.themes.tolist(), strict=True):
        text = idea.text.casefold()
        for part in chain.from_iterable(parts.get(number, ())):
            if part in text:
                people.setdefault((number, part), set()).add(idea.submission_id)
    return {
        number
        for number, labels in parts.items()
        if any(all(len(people.get((number, p), ())) >= _SHARED for p in label) for label in labels)
    }


def _both(theme: Theme) -> tuple[str, str]:
    return theme.label.fr, theme.label.en


def _free(theme: Theme, taken: AbstractSet[str]) -> Text:
    """Return the label of a theme or, where another has it, the first free of its words."""
    if taken.isdisjoint(map(str.casefold, _both(theme))):
        return theme.label
    free = (word for word in theme.words if word.casefold() not in taken)
    word = next(free, None)
    return theme.label if word is None else Text(fr=_capital(word), en=_capital(word))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
