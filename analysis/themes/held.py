"""Hold a proposal against what people decided since it was made, so that it overrides nothing."""

from collections.abc import Collection, Mapping

import msgspec

from analysis.themes.recount import moved, recounted
from analysis.themes.results import Mention, Theme, ThemesFound


def held(proposed: ThemesFound, standing: ThemesFound) -> ThemesFound:
    """Return the proposal with all that people decided since it was made, ready to stand.

    Args:
        proposed: Made when `standing` was last searched, of the same comments.
        standing: As it stands now, decisions made since included.
    """
    now = {theme.number: theme for theme in standing.themes}
    there = {theme.number: theme for theme in proposed.themes}
    gone = {
        number
        for number, theme in there.items()
        if number not in now and (number < proposed.next_number or theme.origin == "people")
    }
    place = {_place(mention): index for index, mention in enumerate(proposed.mentions)}
    themes = {n: _as_decided(theme, now.get(n)) for n, theme in there.items() if n not in gone}
    for number in now.keys() - there.keys():
        quoted = (_place(standing.mentions[quote]) for quote in now[number].quotes)
        quotes = tuple(place[idea] for idea in quoted if idea in place)
        themes[number] = msgspec.structs.replace(now[number], quotes=quotes)
    stand = {_place(mention): mention for mention in standing.mentions}
    mentions = [
        _told_by(mention, stands, now, themes) if _stays(mention, stands, now, gone) else mention
        for mention in proposed.mentions
        for stands in (stand.get(_place(mention), mention),)
    ]
    found = recounted(proposed, [themes[number] for number in sorted(themes)], mentions)
    return msgspec.structs.replace(
        found, next_number=max(proposed.next_number, standing.next_number)
    )


def _place(mention: Mention) -> tuple[int, str, int]:
    """Return what tells ideas apart, in a fifth of the time that their names take."""
    return mention.submission_id.int, mention.question, mention.start


def _as_decided(theme: Theme, now: Theme | None) -> Theme:
    if now is None:
        return theme
    return msgspec.structs.replace(
        theme,
        name=now.name,
        dismissed=now.dismissed,
        confirmed=now.confirmed,
        locked=now.locked,
        origin=now.origin,
    )


def _stays(
    wanted: Mention, stands: Mention, now: Mapping[int, Theme], gone: Collection[int]
) -> bool:
    """Return whether an idea stays where it stands: pinned, or by a locked or merged theme."""
    locked = any(
        number in now and now[number].locked
        for number in (wanted.theme, stands.theme)
        if number is not None
    )
    return stands.pinned or locked or wanted.theme in gone


def _told_by(
    wanted: Mention, stands: Mention, now: Mapping[int, Theme], themes: Mapping[int, Theme]
) -> Mention:
    """Return a mention where it stands, with the words its theme is told by in the proposal."""
    if stands.theme is None:
        return stands
    if stands.theme == wanted.theme:
        return msgspec.structs.replace(wanted, pinned=stands.pinned)
    return moved(stands, now[stands.theme], themes[stands.theme], pinned=stands.pinned)
