"""What a second designer's blind placing of ideas says of the themes they are in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.agreement.alpha import alpha, alpha_interval
from analysis.agreement.per_theme import ThemeAgreement, per_theme
from analysis.intervals import Interval

_NOWHERE = 0
"""The code of no theme: themes are numbered from 1."""


class Placing(NamedTuple):
    """Where a second designer puts an idea."""

    theme: int | None
    """None: in none of them."""
    unclear: bool
    """Whether they cannot tell."""
    stood: int | None
    """Where it was at that moment, which they do not see."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How far placings agree with where ideas stood."""

    read: int
    """Ideas, those that are unclear included."""
    unclear: int
    """Left out of all that follows."""
    alike: int
    alpha: float | None
    interval: Interval | None
    themes: Mapping[int | None, ThemeAgreement]
    """Each theme that either put an idea in; None: no theme."""
    differ: tuple[int, ...]
    """Which of the placings differ, as indexes: those that are unclear are not among them."""


def first_look(deciders: Sequence[str], starter: str) -> str:
    """Return who stands by the themes as they are, and so cannot look at them a second time.

    That is who decided most about them, of several the last who did; while nobody has decided
    anything, who starts the second look.

    Args:
        deciders: Of each decision who took it, first to last.
        starter: Who starts the second look.
    """
    if not deciders:
        return starter
    decisions = Counter(deciders)
    most = max(decisions.values())
    return next(each for each in reversed(deciders) if decisions[each] == most)


def compare(placings: Sequence[Placing], *, seed: bytes) -> Compared:
    """Return how far they agree; `seed` decides what chance there is in the interval."""
    clear = [each for each in placings if not each.unclear]
    pairs = [(each.stood or _NOWHERE, each.theme or _NOWHERE) for each in clear]
    return Compared(
        read=len(placings),
        unclear=len(placings) - len(clear),
        alike=sum(one == other for one, other in pairs),
        alpha=alpha(pairs),
        interval=alpha_interval(pairs, seed=seed),
        themes={code or None: found for code, found in per_theme(pairs).items()},
        differ=tuple(
            place
            for place, each in enumerate(placings)
            if not each.unclear and each.stood != each.theme
        ),
    )
