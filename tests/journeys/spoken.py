"""Every text that a page says, with the language it claims to be in; and what gives one away.

Two checks that know nothing of each other: the catalogues (`dashboards/texts/*.toml`), which
hold every text of the interface in both languages, and short lists of the words that no
sentence does without, which know nothing of the catalogues.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from dashboards.wording import catalogue
from surveys.texts import Language
from tests.dashboards.markup import Element, read

Flaw = str

_SAID = {"alt", "aria-description", "aria-label", "aria-valuetext", "content", "placeholder"}
_SAID |= {"title", "summary", "label"}
_CODES = {"data-any", "data-count", "data-if", "data-job", "data-key", "data-state", "data-version"}
"""For our scripts alone: codes and addresses."""
_PRESSED = {"button", "reset", "submit"}
"""The fields whose value is words of ours, neither a code nor what a participant typed."""


class Spoken(NamedTuple):
    text: str
    language: str
    """As the nearest `lang` says."""
    place: str


def spoken(html: str) -> Iterator[Spoken]:
    """Yield each text of a page, its attributes, drawings and charts included.

    Left out: what participants wrote (quotes, boxes, answers under review) and what is to be
    typed into a terminal or compared letter by letter, which have the language that they have.
    """
    yield from _below(read(html), "")


def _below(element: Element, language: str) -> Iterator[Spoken]:
    language = element.attributes.get("lang", language)
    if element.tag in {"blockquote", "q", "textarea", "pre", "code", "kbd", "style"}:
        return
    for name, value in element.attributes.items():
        presses = element.tag == "input" and element.attributes.get("type") in _PRESSED
        told = name.startswith("data-") and name not in _CODES
        if name in _SAID or told or (name == "value" and presses):
            yield Spoken(value, language, f"{element.tag}[{name}]")
    for child in element.children:
        if isinstance(child, Element):
            yield from _below(child, language)
        elif element.tag == "script" and child.strip():
            yield from (Spoken(x, language, "chart") for x in _strings(json.loads(child)) if x[2:])
        elif child.strip():
            yield Spoken(child, language, element.tag)


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _strings(each)
        case dict():
            yield from _strings(list(value.values()))
        case _:
            pass  # a number says nothing


def flaws(texts: Iterator[Spoken]) -> list[Flaw]:
    """Return the texts that are not in the language they claim."""
    return [
        f"<{said.place}> in {said.language}: {said.text.strip()!r} ({why})"
        for said in texts
        for why in _given_away(said._replace(place=""))
    ]


@cache  # what stands on every page is judged once
def _given_away(said: Spoken) -> list[str]:
    return [why for why in (by_catalogue(said), by_words(said)) if why]


# --- the catalogues --------------------------------------------------------------------------

_CATALOGUES = (
    *("form", "workspace", "attendance", "claims", "facts", "receipt", "report", "roster"),
    "selection",
)
_NAMES_OF_LANGUAGES = {"switch", "other_language"}
"""Written in the other language on purpose, and marked so."""
_PLACEHOLDER = re.compile(r"\\\{(\w+)\\\}")
_NUMBERS = {"answers", "count", "number"}
_WORDS = re.compile(r"[^\W\d_]+")
_LONG = 2
"""From so many words on, a text gives itself away wherever it stands within another."""


@cache
def _texts(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a text of this language as a whole, and a long one within another."""
    whole, within = [], []
    for name in _CATALOGUES:
        for key, text in catalogue(name).items():
            said = text["en" if (language == "en") != (key in _NAMES_OF_LANGUAGES) else "fr"]
            words = len(_WORDS.findall(re.sub(r"\{\w+\}", "", said)))
            pattern = _PLACEHOLDER.sub(_filling, re.escape(said))
            if words or ".+?" not in pattern:  # "{first}, {second}" is in every language
                whole.append(pattern)
            if words >= _LONG and text.fr != text.en:
                within.append(rf"(?<!\w){pattern}(?!\w)")
    return re.compile("|".join(whole), re.DOTALL), re.compile("|".join(within), re.DOTALL)


def _filling(placeholder: re.Match[str]) -> str:
    return r"\d(?:[\d\s,.]*\d)?" if placeholder[1] in _NUMBERS else ".+?"


def by_catalogue(said: Spoken) -> str:
    """The catalogue has it in the other language, and not in this one."""
    text, other = said.text.strip(), "fr" if said.language == "en" else "en"
    (own, _), (foreign, foreign_within) = _texts(said.language), _texts(other)
    if within := foreign_within.search(text):
        return f"holds {within[0]!r}"
    found = foreign.fullmatch(text) and not own.fullmatch(text)
    return f"the catalogue has it in {other}" if found else ""


# --- the words no sentence does without ------------------------------------------------------

_NAME = re.compile(r"\S*/\S*|\b[A-ZÀ-Þ]\w+(?:-\w+)+|\b[0-9a-f]{64}\b")
"""An address, a seal, or a name of several parts ("Centre-du-Québec"): in neither language."""

_COMMON: dict[Language, frozenset[str]] = {
    "fr": frozenset(
        """à afin ainsi alors après au aucun aucune aussi autre autres aux avec avez beaucoup ce
        celle celui ces cet cette ceux chaque comme d dans de depuis des donc du elle elles en
        encore est et être fait il ils j jusqu l la le les leur leurs lui là mais merci moins même
        n ne nos notre nous ou où par pas peu peut plusieurs pour qu quand que quel quelle quelles
        quels qui quoi rien s sa sans se selon ses si soit sont sous sur tous tout toute toutes
        très trop un une vers vos votre vous y été était""".split()  # noqa: SIM905
    ),
    "en": frozenset(
        """about after all also and any are as at be because been before being by can could
        did do does each every few for from had has have her here him his how if in into is it
        its less many may more most much my never not nothing of only other our over please
        she should since so some such than that the their them then there these they this those
        through to too under until up was we were what when where which while who will with
        without would yes yet you your""".split()  # noqa: SIM905
    ),
}


def by_words(said: Spoken) -> str:
    """It holds more of the common words of the other language than of this one."""
    words = [word.lower() for word in _WORDS.findall(_NAME.sub(" ", said.text))]
    fr, en = (sum(word in _COMMON[each] for word in words) for each in ("fr", "en"))
    own, other = (fr, en) if said.language == "fr" else (en, fr)
    return f"{other} common words of the other language, {own} of its own" if other > own else ""


# --- what is no page -------------------------------------------------------------------------

_LITERAL = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|`([^`]*)`")
_JS_COMMENT = re.compile(r"(?<![:\"])//[^\n]*")


def spoken_by_script(name: str) -> list[str]:
    """Return the literals of a script of ours in which two common words of a language stand."""
    source = _JS_COMMENT.sub("", (files("dashboards") / "static" / name).read_text("utf-8"))
    literals = ["".join(found) for found in _LITERAL.findall(source)]
    common = _COMMON["fr"] | _COMMON["en"]
    return [
        literal
        for literal in literals
        if sum(word.lower() in common for word in _WORDS.findall(literal)) > 1
    ]
