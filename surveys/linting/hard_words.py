"""What makes a question hard to answer truly: absolute words, two negations, length."""

import re
from collections.abc import Iterator
from typing import Final

from surveys.linting.remarks import Phrase, Remark, plain, words
from surveys.texts import LANGUAGES, Language, Text

MOST_WORDS: Final[dict[Language, int]] = {"fr": 30, "en": 25}
"""Of a question. French takes about a fifth more words to say the same."""

_ABSOLUTE: Final[dict[Language, re.Pattern[str]]] = {
    "fr": re.compile(
        r"\b(?:toujours|jamais|absolument|totalement|entièrement|complètement|tout le monde|"
        r"tout le temps|(?:à )?chaque fois|sans exception)\b"
    ),
    "en": re.compile(
        r"\b(?:always|never|absolutely|totally|entirely|completely|everybody|everyone|"
        r"every time|all the time|without exception)\b"
    ),
}

_NEGATIVE: Final[dict[Language, re.Pattern[str]]] = {
    "fr": re.compile(
        r"\bne\b|\bn'|\bsans\b|\bdésaccord\b|\bmécontent\w*|\bdésagréable\w*|\bimpossible\w*|"
        r"\bin(?:utile|satisf|suffisan|capable|effica|compl[eè]t|adéquat|appropri)\w*"
    ),
    "en": re.compile(
        r"\bnot\b|n't\b|\bnever\b|\bnone\b|\bnothing\b|\bwithout\b|\bno\b|\bdis(?:satisf|agree)\w*|"
        r"\buseless\b|\bimpossible\b|\bin(?:effective|adequate|complete|sufficient)\w*|"
        r"\bun(?:able|clear|happy|satisf|likely|necessary|help|use|comfort|fair|prepared)\w*"
    ),
}
_QUOTED: Final = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|\((?:[^()]*)\)|(?<!\w)'[^']*'(?!\w)")
_POLES: Final = re.compile(
    r"satisfai?ction (?:ou|or) (?:in|dis)satisfaction|\bif no\b|\bwhy(?: or why)? not\b"
)
"""What is quoted or names both ends says no to nothing."""

_DEGREES: Final = re.compile(r"\b(?:where|with|où) (?:0|1)\b.*")
"""Explains a scale."""

_TWO: Final = 2


def hard_words(phrase: Phrase) -> Iterator[Remark]:
    """Remark on absolute words, on two negations, and on length."""
    if phrase.part != "question":
        return
    for language in LANGUAGES:
        text, path = phrase.text[language], (*phrase.path, language)
        if found := absolute(text, language):
            yield Remark("absolute", path, language, _absolute(found))
        if phrase.judged and two_negations(text, language):
            yield Remark("double_negation", path, language, _DOUBLE)
        if (count := len(words(text, language))) > MOST_WORDS[language]:
            yield Remark("long", path, language, _long(count, MOST_WORDS[language]))


def absolute(text: str, language: Language) -> str | None:
    """Return a word that hardly anybody can say yes to; None if there is none."""
    found = _ABSOLUTE[language].search(plain(text))
    return found[0] if found else None


def two_negations(text: str, language: Language) -> bool:
    said = plain(text)
    for aside in (_QUOTED, _DEGREES, _POLES):
        said = aside.sub(" ", said)
    return len(_NEGATIVE[language].findall(said)) >= _TWO


def _absolute(found: str) -> Text:
    return Text(
        fr=f"« {found} » ne laisse presque personne dire oui : demandez à quelle fréquence, ou "
        "dans quelle mesure.",
        en=f"“{found}” lets hardly anybody say yes: ask how often, or to what extent.",
    )


_DOUBLE: Final = Text(
    fr="Deux négations : dire « non » voudrait dire oui. Posez la question à l’affirmative.",
    en="Two negations: saying “no” would mean yes. Ask it in the affirmative.",
)


def _long(count: int, most: int) -> Text:
    return Text(
        fr=f"{count} mots, sur un téléphone : au plus {most} se lisent d’un trait. Mettez le "
        "contexte dans l’indication (hint), ou coupez.",
        en=f"{count} words, on a phone: {most} at most are read in one go. Put the context into "
        "the hint, or cut.",
    )
