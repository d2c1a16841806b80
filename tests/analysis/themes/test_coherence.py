import numpy as np
import pytest

from analysis.themes.coherence import coherence


def test_coherence_is_as_worked_by_hand() -> None:
    # Two ideas at 0 and two at 90 degrees, and one at 60 put with those at 0. The middle of the
    # first theme is along 2 * (1, 0) + (0.5, 0.866), the second's is (0, 1).
    # Those at 0: others' middle is (1, 0) + (0.5, 0.866) = (1.5, 0.866), cosine 0.866, so 0.134
    # inside and 1 to the other theme: (1 - 0.134) / 1 = 0.866. The one at 60: 0.5 from the others,
    # 1 - 0.866 = 0.134 from the other theme: (0.134 - 0.5) / 0.5 = -0.732. Mean of three: 0.333.
    # Those at 90: 0 inside; to the other middle (2.5, 0.866) / 2.646 the cosine is 0.327: 1.
    angles = np.radians([0, 0, 60, 90, 90])
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)

    first, second = coherence(vectors, np.array([0, 0, 0, 1, 1]))

    assert first == pytest.approx(0.333, abs=1e-3)
    assert second == pytest.approx(1, abs=1e-3)


def test_one_theme_has_no_other_to_be_compared_with() -> None:
    vectors = np.eye(3, dtype=np.float32)

    assert coherence(vectors, np.array([0, 0, -1])) == [None]
    assert coherence(vectors, np.array([-1, -1, -1])) == []


def test_ideas_in_no_theme_make_no_difference() -> None:
    vectors = np.eye(4, dtype=np.float32)[[0, 0, 1, 1, 0, 3]]

    with_unsure = coherence(vectors, np.array([0, 0, 1, 1, -1, -1]))

    assert with_unsure == coherence(vectors[:4], np.array([0, 0, 1, 1])) == [1.0, 1.0]


def test_an_idea_without_any_word_is_no_reason_for_a_number_that_is_none() -> None:
    vectors = np.zeros((4, 3), dtype=np.float32)

    assert coherence(vectors, np.array([0, 0, 1, 1])) == [0.0, 0.0]
