import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.cluster.hierarchy import cut_tree, linkage
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from analysis.themes.embedders import Vectors
from analysis.themes.fit import ignore
from analysis.themes.groups import (
    FEWEST_GROUPS,
    MOST_GROUPS,
    Tree,
    agreement_of,
    candidate_numbers,
    largest_within_one_error,
    other_numbers,
    stable_groups,
    suggested_groups,
)
from analysis.themes.results import Detail
from analysis.unit_vectors import unit


def directions(*sizes: int, spread: float = 0.4) -> tuple[Vectors, NDArray[np.int64]]:
    """Return vectors around one axis per size, and which axis each is of."""
    rng = np.random.default_rng(7)
    planted = np.repeat(np.arange(len(sizes)), sizes)
    axes = np.eye(len(sizes), 16)[planted]
    return unit(axes + spread * rng.standard_normal(axes.shape) / 4), planted


def test_planted_groups_are_found_in_their_number_and_hold() -> None:
    vectors, planted = directions(30, 20, 15, 25, 10, 20)

    with threadpool_limits(limits=1):
        groups = stable_groups(vectors, seed=0, progress=ignore)

    pairs = set(zip(planted.tolist(), groups.labels.tolist(), strict=True))
    assert len(pairs) == 6
    assert groups.stability is not None
    assert min(groups.stability) > 0.9


def test_one_tight_group_does_not_leave_all_the_rest_in_another() -> None:
    """What comes out again for certain, a tight group and the rest, is no pair of themes."""
    rng = np.random.default_rng(3)
    tight = np.eye(1, 64) + 0.02 * rng.standard_normal((20, 64))
    loose = [
        0.45 * np.eye(64)[1 + kind] + 0.11 * rng.standard_normal((20, 64)) for kind in range(8)
    ]
    vectors = unit(np.vstack([tight, *loose]))

    with threadpool_limits(limits=1):
        groups = stable_groups(vectors, seed=0, progress=ignore)

    assert len(set(groups.labels.tolist())) >= 5
    assert len(set(groups.labels[:20].tolist())) == 1


def test_the_largest_number_within_one_standard_error_of_the_best_is_chosen() -> None:
    # Means 0.9, 0.7, 0.88, 0.5. The best row has deviations -0.1, 0, 0.1 (n - 1: 0.1), so its
    # standard error is 0.1 / sqrt(3) = 0.058 and 0.88 >= 0.9 - 0.058 is the last to pass.
    agreement = np.array([[0.8, 0.9, 1.0], [0.7] * 3, [0.88] * 3, [0.5] * 3])

    assert largest_within_one_error(agreement) == 2


@pytest.mark.parametrize(
    ("ideas", "regions", "fewest", "most"),
    [
        (20, 2.2, 2, 3),  # six ideas a group, on average
        (100, 1.0, 4, 7),  # in one piece: hardly anything to tell apart
        (100, 3.5, 7, 14),
        (300, 6.0, FEWEST_GROUPS, MOST_GROUPS),
        (300, 2.7, 7, 12),
        (10**4, 30.0, FEWEST_GROUPS, MOST_GROUPS),
    ],
)
def test_the_numbers_tried_follow_the_parts_in_which_walks_stay(
    ideas: int, regions: float, fewest: int, most: int
) -> None:
    numbers = candidate_numbers(ideas, regions)

    assert (numbers[0], numbers[-1]) == (fewest, most)


@pytest.mark.parametrize(
    ("usual", "fewer", "more"), [(12, (6, 9), (16, 24)), (3, (2, 2), (4, 6)), (2, (2, 2), (3, 4))]
)
def test_fewer_and_more_are_sought_well_below_and_above(
    usual: int, fewer: tuple[int, int], more: tuple[int, int]
) -> None:
    below, above = other_numbers(100, usual, "fewer"), other_numbers(100, usual, "more")

    assert (below[0], below[-1]) == fewer
    assert (above[0], above[-1]) == more


def test_no_more_groups_are_sought_than_ideas_are_enough_for() -> None:
    assert list(other_numbers(30, 10, "more")) == [10]


@pytest.mark.parametrize("detail", ["fewer", "more"])
def test_fewer_groups_are_those_of_the_usual_number_joined_and_more_are_cut_from_them(
    detail: Detail,
) -> None:
    vectors, _ = directions(30, 20, 15, 25, 10, 20)
    with threadpool_limits(limits=1):
        usual = stable_groups(vectors, seed=0, progress=ignore).labels
        other = stable_groups(vectors, seed=0, progress=ignore, detail=detail).labels

    wide, narrow = (other, usual) if detail == "fewer" else (usual, other)

    assert narrow.max() > wide.max()
    assert len(set(zip(wide.tolist(), narrow.tolist(), strict=True))) == narrow.max() + 1


@given(st.integers(5, 60), st.integers(2, 5), st.integers(0, 9))
def test_a_tree_is_cut_as_scipy_cuts_it(ideas: int, number: int, seed: int) -> None:
    joins = linkage(np.random.default_rng(seed).random((ideas, 3)), "ward")

    (groups,) = Tree(np.arange(ideas), joins).groups([number])

    expected = cut_tree(joins, number).ravel()
    assert adjusted_rand_score(expected, groups) == 1
    assert sorted(set(groups.tolist())) == list(range(number))


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=80),
    st.booleans(),
)
def test_two_groupings_agree_as_scikit_learn_says(pairs: list[tuple[int, int]], same: bool) -> None:
    one, other = np.array(pairs, dtype=np.int64).T
    other = one if same else other

    assert agreement_of(one, other) == adjusted_rand_score(one, other)


def test_ideas_that_are_alike_are_suggested_together_and_wordless_ones_apart() -> None:
    vectors, planted = directions(3, 4, spread=0.1)
    with_wordless = np.vstack([vectors, np.zeros((1, 16), dtype=np.float32)])

    groups = suggested_groups(with_wordless)

    assert len(set(zip(planted.tolist(), groups.labels.tolist(), strict=False))) == 2
    assert len(set(groups.labels.tolist())) == 3
    assert groups.stability is None


def test_one_idea_is_one_group() -> None:
    assert suggested_groups(np.ones((1, 4), dtype=np.float32)).labels.tolist() == [0]
