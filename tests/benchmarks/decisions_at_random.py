"""Decisions of people who decide at random, and whether they still hold."""

import random

from analysis.themes.decide import DecisionImpossible, decide
from analysis.themes.decisions import (
    Add,
    Confirm,
    Decision,
    Dismiss,
    Leave,
    Lock,
    Merge,
    Move,
    Rename,
    Restore,
    Split,
    Unconfirm,
    Unlock,
)
from analysis.themes.results import ThemesFound
from surveys.texts import Text


def any_decision(found: ThemesFound, chance: random.Random) -> Decision:
    """Return a decision about a theme of `found`, which has one; it may be impossible."""
    number, other = (chance.choice(found.themes).number for _ in range(2))
    ideas = [mention.idea for mention in found.mentions if mention.theme == number]
    unsure = [mention.idea for mention in found.mentions if mention.theme is None]
    some = tuple(chance.sample(ideas, chance.randint(0, len(ideas))))
    name = Text(fr=f"Nom {chance.random()}", en="Name")
    choices: list[Decision] = [
        Rename(theme=number, name=name),
        Merge(theme=number, into=other),
        Split(theme=number, ideas=some, name=name),
        Move(theme=number, ideas=some, into=chance.choice([None, other])),
        Add(theme=number, ideas=tuple(chance.sample(unsure, min(2, len(unsure))))),
        Leave(ideas=tuple(chance.sample(unsure, min(1, len(unsure))))),
        Dismiss(theme=number),
        Restore(theme=number),
        Confirm(theme=number),
        Unconfirm(theme=number),
        Lock(theme=number),
        Unlock(theme=number),
    ]
    return chance.choice(choices)


_Said = tuple[str, int | str]
"""What a decision says something of: the name, the state or all ideas of a theme, or one idea."""


class Decided:
    """What was decided, and what of it was found broken later."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._holds: dict[_Said, tuple[object, int]] = {}
        """What is to be found, and which decision said so last."""
        self._broken: set[int] = set()
        self.made = 0

    @property
    def kept(self) -> float:
        """Share of the decisions of which nothing was ever found otherwise."""
        return 1 - len(self._broken) / self.made if self.made else 1.0

    def decide(self, found: ThemesFound) -> ThemesFound:
        """Return `found` after one more decision, unless it is impossible."""
        if not found.themes:
            return found
        try:
            after = decide(found, any_decision(found, self._chance))
        except DecisionImpossible:
            return found
        self.made += 1
        was, now = _stated(found), _stated(after)
        for key in was.keys() - now.keys():
            self._holds.pop(key, None)
        for key, value in now.items():
            if key not in was or was[key] != value:
                self._holds[key] = value, self.made
        return after

    def look_at(self, found: ThemesFound) -> None:
        """Note which decisions do not hold in `found`."""
        now = _stated(found)
        for key, (value, made) in self._holds.items():
            undone = value is None or value is False  # no reason to keep a theme
            if now.get(key, value if undone else "gone") != value:
                self._broken.add(made)


def _stated(found: ThemesFound) -> dict[_Said, object]:
    """Return all that people decided, as it stands."""
    stated: dict[_Said, object] = {}
    for theme in found.themes:
        stated["name", theme.number] = theme.name
        stated["dismissed", theme.number] = theme.dismissed
        stated["confirmed", theme.number] = theme.confirmed
        stated["locked", theme.number] = theme.locked
        if theme.locked:
            stated["inside", theme.number] = {
                mention.idea for mention in found.mentions if mention.theme == theme.number
            }
    for mention in found.mentions:
        if mention.pinned:
            stated["idea", mention.idea] = mention.theme
    return stated
