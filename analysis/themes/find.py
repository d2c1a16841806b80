"""From comments to themes: ideas, space, groups, names, quotes."""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from analysis.inputs import Comment
from analysis.themes.assemble import FEWEST_RESPONDENTS
from analysis.themes.describe import NOWHERE, Placed, describe, respondents
from analysis.themes.embedders import Embedder
from analysis.themes.fit import ENOUGH, Fitted, Progress, assign_all, fit, ignore, sample_of
from analysis.themes.groups import Labels
from analysis.themes.ideas import DistinctIdeas, Idea, distinct, ideas_of
from analysis.themes.mentions import comments_read, mentions_of
from analysis.themes.results import Detail, Theme, ThemesFound, Unsure


def find_themes(
    comments: Sequence[Comment],
    *,
    embedder: Embedder,
    seed: int = 0,
    progress: Progress = ignore,
    detail: Detail = "usual",
) -> ThemesFound:
    """Return what `comments` are about; their order makes no difference.

    Args:
        comments: Of all cohorts together: themes are made blind to cohort.
        embedder: Where meaning comes from.
        seed: Same comments, embedder and seed: same result.
        progress: Called with the share done, ascending, 1 last.
        detail: Whether fewer or more themes are wanted than come out most surely.
    """
    found = ideas_of(comments)
    once = distinct(found.ideas)
    progress(0.05)
    themes: tuple[Theme, ...] = ()
    numbers = np.zeros(0, dtype=np.int64)
    unsure: list[Unsure | None] = []
    if once.ideas:
        with threadpool_limits(limits=1):  # more would compete, and change the last digits
            sample = sample_of(once, embedder, seed=seed)
            progress(0.2)
            fitted = fit(
                once,
                sample,
                seed=seed,
                progress=lambda x: progress(0.2 + 0.4 * x),
                detail=detail,
            )
            labels = assign_all(once, fitted, lambda x: progress(0.6 + 0.3 * x))
            numbers, stability = _numbered(found.ideas, labels[list(once.which)], fitted)
            unsure = reasons(once, fitted, labels, numbers)
            themes = describe(Placed(found.ideas, once, numbers), sample, stability)
    progress(1.0)
    return ThemesFound(
        themes=themes,
        mentions=tuple(
            msgspec.structs.replace(mention, unsure=why) if why else mention
            for mention, why in zip(
                mentions_of(found.ideas, once, numbers.tolist(), themes), unsure, strict=True
            )
        ),
        read=comments_read(found, numbers.tolist()),
        embedder=embedder.name,
        suggestion_only=len(once.ideas) < ENOUGH,
        next_number=len(themes) + 1,
    )


def _numbered(
    ideas: Sequence[Idea], labels: NDArray[np.int64], fitted: Fitted
) -> tuple[NDArray[np.int64], dict[int, float] | None]:
    """Number groups by respondents, most first; those of too few are no themes.

    Returns:
        The number of the theme of each idea, and the stability of each theme.
    """
    people = respondents(ideas, labels + 1)
    known = set(fitted.labels.tolist())  # without an idea it was learned from, nothing names it
    kept = [g - 1 for g in people if g - 1 in known and len(people[g]) >= FEWEST_RESPONDENTS]
    order = sorted(kept, key=lambda group: (-len(people[group + 1]), group))
    numbers = np.full(max(labels.max(), fitted.labels.max()) + 2, NOWHERE, dtype=np.int64)
    numbers[order] = np.arange(1, len(order) + 1)  # the last place, -1, stays nowhere
    stability = fitted.stability and {
        number: fitted.stability[group] for number, group in enumerate(order, start=1)
    }
    return numbers[labels], stability or None


def reasons(
    once: DistinctIdeas, fitted: Fitted, labels: Labels, numbers: NDArray[np.int64]
) -> list[Unsure | None]:
    """Return why each idea is in no theme.

    Args:
        once: Those with the same words once.
        fitted: The groups.
        labels: Group of each of `once`, -1 for none.
        numbers: Of the theme of each idea, `NOWHERE` for none.
    """
    vague = np.zeros(len(labels), dtype=np.bool_)
    vague[fitted.sample.rows] = fitted.vague
    why: list[Unsure] = [
        "few" if label >= 0 else "vague" if unnamed else "far"
        for label, unnamed in zip(labels.tolist(), vague.tolist(), strict=True)
    ]
    return [
        why[which] if number == NOWHERE else None
        for which, number in zip(once.which, numbers.tolist(), strict=True)
    ]
