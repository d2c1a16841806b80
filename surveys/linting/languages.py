"""French and English that do not ask the same thing."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from surveys.linting.polarity import polarity
from surveys.linting.remarks import (
    Path,
    Phrase,
    Remark,
    options_of,
    phrases,
    placed_questions,
    plain,
    words,
)
from surveys.questionnaire import Questionnaire
from surveys.questions import Scale
from surveys.texts import LANGUAGES, Language, Text

_SENTENCE: Final = 4
"""Fewest words of a text whose negations are compared: labels say "not" their own way."""

_NOT: Final[dict[Language, re.Pattern[str]]] = {
    "fr": re.compile(
        r"\bne\b|\bn'|\bpas\b|\bsans\b|\bjamais\b|\baucun\w*|\brien\b|\bni\b|\bnon\b|\bpeu\b|\bmanqu\w+|"
        r"\b(?:dés|in|im|mé)(?:accord|util|satisf|suffis|capab|possib|content|effic)\w*"
    ),
    "en": re.compile(
        r"\bnot\b|n't\b|\bno\b|\bnone\b|\bnever\b|\bnothing\b|\bwithout\b|\bneither\b|\bnor\b|\blittle\b|"
        r"\black\w*|\bmiss(?:ing|ed)\b|\bcannot\b|\b(?:dis|un|in|im)(?:agree|satisf|abl|possib|happy|help|"
        r"suffic|likel|effect)\w*|\buseless\b|\bfar from\b|\bfail\w*"
    ),
}
_ONLY: Final = re.compile(r"\b(?:ne|n')\b(?:(?!\bpas\b).)*\bque\b|\bn'est-ce\b|\bloin de\b")

_NUMBER: Final = re.compile(r"\d+(?:[ \u00a0\u202f,.]\d{3})*(?!\d)|\d+")
_SPELT: Final[dict[Language, tuple[str, ...]]] = {
    "fr": ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
"""From two on: « un » and "one" say more than a number."""

_CLOCK: Final = re.compile(r"\d+\s?h\b|\d\s?[ap]\.?m\b|\d:\d\d")

_SMALL: Final[dict[Language, frozenset[str]]] = {
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "l'",
            "un",
            "une",
            "des",
            "du",
            "de",
            "d'",
            "et",
            "est",
            "êtes",
            "vous",
            "votre",
            "vos",
            "pour",
            "dans",
            "avec",
            "que",
            "qui",
            "qu'",
            "quel",
            "quelle",
            "au",
            "aux",
            "ce",
            "cette",
            "sur",
            "avez-vous",
            "n'",
            "ne",
            "pas",
        ]
    ),
    "en": frozenset(
        [
            "the",
            "a",
            "an",
            "of",
            "and",
            "is",
            "are",
            "you",
            "your",
            "for",
            "in",
            "with",
            "that",
            "which",
            "what",
            "how",
            "do",
            "did",
            "to",
            "this",
            "on",
            "have",
            "has",
            "was",
            "were",
            "not",
        ]
    ),
}
_FEWEST_SMALL: Final = 3
_ALIKE, _BETTER = 0.6, 0.3
_COMPARED: Final = 40
"""Choices of one list that are compared with each other."""


def languages(questionnaire: Questionnaire) -> Iterator[Remark]:
    """Remark on every text, choice and scale whose two languages differ."""
    for phrase in phrases(questionnaire):
        yield from _differs(phrase)
    for where, question in placed_questions(questionnaire):
        options = [option.text for option in options_of(question)]
        yield from _choices((*where, "options"), options)
    for place, scale in enumerate(questionnaire.scales):
        yield from _reversed(scale, place)
        points = [point.text for point in scale.points]
        yield from _choices(("scales", place, "points"), points)


def _differs(phrase: Phrase) -> Iterator[Remark]:
    fr, en = phrase.text.fr, phrase.text.en
    if not (fr.strip() and en.strip()):
        return  # publishing says so
    if phrase.part == "question" and len(fr.split()) > 1 and plain(fr) == plain(en):
        yield Remark("identical", (*phrase.path, "en"), None, _SAME)
        return
    wrong = [language for language in LANGUAGES if _in_other(phrase.text[language], language)]
    for language in wrong:
        yield Remark("other_language", (*phrase.path, language), language, _OTHER[language])
    if wrong:
        return
    if min(len(fr.split()), len(en.split())) >= _SENTENCE and negated(fr, "fr") != negated(
        en, "en"
    ):
        lacking: Language = "en" if negated(fr, "fr") else "fr"
        yield Remark("negation_differs", (*phrase.path, lacking), None, _NEGATION[lacking])
    if numbers(fr, "fr") != numbers(en, "en"):
        yield Remark("numbers_differ", (*phrase.path, "en"), None, _NUMBERS)


def negated(text: str, language: Language) -> bool:
    """Whether a text says no to something."""
    said = plain(text)
    if language == "fr":
        said = _ONLY.sub(" ", said) if "loin de" not in said else said
        return "loin de" in said or _NOT["fr"].search(said) is not None
    return _NOT["en"].search(said) is not None


def numbers(text: str, language: Language) -> tuple[str, ...]:
    """Return the numbers in a text, in digits and sorted; none where it tells the time of day."""
    if _CLOCK.search(text.lower()):
        return ()
    written = [re.sub(r"\D", "", found) for found in _NUMBER.findall(text)]
    spelt = [
        str(_SPELT[language].index(word) + 2)
        for word in words(text, language)
        if word in _SPELT[language]
    ]
    return tuple(sorted(written + spelt))


def _in_other(text: str, language: Language) -> bool:
    """Whether a text seems to be written in the other language."""
    other: Language = "en" if language == "fr" else "fr"
    there = sum(word in _SMALL[other] for word in words(text, other))
    here = sum(word in _SMALL[language] for word in words(text, language))
    return there >= _FEWEST_SMALL and there > 2 * here


# Choices


def _choices(path: Path, texts: Sequence[Text]) -> Iterator[Remark]:
    for language in LANGUAGES:
        seen: dict[str, int] = {}
        for place, text in enumerate(texts):
            said = plain(text[language])
            if said and seen.setdefault(said, place) != place:
                yield Remark("option_twice", (*path, place, "text", language), language, _TWICE)
    for place, text in enumerate(texts[:_COMPARED]):
        if any(_crossed(text, other) for other in texts[:place]):
            yield Remark("options_crossed", (*path, place, "text", "en"), None, _CROSSED)


def _crossed(one: Text, other: Text) -> bool:
    """Whether the English of each looks like the French of the other, and not like its own."""
    straight = max(_likeness(one.fr, one.en), _likeness(other.fr, other.en))
    across = min(_likeness(one.fr, other.en), _likeness(other.fr, one.en))
    opposite = all(polarity(each.fr, "fr") * polarity(each.en, "en") == -1 for each in (one, other))
    return opposite or (across > _ALIKE and across - straight > _BETTER)


def _likeness(one: str, other: str) -> float:
    """Return the share of letter pairs that two labels have in common, from 0 to 1."""
    first, second = _pairs(one), _pairs(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _pairs(label: str) -> set[str]:
    said = plain(label)
    return {said[place : place + 2] for place in range(len(said) - 1)}


def _reversed(scale: Scale, place: int) -> Iterator[Remark]:
    """Remark on a scale whose English goes the other way than its French."""
    ways = [
        (polarity(point.text.fr, "fr"), polarity(point.text.en, "en")) for point in scale.points
    ]
    if sum(fr * en == -1 for fr, en in ways) > 1:
        yield Remark("scale_reversed", ("scales", place), None, _REVERSED)


_SAME: Final = Text(
    fr="Le français et l’anglais sont identiques : traduisez l’un des deux.",
    en="French and English are identical: translate one of them.",
)
_OTHER: Final = {
    "fr": Text(
        fr="Le texte français semble écrit en anglais : mettez-y la version française.",
        en="The French text seems to be written in English: put the French version there.",
    ),
    "en": Text(
        fr="Le texte anglais semble écrit en français : mettez-y la version anglaise.",
        en="The English text seems to be written in French: put the English version there.",
    ),
}
_NEGATION: Final = {
    "en": Text(
        fr="Le français dit non, l’anglais pas : les deux questions n’auraient pas la même "
        "réponse. Accordez-les.",
        en="The French says no, the English does not: the two would not have the same answer. "
        "Make them agree.",
    ),
    "fr": Text(
        fr="L’anglais dit non, le français pas : les deux questions n’auraient pas la même "
        "réponse. Accordez-les.",
        en="The English says no, the French does not: the two would not have the same answer. "
        "Make them agree.",
    ),
}
_NUMBERS: Final = Text(
    fr="Les nombres diffèrent entre le français et l’anglais : vérifiez lequel est juste.",
    en="Numbers differ between French and English: check which one is right.",
)
_TWICE: Final = Text(
    fr="Ce choix se lit comme un autre de la liste : un choix manque dans cette langue. Donnez-lui "
    "ses propres mots.",
    en="This choice reads the same as another of the list: a choice is missing in this language. "
    "Give it words of its own.",
)
_CROSSED: Final = Text(
    fr="Les choix ne semblent pas dans le même ordre en français et en anglais : qui répond en "
    "anglais compterait pour un autre choix. Remettez chaque traduction à sa place.",
    en="The choices do not seem to be in the same order in French and English: an answer in "
    "English would count for another choice. Put each translation in its place.",
)
_REVERSED: Final = Text(
    fr="L’échelle va dans un sens en français et dans l’autre en anglais : les réponses anglaises "
    "compteraient à l’envers. Remettez les points dans le même ordre.",
    en="The scale goes one way in French and the other in English: English answers would count "
    "the wrong way round. Put the points in the same order.",
)
