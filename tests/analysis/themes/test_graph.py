import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.themes.embedders import Vectors
from analysis.themes.graph import fuzzy_graph, spectral_coordinates
from analysis.themes.space import unit


def random_vectors(n: int, *, seed: int = 0) -> Vectors:
    return unit(np.random.default_rng(seed).standard_normal((n, 6)))


def test_a_path_of_three_is_weighted_as_worked_by_hand() -> None:
    # Angles 0, 60 and 90 degrees; one neighbour each: the nearest, with weight 1. The middle
    # and the last choose each other, the first chooses the middle: 1 + 0 - 1 * 0 = 1.
    angles = np.radians([0, 60, 90])
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)

    weights = fuzzy_graph(vectors @ vectors.T, neighbours=1).toarray()

    np.testing.assert_allclose(weights, [[0, 1, 0], [1, 0, 1], [0, 1, 0]], atol=1e-6)


@given(st.integers(3, 40), st.integers(0, 5))
def test_weights_are_symmetric_shares_and_the_nearest_is_joined_fully(n: int, seed: int) -> None:
    vectors = random_vectors(n, seed=seed)
    similarities = vectors @ vectors.T

    weights = fuzzy_graph(similarities.copy()).toarray()

    np.fill_diagonal(similarities, -np.inf)
    np.testing.assert_allclose(weights, weights.T, atol=1e-12)
    assert weights.min() >= 0
    assert weights.max() <= 1 + 1e-9
    np.testing.assert_allclose(weights[np.arange(n), similarities.argmax(axis=1)], 1, atol=1e-6)


def test_each_neighbourhood_adds_up_to_the_logarithm_of_its_size() -> None:
    vectors = random_vectors(8)

    weights = fuzzy_graph(vectors @ vectors.T, neighbours=7).toarray()

    # All are neighbours of all, so w = a + b - ab with a and b of rows that each add to log2(7);
    # the sum of both directed parts can only be below twice that per idea.
    assert weights.sum() <= 2 * 8 * math.log2(7)
    assert weights.sum() >= 8 * math.log2(7)


@pytest.mark.parametrize("n", [30, 260])
def test_groups_that_are_not_joined_lie_on_their_own_axes(n: int) -> None:
    half = unit(random_vectors(n // 2) + 3 * np.eye(6)[0])
    vectors = np.zeros((n, 12), dtype=np.float32)
    vectors[: n // 2, :6] = half
    vectors[n // 2 :, 6:] = half

    rows = spectral_coordinates(fuzzy_graph(vectors @ vectors.T), 2, seed=0)

    directions = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    likeness = np.abs(directions @ directions.T)
    np.testing.assert_allclose(likeness[: n // 2, : n // 2], 1, atol=1e-4)
    np.testing.assert_allclose(likeness[: n // 2, n // 2 :], 0, atol=1e-4)


def test_few_eigenvectors_agree_with_all_of_them() -> None:
    vectors = random_vectors(240)
    graph = fuzzy_graph(vectors @ vectors.T)

    few = spectral_coordinates(graph, 4, seed=0)
    every = spectral_coordinates(graph, 240, seed=0)[:, :4]

    np.testing.assert_allclose(np.abs((few * every).sum(axis=0)), 1, atol=1e-6)
