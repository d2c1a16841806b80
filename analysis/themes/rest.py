"""Group the ideas that fit nowhere: enough people who say the like are a theme to propose."""

from uuid import UUID

import numpy as np

from analysis.themes.describe import NOWHERE
from analysis.themes.fit import COMMON_WORD, FITTED, NEAR_ENOUGH, Sample, near_others
from analysis.themes.groups import Labels, suggested_groups
from analysis.themes.phrases import Counted
from analysis.themes.places import Places

FEWEST_PEOPLE = 5
"""As many as a theme needs to be shown: fewer are no reason to ask anybody anything."""


def group_rest(places: Places, sample: Sample, *, first: int, seed: int) -> Places:
    """Return `places` with new themes, numbered from `first`, of ideas that are in none.

    What people took out of a theme stays out. Most people first; of more than `FITTED` different
    ideas a random part is looked at.
    """
    loose = (places.themes == NOWHERE) & ~places.pinned
    rows = np.setdiff1d(np.unique(places.which[loose]), np.unique(places.which[~loose]))
    if len(rows) > FITTED:
        rows = np.sort(np.random.default_rng(seed).choice(rows, size=FITTED, replace=False))
    if not len(rows):
        return places
    labels = _groups(places, sample, rows)
    people: dict[int, set[UUID]] = {}
    group_of = dict(zip(rows.tolist(), labels.tolist(), strict=True))
    for idea, which in zip(places.ideas, places.once.which, strict=True):
        if (group := group_of.get(which, -1)) >= 0:
            people.setdefault(group, set()).add(idea.submission_id)
    enough = [group for group in people if len(people[group]) >= FEWEST_PEOPLE]
    order = sorted(enough, key=lambda group: (-len(people[group]), group))
    number = {group: first + place for place, group in enumerate(order)}
    after = np.full(len(places.once.ideas), NOWHERE, dtype=np.int64)
    after[rows] = [number.get(group, NOWHERE) for group in labels.tolist()]
    return places.moved(loose, after[places.which[loose]])


def _groups(places: Places, sample: Sample, rows: Labels) -> Labels:
    """Return the group of each distinct idea in `rows`, -1 for none."""
    ideas = [places.once.ideas[row] for row in rows]
    vectors = sample.space.place(ideas)
    labels = suggested_groups(vectors).labels
    people = [places.once.people[row] for row in rows]
    near = near_others(vectors, labels, np.array(people, dtype=np.float32))
    counted = Counted(ideas, labels, people)
    about_something = np.array(
        [counted.most_shared(group) >= COMMON_WORD for group in range(labels.max() + 1)]
    )
    alone = np.array(people) >= FEWEST_PEOPLE  # words that many say are a group by themselves
    together: Labels = np.where(
        ((near >= NEAR_ENOUGH) | alone) & about_something[labels], labels, -1
    )
    return together
