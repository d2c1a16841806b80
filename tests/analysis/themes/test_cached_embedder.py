"""No vector is made twice, and none can be read without its text."""

from collections.abc import Sequence

import numpy as np

from analysis.themes.cached_embedder import PIECE, CachedEmbedder
from analysis.themes.embedders import HashedWordsEmbedder, Vectors
from analysis.themes.sealed_vectors import SealedVectors, text_hash
from tests.analysis.themes.dense import Dense

NOTHING = SealedVectors(b"", b"")
TEXTS = ["Plus d’exemples concrets", "Le rythme était trop rapide", "Plus d’exemples concrets"]


def made_of(texts: Sequence[str], embedder: Dense | None = None) -> tuple[Vectors, SealedVectors]:
    """Return the vectors of `texts` made now, and what was handed on."""
    made: list[SealedVectors] = []
    vectors = CachedEmbedder(embedder or Dense(), NOTHING, made.append).encode(texts)
    return vectors, SealedVectors(
        b"".join(piece.hashes for piece in made), b"".join(piece.vectors for piece in made)
    )


def test_each_text_is_made_once_however_often_it_is_asked_for() -> None:
    dense = Dense()
    cached = CachedEmbedder(dense, NOTHING, lambda _: None)

    cached.encode(TEXTS)
    cached.encode(TEXTS[:1])

    assert dense.asked == TEXTS[:2]


def test_what_is_known_gives_the_same_bytes_as_what_is_made() -> None:
    made, sealed = made_of(TEXTS)
    dense = Dense()

    found = CachedEmbedder(dense, sealed, lambda _: None).encode(TEXTS)

    assert dense.asked == []
    assert found.tobytes() == made.tobytes()


def test_vectors_keep_their_length_and_hardly_move() -> None:
    vectors, _ = made_of(TEXTS)

    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(vectors, Dense().encode(TEXTS), atol=5e-4)


def test_what_is_made_is_handed_on_in_pieces_before_all_is_made() -> None:
    dense = Dense()
    made_when_handed_on: list[tuple[int, int]] = []

    def note(piece: SealedVectors) -> None:
        made_when_handed_on.append((len(piece.each()), len(dense.asked)))

    CachedEmbedder(dense, NOTHING, note).encode([f"idée {n}" for n in range(PIECE + 7)])

    assert made_when_handed_on == [(PIECE, PIECE), (7, PIECE + 7)]


def test_a_kept_vector_is_noise_without_its_text() -> None:
    (vector, *_), sealed = made_of(TEXTS)
    kept = np.frombuffer(dict(sealed.each())[text_hash(TEXTS[0])], np.uint8)
    rounded = np.frombuffer(vector.astype(np.float16).tobytes(), np.uint8)

    # Half of the 1,024 bits differ, as of any other bytes: give or take five sigma of 16.
    assert kept.shape == rounded.shape == (128,)
    assert abs(int(np.bitwise_count(kept ^ rounded).sum()) - 512) < 80


def test_no_texts_are_no_vectors() -> None:
    vectors, sealed = made_of([])

    assert vectors.shape == (0, 64)
    assert sealed == NOTHING


def test_a_text_without_any_word_stays_nowhere() -> None:
    cached = CachedEmbedder(HashedWordsEmbedder(), NOTHING, lambda _: None)

    assert not cached.encode(["…"]).any()
