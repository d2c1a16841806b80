import numpy as np
import pytest
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from analysis.themes.embedders import Vectors
from analysis.themes.fit import ignore
from analysis.themes.groups import (
    MOST_GROUPS,
    candidate_numbers,
    largest_within_one_error,
    stable_groups,
    suggested_groups,
)
from analysis.themes.space import unit


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


def test_the_largest_number_within_one_standard_error_of_the_best_is_chosen() -> None:
    # Means 0.9, 0.7, 0.88, 0.5. The best row has deviations -0.1, 0, 0.1 (n - 1: 0.1), so its
    # standard error is 0.1 / sqrt(3) = 0.058 and 0.88 >= 0.9 - 0.058 is the last to pass.
    agreement = np.array([[0.8, 0.9, 1.0], [0.7] * 3, [0.88] * 3, [0.5] * 3])

    assert largest_within_one_error(agreement) == 2


@pytest.mark.parametrize(
    ("ideas", "fewest", "most"), [(20, 2, 4), (100, 5, 12), (300, 8, MOST_GROUPS), (10**4, 12, 20)]
)
def test_numbers_tried_grow_with_the_ideas(ideas: int, fewest: int, most: int) -> None:
    numbers = candidate_numbers(ideas)

    assert numbers[0] == fewest
    assert most - 2 <= numbers[-1] <= most
    assert numbers == sorted(set(numbers))


def test_ideas_that_are_alike_are_suggested_together_and_wordless_ones_apart() -> None:
    vectors, planted = directions(3, 4, spread=0.1)
    with_wordless = np.vstack([vectors, np.zeros((1, 16), dtype=np.float32)])

    groups = suggested_groups(with_wordless)

    assert len(set(zip(planted.tolist(), groups.labels.tolist(), strict=False))) == 2
    assert len(set(groups.labels.tolist())) == 3
    assert groups.stability is None


def test_one_idea_is_one_group() -> None:
    assert suggested_groups(np.ones((1, 4), dtype=np.float32)).labels.tolist() == [0]
