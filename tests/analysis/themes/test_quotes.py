import numpy as np

from analysis.themes.quotes import choose_quotes
from tests.analysis.themes.test_phrases import idea

MIDDLE = np.array([1, 0, 0], dtype=np.float32)
READABLE = "Une idée qui se lit bien en une ligne"


def test_the_nearest_to_the_middle_comes_first_and_the_third_is_unlike_the_second() -> None:
    # Near the middle: 1, 0.90, 0.89, 0.85. The third to come loses half its likeness to those
    # chosen: 0.89 - 0.5 * 0.9998 = 0.39 for the twin of the second, 0.85 - 0.5 * 0.85 = 0.425.
    ideas = [idea(READABLE, person=person) for person in (1, 2, 3, 4)]
    vectors = np.array(
        [[1, 0, 0], [0.9, 0.436, 0], [0.89, 0.456, 0], [0.85, -0.527, 0]], dtype=np.float32
    )

    assert choose_quotes(ideas, vectors, MIDDLE) == [0, 1, 3]


def test_one_person_is_quoted_once() -> None:
    ideas = [idea(READABLE, person=person) for person in (1, 1, 2)]

    assert choose_quotes(ideas, np.eye(3, dtype=np.float32), MIDDLE) == [0, 2]


def test_a_readable_length_is_preferred() -> None:
    ideas = [idea("court", person=1), idea("long " * 100, person=2), idea(READABLE, person=3)]
    vectors = np.array([[1, 0, 0], [1, 0, 0], [0.8, 0.6, 0]], dtype=np.float32)

    assert choose_quotes(ideas, vectors, MIDDLE)[0] == 2


def test_each_survey_has_three_so_that_any_of_them_can_be_withheld() -> None:
    loud = [idea(READABLE, person=person, survey="loud") for person in range(1, 6)]
    quiet = [idea(READABLE, person=person, survey="quiet") for person in range(6, 8)]

    chosen = choose_quotes([*loud, *quiet], np.tile(MIDDLE, (7, 1)), MIDDLE)

    assert sorted(chosen) == [0, 1, 2, 5, 6]
