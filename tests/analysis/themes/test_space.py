from collections.abc import Sequence

import numpy as np
import pytest

from analysis.themes.embedders import HashedWordsEmbedder, Vectors
from analysis.themes.ideas import Idea
from analysis.themes.space import WORDS_WEIGHT, learn_space
from analysis.unit_vectors import unit
from tests.analysis.themes.test_phrases import idea


class Accented:
    """Vectors that say the subject on one axis and, louder, the language on another."""

    name = "accented"

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = [
            [1.0 if "time" in t or "temps" in t else -1.0, 3.0 if "more" in t else -3.0]
            for t in texts
        ]
        return unit(np.array(rows))


FRENCH = [idea("temps"), idea("exemples")] * 40
ENGLISH = [idea("more time", language="en"), idea("more examples", language="en")] * 40


def test_two_languages_meet_once_each_is_centred() -> None:
    space = learn_space([*FRENCH, *ENGLISH], Accented(), seed=0)

    french, english, other = space.meanings(
        ["temps", "more time", "more examples"], ["fr", "en", "en"]
    )

    assert french @ english > 0.8
    assert french @ other < 0


def test_words_weigh_half_as_much_as_meaning() -> None:
    ideas: list[Idea] = [idea(text) for text in ["temps court", "temps long", "exemples"] * 8]
    space = learn_space(ideas, HashedWordsEmbedder(), seed=0)

    placed = space.place(ideas)
    meaning, words = placed[:, :1024], placed[:, 1024:]

    np.testing.assert_allclose(np.linalg.norm(placed, axis=1), 1, atol=1e-5)
    ratio = np.linalg.norm(words, axis=1) / np.linalg.norm(meaning, axis=1)
    assert ratio == pytest.approx(WORDS_WEIGHT, abs=1e-4)


def test_ideas_without_a_word_in_common_are_placed_by_meaning_alone() -> None:
    space = learn_space([idea("que"), idea("je")], HashedWordsEmbedder(), seed=0)

    assert space.place([idea("suivi")]).shape == (1, 1024)
