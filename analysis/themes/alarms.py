"""Let alarms follow the ideas they were raised on, whatever themes people put these into."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

import msgspec

from analysis.themes.changes import PART
from analysis.themes.results import Alarm, Mention, Theme, ThemesFound, Watch


class Decided(NamedTuple):
    """One layer before and after something was decided of its themes: the same ideas."""

    before: ThemesFound
    after: ThemesFound


def followed(watch: Watch, *layers: Decided) -> Watch:
    """Return `watch` with each alarm on the theme that most of its ideas are in now.

    So it stays with a theme that was merged, under the number of the other, and with the larger
    part of one that was split. It is given up where that theme is gone, or one of the two is
    dismissed: of what is no need nothing rises. One theme has one alarm, the most certain.

    Args:
        watch: Its alarms on themes that are in no layer stay as they are.
        layers: Each alarm is on a theme of the first that has it.
    """
    alarms: dict[int, Alarm] = {}
    for alarm in watch.alarms:  # most certain first
        moved = _moved(alarm, layers)
        if moved is not None:
            alarms.setdefault(moved.theme, moved)
    return msgspec.structs.replace(watch, alarms=tuple(alarms.values()))


def _moved(alarm: Alarm, layers: Sequence[Decided]) -> Alarm | None:
    for before, after in layers:
        for theme in before.themes:
            if theme.number == alarm.theme:
                return _where_its_ideas_are(alarm, theme, before, after)
    return alarm


def _where_its_ideas_are(
    alarm: Alarm, was: Theme, before: ThemesFound, after: ThemesFound
) -> Alarm | None:
    is_now = {theme.number: theme for theme in after.themes}
    said = {_place(mention) for mention in before.mentions if mention.theme == alarm.theme}
    number = _theme_of(said, after, alarm.theme)
    if number not in is_now:
        return None
    if number != alarm.theme and (was.dismissed or is_now[number].dismissed):
        return alarm if alarm.theme in is_now else None
    inside = [_place(mention) in said for mention in after.mentions if mention.theme == number]
    part = alarm.part or inside.count(False) > PART * len(inside)
    return msgspec.structs.replace(
        alarm, theme=number, part=part, kind="growing" if part else alarm.kind
    )


def _theme_of(said: Collection[tuple[UUID, str, int]], after: ThemesFound, theme: int) -> int:
    """Return the theme that most of some ideas are in; `theme` in doubt, or where none is."""
    counts = Counter(m.theme for m in after.mentions if m.theme is not None and _place(m) in said)
    return max(counts, key=lambda n: (counts[n], n == theme, -n), default=theme)


def _place(mention: Mention) -> tuple[UUID, str, int]:
    return mention.submission_id, mention.question, mention.start
