"""Look at the latest cohort for what rises, and keep what was raised on it before."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec
import numpy as np
from numpy.typing import NDArray

from analysis.emergence.look import Rise, look
from analysis.emergence.spending import worth_a_look
from analysis.emergence.voices import Voices
from analysis.inputs import Comment
from analysis.themes.describe import NOWHERE
from analysis.themes.fit import FITTED, Sample
from analysis.themes.places import Places
from analysis.themes.results import Alarm, Mention, Theme, ThemesFound, Watch
from surveys.texts import Slug

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody who wrote anything."""

    cohort_of: Mapping[UUID, int]
    """Cohort of each, 0 the oldest; in an order that does not depend on that of comments."""
    latest: int
    """The last cohort in which anybody wrote."""
    slug: Slug
    """Its name."""

    def count(self, people: Collection[UUID], *, latest: bool) -> int:
        """Return how many of `people` are of the latest cohort, or of those before it."""
        cohorts = [self.cohort_of[person] for person in people if person in self.cohort_of]
        return sum((cohort == self.latest) == latest for cohort in cohorts)


def crowd_of(
    comments: Sequence[Comment], cohorts: Sequence[tuple[Slug, frozenset[Slug]]]
) -> Crowd | None:
    """Return who wrote; None where nobody did before the latest cohort."""
    number = {survey: place for place, (_, surveys) in enumerate(cohorts) for survey in surveys}
    known = {c.submission_id: number[c.survey] for c in comments if c.survey in number}
    if len(set(known.values())) <= 1:
        return None
    latest = max(known.values())
    people = {person: known[person] for person in sorted(known, key=lambda p: p.bytes)}
    return Crowd(people, latest, cohorts[latest][0])


@dataclass(frozen=True, slots=True)
class Scene:
    """What is looked at."""

    stands: Places
    wanted: Places
    """What is proposed so far, of the same ideas."""
    themes: Mapping[int, Theme]
    """Those that stand, by number."""
    sample: Sample
    first: int
    """Number of the first theme that is new in what is proposed."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was known of the cohort."""

    watch: Watch | None
    proposed: ThemesFound | None
    """Where the ideas are of alarms raised with a theme that nobody has accepted yet."""


def watch_latest(
    scene: Scene, crowd: Crowd, earlier: Earlier, *, seed: int
) -> tuple[Watch, Places]:
    """Return what is said of the latest cohort, and what is proposed with rises as themes.

    A look is spent only where so many wrote since the last that it is worth it; what was raised
    stays raised, as long as its theme is there. What people dismissed raises nothing.
    """
    last = earlier.watch
    if last is not None and last.cohort != crowd.slug:
        last = None
    of = crowd.count(crowd.cohort_of.keys(), latest=True)
    looked_at, looks = (0, 0) if last is None else (last.of, last.looks)
    due = worth_a_look(of, looked_at)
    rises = _Rises(scene, crowd)
    if due or (looks and of <= looked_at):  # themes may have changed: the same look once more
        looked_at, looks = of, looks + due
        for rise, which in _look(scene, crowd, looks=looks, seed=seed):
            rises.add(rise, which)
    if last is not None:
        rises.keep(last.alarms, earlier.proposed)
    alarms = sorted(rises.alarms.values(), key=lambda alarm: (alarm.p, alarm.theme))
    watch = Watch(cohort=crowd.slug, looks=looks, of=looked_at, alarms=tuple(alarms))
    return watch, rises.places


def _look(
    scene: Scene, crowd: Crowd, *, looks: int, seed: int
) -> list[tuple[Rise, NDArray[np.int64]]]:
    """Return the rises, each with its distinct ideas."""
    people = _some_people(scene.stands, crowd, seed=seed)
    index = {person: place for place, person in enumerate(people)}
    stands = scene.stands
    heard = [place for place, idea in enumerate(stands.ideas) if idea.submission_id in index]
    which = stands.which[heard]
    rows = np.unique(which)
    themes = stands.themes[heard]
    voices = Voices(
        vectors=_vectors(scene, rows)[np.searchsorted(rows, which)],
        person=np.array([index[stands.ideas[place].submission_id] for place in heard], np.int64),
        theme=np.where(themes == NOWHERE, -1, themes),
        cohort=np.array([crowd.cohort_of[person] for person in people], dtype=np.int64),
    )
    found = look(voices, look=looks, seed=seed)
    return [(rise, np.unique(which[list(rise.ideas)])) for rise in found]


def _vectors(scene: Scene, rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return where distinct ideas are. Shape `(rows, dimensions)`."""
    sample = scene.sample
    known = np.isin(rows, sample.rows)
    vectors = np.empty((len(rows), sample.vectors.shape[1]), dtype=np.float32)
    vectors[known] = sample.vectors[np.searchsorted(sample.rows, rows[known])]
    if not known.all():
        ideas = [scene.stands.once.ideas[row] for row in rows[~known]]
        vectors[~known] = sample.space.place(ideas)
    return vectors


def _some_people(stands: Places, crowd: Crowd, *, seed: int) -> list[UUID]:
    """Return everybody, or so many drawn at random that they have about `FITTED` ideas.

    Half of those are of the latest cohort, if it has as many.
    """
    ideas = Counter(idea.submission_id for idea in stands.ideas)
    people = list(crowd.cohort_of)
    if sum(ideas[person] for person in people) <= FITTED:
        return people
    now = [person for person in people if crowd.cohort_of[person] == crowd.latest]
    before = [person for person in people if crowd.cohort_of[person] != crowd.latest]
    of_now, of_before = (sum(ideas[person] for person in each) for each in (now, before))
    for_now = min(of_now, max(FITTED // 2, FITTED - of_before))
    chance = np.random.default_rng(seed)
    drawn: list[UUID] = []
    for each, room, said in ((now, for_now, of_now), (before, FITTED - for_now, of_before)):
        many = min(len(each), round(len(each) * room / max(said, 1)))
        drawn += [each[place] for place in chance.choice(len(each), size=many, replace=False)]
    return sorted(drawn, key=lambda person: person.bytes)


class _Rises:
    """Alarms, and what is proposed with the new themes they need."""

    def __init__(self, scene: Scene, crowd: Crowd) -> None:
        self._scene = scene
        self._crowd = crowd
        self.places = scene.wanted
        self.alarms: dict[int, Alarm] = {}
        """By theme."""

    def add(self, rise: Rise, which: NDArray[np.int64]) -> None:
        """Raise an alarm on the theme of a rise, or on a new one of its distinct ideas."""
        stands = self._scene.stands
        mine = np.isin(stands.which, which)
        dismissed = [n for n, theme in self._scene.themes.items() if theme.dismissed]
        if np.isin(stands.themes[mine], dismissed).sum() > _HALF * mine.sum():
            return
        number = rise.theme if rise.theme is not None else self._theme_of(mine)
        if number is None or number in self.alarms:
            return
        inside = (stands if rise.theme is not None else self.places).themes == number
        people = {stands.ideas[place].submission_id for place in np.flatnonzero(inside).tolist()}
        everybody = self._crowd.cohort_of.keys()
        self.alarms[number] = Alarm(
            theme=number,
            cohort=self._crowd.slug,
            kind=rise.kind,
            p=rise.p,
            people=self._crowd.count(people, latest=True),
            of=self._crowd.count(everybody, latest=True),
            people_before=self._crowd.count(people, latest=False),
            of_before=self._crowd.count(everybody, latest=False),
        )

    def keep(self, raised: Sequence[Alarm], proposed: ThemesFound | None) -> None:
        """Keep earlier alarms, under the number that their theme has now."""
        for alarm in raised:
            number: int | None = alarm.theme
            if number not in self._scene.themes:
                number = self._proposed_again(alarm.theme, proposed)
            if number is not None and number not in self.alarms:
                self.alarms[number] = msgspec.structs.replace(alarm, theme=number)

    def _proposed_again(self, theme: int, proposed: ThemesFound | None) -> int | None:
        mentions = () if proposed is None else proposed.mentions
        said = {_place(mention) for mention in mentions if mention.theme == theme}
        ideas = self._scene.stands.ideas
        mine = [(idea.submission_id, idea.question, idea.start) in said for idea in ideas]
        return self._theme_of(np.array(mine, dtype=np.bool_))

    def _theme_of(self, mine: NDArray[np.bool_]) -> int | None:
        """Return the new theme that most of some ideas are in, made for them if there is none.

        None where people decided where they all are.
        """
        locked = [n for n, theme in self._scene.themes.items() if theme.locked]
        free = mine & ~self.places.pinned & ~np.isin(self.places.themes, locked)
        if len({self.places.ideas[place].submission_id for place in np.flatnonzero(free)}) < 2:  # noqa: PLR2004 (a theme of one person would be that person's)
            return None
        numbers, counts = np.unique(self.places.themes[free], return_counts=True)
        most = int(numbers[counts.argmax()])
        if most >= self._scene.first and counts.max() > _HALF * free.sum():
            return most
        new = max(self._scene.first, int(self.places.themes.max()) + 1)
        self.places = self.places.moved(free, np.full(int(free.sum()), new, dtype=np.int64))
        return new


def _place(mention: Mention) -> tuple[UUID, str, int]:
    return mention.submission_id, mention.question, mention.start
