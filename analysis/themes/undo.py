"""Take back what was decided of themes: put what it changed as it was, and leave all else."""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from analysis.themes.decide import theme_of
from analysis.themes.effects import Effect, Placed, State, Wording, states
from analysis.themes.recount import moved, recounted
from analysis.themes.results import Mention, Theme, ThemesFound
from surveys.texts import Text


def undone(found: ThemesFound, effect: Effect, wording: Wording | None = None) -> ThemesFound:
    """Return `found` without what an event changed.

    Ideas go back to where they were, under the themes that there were. What was put since into a
    theme that the event made goes where most of its ideas came from. Ideas erased since are gone.

    Args:
        found: As it is now; nothing in it stands on the event.
        effect: Of the event, on this layer.
        wording: What themes were told by before. None where words were sought since: then a theme
            that comes back is told by what its ideas say, and the next search finds better words.
    """
    known = {theme.number: theme for theme in wording.themes} if wording else {}
    places = {idea: placed for placed in effect.places for idea in placed.ideas}
    back = [(mention, places.get(mention.idea)) for mention in found.mentions] if places else []
    themes = _themes(found, effect, known, back)
    now = {theme.number: theme for theme in found.themes}
    homes = {number: _home(number, back) for number in effect.made}
    mentions = [
        _put(mention, placed.theme, placed, now, themes)
        if placed is not None
        else _put(mention, homes[mention.theme], None, now, themes)
        if mention.theme in homes
        else mention
        for mention, placed in back or ((mention, None) for mention in found.mentions)
    ]
    kept = {number: theme for number, theme in themes.items() if number not in homes}
    if wording is None:
        return recounted(found, kept.values(), mentions)
    return _reworded(recounted(found, kept.values(), mentions), wording)


def _themes(
    found: ThemesFound,
    effect: Effect,
    known: Mapping[int, Theme],
    back: Sequence[tuple[Mention, Placed | None]],
) -> dict[int, Theme]:
    """Return the themes, those that come back among them, with what was said of each."""
    themes = {theme.number: theme for theme in found.themes}
    were = states(effect)
    needed = {placed.theme for placed in effect.places if placed.theme is not None}
    for number in sorted((needed | were.keys()) - themes.keys()):
        state = were.get(number) or State(number=number)
        bare = known.get(number) or _from_ideas(state, themes, back)
        themes[number] = _restored(bare, state, None)
    return told_before(themes, effect)


def told_before(themes: Mapping[int, Theme], effect: Effect) -> dict[int, Theme]:
    """Return themes, by number, with what an event said otherwise told as before it."""
    are = {state.number: state for state in effect.now}
    restored = {
        number: _restored(themes[number], state, are.get(number))
        for number, state in states(effect).items()
        if number in themes
    }
    return {**themes, **restored}


def _restored(theme: Theme, was: State, now: State | None) -> Theme:
    """Return a theme of which all is said as before that an event changed."""
    fields = ("name", "dismissed", "confirmed", "locked", "origin")
    return msgspec.structs.replace(
        theme,
        **{
            field: getattr(was, field)
            for field in fields
            if now is None or getattr(was, field) != getattr(now, field)
        },
    )


def _from_ideas(
    state: State, themes: Mapping[int, Theme], back: Sequence[tuple[Mention, Placed | None]]
) -> Theme:
    """Return a theme whose words are no longer known, told by what its ideas say."""
    own = [mention for mention, placed in back if placed and placed.theme == state.number]
    among = Counter(mention.theme for mention in own if mention.theme in themes)
    number = among.most_common(1)[0][0] if among else None
    if number is not None:
        said = [mention for mention in own if mention.theme == number]
        return theme_of(themes[number], said, state.number)
    label = state.name or Text(fr=f"Thème {state.number}", en=f"Theme {state.number}")
    return Theme(
        number=state.number,
        label=label,
        words=(),
        respondents=0,
        ideas=0,
        quotes=(),
        stability=None,
    )


def _home(made: int, back: Sequence[tuple[Mention, Placed | None]]) -> int | None:
    """Return where most ideas came from of a theme that was made; None for none."""
    came = Counter(placed.theme for mention, placed in back if placed and mention.theme == made)
    return came.most_common(1)[0][0] if came else None


def _put(
    mention: Mention,
    into: int | None,
    placed: Placed | None,
    now: Mapping[int, Theme],
    themes: Mapping[int, Theme],
) -> Mention:
    pinned = mention.pinned if placed is None else placed.pinned
    if into is None:
        unsure = "far" if placed is None else placed.unsure
        return msgspec.structs.replace(mention, theme=None, says=(), unsure=unsure, pinned=pinned)
    if mention.theme == into:
        return msgspec.structs.replace(mention, pinned=pinned)
    source = None if mention.theme is None else now[mention.theme]
    return moved(mention, source, themes[into], pinned=pinned)


def _reworded(found: ThemesFound, wording: Wording) -> ThemesFound:
    """Return `found` with themes told by the words they were told by."""
    before = {theme.number: theme for theme in wording.themes}
    now = {theme.number: theme for theme in found.themes}
    mentions = [_said(mention, now, before, wording) for mention in found.mentions]
    names = {idea for ideas in wording.quotes.values() for idea in ideas}
    place = {m.idea: n for n, m in enumerate(mentions) if m.theme in before} if names else {}
    quotes = {
        number: tuple(place[idea] for idea in ideas if idea in place)
        for number, ideas in wording.quotes.items()
    }
    themes = [
        _told(theme, before[theme.number], quotes[theme.number])
        if theme.number in before
        else theme
        for theme in found.themes
    ]
    counted = recounted(found, themes, mentions)
    whole = {n for n, theme in before.items() if n in now and now[n].ideas == theme.ideas}
    return msgspec.structs.replace(
        counted,
        themes=tuple(
            msgspec.structs.replace(theme, quotes=quotes[theme.number])
            if theme.number in whole
            else theme
            for theme in counted.themes
        ),
    )


def _told(theme: Theme, before: Theme, quotes: Sequence[int]) -> Theme:
    whole = theme.ideas == before.ideas
    return msgspec.structs.replace(
        theme,
        label=before.label,
        words=before.words,
        stability=before.stability if whole else theme.stability,
        coherence=before.coherence if whole else theme.coherence,
        quotes=tuple(quotes),
    )


def _said(
    mention: Mention, now: Mapping[int, Theme], before: Mapping[int, Theme], wording: Wording
) -> Mention:
    """Return a mention with what it says of the words that its theme is told by from now on."""
    if mention.theme is None:
        return mention
    says = wording.says.get(mention.theme, {})
    if says and (known := says.get(mention.idea)) is not None:
        return msgspec.structs.replace(mention, says=known)
    if mention.theme not in before:
        return mention
    source, target = now[mention.theme], before[mention.theme]
    if source.phrases == target.phrases:
        return mention
    return moved(mention, source, target, pinned=mention.pinned)
