"""Whether the words of a label say yes or no, much or little, well or badly.

A short list of the words that labels of scales are made of, for what can be told without
doubt: 0 means that it cannot.
"""

import re
from typing import Final, Literal

from surveys.linting.remarks import plain
from surveys.texts import Language

_AGAINST: Final[dict[Language, re.Pattern[str]]] = {
    "fr": re.compile(
        r"\b(?:pas|peu|non|jamais|rarement|aucun\w*|trop|mauvais\w*|faibl\w+|difficil\w+|"
        r"désaccord|mécontent\w*|in(?:satisf|util|suffisan|effica|adéqua)\w*|négati\w+|"
        r"(?<!au )moins|pire)\b"
    ),
    "en": re.compile(
        r"\b(?:not|no|never|rarely|seldom|too|poor\w*|bad\w*|weak\w*|difficult|little|hardly|"
        r"dis(?:satisf|agre)\w*|un(?:satisf|help|clear|happy)\w*|useless|in(?:effective|adequate)\w*|"
        r"negative|worse|(?<!at )less)\b"
    ),
}
_FOR: Final[dict[Language, re.Pattern[str]]] = {
    "fr": re.compile(
        r"\b(?:oui|toujours|souvent|satisfai\w+|content\w*|utiles?|bon\w*|bien|excellent\w*|clair\w*|"
        r"faciles?|accord|tout à fait|beaucoup|adéquat\w*|efficaces?|positi\w+|mieux|plus)\b"
    ),
    "en": re.compile(
        r"\b(?:yes|always|often|satisfied|happy|useful|helpful|good|well|excellent|clear|easy|"
        r"agree|fully|completely|very|effective|adequate|positive|better|more)\b"
    ),
}
_STRONG: Final[dict[Language, re.Pattern[str]]] = {
    "fr": re.compile(
        r"\b(?:très|tout à fait|pas du tout|beaucoup|extrêmement|totalement|"
        r"fortement|entièrement|excellent\w*|aucunement|parfaitement)\b"
    ),
    "en": re.compile(
        r"\b(?:very|fully|not at all|much|extremely|totally|strongly|completely|"
        r"excellent|terrible|definitely|perfectly)\b"
    ),
}


def polarity(label: str, language: Language) -> Literal[-1, 0, 1]:
    """Return which way a label points: a word against weighs more than one for."""
    said = plain(label)
    if _AGAINST[language].search(said):
        return -1
    return 1 if _FOR[language].search(said) else 0


def strong(label: str, language: Language) -> bool:
    """Whether a label goes all the way, as "very" and "not at all" do; how often says nothing."""
    return _STRONG[language].search(plain(label)) is not None
