"""Put back what a search would move once more although people left it."""

from collections.abc import Collection, Sequence

import numpy as np

from analysis.themes.decisions import Discard
from analysis.themes.describe import NOWHERE
from analysis.themes.discarded import Move, parts_of, was_left
from analysis.themes.places import Places
from analysis.themes.results import idea_name


def without_discarded(
    stood: Places, wanted: Places, left: Sequence[Discard], stands: Collection[int]
) -> Places:
    """Return what is wanted without what people left: those ideas are where they stand.

    Args:
        stood: Where ideas are.
        wanted: Where the same ideas would be.
        left: All that was discarded.
        stands: Numbers of the themes that do.
    """
    known = [part for each in left for part in each.parts]
    if not known:
        return wanted
    where: dict[str, int] = {}
    moves = []
    for place in np.flatnonzero(stood.themes != wanted.themes).tolist():
        idea, source, into = stood.ideas[place], int(stood.themes[place]), int(wanted.themes[place])
        if into != NOWHERE:
            name = idea_name(idea.submission_id, idea.question, idea.start)
            where[name] = place
            source_or_none = None if source == NOWHERE else source
            moves.append(Move(name, idea.submission_id, source_or_none, into))
    themes, unsure = wanted.themes.copy(), list(wanted.unsure)
    for part in parts_of(moves, stands):
        if was_left(part, known, stands):
            for place in (where[move.idea] for move in part):
                themes[place], unsure[place] = stood.themes[place], stood.unsure[place]
    return wanted.at(themes, tuple(unsure), wanted.pinned)
