"""Which passwords are refused, after NIST SP 800-63B-4, section 3.1.1.

Length is what counts: no rule asks for digits or signs, nothing expires. Refused is what anybody
would try first: the e-mail address or the name, one thing over and over, a run along the
keyboard or the alphabet, and the words that lists of stolen passwords begin with.
"""

import re
import string
import unicodedata
from collections.abc import Collection
from typing import Literal, TypeAlias

SHORTEST = 12
"""Characters. NIST asks for 15 where the password is all there is, 8 at least; attempts are
throttled and the stored form is slow, so 12 stand between."""

LONGEST = 256
"""Characters: a sentence and more fit, a flood does not."""

PasswordFault: TypeAlias = Literal["short", "long", "personal", "obvious"]

_OBVIOUS = frozenset(
    {
        *("abc", "abcd", "admin", "administrateur", "administrator", "azerty", "azertyuiop"),
        *("bienvenue", "bilan", "bonjour", "changeme", "dragon", "facilitator", "football"),
        *("iloveyou", "jetaime", "letmein", "login", "master", "montreal", "motdepasse", "mot"),
        *("depasse", "pass", "passw", "passe", "password", "quebec", "qwerty", "qwertyuiop"),
        *("qwertz", "secret", "soleil", "test", "user", "utilisateur", "welcome"),
    }
)
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertzuiopasdfghjklyxcvbnm",
)
_LOOK_ALIKE = str.maketrans("0134578@$", "oieastbas")
_AROUND = string.digits + string.punctuation + " "
_FEW_SIGNS = 4
_FEW_JUMPS = 4


def password_as_typed(password: str) -> str:
    """Return a password as every keyboard and system means it (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def password_fault(password: str, about: Collection[str]) -> PasswordFault | None:
    """Return why a password is refused; `about` is what is known of its owner."""
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    plain = _plain(password)
    parts = {part for known in about for part in (known, *re.split(r"[@.\s_-]+", known))}
    if _made_of(plain, {_plain(part) for part in parts}):
        return "personal"
    if len(set(plain)) <= _FEW_SIGNS or _is_run(plain) or _is_obvious(password):
        return "obvious"
    return None


def _plain(text: str) -> str:
    """Return the letters and digits alone, without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if sign.isalnum())


def _made_of(plain: str, words: Collection[str]) -> bool:
    """Whether nothing but these words, and a few digits around them, is in it."""
    known = sorted((re.escape(word) for word in words if len(word) > 2), key=len, reverse=True)  # noqa: PLR2004
    if not known:
        return False
    return re.fullmatch(rf"\d{{0,6}}(?:(?:{'|'.join(known)})\d{{0,6}}){{1,6}}", plain) is not None


def _is_obvious(password: str) -> bool:
    plain, disguised = _plain(password), password.casefold().strip(_AROUND).translate(_LOOK_ALIKE)
    return _made_of(plain, _OBVIOUS) or _made_of(_plain(disguised), _OBVIOUS)


def _is_run(plain: str) -> bool:
    """Whether it goes along the alphabet, the digits or a keyboard, forth or back."""
    return any(_goes_along(plain, way) for run in _RUNS for way in (run, run[::-1]))


def _goes_along(plain: str, run: str) -> bool:
    """Whether all but a few steps lead from a sign to the next one of `run`."""
    along = {run[place : place + 2] for place in range(len(run) - 1)}
    steps = [plain[place : place + 2] in along for place in range(len(plain) - 1)]
    return steps.count(False) < _FEW_JUMPS
