"""From ideas, each in a theme or in none, to what is said of the themes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from analysis.themes.coherence import coherence
from analysis.themes.embedders import Vectors
from analysis.themes.fit import Sample, middles
from analysis.themes.groups import Labels
from analysis.themes.ideas import DistinctIdeas, Idea
from analysis.themes.names import name_themes
from analysis.themes.quotes import choose_quotes
from analysis.themes.results import Theme

NOWHERE = 0
"""Stands for the number of the theme of an idea that is in none: numbers are from 1."""


@dataclass(frozen=True, slots=True)
class Placed:
    """All ideas, and where each is."""

    ideas: Sequence[Idea]
    once: DistinctIdeas
    """The same ideas, those with the same words once."""
    themes: NDArray[np.int64]
    """Number of the theme of each of `ideas`, `NOWHERE` for none. Shape `(ideas,)`."""


def describe(
    placed: Placed, sample: Sample, stability: Mapping[int, float] | None
) -> tuple[Theme, ...]:
    """Return the themes that ideas are in, most respondents first, then by number.

    Args:
        placed: What people said, and where it is.
        sample: What names and quotes are taken from; of themes without an idea in it, all ideas.
        stability: By number; of themes that are not in it nothing is known.
    """
    people = respondents(placed.ideas, placed.themes)
    order = sorted(people, key=lambda number: (-len(people[number]), number))
    sizes = Counter(placed.themes.tolist())
    shown = _shown(placed, sample, order)
    names = name_themes(
        [placed.once.ideas[row] for row in shown.rows],
        shown.labels,
        [placed.once.people[row] for row in shown.rows],
        sample.space,
    )
    quotes = _quotes(placed, shown, order)
    alike = coherence(shown.vectors, shown.labels)
    return tuple(
        Theme(
            number=number,
            label=name.label,
            words=name.words,
            respondents=len(people[number]),
            ideas=sizes[number],
            quotes=chosen,
            stability=(stability or {}).get(number),
            coherence=together,
        )
        for number, name, chosen, together in zip(order, names, quotes, alike, strict=True)
    )


def respondents(ideas: Sequence[Idea], themes: NDArray[np.int64]) -> dict[int, set[UUID]]:
    """Return who mentions each theme, by number."""
    people: dict[int, set[UUID]] = {}
    for idea, number in zip(ideas, themes.tolist(), strict=True):
        if number != NOWHERE:
            people.setdefault(number, set()).add(idea.submission_id)
    return people


def themes_of_words(once: DistinctIdeas, themes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the theme that most of those who say each distinct idea have it in.

    They are apart only where people put them apart, or closed a theme. `NOWHERE` where it is in
    none; of equals the lower number. Shape `(distinct ideas,)`.
    """
    of_each = np.full(len(once.ideas), NOWHERE, dtype=np.int64)
    somewhere = themes != NOWHERE
    which = np.array(once.which, dtype=np.int64)[somewhere]
    numbers = int(themes.max(initial=NOWHERE)) + 1
    pairs, counts = np.unique(which * numbers + themes[somewhere], return_counts=True)
    which, numbers_of = np.divmod(pairs, numbers)
    order = np.lexsort((-numbers_of, counts))  # the last to be written stays
    of_each[which[order]] = numbers_of[order]
    return of_each


@dataclass(frozen=True, slots=True)
class _Shown:
    """Ideas that themes are named and quoted from."""

    rows: NDArray[np.int64]
    """Indexes in the distinct ideas."""
    labels: Labels
    """Place of the theme of each in their order, -1 for none."""
    vectors: Vectors
    """Of each row."""


def _shown(placed: Placed, sample: Sample, order: Sequence[int]) -> _Shown:
    """Return the sample, and ideas of the themes that have none in it."""
    of_words = themes_of_words(placed.once, placed.themes)[sample.rows].tolist()
    more: dict[tuple[int, int], None] = {}
    missing = set(order).difference(of_words)
    for which, number in zip(placed.once.which, placed.themes.tolist(), strict=True):
        if number in missing:
            more[which, number] = None
    rows = np.array([*sample.rows, *(which for which, _ in more)], dtype=np.int64)
    place = {number: index for index, number in enumerate(order)}
    numbers = [*of_words, *(number for _, number in more)]
    vectors = sample.vectors
    if more:
        added = sample.space.place([placed.once.ideas[which] for which, _ in more])
        vectors = np.vstack([vectors, added])
    labels = np.array([place.get(number, -1) for number in numbers], dtype=np.int64)
    return _Shown(rows, labels, vectors)


def _quotes(placed: Placed, shown: _Shown, order: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the quotes of each theme in `order`, as indexes of `placed.ideas`."""
    if not order:
        return []
    centres = middles(shown.vectors, shown.labels)
    quotable = _first_of_each_survey(placed)
    quotes = []
    for theme, number in enumerate(order):
        mine = np.flatnonzero(shown.labels == theme)
        said = [
            (row, place)
            for row in mine
            for place in quotable.get((int(shown.rows[row]), number), ())
        ]
        chosen = choose_quotes(
            [placed.ideas[place] for _, place in said],
            shown.vectors[[row for row, _ in said]],
            centres[theme],
        )
        quotes.append(tuple(said[quote][1] for quote in chosen))
    return quotes


def _first_of_each_survey(placed: Placed) -> dict[tuple[int, int], list[int]]:
    """Return the first to say each distinct idea in each survey, by idea and theme's number."""
    first: dict[tuple[int, int, str], int] = {}
    for place, (idea, which, number) in enumerate(
        zip(placed.ideas, placed.once.which, placed.themes.tolist(), strict=True)
    ):
        first.setdefault((which, number, idea.survey), place)
    places: dict[tuple[int, int], list[int]] = {}
    for (which, number, _), place in first.items():
        places.setdefault((which, number), []).append(place)
    return places
