"""Personal links: a short secret that sends one submission, and what is kept of it."""

from hashlib import sha256
from typing import Final

from surveys.base32 import read_signs, spelled

SIGNS: Final = 10
"""Letters and digits of a secret: 50 bits. In lower case, as the rest of an address."""


def new_token(entropy: bytes) -> str:
    """Return a secret made of the first 50 bits of `entropy`, at least 7 random bytes."""
    return spelled(entropy, SIGNS).lower()


def read_token(typed: str) -> str | None:
    """Return the secret that somebody typed, in whatever case; None if it cannot be one."""
    signs = read_signs(typed.strip(), SIGNS)
    return signs.lower() if signs else None


def token_hash(token: str) -> str:
    """Return what is kept of a secret: its SHA-256, in 64 hexadecimal digits.

    Who reads the file finds a secret again after 2^50 tries over the number of links:
    days, not moments. It lets them answer, and says nothing about who did.
    """
    return sha256(token.encode()).hexdigest()
