"""Double-barrelled: one answer is asked for, and two things are judged.

"And" between two things is the sign; what usually stands together, or is only the subject that
the judged thing is about, is left alone. "Or" joins two ends of a scale as often as two things,
so only "and/or" counts: what that misses is measured in docs/linting.md.
"""

import re
from collections.abc import Iterator
from typing import Final

from surveys.linting.remarks import Phrase, Remark, plain
from surveys.texts import LANGUAGES, Language, Text

_BOTH: Final = {"fr": re.compile(r"\bet\s?/\s?ou\b"), "en": re.compile(r"\band\s?/\s?or\b")}
_AND: Final = {
    "fr": re.compile(r"\b(?:et|ainsi que|mais aussi)\b"),
    "en": re.compile(r"\b(?:and|as well as|but also)\b"),
}
_SUBJECT: Final = {
    "fr": re.compile(r"(?<!avis )(?<!opinion )(?<!vue )\b(?:sur|concernant|au sujet d\w+)\b"),
    "en": re.compile(r"(?<!opinion )(?<!views )\b(?:on|about|regarding|concerning)\b"),
}
_BETWEEN: Final = {"fr": re.compile(r"\bentre\b"), "en": re.compile(r"\bbetween\b")}
_PAIRS: Final = frozenset(
    frozenset(pair.split("/"))
    for pair in [
        "question/réponse",
        "question/answer",
        "avant/après",
        "before/after",
        "droit/liberté",
        "terms/condition",
        "chacun/chacune",
        "celles/ceux",
        "elles/ils",
        "va/vient",
        "aller/retour",
        "oui/non",
        "yes/no",
        "recherche/développement",
        "research/development",
        "health/safety",
        "santé/sécurité",
        "privée/renseignement",
        "privacy/information",
        "learning/development",
        "apprentissage/développement",
        "name/address",
        "nom/adresse",
        "pour/contre",
        "pros/cons",
        "forces/faiblesses",
        "strengths/weaknesses",
        "mois/année",
    ]
)
_PASSED_OVER: Final = frozenset(
    [
        "le",
        "la",
        "les",
        "l'",
        "un",
        "une",
        "des",
        "de",
        "du",
        "d'",
        "au",
        "aux",
        "à",
        "the",
        "a",
        "an",
        "of",
        "to",
        "your",
        "our",
        "their",
        "votre",
        "vos",
        "nos",
        "notre",
        "leur",
        "leurs",
        "ses",
        "son",
        "sa",
        "in",
        "in",
        "en",
        "dans",
        "pour",
        "for",
        "with",
        "avec",
    ]
)
_CLAUSE: Final = re.compile(r"\s*(?:qui|que|qu'|dont|où)\b")
"""Goes on about the same thing."""

_STEM: Final = 4
"""Letters that two forms of one word share: « formatrices et formateurs »."""
_WORD: Final = re.compile(r"[^\W_]+(?:[-·][^\W_]+)*'?")


def joined(phrase: Phrase) -> Iterator[Remark]:
    """Remark on a question with one answer that asks two things."""
    if not phrase.judged:
        return
    for language in LANGUAGES:
        if found := joined_by(phrase.text[language], language):
            yield Remark("joined", (*phrase.path, language), language, _message(found))


def joined_by(text: str, language: Language) -> str | None:
    """Return the words that join two things in a question; None if it asks one."""
    said = plain(text)
    if said.count("?") > 1:
        return "?"
    if both := _BOTH[language].search(said):
        return both[0]
    for found in _AND[language].finditer(said):
        if not _stands_together(said[: found.start()], said[found.end() :], language):
            return found[0]
    return None


def _stands_together(before: str, after: str, language: Language) -> bool:
    left, right = _WORD.findall(before), _content(after)
    if not left or not right or _CLAUSE.match(after):
        return True
    if _SUBJECT[language].search(before) or _BETWEEN[language].search(before):
        return True
    last, first = left[-1], right
    if last.isdigit() or first.isdigit():
        return True
    if len(last) >= _STEM and last[:_STEM] == first[:_STEM]:
        return True
    return frozenset((last.rstrip("s"), first.rstrip("s"))) in _PAIRS or (
        frozenset((last, first)) in _PAIRS
    )


def _content(after: str) -> str:
    """Return the first word that says something."""
    return next((word for word in _WORD.findall(after) if word not in _PASSED_OVER), "")


def _message(found: str) -> Text:
    if found == "?":
        return Text(
            fr="Deux questions pour une seule réponse : gardez-en une, ou séparez-les.",
            en="Two questions for a single answer: keep one, or make two questions of it.",
        )
    return Text(
        fr=f"« {found} » semble joindre deux choses, pour une seule réponse : qui aime "
        "l’une et pas l’autre ne peut pas répondre. Faites-en deux questions, ou gardez "
        "la plus utile.",
        en=f"“{found}” seems to join two things, for a single answer: whoever likes one and not "
        "the other cannot answer. Make two questions of it, or keep the more useful one.",
    )
