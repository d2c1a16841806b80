"""Vectors as they are kept: found by what their text is, readable only with it.

A vector tells what its text means, even years after the text was erased. So it is kept under
a hash of the text, and mixed with a stream of bytes that only the text itself gives: whoever
has a vector and not the text has noise. Nothing here needs NumPy.
"""

from collections.abc import Iterable
from hashlib import sha256, shake_128
from typing import NamedTuple
from uuid import UUID

HASH_BYTES = 16


class SealedVectors(NamedTuple):
    """Vectors of one embedder, all of the same length, one after the other: bytes travel fast."""

    hashes: bytes
    """`HASH_BYTES` each."""
    vectors: bytes

    def each(self) -> list[tuple[bytes, bytes]]:
        """Return `(hash, vector)` of each."""
        hashes = pieces(self.hashes, HASH_BYTES)
        size = len(self.vectors) // len(hashes) if hashes else 1
        return list(zip(hashes, pieces(self.vectors, size), strict=True))


class Holders(NamedTuple):
    """Which submission wrote which text: as long as one stands, its vector may be kept."""

    hashes: bytes
    """`HASH_BYTES` each."""
    submissions: bytes
    """16 each, in the same order."""

    def each(self) -> list[tuple[bytes, UUID]]:
        """Return `(hash, submission)` of each."""
        return list(
            zip(
                pieces(self.hashes, HASH_BYTES),
                (UUID(bytes=each) for each in pieces(self.submissions, 16)),
                strict=True,
            )
        )


def text_hash(text: str) -> bytes:
    """Return what `text` is found by; `HASH_BYTES` long."""
    return sha256(text.encode()).digest()[:HASH_BYTES]


def stream(text: str, embedder: str, size: int) -> bytes:
    """Return `size` bytes that seal the vector of `text` made by `embedder`."""
    return shake_128(f"{embedder}\n{text}".encode()).digest(size)


def packed_holders(who: Iterable[tuple[bytes, UUID]]) -> Holders:
    """Return `(hash, submission)` pairs as they travel."""
    pairs = list(who)
    return Holders(
        b"".join(hashed for hashed, _ in pairs), b"".join(each.bytes for _, each in pairs)
    )


def pieces(joined: bytes, size: int) -> list[bytes]:
    """Return `joined` in pieces of `size` bytes."""
    return [joined[start : start + size] for start in range(0, len(joined), size)]
