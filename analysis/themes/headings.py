"""How well a phrase reads where it stands alone: as a heading over comments.

« Exemples concrets », "error messages", « trop rapide » do; « suivi la formation », "spack seems"
and « manque » are cut from what somebody said.
"""

import re
from collections.abc import Sequence

from analysis.text.stop_words import BOTH, listed
from analysis.text.words import words
from analysis.themes.phrases import CUT_COST, Phrase
from surveys.texts import Language

_LINKS = listed(
    """
    de des du d a au aux en la le les l et pour avec sur sans par ou entre un une of for in and
    to the on with an as or from by at between
    """
)
"""Small words that may stand inside a heading: « outils de communication »."""
_ARTICLES = listed("le la les l un une the a an")
_NEVER_ALONE = listed(
    """
    manque lack better best mieux meilleur meilleure different differente exactly esp etc combien
    commencer premier premiere dernier derniere prochain prochaine next last first far figure
    """
)
_HALF_SAID = listed(
    """
    seem seems seemed tend tends fail fails failed feel feels happen happens cause causes takes
    instead
    """
)
"""English words at which a phrase is broken off: "spack seems"."""
_TURNED_ROUND = ("-je", "-tu", "-il", "-elle", "-on", "-nous", "-vous", "-ils", "-elles")
"""Ends of French verbs in questions: « dois-je »."""

_VERBS: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(r"..(?:[^i]er|endre|ettre)$"),
    "en": re.compile(r"..[^e]ed$"),
}
"""Folded words that are mostly verbs: « utiliser », "tested"; not « atelier », "speed"."""

_LENGTH = (0.0, 1.0, 1.9, 1.9, 1.7)
"""By number of words: two or three name a theme better than one."""
_VAGUE = 0.5
_VERB = 0.5
_CUT_VERB = 0.5
_BROKEN = 0.35
_NOT_ALONE = 0.05


def reads(phrase: Phrase) -> float:
    """Return how well a phrase reads as a heading, from 0; the best 1.9."""
    parts = [word.folded for word in words(phrase.surface)]
    length = _LENGTH[min(len(parts), len(_LENGTH) - 1)]
    return length * _named(parts, phrase) * _whole(parts, phrase)


def _named(parts: Sequence[str], phrase: Phrase) -> float:
    """Return how surely a phrase names something."""
    vague = _VAGUE if phrase.vague else 1.0
    if len(parts) > 1:
        return vague
    (word,) = parts
    if word in _NEVER_ALONE or word.endswith(_TURNED_ROUND):
        return _NOT_ALONE
    return vague * (_VERB if _VERBS[phrase.language].search(word) else 1.0)


def _whole(parts: Sequence[str], phrase: Phrase) -> float:
    """Return 1 for a phrase that is cut out of nothing and holds no half of a sentence."""
    whole = 1 - CUT_COST * phrase.cut
    if parts[-1] in _HALF_SAID or any(w in BOTH and w not in _LINKS for w in parts[1:-1]):
        whole *= _BROKEN
    infinitive = phrase.language == "fr" and _VERBS["fr"].search(parts[0])
    if parts[1:2] and parts[0] not in BOTH and parts[1] in _ARTICLES and not infinitive:
        whole *= _CUT_VERB  # « suivi la formation », "written the code"
    return whole
