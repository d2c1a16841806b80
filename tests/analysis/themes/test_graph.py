import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from analysis.themes.embedders import Vectors
from analysis.themes.graph import DIMENSIONS, diffused, fuzzy_graph
from analysis.unit_vectors import unit


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


def pieces(n: int) -> csr_matrix:
    """Return a graph in two pieces of n / 2 ideas."""
    half = unit(random_vectors(n // 2) + 3 * np.eye(6)[0])
    vectors = np.zeros((n, 12), dtype=np.float32)
    vectors[: n // 2, :6] = half
    vectors[n // 2 :, 6:] = half
    return fuzzy_graph(vectors @ vectors.T)


@pytest.mark.parametrize("n", [60, 260])
def test_groups_that_are_not_joined_lie_apart_and_walks_stay_in_them(n: int) -> None:
    found = diffused(pieces(n), 200, seed=0)

    likeness = found.coordinates @ found.coordinates.T
    np.testing.assert_allclose(likeness[: n // 2, : n // 2], 1, atol=1e-3)
    np.testing.assert_allclose(likeness[: n // 2, n // 2 :], 0, atol=1e-6)
    assert found.regions == pytest.approx(2, abs=0.01)


def test_the_coordinates_are_those_of_walks_along_the_graph() -> None:
    # The slow way: after t steps of the normalised graph, ideas are alike as their rows are.
    vectors = random_vectors(DIMENSIONS)
    graph = fuzzy_graph(vectors @ vectors.T, neighbours=7)
    weights = graph.toarray()
    degrees = weights.sum(axis=1)
    normal = weights / np.sqrt(np.outer(degrees, degrees))
    walked = np.linalg.matrix_power(normal, 12)
    walked /= np.linalg.norm(walked, axis=1, keepdims=True)

    found = diffused(graph, 12, seed=0)

    # An even power leaves out nothing but what `diffused` cuts: negative eigenvalues, below 0.4.
    np.testing.assert_allclose(
        found.coordinates @ found.coordinates.T, walked @ walked.T, atol=1e-3
    )


def test_few_eigenvectors_agree_with_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = random_vectors(240)
    graph = fuzzy_graph(vectors @ vectors.T)

    few = diffused(graph, 6, seed=0)
    monkeypatch.setattr("analysis.themes.graph._DENSE", 240)
    every = diffused(graph, 6, seed=0)

    assert few.regions == pytest.approx(every.regions)
    np.testing.assert_allclose(
        few.coordinates @ few.coordinates.T, every.coordinates @ every.coordinates.T, atol=1e-6
    )
