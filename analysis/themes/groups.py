"""Group ideas; the number of groups is the largest that survives drawing the ideas again.

Groups: Ward (1963), "Hierarchical Grouping to Optimize an Objective Function", on diffusion
coordinates: with fewer groups some are joined, and none is cut otherwise.
Bootstrap stability: Fang & Wang (2012), "Selection of the number of clusters via the
bootstrap method", with the adjusted Rand index (Hubert & Arabie 1985) between the groups of
all ideas and those of a random part. One standard error: Breiman et al. (1984).
Stability of one group: Hennig (2007), "Cluster-wise assessment of cluster stability", the
mean Jaccard similarity with the most similar group of each draw.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from scipy.sparse import csr_matrix
from sklearn.cluster import AgglomerativeClustering

from analysis.themes.embedders import Vectors
from analysis.themes.graph import diffused, fuzzy_graph
from analysis.themes.results import Detail
from analysis.themes.spread import spread

Labels = NDArray[np.int64]

DRAWS = 16
SHARE_DRAWN = 0.75
FEWEST_GROUPS = 12
MOST_GROUPS = 20
IDEAS_A_GROUP = 6
"""On average at least: smaller groups are chance."""
STEPS = 0.4
"""Of walks along the graph, times the root of the ideas."""
CERTAIN = 0.95
"""Agreement from which groups are there beyond doubt, however few, if each is of one kind."""
ALIKE: dict[Detail, float] = {"fewer": 0.2, "usual": 0.25, "more": 0.3}
"""Mean cosine of ideas that are suggested as one group."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Ideas in groups."""

    labels: Labels
    """Group of each idea, from 0. Shape `(ideas,)`."""
    stability: tuple[float, ...] | None
    """Per group, 0 to 1; None if not measured."""
    agreement: float = 0.0
    """Adjusted Rand index with the groups of parts, on average; 0 if not measured."""


def stable_groups(
    vectors: Vectors, *, seed: int, progress: Callable[[float], None], detail: Detail = "usual"
) -> Groups:
    """Return the groups of ideas at `vectors` (length 1, at least `ENOUGH` rows)."""
    similarities = vectors @ vectors.T
    regions, whole, draws = _drawn(similarities, seed=seed, progress=progress)
    n = len(vectors)
    numbers = candidate_numbers(n, regions)
    chosen = _most_stable(whole, draws, numbers)
    broad = range(max(2, round(regions)), numbers[0])
    if broad:
        wide = _most_stable(whole, draws, broad)
        if wide.agreement >= CERTAIN and _each_alike(similarities, wide.labels):
            chosen = max(wide, chosen, key=lambda groups: groups.agreement)
    if detail != "usual":
        usual = int(chosen.labels.max()) + 1
        chosen = _most_stable(whole, draws, other_numbers(n, usual, detail))
    return chosen


def stable_parts(vectors: Vectors, numbers: Sequence[int], *, seed: int) -> Groups:
    """Return the most stable of some numbers of groups, of few ideas or many.

    Args:
        vectors: Of length 1, at least `ENOUGH` rows.
        numbers: Of groups, ascending.
        seed: Of the draws.
    """
    _, whole, draws = _drawn(vectors @ vectors.T, seed=seed, progress=lambda _: None)
    return _most_stable(whole, draws, numbers)


def _drawn(
    similarities: Vectors, *, seed: int, progress: Callable[[float], None]
) -> tuple[float, "Tree", list["Tree"]]:
    """Return the regions among all ideas, their tree, and the trees of random parts."""
    n = len(similarities)
    steps = steps_along(n)
    rng = np.random.default_rng(seed)
    parts = [
        np.sort(rng.choice(n, size=round(SHARE_DRAWN * n), replace=False)) for _ in range(DRAWS)
    ]

    def walks() -> Iterator[_Walk]:
        yield _Walk(fuzzy_graph(similarities), steps, seed)
        for draw, rows in enumerate(parts):
            yield _Walk(fuzzy_graph(similarities[np.ix_(rows, rows)]), steps, draw)

    grown = spread(_grown, walks())
    whole = next(grown)
    draws = []
    for draw, (rows, tree) in enumerate(zip(parts, grown, strict=True), start=1):
        draws.append(Tree(rows, tree.joins))
        progress(draw / DRAWS)
    return whole.regions, Tree(np.arange(n), whole.joins), draws


class _Walk(NamedTuple):
    """As the arguments of `diffused`."""

    graph: csr_matrix
    steps: float
    seed: int


class _Grown(NamedTuple):
    regions: float
    joins: NDArray[np.float64]
    """As SciPy's `linkage` returns them."""


def _grown(walk: _Walk) -> _Grown:
    """Return the tree of ideas along their graph."""
    walked = diffused(walk.graph, walk.steps, seed=walk.seed)
    return _Grown(walked.regions, linkage(walked.coordinates, "ward"))


def suggested_groups(vectors: Vectors, *, detail: Detail = "usual") -> Groups:
    """Return groups of the ideas that are simply alike; nothing is said of their stability."""
    if len(vectors) == 1:
        return Groups(np.zeros(1, dtype=np.int64), None)
    alike = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=1 - ALIKE[detail]
    )
    # Vectors without words have no cosine: a last coordinate sets them apart from all.
    wordless = (np.linalg.norm(vectors, axis=1, keepdims=True) == 0).astype(np.float32)
    labels: Labels = alike.fit_predict(np.hstack([vectors, wordless])).astype(np.int64)
    return Groups(labels, None)


def steps_along(ideas: int) -> float:
    """Return how far to walk along the graph of `ideas`: further where there are more."""
    return STEPS * float(ideas**0.5)


def candidate_numbers(ideas: int, regions: float) -> range:
    """Return the numbers of groups to try, ascending.

    Two halves of many ideas are nearly always stable and say nothing to a designer: so they
    lie between twice and four times the parts in which walks along the graph stay. Where ideas
    are hardly apart from one another there are few such parts, and few themes; but not fewer
    than 0.4 times the root of the ideas, for themes that everything is in say nothing either.
    (Fewer groups than these are chosen only if `CERTAIN`.)

    Args:
        ideas: At least `2 * IDEAS_A_GROUP`.
        regions: Of the graph, as `diffused` counts them.
    """
    most = min(MOST_GROUPS, ideas // IDEAS_A_GROUP)
    fewest = min(FEWEST_GROUPS, ideas // (2 * IDEAS_A_GROUP))
    first = max(2, min(fewest, round(max(2 * regions, steps_along(ideas)))))
    return range(first, max(first, min(most, round(max(4 * regions, first * 5 / 3)))) + 1)


def other_numbers(ideas: int, usual: int, detail: Detail) -> Sequence[int]:
    """Return the numbers of groups to try where fewer or more than `usual` are wanted.

    Fewer: from half to three quarters; more: from four thirds to twice as many, as long as a
    group has at least half of `IDEAS_A_GROUP`. Without such a number: `usual`.
    """
    if detail == "fewer":
        return range(max(2, -(-usual // 2)), usual * 3 // 4 + 1) or [usual]
    most = min(2 * usual, 2 * ideas // IDEAS_A_GROUP)
    return range(-(-usual * 4 // 3), most + 1) or [usual]


def largest_within_one_error(agreement: NDArray[np.float64]) -> int:
    """Return the last row whose mean is within one standard error of the best mean.

    Args:
        agreement: Per number of groups (ascending) and draw. Shape `(numbers, draws)`.
    """
    means = agreement.mean(axis=1)
    best = int(means.argmax())
    error = agreement[best].std(ddof=1) / np.sqrt(agreement.shape[1])
    return int(np.flatnonzero(means >= means[best] - error)[-1])


@dataclass(frozen=True, slots=True)
class Tree:
    """Which ideas are joined first, which last."""

    rows: NDArray[np.int64]
    """Of all ideas, those in it."""
    joins: NDArray[np.float64]
    """As SciPy's `linkage` returns them."""

    def groups(self, numbers: Sequence[int]) -> Labels:
        """Return the group of each idea for each number of groups. Shape `(numbers, rows)`.

        SciPy's `cut_tree` does the same in fifty times the time.
        """
        return np.stack([self._cut(number) for number in numbers])

    def _cut(self, number: int) -> Labels:
        ideas = len(self.rows)
        parts = self.joins[:, :2].astype(np.int64).tolist()
        made = ideas - number  # joins that are kept; the i-th makes node `ideas + i`
        top = {part for pair in parts[made:] for part in pair if part < ideas + made}
        group = [0] * (ideas + made)
        for label, node in enumerate(sorted(top)):
            group[node] = label
        for join in range(made - 1, -1, -1):
            for part in parts[join]:
                group[part] = group[ideas + join]
        return np.array(group[:ideas], dtype=np.int64)


def _each_alike(similarities: Vectors, labels: Labels) -> bool:
    """Whether every group would be suggested as one.

    One tight group and all the rest come out again whatever is drawn, and say nothing.
    """
    groups = [np.flatnonzero(labels == group) for group in range(int(labels.max()) + 1)]
    return all(float(similarities[np.ix_(rows, rows)].mean()) >= ALIKE["usual"] for rows in groups)


def _most_stable(whole: Tree, draws: Sequence[Tree], numbers: Sequence[int]) -> Groups:
    of_all = whole.groups(numbers)
    drawn = [(tree.rows, tree.groups(numbers)) for tree in draws]
    agreement = np.array(
        [
            [agreement_of(of_all[i][rows], labels[i]) for rows, labels in drawn]
            for i in range(len(numbers))
        ]
    )
    chosen = largest_within_one_error(agreement)
    labels = of_all[chosen]
    stability = _stability(labels, [(rows, parts[chosen]) for rows, parts in drawn])
    return Groups(labels, stability, float(agreement[chosen].mean()))


def agreement_of(one: Labels, other: Labels) -> float:
    """Return the adjusted Rand index of two groupings of the same ideas, at most 1.

    Hubert & Arabie (1985), from counts of pairs. scikit-learn's `adjusted_rand_score` is the
    same in twenty times the time: it checks its arguments.

    Args:
        one: Group of each idea, from 0. Shape `(ideas,)`.
        other: The same. Shape `(ideas,)`.
    """
    joint = np.bincount(one * (int(other.max()) + 1) + other)
    in_both, in_one, in_other = (
        int((sizes**2).sum()) for sizes in (joint, np.bincount(one), np.bincount(other))
    )
    ideas = len(one)
    together, only_one, only_other = in_both - ideas, in_one - in_both, in_other - in_both
    apart = ideas**2 - in_one - in_other + in_both
    if not only_one and not only_other:
        return 1.0
    return (
        2.0
        * (together * apart - only_one * only_other)
        / (
            (together + only_one) * (only_one + apart)
            + (together + only_other) * (only_other + apart)
        )
    )


def _stability(labels: Labels, draws: list[tuple[NDArray[np.int64], Labels]]) -> tuple[float, ...]:
    groups = int(labels.max()) + 1
    best = np.zeros((len(draws), groups))
    for row, (rows, drawn) in zip(best, draws, strict=True):
        for group in range(groups):
            mine = labels[rows] == group
            overlaps = np.bincount(drawn[mine], minlength=int(drawn.max()) + 1)
            unions = np.bincount(drawn, minlength=len(overlaps)) + mine.sum() - overlaps
            row[group] = (overlaps / unions).max()
    return tuple(float(value) for value in best.mean(axis=0))
