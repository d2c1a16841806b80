"""Vectors of length 1, between which a cosine is a product."""

import numpy as np
from numpy.typing import NDArray


def unit(vectors: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return `vectors` scaled to length 1; those of length 0 stay 0. Shape kept."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: NDArray[np.float32] = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return scaled
