"""Search for themes, once more: what stands stays, what arrived finds its place, more is proposed.

The first search, and any until there are ideas enough for statistics, decides by itself what
stands. From then on only ideas that arrived are placed; whatever else a search would change is
proposed: new themes of ideas that fit nowhere or, if asked, all ideas grouped anew. What people
decided holds in both.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from threadpoolctl import threadpool_limits

from analysis.inputs import Comment
from analysis.themes.assemble import Known, assemble, without_few
from analysis.themes.describe import NOWHERE
from analysis.themes.embedders import Embedder
from analysis.themes.find import find_themes
from analysis.themes.fit import Fitted, Progress, Sample, assign_all, fit, ignore, sample_of
from analysis.themes.groups import Labels
from analysis.themes.place import follow_pins, place_arrivals
from analysis.themes.places import Places, carried
from analysis.themes.refit import compact, grouped_rows, regroup
from analysis.themes.rest import group_rest
from analysis.themes.results import Searched, ThemesFound, Watch
from surveys.texts import Slug


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched, and what was found before."""

    comments: Sequence[Comment]
    """Of all cohorts; each submission answers a question once."""
    cohorts: Sequence[tuple[Slug, frozenset[Slug]]]
    """Each cohort with its surveys, oldest first. Themes are made blind to them: for the watch."""
    standing: ThemesFound | None
    """What stands, without comments that were corrected since; None at the first search."""
    watch: Watch | None
    """The last one."""
    refit: bool = False
    """Whether to group all ideas anew and propose that."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What a search is made with."""

    embedder: Embedder
    seed: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class _Layer:
    """Where ideas are, and what is known of the themes they are in."""

    places: Places
    known: Known

    @property
    def next_number(self) -> int:
        """Above all numbers of themes in it."""
        return int(self.places.themes.max(initial=0)) + 1


def search(
    asked: Search, *, embedder: Embedder, seed: int = 0, progress: Progress = ignore
) -> Searched:
    """Return what stands now, and what is proposed; the order of comments makes no difference.

    Args:
        asked: What is searched.
        embedder: Where meaning comes from.
        seed: Same search, embedder and seed: same result.
        progress: Called with the share done, ascending, 1 last.
    """
    if asked.standing is None:
        found = find_themes(asked.comments, embedder=embedder, seed=seed, progress=progress)
        return Searched(standing=found, proposed=None, watch=None)
    with threadpool_limits(limits=1):  # more would compete, and change the last digits
        searched = _again(asked, asked.standing, _Run(embedder, seed, progress))
    progress(1.0)
    return searched


def _again(asked: Search, standing: ThemesFound, run: _Run) -> Searched:
    first = standing.next_number
    known = Known({theme.number: theme for theme in standing.themes})
    stood = _Layer(follow_pins(carried(asked.comments, standing), known.themes), known)
    run.progress(0.05)
    once = stood.places.once
    if not once.ideas:
        return Searched(standing=_found(stood, None, run, first), proposed=None, watch=asked.watch)
    sample = sample_of(once, run.embedder, seed=run.seed, themes=stood.places.of_words())
    run.progress(0.2)
    if standing.suggestion_only:
        anew = _regrouped(stood, sample, run, first=first, weigh=False)
        found = _found(anew, sample, run, max(first, anew.next_number))
        return Searched(standing=found, proposed=None, watch=asked.watch)
    placed = place_arrivals(stood.places, sample, known.themes)
    placed = without_few(placed, known.themes)
    stood = replace(stood, places=placed)
    if asked.refit:
        wanted = _regrouped(stood, sample, run, first=first, weigh=True)
    else:
        wanted = _with_rest(stood, sample, run, first=first)
    run.progress(0.8)
    changes = (wanted.places.themes != placed.themes).any()
    return Searched(
        standing=_found(stood, sample, run, max(first, wanted.next_number)),
        proposed=_found(wanted, sample, run, first) if changes else None,
        watch=asked.watch,
    )


def _found(layer: _Layer, sample: Sample | None, run: _Run, next_number: int) -> ThemesFound:
    return assemble(
        layer.places, sample, layer.known, embedder=run.embedder.name, next_number=next_number
    )


def _with_rest(stood: _Layer, sample: Sample, run: _Run, *, first: int) -> _Layer:
    places = group_rest(stood.places, sample, first=first, seed=run.seed)
    new = range(first, int(places.themes.max(initial=0)) + 1)
    return _Layer(places, Known(stood.known.themes, dict.fromkeys(new, "rest")))


def _regrouped(stood: _Layer, sample: Sample, run: _Run, *, first: int, weigh: bool) -> _Layer:
    """Return all ideas grouped anew under the numbers that stand, new themes from `first`.

    Args:
        stood: Where they were.
        sample: What to learn from.
        run: What the search is made with.
        first: Number of the first new theme.
        weigh: Whether ideas leave their theme only for a good reason.
    """
    themes, places = stood.known.themes, stood.places
    locked = {number for number, theme in themes.items() if theme.locked}
    learned = grouped_rows(places, locked)[sample.rows]
    if not learned.any():
        return stood
    learned_from = Sample(sample.rows[learned], sample.space, sample.vectors[learned])
    fitted = fit(
        places.once, learned_from, seed=run.seed, progress=lambda x: run.progress(0.3 + 0.3 * x)
    )
    groups = assign_all(places.once, fitted, lambda x: run.progress(0.6 + 0.2 * x))
    after = regroup(
        places, groups, locked=locked, first=first, near=learned_from if weigh else None
    )
    after = compact(without_few(after, themes), first=first)
    stability = _stability(after.of_words()[learned_from.rows], fitted)
    return _Layer(after, Known(themes, stability=stability))


def _stability(themes: Labels, fitted: Fitted) -> dict[int, float]:
    """Return the stability of the group that each theme has most ideas in common with.

    Args:
        themes: Of each idea that groups were learned from. Shape `(ideas,)`.
        fitted: The groups.
    """
    if fitted.stability is None:
        return {}
    sure = (fitted.labels >= 0) & (themes != NOWHERE)
    return {
        number: fitted.stability[
            int(np.bincount(fitted.labels[sure & (themes == number)]).argmax())
        ]
        for number in np.unique(themes[sure]).tolist()
    }
