"""An embedder that makes no vector twice."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from analysis.themes.embedders import Embedder, Vectors
from analysis.themes.sealed_vectors import HASH_BYTES, SealedVectors, pieces, stream, text_hash
from analysis.themes.spread import cut, spread

PIECE = 256
"""Texts whose vectors are made, and handed on, together."""

_Bytes = NDArray[np.uint8]


class CachedEmbedder:
    """Looks a text up before another embedder makes its vector.

    Vectors are rounded to 16 bits, whether they were made just now or long ago: so a run that
    finds all of them gives the same themes as the run that made them.
    """

    def __init__(
        self, embedder: Embedder, known: SealedVectors, made: Callable[[SealedVectors], None]
    ) -> None:
        """Wrap `embedder`.

        Args:
            embedder: Makes what is not known.
            known: Made by `embedder` before.
            made: Handed what is made, in pieces, as soon as it is.
        """
        self._embedder = embedder
        self._made = made
        self._sealed: dict[bytes, _Bytes] = {}
        self._remember(known)

    @property
    def name(self) -> str:
        """That of the embedder inside: the vectors are the same."""
        return self._embedder.name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector per text, of length 1. Shape `(texts, dimensions)`."""
        if not texts:
            return self._embedder.encode(texts)
        hashes = [text_hash(text) for text in texts]
        missing = {
            hashed: text
            for hashed, text in zip(hashes, texts, strict=True)
            if hashed not in self._sealed
        }
        together = cut(list(missing.items()), PIECE)
        texts_of = [tuple(text for _, text in piece) for piece in together]
        made = spread(partial(_rounded, self._embedder), texts_of)
        for piece, rounded in zip(together, made, strict=True):
            self._keep(dict(piece), rounded)
        return self._opened(texts, np.stack([self._sealed[hashed] for hashed in hashes]))

    def _keep(self, texts: dict[bytes, str], rounded: NDArray[np.float16]) -> None:
        sealed = rounded.view(np.uint8) ^ self._stream(list(texts.values()), rounded.shape[1] * 2)
        new = SealedVectors(b"".join(texts), sealed.tobytes())
        self._remember(new)
        self._made(new)

    def _remember(self, vectors: SealedVectors) -> None:
        hashes = pieces(vectors.hashes, HASH_BYTES)
        if hashes:
            rows = np.frombuffer(vectors.vectors, np.uint8).reshape(len(hashes), -1)
            self._sealed.update(zip(hashes, rows, strict=True))

    def _opened(self, texts: Sequence[str], sealed: _Bytes) -> Vectors:
        rounded = (sealed ^ self._stream(texts, sealed.shape[1])).view(np.float16)
        vectors = rounded.astype(np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.maximum(lengths, 1e-12)
        return vectors

    def _stream(self, texts: Sequence[str], size: int) -> _Bytes:
        joined = b"".join(stream(text, self.name, size) for text in texts)
        return np.frombuffer(joined, np.uint8).reshape(len(texts), size)


def _rounded(embedder: Embedder, texts: Sequence[str]) -> NDArray[np.float16]:
    return embedder.encode(list(texts)).astype(np.float16)
