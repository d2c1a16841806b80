"""Leading: a question that lets its author's answer be heard."""

import re
from collections.abc import Iterator
from typing import Final

from surveys.linting.remarks import Phrase, Remark, plain
from surveys.texts import LANGUAGES, Language, Text

_PRAISE = {
    "fr": r"(?:excellent|formidable|extraordinaire|génial|remarquable|exceptionnel|merveilleu|"
    r"superbe|fantastique|inspirant)\w*",
    "en": r"(?:excellent|great|wonderful|amazing|outstanding|fantastic|terrific|inspiring|superb)",
}

_PATTERNS: Final[dict[Language, tuple[re.Pattern[str], ...]]] = {
    "fr": tuple(
        map(
            re.compile,
            (
                r"(?:^|[.:;,] )(?:ne |n')[^\W_]+(?:-t)?-(?:vous|on|il|elle|ils|elles)\b.* pas\b",
                r"n'est-ce pas",
                r"(?:à quel point|dans quelle mesure) avez-vous (?:aimé|apprécié|adoré)",
                r"\bcombien\b.*\bplu\b",
                rf"à quel point .*\b{_PRAISE['fr']}",
                rf"\b(?:notre|nos|ce|cet|cette|ces) {_PRAISE['fr']}",
                r"\bcomme (?:la plupart|tout le monde|beaucoup|chacun|vous le savez)",
                r"\bd'accord (?:que|pour dire|avec le fait)",
                r"\b(?:il est évident|évidemment|bien sûr|bien entendu|de toute évidence)\b",
                r"\b(?:tout le monde|chacun) sait\b",
            ),
        )
    ),
    "en": tuple(
        map(
            re.compile,
            (
                r"(?:^|[.:;,] )(?:do|does|did|is|are|was|were|would|should|could|can|wo)n't\b",
                r"(?:^|[.:;,] )(?:do|does|did|is|are|was|were|would|should|could|can) \w+ not\b",
                r"how much did you (?:enjoy|love|like|appreciate)",
                rf"\bhow {_PRAISE['en']}\b",
                rf"\b(?:our|this|these) {_PRAISE['en']}\b",
                r"\b(?:like|as) (?:most|many|everyone|everybody|you know)\b",
                r"\bagree that\b",
                r"\b(?:obviously|of course|surely|needless to say|as we all know)\b",
                r"\b(?:everyone|everybody) knows\b",
            ),
        )
    ),
}


def leading(phrase: Phrase) -> Iterator[Remark]:
    """Remark on a question that says which answer is wanted."""
    if phrase.part != "question":
        return
    for language in LANGUAGES:
        if found := led_by(phrase.text[language], language):
            message = Text(
                fr=f"« {found} » laisse entendre la réponse souhaitée : demandez sans prendre "
                "parti, par exemple « Quelle a été l’utilité de… ? »",
                en=f"“{found}” lets the wanted answer be heard: ask without taking sides, for "
                "example “How useful was…?”",
            )
            yield Remark("leading", (*phrase.path, language), language, message)


def led_by(text: str, language: Language) -> str | None:
    """Return the words that lead; None if none do."""
    said = plain(text)
    found = next((found for each in _PATTERNS[language] if (found := each.search(said))), None)
    return found[0].strip(".:;, ") if found else None
