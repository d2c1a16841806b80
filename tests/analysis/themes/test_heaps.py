import numpy as np
import pytest

from analysis.themes.coherence import coherence
from analysis.themes.heaps import cleared


def at(*degrees: float) -> np.ndarray:
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_what_lies_in_a_heap_and_says_what_another_group_says_goes_there() -> None:
    # The first group is at 90 degrees. The second holds 80 and 100, which are at its middle and
    # 180 degrees from two at 270: of the four no half is near the other.
    vectors = at(90, 90, 90, 80, 100, 270, 270)

    assert cleared(vectors, np.array([0, 0, 0, 1, 1, 1, 1])).tolist() == [0, 0, 0, 0, 0, 1, 1]


def test_groups_that_hold_together_lose_nothing() -> None:
    # As in the hand-worked coherence: the first has 0.333, although 60 degrees is nearer to 90.
    vectors = at(0, 0, 60, 90, 90)
    labels = np.array([0, 0, 0, 1, 1])

    assert coherence(vectors, labels)[0] == pytest.approx(0.333, abs=1e-3)
    assert cleared(vectors, labels).tolist() == labels.tolist()


def test_what_is_near_no_other_group_stays() -> None:
    # 0 and 180 degrees have nothing in common, and neither is nearer than 0.2 to 90 or 270.
    vectors = at(0, 180, 90, 90, 270, 270)
    labels = np.array([0, 0, 1, 1, 2, 2])

    assert cleared(vectors, labels).tolist() == labels.tolist()


def test_no_group_is_emptied() -> None:
    vectors = at(0, 1, 0, 1)
    labels = np.array([0, 0, 1, 1])

    assert set(cleared(vectors, labels).tolist()) == {0, 1}


def test_one_group_is_no_heap() -> None:
    assert cleared(at(0, 90, 180), np.zeros(3, dtype=np.int64)).tolist() == [0, 0, 0]
