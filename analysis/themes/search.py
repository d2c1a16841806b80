"""Search for themes, once more: what stands stays, what arrived finds its place, more is proposed.

The first search, and any until there are ideas enough for statistics, decides by itself what
stands. From then on only ideas that arrived are placed; whatever else a search would change is
proposed: new themes of ideas that fit nowhere or, if asked, all ideas grouped anew. What people
decided holds in both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import msgspec
import numpy as np
from threadpoolctl import threadpool_limits

from analysis.inputs import Comment
from analysis.themes.assemble import Known, assemble, without_few
from analysis.themes.decisions import Discard
from analysis.themes.describe import NOWHERE
from analysis.themes.embedders import Embedder
from analysis.themes.find import find_themes
from analysis.themes.fit import ENOUGH, Fitted, Progress, Sample, assign_all, fit, ignore, sample_of
from analysis.themes.groups import Labels
from analysis.themes.place import follow_pins, place_arrivals
from analysis.themes.places import Places, carried
from analysis.themes.put_back import without_discarded
from analysis.themes.refit import compact, grouped_rows, regroup
from analysis.themes.rest import group_rest
from analysis.themes.results import Detail, Origin, Searched, ThemesFound, Watch
from analysis.themes.watch import Earlier, Scene, crowd_of, watch_latest
from surveys.texts import Slug

_REST: Origin = "rest"
_RISE: Origin = "rise"


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
    detail: Detail = "usual"
    """Whether fewer or more themes are wanted, where all ideas are grouped."""
    proposed: ThemesFound | None = None
    """What was proposed last, if nobody accepted or discarded it: alarms raised with a theme that
    is only there stay with its ideas. Nothing else is taken from it."""
    discarded: Sequence[Discard] = ()
    """What people left of earlier proposals."""


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
    def numbers(self) -> set[int]:
        """Of all themes in it, those that people decided of and nobody mentions included."""
        return {*self.known.themes, *self.places.themes.tolist()}

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
    run = _Run(embedder, seed, progress)
    with threadpool_limits(limits=1):  # more would compete, and change the last digits
        searched = (
            _first(asked, run) if asked.standing is None else _again(asked, asked.standing, run)
        )
    progress(1.0)
    return searched


def _first(asked: Search, run: _Run) -> Searched:
    found = find_themes(
        asked.comments,
        embedder=run.embedder,
        seed=run.seed,
        progress=lambda x: run.progress(0.9 * x),
        detail=asked.detail,
    )
    crowd = crowd_of(asked.comments, asked.cohorts)
    if crowd is None or found.suggestion_only:
        return Searched(standing=found, proposed=None, watch=None)
    known = Known({theme.number: theme for theme in found.themes})
    stood = _Layer(carried(asked.comments, found), known)
    sample = sample_of(stood.places.once, run.embedder, seed=run.seed)
    searched = _searched(asked, run, _Stage(stood, stood, sample, found.next_number))
    next_number = searched.standing.next_number
    found = msgspec.structs.replace(found, next_number=next_number)
    return msgspec.structs.replace(searched, standing=found)


def _again(asked: Search, standing: ThemesFound, run: _Run) -> Searched:
    first = standing.next_number
    known = Known({theme.number: theme for theme in standing.themes})
    stood = _Layer(follow_pins(carried(asked.comments, standing), known.themes), known)
    run.progress(0.05)
    once = stood.places.once
    if not once.ideas:
        return Searched(standing=_found(stood, None, run, first), proposed=None, watch=None)
    sample = sample_of(once, run.embedder, seed=run.seed, themes=stood.places.of_words())
    run.progress(0.2)
    if standing.suggestion_only:
        anew = _regrouped(asked, run, _Stage(stood, stood, sample, first), weigh=False)
        found = _found(anew, sample, run, max(first, anew.next_number))
        return Searched(standing=found, proposed=None, watch=None)
    placed = without_few(place_arrivals(stood.places, sample, known.themes), known.themes)
    stood = replace(stood, places=placed)
    stage = _Stage(stood, stood, sample, first)
    wanted = _regrouped(asked, run, stage, weigh=True) if asked.refit else _with_rest(run, stage)
    run.progress(0.8)
    return _searched(asked, run, replace(stage, wanted=wanted))


@dataclass(frozen=True, slots=True)
class _Stage:
    """Where a search has got to."""

    stood: _Layer
    wanted: _Layer
    sample: Sample
    first: int
    """Number of the first theme that does not stand."""


def _searched(asked: Search, run: _Run, stage: _Stage) -> Searched:
    """Return what stands and what is proposed, once what rises is in it."""
    stood, wanted = stage.stood, stage.wanted
    crowd, watch = crowd_of(asked.comments, asked.cohorts), None
    if crowd is not None and len(stood.places.once.ideas) >= ENOUGH:
        scene = Scene(
            stood.places, wanted.places, stood.known.themes, stage.sample, first=stage.first
        )
        earlier = Earlier(asked.watch, asked.proposed)
        watch, places = watch_latest(scene, crowd, earlier, seed=run.seed)
        wanted = _risen(wanted, places)
    kept = without_discarded(
        stood.places, wanted.places, asked.discarded, stood.known.themes.keys()
    )
    wanted = replace(wanted, places=kept)
    run.progress(0.9)
    changes = (wanted.places.themes != stood.places.themes).any()
    next_number = max(stage.first, wanted.next_number)
    return Searched(
        standing=_found(stood, stage.sample, run, next_number),
        proposed=_found(wanted, stage.sample, run, stage.first) if changes else None,
        watch=None if watch is None else _on_themes(watch, (stood, wanted)),
    )


def _on_themes(watch: Watch, layers: Iterable[_Layer]) -> Watch:
    """Return the watch without alarms on new themes that people left."""
    there = {number for layer in layers for number in layer.numbers}
    alarms = tuple(alarm for alarm in watch.alarms if alarm.theme in there)
    return msgspec.structs.replace(watch, alarms=alarms)


def _risen(wanted: _Layer, places: Places) -> _Layer:
    """Return what is wanted with the themes that rises make."""
    new = set(places.themes.tolist()) - set(wanted.places.themes.tolist())
    origins = {**wanted.known.origins, **dict.fromkeys(new, _RISE)}
    return _Layer(without_few(places, wanted.known.themes), replace(wanted.known, origins=origins))


def _found(layer: _Layer, sample: Sample | None, run: _Run, next_number: int) -> ThemesFound:
    return assemble(
        layer.places, sample, layer.known, embedder=run.embedder.name, next_number=next_number
    )


def _with_rest(run: _Run, stage: _Stage) -> _Layer:
    stood = stage.stood
    places = group_rest(stood.places, stage.sample, first=stage.first, seed=run.seed)
    new = range(stage.first, int(places.themes.max(initial=0)) + 1)
    return _Layer(places, replace(stood.known, origins=dict.fromkeys(new, _REST)))


def _regrouped(asked: Search, run: _Run, stage: _Stage, *, weigh: bool) -> _Layer:
    """Return all ideas grouped anew under the numbers that stand.

    Args:
        asked: How many themes are wanted.
        run: What the search is made with.
        stage: Where they were, and what to learn from.
        weigh: Whether ideas leave their theme only for a good reason.
    """
    themes, places, sample = stage.stood.known.themes, stage.stood.places, stage.sample
    locked = {number for number, theme in themes.items() if theme.locked}
    learned = grouped_rows(places, locked)[sample.rows]
    if not learned.any():
        return stage.stood
    learned_from = Sample(sample.rows[learned], sample.space, sample.vectors[learned])
    fitted = fit(
        places.once,
        learned_from,
        seed=run.seed,
        progress=lambda x: run.progress(0.3 + 0.3 * x),
        detail=asked.detail,
    )
    groups = assign_all(places.once, fitted, lambda x: run.progress(0.6 + 0.2 * x))
    after = regroup(
        places, groups, locked=locked, first=stage.first, near=learned_from if weigh else None
    )
    after = compact(without_few(after, themes), first=stage.first)
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
