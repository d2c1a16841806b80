"""What an event changed of one layer: what it takes to undo it, and to know what stands on it.

An effect tells ideas by their names and themes by their numbers, so it may be kept as long as the
decision. The words of themes are people's, and kept apart (`Wording`), only until words are sought
again or somebody takes back what they wrote.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from analysis.themes.results import Mention, Origin, Theme, ThemesFound, Unsure
from surveys.texts import Text


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What people say of a theme."""

    number: int
    name: Text | None = None
    dismissed: bool = False
    confirmed: bool = False
    locked: bool = False
    origin: Origin = "groups"


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """Where some ideas were."""

    theme: int | None
    unsure: Unsure | None
    pinned: bool
    ideas: tuple[str, ...]
    """As `Mention.idea` calls them."""


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """What an event changed of a layer."""

    was: tuple[State, ...] = ()
    """Themes of which something else was said before, or that are gone since."""
    now: tuple[State, ...] = ()
    """The same afterwards, but for those that are gone."""
    made: tuple[int, ...] = ()
    """Numbers of themes that were not there."""
    places: tuple[Placed, ...] = ()
    """Where the ideas were that were put elsewhere."""
    into: tuple[int, ...] = ()
    """Numbers of the themes that they were put into."""

    @property
    def gone(self) -> frozenset[int]:
        """Numbers of themes that are no more."""
        return frozenset(state.number for state in self.was) - {s.number for s in self.now}

    @property
    def rearranges(self) -> bool:
        """Whether it is more than what is told of themes that stay."""
        return bool(self.places or self.made or self.gone)


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """What themes were told by, in people's words, before an event."""

    themes: tuple[Theme, ...]
    """Those told otherwise afterwards, or of other ideas; without their quotes."""
    quotes: dict[int, tuple[str, ...]]
    """The ideas that were quoted of each, best first."""
    says: dict[int, dict[str, tuple[int, ...]]]
    """By theme and idea, for the ideas of which it is otherwise afterwards: `Mention.says`."""


def effect_on_themes(before: Iterable[Theme], after: Iterable[Theme]) -> Effect:
    """Return what changed of what is told of themes, of which no idea was moved."""
    were = {theme.number: _state(theme) for theme in before}
    are = {theme.number: _state(theme) for theme in after}
    changed = sorted(number for number, state in were.items() if are.get(number) != state)
    return Effect(
        was=tuple(were[number] for number in changed),
        now=tuple(are[number] for number in changed if number in are),
        made=tuple(sorted(are.keys() - were.keys())),
    )


def effect_of(before: ThemesFound, after: ThemesFound) -> Effect:
    """Return what changed from one layer to another of the same ideas in the same order."""
    places: dict[tuple[int | None, Unsure | None, bool], list[str]] = {}
    into: set[int] = set()
    for one, other in _pairs(before, after):
        if _place(one) != _place(other):
            places.setdefault(_place(one), []).append(one.idea)
            if other.theme is not None and other.theme != one.theme:
                into.add(other.theme)
    return msgspec.structs.replace(
        effect_on_themes(before.themes, after.themes),
        places=tuple(
            Placed(theme=theme, unsure=unsure, pinned=pinned, ideas=tuple(ideas))
            for (theme, unsure, pinned), ideas in places.items()
        ),
        into=tuple(sorted(into)),
    )


def wording_of(before: ThemesFound, after: ThemesFound) -> Wording:
    """Return what changed with it of the words that themes are told by."""
    are = {theme.number: _told(theme) for theme in after.themes}
    moved = {
        theme
        for one, other in _pairs(before, after)
        if one.theme != other.theme
        for theme in (one.theme, other.theme)
    }
    themes = sorted(before.themes, key=lambda theme: theme.number)
    changed = [
        theme for theme in themes if theme.number in moved or are.get(theme.number) != _told(theme)
    ]
    says: dict[int, dict[str, tuple[int, ...]]] = {}
    for one, other in _pairs(before, after):
        if one.theme is not None and (one.theme, one.says) != (other.theme, other.says):
            says.setdefault(one.theme, {})[one.idea] = one.says
    return Wording(
        themes=tuple(msgspec.structs.replace(theme, quotes=()) for theme in changed),
        quotes={
            theme.number: tuple(before.mentions[place].idea for place in theme.quotes)
            for theme in changed
        },
        says=says,
    )


def stands_on(later: Effect, earlier: Effect) -> bool:
    """Whether `earlier` cannot be taken back while `later` holds.

    It does where it says otherwise of the same thing or moves the same idea, where it is about a
    theme that the earlier made, or where a theme is gone with it that the earlier is about.
    """
    return (
        bool(_told_of(later) & _told_of(earlier))
        or not about(later).isdisjoint(earlier.made)
        or not about(earlier).isdisjoint(later.gone)
        or not _ideas(later).isdisjoint(_ideas(earlier))
    )


def _told_of(effect: Effect) -> set[tuple[int, str]]:
    """Return what is told otherwise: of which theme, and what."""
    are = {state.number: state for state in effect.now}
    return {
        (was.number, field)
        for was in effect.was
        if was.number in are
        for field in ("name", "dismissed", "confirmed", "locked")
        if getattr(was, field) != getattr(are[was.number], field)
    }


def about(effect: Effect) -> set[int]:
    """Return the numbers of the themes of which an effect says or moves something."""
    sources = {placed.theme for placed in effect.places if placed.theme is not None}
    return {*sources, *effect.into, *effect.made, *(state.number for state in effect.was)}


def _ideas(effect: Effect) -> set[str]:
    return {idea for placed in effect.places for idea in placed.ideas}


def states(effect: Effect) -> Mapping[int, State]:
    """Return what was said of themes, by number."""
    return {state.number: state for state in effect.was}


def _pairs(before: ThemesFound, after: ThemesFound) -> Iterator[tuple[Mention, Mention]]:
    for one, other in zip(before.mentions, after.mentions, strict=True):
        if one is not other and one != other:
            yield one, other


def _place(mention: Mention) -> tuple[int | None, Unsure | None, bool]:
    return mention.theme, mention.unsure, mention.pinned


def _told(theme: Theme) -> Theme:
    return msgspec.structs.replace(
        theme, respondents=0, ideas=0, name=None, dismissed=False, confirmed=False, locked=False
    )


def _state(theme: Theme) -> State:
    return State(
        number=theme.number,
        name=theme.name,
        dismissed=theme.dismissed,
        confirmed=theme.confirmed,
        locked=theme.locked,
        origin=theme.origin,
    )
