"""Personal links: a short secret that sends one submission, and what is kept of it."""

import re
from hashlib import sha256
from typing import Final

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no i, l, o, u
_LOOKS_LIKE: Final = str.maketrans("ilo", "110")
SIGNS: Final = 10
"""Letters and digits of a secret: 50 bits."""


def new_token(entropy: bytes) -> str:
    """Return a secret made of the first 50 bits of `entropy`, at least 7 random bytes."""
    bits = int.from_bytes(entropy[:7], "big") >> 6
    return "".join(_ALPHABET[bits >> shift & 31] for shift in range(45, -1, -5))


def read_token(typed: str) -> str | None:
    """Return the secret that somebody typed, in whatever case; None if it cannot be one."""
    signs = typed.strip().lower().translate(_LOOKS_LIKE)
    return signs if re.fullmatch(f"[{_ALPHABET}]{{{SIGNS}}}", signs) else None


def token_hash(token: str) -> str:
    """Return what is kept of a secret: its SHA-256, in 64 hexadecimal digits.

    Who reads the file finds a secret again after 2^50 tries over the number of links:
    days, not moments. It lets them answer, and says nothing about who did.
    """
    return sha256(token.encode()).hexdigest()
