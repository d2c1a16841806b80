"""Let alarms follow the ideas they were raised on, whatever themes people put these into."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from analysis.themes.changes import PART
from analysis.themes.results import Alarm, Theme, ThemesFound, Watch


class Decided(NamedTuple):
    """One layer before and after something was decided of its themes: the same ideas in order.

    Or the same excerpt of both: with all ideas that were moved, and true counts of their themes.
    """

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
    moves = Counter(
        (one.theme, other.theme)
        for one, other in zip(before.mentions, after.mentions, strict=True)
        if one.theme != other.theme
    )
    left = sum(ideas for (source, _), ideas in moves.items() if source == was.number)
    its = Counter({into: n for (source, into), n in moves.items() if source == was.number and into})
    its[was.number] = was.ideas - left
    number = max(its, key=lambda n: (its[n], n == was.number, -n))
    if number not in is_now:
        return None
    if number != alarm.theme and (was.dismissed or is_now[number].dismissed):
        return alarm if alarm.theme in is_now else None
    others = is_now[number].ideas - its[number]
    part = alarm.part or others > PART * is_now[number].ideas
    return msgspec.structs.replace(
        alarm, theme=number, part=part, kind="growing" if part else alarm.kind
    )
