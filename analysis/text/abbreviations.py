"""Abbreviations that hide what a text is about, and what they stand for.

Only capitals count: "IA" is a subject, "ai" is a verb. The list belongs to the people our
surveys are for, Québec's community organisations; a model of language knows none of it.
"""

import re

from analysis.text.stop_words import BOTH
from analysis.text.words import fold

_MEANINGS = {
    "IA": "intelligence artificielle",
    "AI": "artificial intelligence",
    "CA": "conseil d’administration",
    "RH": "ressources humaines",
    "HR": "human resources",
    "TI": "informatique",
    "IT": "computing",
    "OBNL": "organisme",
    "OSBL": "organisme",
    "NPO": "organisation",
    "NGO": "organisation",
    "DG": "direction générale",
    "ED": "executive director",
    "GRC": "gestion des contacts",
    "CRM": "CRM, contact database",
    "ChatGPT": "ChatGPT, intelligence artificielle",
}
_WORD = re.compile(rf"\b(?:{'|'.join(_MEANINGS)})\b")


def unabbreviated(text: str) -> str:
    """Return `text` with known abbreviations replaced by what they stand for.

    In a text without a small letter, those that are small words as well ("J’AI", "IT IS") are
    left alone: nothing tells them apart.
    """
    if text.isupper():
        return _WORD.sub(_meaning_in_capitals, text)
    return _WORD.sub(lambda found: _MEANINGS[found[0]], text)


def _meaning_in_capitals(found: re.Match[str]) -> str:
    return found[0] if fold(found[0]) in BOTH else _MEANINGS[found[0]]
