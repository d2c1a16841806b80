"""Look at the latest cohort: what do more of its people mention than of those before them?

Two families of regions are looked at together, each with half of the false alarms that a look may
spend: the themes, and small sets of near ideas (for needs too small to be a theme). Within a
family, the chance of the strongest rise anywhere is found by dealing the people's cohorts out again
(Westfall & Young 1993, Resampling-Based Multiple Testing: minimum p, single step).

The successive looks at one cohort share `ALARMS` between them: the j-th may spend
6 / (π² j²) of it, which adds up to 1 over all j, however dependent the looks are (Bonferroni).
"""

from math import pi
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.emergence.regions import Said, of_sets, of_themes, of_tree
from analysis.emergence.voices import Voices
from analysis.emergence.wandering import spread_of, tails

ALARMS = 0.05
"""Chance of any false alarm on a cohort in which nothing changed, over all looks at it."""

DEALS = 999
"""How often the cohorts are dealt out again."""

FEWEST_PEOPLE = 3
"""Of the latest cohort, who must mention it."""

HARDLY_ANYBODY = 0.01
"""Share of the people before up to which a rise is new and not growing."""

SETTLED = 4
"""Cohorts before the latest from which it is known how much interest wanders."""


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

    Args:
        voices: Of all cohorts.
        look: How often this cohort was looked at, this time included.
        seed: Same voices, look and seed: same rises.
    """
    latest = voices.latest()
    if latest.all() or not len(voices.person):
        return ()
    numbers = sorted(set(voices.theme.tolist()) - {-1})
    themes = of_themes(voices, numbers)
    sets = [np.flatnonzero(voices.theme == number) for number in numbers]
    nodes = of_tree(voices, np.arange(len(voices.person)))
    small = of_sets(voices, nodes)
    spread = _spread(voices, themes)
    rng = np.random.default_rng(seed)
    p = np.concatenate(
        [2 * _adjusted(said, latest, spread, rng) for said in (themes, small) if len(said)]
    )
    said, sets = np.concatenate([themes, small]), [*sets, *nodes]
    return tuple(
        _rise(sets[place], said[place], latest, float(p[place]))._replace(
            theme=numbers[place] if place < len(numbers) else None
        )
        for place in _apart(p, said, latest, spent(look))
    )


def _spread(voices: Voices, themes: Said) -> float:
    cohorts = np.unique(voices.cohort)[:-1]
    if len(cohorts) < SETTLED or not len(themes):
        return 0.0
    counts = np.stack([themes[:, voices.cohort == cohort].sum(axis=1) for cohort in cohorts])
    return spread_of(counts, [int((voices.cohort == cohort).sum()) for cohort in cohorts])


def _adjusted(
    said: Said, latest: NDArray[np.bool_], spread: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return the chance of a rise as strong as each anywhere in its family. Shape `(regions,)`."""
    now, before = int(latest.sum()), int((~latest).sum())
    sizes, which = np.unique(said.sum(axis=1), return_inverse=True)
    by_chance = tails(sizes.tolist(), now, before)
    dealt = rng.permuted(np.tile(latest.astype(np.float32), (DEALS, 1)), axis=1)
    counts = (said.astype(np.float32) @ dealt.T).astype(np.int64)
    strongest = by_chance[which[:, None], counts].min(axis=0)
    seen = tails(sizes.tolist(), now, before, spread=spread)[which, said[:, latest].sum(axis=1)]
    as_strong = np.searchsorted(np.sort(strongest), seen * (1 + 1e-9), side="right")
    p: NDArray[np.float64] = (1 + as_strong) / (1 + DEALS)
    return p


def _apart(
    p: NDArray[np.float64], said: Said, latest: NDArray[np.bool_], allowed: float
) -> list[int]:
    """Return the places of the rises, most certain first, none of which shares people now."""
    chosen: list[int] = []
    taken = np.zeros(len(latest), dtype=np.bool_)
    for place in np.argsort(p, kind="stable").tolist():
        here = said[place] & latest
        if p[place] <= allowed and here.sum() >= FEWEST_PEOPLE and not (here & taken).any():
            chosen.append(place)
            taken |= here
    return chosen


def _rise(
    ideas: NDArray[np.int64], people: NDArray[np.bool_], latest: NDArray[np.bool_], p: float
) -> Rise:
    before, of_before = int((people & ~latest).sum()), int((~latest).sum())
    return Rise(
        kind="new" if before <= HARDLY_ANYBODY * of_before else "growing",
        theme=None,
        ideas=tuple(sorted(ideas.tolist())),
        p=min(1.0, p),
        people=int((people & latest).sum()),
        of=int(latest.sum()),
        people_before=before,
        of_before=of_before,
    )
