import numpy as np
import pytest

from analysis.themes.phrases import Counted
from analysis.themes.telling import Ideas, Telling
from tests.analysis.themes.test_phrases import idea


def telling(*found: list[float]) -> Telling:
    """What phrases find of a theme of two ideas, of three people and of one, and of two others."""
    return Telling(
        np.array(found, dtype=np.float32),
        inside=np.array([0.75, 0.25, 0, 0], dtype=np.float32),
        outside=np.array([0, 0, 0.5, 0.5], dtype=np.float32),
        nearness=np.zeros(len(found), dtype=np.float32),
    )


def test_a_phrase_that_finds_all_of_the_theme_and_nothing_else_tells_it_wholly() -> None:
    assert telling([1, 1, 0, 0]).of(0) == 1


def test_how_well_a_phrase_tells_is_as_worked_by_hand() -> None:
    # It finds three of four people, and a quarter of the others, who weigh four times as much:
    # precision 0.75 / (0.75 + 4 * 0.25) = 3/7, recall 3/4, harmonic mean 6/11.
    assert telling([1, 0, 0.5, 0]).of(0) == pytest.approx(6 / 11)


def test_two_phrases_find_what_either_finds() -> None:
    both = telling([1, 0, 0, 0], [0, 1, 0, 0.5])

    # Together all of the theme, and a quarter of the others: 1 / (1 + 1) and 1, so 2/3.
    assert both.of(0, 1) == pytest.approx(2 / 3)
    assert both.of(0, 1) == both.of(1, 0)


def test_a_phrase_that_finds_nobody_tells_nothing() -> None:
    assert telling([0, 0, 1, 1]).of(0) == 0


def test_who_says_a_phrase_is_found_and_who_says_something_near_it_in_part() -> None:
    ideas = [idea("un suivi"), idea("un rappel"), idea("un budget"), idea("le suivi")]
    counted = Counted(ideas, np.array([0, 0, 1, -1]), [3, 1, 1, 1])
    # Cosines with the phrase, along the first axis: 0, 0.425, 0.25, 0.
    meanings = np.array([[0, 1], [0.425, 0.905], [0.25, 0.968], [0, 1]], dtype=np.float32)
    placed = Ideas(counted, np.array([0, 0, 1, -1]), np.array([3, 1, 1, 1], np.float32), meanings)
    suivi = next(p for p in counted.typical(0, "fr") if p.surface == "suivi")

    told = placed.telling(0, [suivi], np.array([[1, 0]], dtype=np.float32))

    # The second is half way from 0.25, where nothing is alike, to 0.6, where all is.
    assert told.found[0] == pytest.approx([1, 0.5, 0, 1], abs=1e-6)
    assert told.inside == pytest.approx([0.75, 0.25, 0, 0])
    assert told.outside == pytest.approx([0, 0, 0.5, 0.5])


def test_where_all_ideas_are_of_one_theme_there_are_no_others_to_find() -> None:
    counted = Counted([idea("un suivi")], np.array([0]), [2])
    placed = Ideas(counted, np.array([0]), np.array([2], np.float32), np.ones((1, 1), np.float32))

    told = placed.telling(0, counted.typical(0, "fr"), np.ones((1, 1), dtype=np.float32))

    assert told.of(0) == 1
