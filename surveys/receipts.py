"""Receipts: a short code with which participants find their answers again, without an account."""

import re
from hashlib import sha256
from typing import Annotated, Final, TypeAlias
from uuid import UUID

import msgspec

from surveys.base32 import ALPHABET, read_signs, spelled

_LENGTH: Final = 12
_SIGN: Final = f"[{ALPHABET}]"

ReceiptCode: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=f"^{_SIGN}{{4}}-{_SIGN}{{4}}-{_SIGN}{{4}}$", max_length=14)
]
"""Twelve letters and digits, 60 bits, in three groups: `7KQ2-M9XT-04BV`."""


def new_receipt(entropy: bytes) -> str:
    """Return a code made of the first 60 bits of `entropy`, at least 8 random bytes."""
    return _grouped(spelled(entropy, _LENGTH))


def read_receipt(typed: str) -> str | None:
    """Return the code that somebody typed, however they wrote it; None if it cannot be one."""
    signs = read_signs(re.sub(r"[\s\-–.]", "", typed), _LENGTH)
    return _grouped(signs) if signs else None


def receipt_hash(code: str) -> UUID:
    """Return what is kept of a code: 128 bits of its SHA-256.

    60 random bits cannot be searched through, so the hash needs no salt and no
    slowness, and one code always has the same hash to look it up by.
    """
    return UUID(bytes=sha256(code.encode()).digest()[:16])


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + 4] for start in range(0, _LENGTH, 4))
