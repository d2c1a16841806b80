"""Secrets that people read out and type: Crockford's base 32, which has no I, L, O or U."""

from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Five bits a sign."""

_LOOKS_LIKE: Final = str.maketrans("ILO", "110")


def spelled(entropy: bytes, length: int) -> str:
    """Return the first bits of `entropy`, in `length` signs."""
    bits = int.from_bytes(entropy, "big") >> (8 * len(entropy) - 5 * length)
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(5 * (length - 1), -1, -5))


def read_signs(typed: str, length: int) -> str | None:
    """Return `length` signs that somebody typed, in whatever case; None if they are no such."""
    signs = typed.upper().translate(_LOOKS_LIKE)
    return signs if len(signs) == length and set(signs) <= set(ALPHABET) else None
