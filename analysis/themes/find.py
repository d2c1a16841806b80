"""From comments to themes: ideas, space, groups, names, quotes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from analysis.inputs import Comment
from analysis.themes.embedders import Embedder, Vectors
from analysis.themes.groups import Labels, stable_groups, suggested_groups
from analysis.themes.ideas import DistinctIdeas, Idea, distinct, ideas_of
from analysis.themes.mentions import comments_read, mentions_of
from analysis.themes.names import name_themes
from analysis.themes.phrases import Counted
from analysis.themes.quotes import choose_quotes
from analysis.themes.results import Theme, ThemesFound
from analysis.themes.space import Space, learn_space, unit

ENOUGH = 20
"""Different ideas below which groups are only suggested, without statistics."""

FITTED = 3_000
"""Different ideas that groups are learned from. Of more, a random part is taken; the others
join the theme they are nearest to."""

NEAR_ENOUGH = 0.1
"""Cosine with the middle of the rest of its theme below which an idea is unsure. On
questions with labelled subjects most ideas below it were in a wrong theme."""

COMMON_WORD = 0.08
"""Share of a group's people who must have one word in common. Short remarks that are about
nothing named ("all of it, honestly", "that is a tough thing") are near to one another: in five
sets of real comments the commonest word of such groups was said by 5 to 7 % of their people,
that of every other group by at least 11 %."""

FEWEST_RESPONDENTS = 2
"""A theme of one person would be that person's."""

_CHUNK = 2_048

Progress = Callable[[float], None]
"""Told the share done, 0 to 1."""


def ignore(share: float) -> None:
    """Let progress pass unseen."""


@dataclass(frozen=True, slots=True)
class _Fitted:
    """The ideas that themes were learned from, and their place in them."""

    rows: NDArray[np.int64]
    """Indexes in the distinct ideas."""
    space: Space
    vectors: Vectors
    labels: Labels
    """Theme of each, -1 for unsure."""
    stability: tuple[float, ...] | None


def find_themes(
    comments: Sequence[Comment],
    *,
    embedder: Embedder,
    seed: int = 0,
    progress: Progress = ignore,
) -> ThemesFound:
    """Return what `comments` are about; their order makes no difference.

    Args:
        comments: Of all cohorts together: themes are made blind to cohort.
        embedder: Where meaning comes from.
        seed: Same comments, embedder and seed: same result.
        progress: Called with the share done, ascending, 1 last.
    """
    found = ideas_of(comments)
    once = distinct(found.ideas)
    progress(0.05)
    themes: tuple[Theme, ...] = ()
    of_each: list[int] = []
    if once.ideas:
        with threadpool_limits(limits=1):  # more would compete, and change the last digits
            fitted = _fit(once, embedder, seed, progress)
            labels = _assign_all(once, fitted, progress)
            fitted, labels = _by_respondents(found.ideas, once, fitted, labels)
            themes = _described(found.ideas, once, fitted, labels)
        of_each = labels[list(once.which)].tolist()
    progress(1.0)
    return ThemesFound(
        themes=themes,
        mentions=mentions_of(found.ideas, once, of_each, themes),
        read=comments_read(found, of_each),
        embedder=embedder.name,
        suggestion_only=len(once.ideas) < ENOUGH,
        next_number=len(themes) + 1,
    )


def _fit(once: DistinctIdeas, embedder: Embedder, seed: int, progress: Progress) -> _Fitted:
    n = len(once.ideas)
    rows = np.arange(n)
    if n > FITTED:
        rows = np.sort(np.random.default_rng(seed).choice(n, size=FITTED, replace=False))
    ideas = [once.ideas[row] for row in rows]
    space = learn_space(ideas, embedder, seed=seed)
    vectors = space.place(ideas)
    progress(0.2)
    if n < ENOUGH:
        groups = suggested_groups(vectors)
    else:
        groups = stable_groups(vectors, seed=seed, progress=lambda x: progress(0.2 + 0.4 * x))
    people = [once.people[row] for row in rows]
    near = _near(vectors, groups.labels, np.array(people, dtype=np.float32))
    counted = Counted(ideas, groups.labels, people)
    about_something = np.array(
        [counted.most_shared(group) >= COMMON_WORD for group in range(groups.labels.max() + 1)]
    )
    sure: Labels = np.where(
        (near >= NEAR_ENOUGH) & about_something[groups.labels], groups.labels, -1
    )
    return _Fitted(rows, space, vectors, sure, groups.stability)


def _near(vectors: Vectors, labels: Labels, people: Vectors) -> Vectors:
    """Return the cosine of each idea with the middle of what others said in its group.

    Args:
        vectors: Where the ideas are. Shape `(ideas, dimensions)`.
        labels: Group of each. Shape `(ideas,)`.
        people: How many said each. Shape `(ideas,)`.
    """
    said = vectors * people[:, None]
    sums = np.stack([said[labels == group].sum(axis=0) for group in range(labels.max() + 1)])
    near: Vectors = (vectors * unit(sums[labels] - vectors)).sum(axis=1)
    return near


def _middles(vectors: Vectors, labels: Labels) -> Vectors:
    """Return the middle of each group, of length 1. Shape `(groups, dimensions)`."""
    groups = range(int(labels.max(initial=-1)) + 1)
    return unit(np.stack([vectors[labels == group].sum(axis=0) for group in groups]))


def _assign_all(once: DistinctIdeas, fitted: _Fitted, progress: Progress) -> Labels:
    """Return the theme of every distinct idea, -1 for unsure. Shape `(ideas,)`."""
    labels = np.full(len(once.ideas), -1, dtype=np.int64)
    labels[fitted.rows] = fitted.labels
    rest = np.setdiff1d(np.arange(len(labels)), fitted.rows)
    if not len(rest) or fitted.labels.max(initial=-1) < 0:
        return labels
    middles = _middles(fitted.vectors, fitted.labels)
    for start in range(0, len(rest), _CHUNK):
        rows = rest[start : start + _CHUNK]
        near = fitted.space.place([once.ideas[row] for row in rows]) @ middles.T
        labels[rows] = np.where(near.max(axis=1) >= NEAR_ENOUGH, near.argmax(axis=1), -1)
        progress(0.6 + 0.3 * start / len(rest))
    return labels


def _by_respondents(
    ideas: Sequence[Idea], once: DistinctIdeas, fitted: _Fitted, labels: Labels
) -> tuple[_Fitted, Labels]:
    """Number themes by respondents, most first; those of too few become unsure (-1)."""
    people = _respondents(ideas, once, labels)
    known = set(fitted.labels.tolist())  # without an idea it was learned from, nothing names it
    kept = [t for t in people if t in known and len(people[t]) >= FEWEST_RESPONDENTS]
    order = sorted(kept, key=lambda theme: (-len(people[theme]), theme))
    renamed = np.full(max(labels.max(), fitted.labels.max()) + 2, -1, dtype=np.int64)
    renamed[order] = np.arange(len(order))  # the last place, -1, stays unsure
    stability = fitted.stability and tuple(fitted.stability[theme] for theme in order)
    return replace(fitted, labels=renamed[fitted.labels], stability=stability), renamed[labels]


def _respondents(
    ideas: Sequence[Idea], once: DistinctIdeas, labels: Labels
) -> dict[int, set[UUID]]:
    """Return who mentions each theme."""
    people: dict[int, set[UUID]] = {}
    for idea, theme in zip(ideas, labels[list(once.which)].tolist(), strict=True):
        if theme >= 0:
            people.setdefault(theme, set()).add(idea.submission_id)
    return people


def _described(
    ideas: Sequence[Idea], once: DistinctIdeas, fitted: _Fitted, labels: Labels
) -> tuple[Theme, ...]:
    if labels.max() < 0:
        return ()
    people = _respondents(ideas, once, labels)
    sizes = np.bincount(labels[list(once.which)] + 1, minlength=len(people) + 1)[1:]
    fitted_ideas = [once.ideas[row] for row in fitted.rows]
    names = name_themes(
        fitted_ideas, fitted.labels, [once.people[row] for row in fitted.rows], fitted.space
    )
    middles = _middles(fitted.vectors, fitted.labels)
    quotable = _first_of_each_survey(ideas, once)
    themes = []
    for theme, name in enumerate(names):
        mine = np.flatnonzero(fitted.labels == theme)
        said = [(row, place) for row in mine for place in quotable[int(fitted.rows[row])]]
        quotes = choose_quotes(
            [ideas[place] for _, place in said],
            fitted.vectors[[row for row, _ in said]],
            middles[theme],
        )
        themes.append(
            Theme(
                number=theme + 1,
                label=name.label,
                words=name.words,
                respondents=len(people[theme]),
                ideas=int(sizes[theme]),
                quotes=tuple(said[quote][1] for quote in quotes),
                stability=fitted.stability[theme] if fitted.stability else None,
            )
        )
    return tuple(themes)


def _first_of_each_survey(ideas: Sequence[Idea], once: DistinctIdeas) -> list[list[int]]:
    """Return, for each distinct idea, the index of the first to say it in each survey."""
    first: dict[tuple[int, str], int] = {}
    for place, (idea, which) in enumerate(zip(ideas, once.which, strict=True)):
        first.setdefault((which, idea.survey), place)
    places: list[list[int]] = [[] for _ in once.ideas]
    for (which, _), place in first.items():
        places[which].append(place)
    return places
