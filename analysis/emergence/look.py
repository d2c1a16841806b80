"""Look at the latest cohort: what do more of its people mention than of those before it?

Themes are looked at, and small sets of people who say the like (for needs too small to be a
theme). `analysis.emergence.chance` bounds false alarms over all of them,
`analysis.emergence.spending` over successive looks.
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.emergence.chance import Chance
from analysis.emergence.detectable import FEWEST_PEOPLE
from analysis.emergence.regions import Said, middles_of_people, of_themes, of_trees
from analysis.emergence.spending import spent
from analysis.emergence.voices import Voices
from analysis.emergence.wandering import spread_of, tails
from analysis.unit_vectors import unit

HARDLY_ANYBODY = 0.01
"""Share of the people before up to which a rise is new and not growing."""

SETTLED = 4
"""Cohorts before the latest from which it is known how much interest wanders."""

SAME = 0.5
"""Share of people in common (Jaccard) from which a rise found by the scan is that of a theme."""

THEME_WEIGHT = 4.0
"""How many small regions a theme weighs: among hundreds of them it would hardly ever be heard.
Genovese, Roeder & Wasserman (2006), "False Discovery Control with p-Value Weighting",
Biometrika 93(3), 509-524."""


class Rise(NamedTuple):
    """Something more of the latest cohort mention than of those before it."""

    kind: Literal["new", "growing"]
    theme: int | None
    """Number of the theme; None: found by the scan, where no theme is."""
    ideas: tuple[int, ...]
    """Rows of `Voices`, of all cohorts, ascending."""
    p: float
    """Chance of such a rise anywhere in this look where nothing changed; 0 to 1."""
    people: int
    of: int
    people_before: int
    of_before: int


def look(voices: Voices, *, look: int, seed: int) -> tuple[Rise, ...]:
    """Return the rises of the latest cohort against those before it, most certain first.

    They are taken one by one: the people of each are left out before the next is sought, so that
    no need is told twice. Time and memory grow with the square of the ideas: draw people at
    random from each cohort where there are more than some thousands.

    Args:
        voices: Of all cohorts.
        look: How often this cohort was looked at, this time included.
        seed: Same voices, look and seed: same rises.
    """
    if voices.latest().all() or not len(voices.person):
        return ()
    numbers = sorted(set(voices.theme.tolist()) - {-1})
    themes = of_themes(voices, numbers)
    regions = _Regions(voices, themes)
    chance = Chance(regions.said, regions.weights, voices.latest(), np.random.default_rng(seed))
    rises: list[Rise] = []
    taken = np.zeros(len(voices.cohort), dtype=np.bool_)
    while (strongest := regions.strongest(taken)) is not None:
        place, seen = strongest
        p = chance.anywhere(seen)
        if p > spent(look):
            break
        theme = regions.theme_of(place)
        if theme is None:
            rises.append(_scanned(voices, regions.said[place] & ~taken, p))
            taken |= regions.said[place]
        else:
            rises.append(_themed(voices, themes[theme], numbers[theme], p))
            taken |= themes[theme]  # most of the region: what else is in it may rise by itself
    return tuple(rises)


class _Regions:
    """Themes first, then the branches of the trees."""

    def __init__(self, voices: Voices, themes: Said) -> None:
        self.said: Said = np.concatenate([themes, of_trees(voices)])
        self.weights = np.where(np.arange(len(self.said)) < len(themes), THEME_WEIGHT, 1.0)
        self._themes = len(themes)
        self._latest = voices.latest()
        self._spread = _spread(voices, themes)

    def strongest(self, taken: NDArray[np.bool_]) -> tuple[int, float] | None:
        """Return the region that is most of a marvel without who is taken, and its chance.

        The chance is divided by the region's weight. None if no region is left.
        """
        left = self.said & ~taken
        here = (left & self._latest).sum(axis=1)
        # A region of which half is taken is no longer what it was.
        whole = 2 * left.sum(axis=1) > self.said.sum(axis=1)
        places = np.flatnonzero(whole & (here >= FEWEST_PEOPLE))
        if not len(places):
            return None
        sizes, which = np.unique(left[places].sum(axis=1), return_inverse=True)
        now, before = int(self._latest.sum()), int((~self._latest).sum())
        table = tails(sizes.tolist(), now, before, spread=self._spread)
        chances = table[which, here[places]] / self.weights[places]
        best = int(chances.argmin())
        return int(places[best]), float(chances[best])

    def theme_of(self, place: int) -> int | None:
        """Return the place of the theme that a region is, or nearly is."""
        if place < self._themes:
            return place
        themes, region = self.said[: self._themes], self.said[place]
        alike = (themes & region).sum(axis=1) / (themes | region).sum(axis=1)
        return int(alike.argmax()) if alike.max(initial=0.0) >= SAME else None


def _spread(voices: Voices, themes: Said) -> float:
    cohorts = np.unique(voices.cohort)[:-1]
    if len(cohorts) < SETTLED or not len(themes):
        return 0.0
    counts = np.stack([themes[:, voices.cohort == cohort].sum(axis=1) for cohort in cohorts])
    return spread_of(counts, [int((voices.cohort == cohort).sum()) for cohort in cohorts])


def _themed(voices: Voices, people: NDArray[np.bool_], number: int, p: float) -> Rise:
    rise = _rise(voices, people, np.flatnonzero(voices.theme == number), p)
    return rise._replace(theme=number)


def _scanned(voices: Voices, people: NDArray[np.bool_], p: float) -> Rise:
    """Return the rise of a region: of each of its people, what is nearest to what all say."""
    said = np.flatnonzero(people[voices.person])
    speakers, middles = middles_of_people(voices)
    middle = unit(middles[people[speakers]].sum(axis=0, keepdims=True))[0]
    nearest_first = said[np.argsort(-(voices.vectors[said] @ middle), kind="stable")]
    _, first = np.unique(voices.person[nearest_first], return_index=True)
    return _rise(voices, people, np.sort(nearest_first[first]), p)


def _rise(voices: Voices, people: NDArray[np.bool_], ideas: NDArray[np.int64], p: float) -> Rise:
    latest = voices.latest()
    before, of_before = int((people & ~latest).sum()), int((~latest).sum())
    return Rise(
        kind="new" if before <= HARDLY_ANYBODY * of_before else "growing",
        theme=None,
        ideas=tuple(ideas.tolist()),
        p=p,
        people=int((people & latest).sum()),
        of=int(latest.sum()),
        people_before=before,
        of_before=of_before,
    )
