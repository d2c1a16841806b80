"""An embedder without meaning, whose vectors are dense as those of a model are."""

import zlib
from collections.abc import Sequence

import numpy as np

from analysis.themes.embedders import Vectors


class Dense:
    """Drawn from the text, noting what it is asked."""

    name = "dense"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        drawn = [np.random.default_rng(zlib.crc32(text.encode())).normal(size=64) for text in texts]
        vectors = np.array(drawn, np.float32).reshape(len(texts), 64)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return vectors
