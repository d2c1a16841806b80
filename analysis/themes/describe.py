"""From ideas, each in a theme or in none, to what is said of the themes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from analysis.themes.coherence import coherence
from analysis.themes.fit import Sample, learned_from, middles
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
        placed: Every theme has an idea with the words of one in the sample.
        sample: What names and quotes are taken from.
        stability: By number; of themes that are not in it nothing is known.
    """
    people = respondents(placed.ideas, placed.themes)
    order = sorted(people, key=lambda number: (-len(people[number]), number))
    sizes = Counter(placed.themes.tolist())
    labels = _labels(placed, sample, order)
    texts = learned_from(placed.once, sample)
    names = name_themes(
        texts, labels, [placed.once.people[row] for row in sample.rows], sample.space
    )
    quotes = _quotes(placed, sample, labels, order)
    alike = coherence(sample.vectors, labels)
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


def _labels(placed: Placed, sample: Sample, order: Sequence[int]) -> Labels:
    """Return the place in `order` of the theme of each row of the sample, -1 for none."""
    place = {number: index for index, number in enumerate(order)}
    of_each = np.full(len(placed.once.ideas), -1, dtype=np.int64)
    for which, number in zip(
        reversed(placed.once.which), placed.themes.tolist()[::-1], strict=True
    ):
        of_each[which] = place.get(number, -1)  # the first to say it comes last
    labels: Labels = of_each[sample.rows]
    return labels


def _quotes(
    placed: Placed, sample: Sample, labels: Labels, order: Sequence[int]
) -> list[tuple[int, ...]]:
    """Return the quotes of each theme in `order`, as indexes of `placed.ideas`."""
    if not order:
        return []
    centres = middles(sample.vectors, labels)
    quotable = _first_of_each_survey(placed)
    quotes = []
    for theme, number in enumerate(order):
        mine = np.flatnonzero(labels == theme)
        said = [(row, place) for row in mine for place in quotable[int(sample.rows[row]), number]]
        chosen = choose_quotes(
            [placed.ideas[place] for _, place in said],
            sample.vectors[[row for row, _ in said]],
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
