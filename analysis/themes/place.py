"""Put ideas that arrived into the themes that stand, or into none; nothing else moves."""

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from analysis.themes.describe import NOWHERE
from analysis.themes.embedders import Vectors
from analysis.themes.fit import NEAR_ENOUGH, Sample
from analysis.themes.places import Places
from analysis.themes.results import Theme, Unsure
from analysis.themes.space import TOGETHER
from analysis.unit_vectors import unit


def place_arrivals(places: Places, sample: Sample, standing: Mapping[int, Theme]) -> Places:
    """Return where all ideas are once those that arrived have found their place.

    What was said before in the same words goes where those are. Any other goes to the theme whose
    middle it is nearest to, if near enough. A locked theme takes in nothing: what is nearest to it
    is unsure, so that many such can be proposed as a theme.
    """
    settled = _settled(places, standing)
    arrived = np.flatnonzero(places.arrived)
    which = places.which[arrived]
    rows = np.unique(which)
    rows = rows[[row not in settled for row in rows.tolist()]]
    near = dict(zip(rows.tolist(), _nearest(places, sample, rows, standing), strict=True))
    themes, pinned, unsure = places.themes.copy(), places.pinned.copy(), list(places.unsure)
    for idea, row in zip(arrived.tolist(), which.tolist(), strict=True):
        themes[idea], unsure[idea], pinned[idea] = settled.get(row) or (*near[row], False)
    return places.at(themes, tuple(unsure), pinned)


_Place = tuple[int, Unsure | None, bool]
"""Number of a theme, why it is none, and whether people decided that."""


def follow_pins(places: Places, standing: Mapping[int, Theme]) -> Places:
    """Return `places` where the same words are where people put them, but for locked themes."""
    if not places.pinned.any():
        return places
    locked = [number for number, theme in standing.items() if theme.locked]
    loose = ~places.arrived & ~places.pinned & ~np.isin(places.themes, locked)
    pins = {row: place for row, place in _settled(places, standing).items() if place[2]}
    themes, pinned, unsure = places.themes.copy(), places.pinned.copy(), list(places.unsure)
    for idea in np.flatnonzero(loose).tolist():
        if (place := pins.get(places.once.which[idea])) is not None:
            themes[idea], unsure[idea], pinned[idea] = place
    return places.at(themes, tuple(unsure), pinned)


def _settled(places: Places, standing: Mapping[int, Theme]) -> dict[int, _Place]:
    """Return where the ideas are, by their words, that stood before, but in locked themes.

    Where people put them; else where most are.
    """
    stood: dict[int, Counter[_Place]] = {}
    before = np.flatnonzero(~places.arrived).tolist()
    for idea in before:
        number = int(places.themes[idea])
        if number == NOWHERE or not standing[number].locked:
            place = number, places.unsure[idea], bool(places.pinned[idea])
            stood.setdefault(places.once.which[idea], Counter())[place] += 1
    return {
        row: min(found, key=lambda p: (not p[2], p[0] == NOWHERE, -found[p], p[0]))
        for row, found in stood.items()
    }


def _nearest(
    places: Places, sample: Sample, rows: NDArray[np.int64], standing: Mapping[int, Theme]
) -> Iterator[tuple[int, Unsure | None]]:
    """Yield the place of each distinct idea in `rows`, or why it has none."""
    numbers, centres = centres_of(sample, places.of_words())
    if not len(numbers):
        yield from ((NOWHERE, "far") for _ in rows)
        return
    for start in range(0, len(rows), TOGETHER):
        chunk = rows[start : start + TOGETHER]
        near = sample.space.place([places.once.ideas[row] for row in chunk]) @ centres.T
        for cosines in near:
            best = int(cosines.argmax())
            number = int(numbers[best])
            if cosines[best] < NEAR_ENOUGH or standing[number].locked:
                yield NOWHERE, "far"
            else:
                yield number, None


def centres_of(sample: Sample, themes: NDArray[np.int64]) -> tuple[NDArray[np.int64], Vectors]:
    """Return the numbers of the themes in the sample, ascending, and their middles.

    Args:
        sample: Where ideas are.
        themes: Of each distinct idea, `NOWHERE` for none.
    """
    of_rows = themes[sample.rows]
    numbers = np.unique(of_rows[of_rows != NOWHERE])
    sums = [sample.vectors[of_rows == number].sum(axis=0) for number in numbers.tolist()]
    dimensions = sample.vectors.shape[1]
    return numbers, unit(np.stack(sums)) if sums else np.zeros((0, dimensions), np.float32)
