"""Look at the latest cohort: what do more of its people mention than of those before it?

Themes are looked at, and small sets of people who say the like (for needs too small to be a
theme). `analysis.emergence.chance` bounds false alarms over all of them.

The successive looks at one cohort share `ALARMS` between them: the j-th may spend
6 / (π² j²) of it, which adds up to 1 over all j, however dependent the looks are (Bonferroni).
"""

from math import pi
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.emergence.chance import Chance
from analysis.emergence.regions import Said, middles_of_people, of_themes, of_trees, unit
from analysis.emergence.voices import Voices
from analysis.emergence.wandering import spread_of, tails

ALARMS = 0.05
"""Chance of any false alarm on a cohort in which nothing changed, over all looks at it."""

FEWEST_PEOPLE = 3
"""Of the latest cohort, who must mention it."""

HARDLY_ANYBODY = 0.01
"""Share of the people before up to which a rise is new and not growing."""

SETTLED = 4
"""Cohorts before the latest from which it is known how much interest wanders."""

SAME = 0.5
"""Share of people in common (Jaccard) from which a rise found by the scan is that of a theme."""

SCANNED = 3_000
"""Ideas in which small needs are sought. Of more, all of the latest cohort are taken, up to half
of these, and a random part of what people said before."""


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


def spent(look: int) -> float:
    """Return the chance of a false alarm that the `look`-th look may spend; the first is 1."""
    return ALARMS * 6 / (pi * look) ** 2


def look(voices: Voices, *, look: int, seed: int) -> tuple[Rise, ...]:
    """Return the rises of the latest cohort against those before it, most certain first.

    They are taken one by one: the people of each are left out before the next is sought, so that
    no need is told twice.

    Args:
        voices: Of all cohorts.
        look: How often this cohort was looked at, this time included.
        seed: Same voices, look and seed: same rises.
    """
    if voices.latest().all() or not len(voices.person):
        return ()
    rng = np.random.default_rng(seed)
    voices_looked_at, rows = _some(voices, rng)
    numbers = sorted(set(voices.theme.tolist()) - {-1})
    themes = of_themes(voices_looked_at, numbers)
    every = np.concatenate([themes, of_trees(voices_looked_at)])
    chance = Chance(every, voices_looked_at.latest(), rng)
    spread = _spread(voices, numbers)
    rises: list[Rise] = []
    taken = np.zeros(every.shape[1], dtype=np.bool_)
    while (best := _strongest(every, taken, voices_looked_at.latest(), spread)) is not None:
        p = chance.anywhere(best.chance)
        if p > spent(look):
            break
        place = _theme_of(best.place, every, len(numbers))
        if place is None:
            rises.append(_scanned(voices_looked_at, every[best.place] & ~taken, rows, p))
        else:
            rises.append(_themed(voices, numbers[place], p))
        taken |= every[best.place if place is None else place] | every[best.place]
    return tuple(rises)


class _Strongest(NamedTuple):
    place: int
    chance: float


def _strongest(
    every: Said, taken: NDArray[np.bool_], latest: NDArray[np.bool_], spread: float
) -> _Strongest | None:
    """Return the region whose people not taken yet are most of a marvel; None if none is left."""
    left = every & ~taken
    here = (left & latest).sum(axis=1)
    # A region of which half is taken is no longer what it was.
    whole = np.flatnonzero((here >= FEWEST_PEOPLE) & (2 * left.sum(axis=1) > every.sum(axis=1)))
    if not len(whole):
        return None
    sizes, which = np.unique(left[whole].sum(axis=1), return_inverse=True)
    now, before = int(latest.sum()), int((~latest).sum())
    chances = tails(sizes.tolist(), now, before, spread=spread)[which, here[whole]]
    best = int(chances.argmin())
    return _Strongest(int(whole[best]), float(chances[best]))


def _theme_of(place: int, every: Said, themes: int) -> int | None:
    """Return the theme that a region is, or nearly is."""
    if place < themes:
        return place
    common = (every[:themes] & every[place]).sum(axis=1)
    alike = common / (every[:themes] | every[place]).sum(axis=1)
    return int(alike.argmax()) if alike.max(initial=0.0) >= SAME else None


def _some(voices: Voices, rng: np.random.Generator) -> tuple[Voices, NDArray[np.int64]]:
    """Return the voices of at most `SCANNED` ideas or so, and their rows among all."""
    if len(voices.person) <= SCANNED:
        return voices, np.arange(len(voices.person))
    latest = voices.latest()
    kept = np.zeros(len(latest), dtype=np.bool_)
    for people, most in ((latest, SCANNED // 2), (~latest, None)):
        room = SCANNED - int(kept[voices.person].sum()) if most is None else most
        part = room / max(1, int(people[voices.person].sum()))
        among = np.flatnonzero(people)
        kept[rng.permutation(among)[: int(min(1.0, part) * len(among))]] = True
    rows = np.flatnonzero(kept[voices.person])
    number = np.cumsum(kept) - 1
    some = Voices(
        voices.vectors[rows],
        number[voices.person[rows]],
        voices.theme[rows],
        voices.cohort[kept],
    )
    return some, rows


def _spread(voices: Voices, numbers: list[int]) -> float:
    cohorts = np.unique(voices.cohort)[:-1]
    if len(cohorts) < SETTLED or not numbers:
        return 0.0
    themes = of_themes(voices, numbers)
    counts = np.stack([themes[:, voices.cohort == cohort].sum(axis=1) for cohort in cohorts])
    return spread_of(counts, [int((voices.cohort == cohort).sum()) for cohort in cohorts])


def _themed(voices: Voices, number: int, p: float) -> Rise:
    people = of_themes(voices, [number])[0]
    return _rise(voices, people, np.flatnonzero(voices.theme == number), p)._replace(theme=number)


def _scanned(voices: Voices, people: NDArray[np.bool_], rows: NDArray[np.int64], p: float) -> Rise:
    """Return the rise of a region: of each of its people, what is nearest to what all say."""
    said = np.flatnonzero(people[voices.person])
    speakers, middles = middles_of_people(voices)
    middle = unit(middles[people[speakers]].sum(axis=0, keepdims=True))[0]
    nearest_first = said[np.argsort(-(voices.vectors[said] @ middle), kind="stable")]
    _, first = np.unique(voices.person[nearest_first], return_index=True)
    return _rise(voices, people, rows[nearest_first[first]], p)


def _rise(voices: Voices, people: NDArray[np.bool_], ideas: NDArray[np.int64], p: float) -> Rise:
    latest = voices.latest()
    before, of_before = int((people & ~latest).sum()), int((~latest).sum())
    return Rise(
        kind="new" if before <= HARDLY_ANYBODY * of_before else "growing",
        theme=None,
        ideas=tuple(sorted(ideas.tolist())),
        p=p,
        people=int((people & latest).sum()),
        of=int(latest.sum()),
        people_before=before,
        of_before=of_before,
    )
