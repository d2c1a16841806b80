"""The self-made code that links two answers of one person without their name.

Such a code (self-generated identification code, SGIC) is made of things about
themselves that people say the same way months later and nobody else keeps together.
One of them may differ between two times: a typing error, a changed mind. So what is
kept is one hash of the code without each of its elements, in the order of the elements'
codes. Two codes that differ in one element share the hash that leaves it out, and no
other; two equal ones share all. See docs/decisions/matching.md.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from hashlib import scrypt
from typing import Final, assert_never
from uuid import UUID

from surveys.questionnaire import Questionnaire
from surveys.questions import CodeElement, Option, PersonalCodeQuestion
from surveys.submissions import AnswerValue
from surveys.texts import Text

FEWEST_ELEMENTS, MOST_ELEMENTS = 6, 8

_ONE_LETTER: Final = str.maketrans("ŒÆØĐŁ", "OAODL")
_MONTHS, _DAYS = range(1, 13), range(1, 32)
_NAMED: Final = 2
"""Most missing elements that are named: more are found faster by looking."""

_ROUNDS: Final = 2**11
"""scrypt's N: some 5 ms and 2 MB a hash; who tries all codes pays as much for each."""

_EXPECTED = {
    "letter": Text(fr="un seul caractère, de A à Z,", en="a single letter, from A to Z,"),
    "number": Text(fr="un nombre à deux chiffres", en="a number of two digits"),
    "month": Text(fr="un mois de l’année", en="a month of the year"),
    "day": Text(fr="un nombre de 1 à 31", en="a number from 1 to 31"),
    "choice": Text(fr="un des choix offerts", en="one of the choices offered"),
}


def read_element(element: CodeElement, typed: str) -> str | None:
    """Return what an element says, however it was typed: « é » is E, "7" may be the day 07.

    None if it cannot be read.
    """
    text = "".join(unicodedata.normalize("NFKC", typed).split())
    match element.kind:
        case "letter":
            marked = unicodedata.normalize("NFD", text.upper()).translate(_ONE_LETTER)
            letter = "".join(sign for sign in marked if not unicodedata.combining(sign))
            return letter if re.fullmatch("[A-Z]", letter) else None
        case "number":
            return text if re.fullmatch("[0-9]{2}", text) else None
        case "month":
            return _within(_MONTHS, text)
        case "day":
            return _within(_DAYS, text)
        case "choice":
            return text if text in {option.code for option in element.options} else None
        case _:
            assert_never(element.kind)


def _within(range_: range, text: str) -> str | None:
    return f"{int(text):02}" if re.fullmatch("[0-9]{1,2}", text) and int(text) in range_ else None


def asked_elements(questionnaire: Questionnaire) -> tuple[CodeElement, ...]:
    """Return the elements of the code that is asked for, by their codes; empty if none is.

    Their words are left out: codes made of the same elements can be compared.
    """
    for question in questionnaire.questions:
        if isinstance(question, PersonalCodeQuestion):
            bare = [
                CodeElement(
                    code=element.code,
                    text=Text(),
                    kind=element.kind,
                    options=tuple(Option(code=each.code, text=Text()) for each in element.options),
                )
                for element in question.elements
            ]
            return tuple(sorted(bare, key=lambda element: element.code))
    return ()


def code_fault(question: PersonalCodeQuestion, value: AnswerValue) -> Text | None:
    """Return why `value` is no code, or None: every element is there and can be read."""
    if not isinstance(value, dict):
        return Text(
            fr="Une réponse par élément est attendue.", en="One answer an element is expected."
        )
    elements = {element.code: element for element in question.elements}
    if set(value) - set(elements):
        return Text(
            fr="Un de ces éléments n’est pas demandé.", en="One of these elements is not asked for."
        )
    missing = [elements[code].text for code in elements if code not in value]
    unreadable = [
        element
        for code, element in elements.items()
        if code in value and read_element(element, value[code]) is None
    ]
    reasons = [_missing(missing)] if missing else []
    reasons += [_unreadable(element) for element in unreadable]
    if not reasons:
        return None
    return Text(
        fr=" ".join(reason.fr for reason in reasons), en=" ".join(reason.en for reason in reasons)
    )


def _missing(texts: Sequence[Text]) -> Text:
    if len(texts) > _NAMED:
        fr, en = f"{len(texts)} éléments", f"{len(texts)} elements"
    else:
        fr = " ; ".join(f"« {text.fr} »" for text in texts)
        en = "; ".join(f"“{text.en}”" for text in texts)
    return Text(
        fr=f"Ce code se remplit en entier, ou pas du tout. Il manque : {fr}.",
        en=f"This code is filled in as a whole, or not at all. Missing: {en}.",
    )


def _unreadable(element: CodeElement) -> Text:
    expected = _EXPECTED[element.kind]
    return Text(
        fr=f"« {element.text.fr} » : {expected.fr} est attendu ici.",
        en=f"“{element.text.en}”: {expected.en} is expected here.",
    )


def given_code(
    questionnaire: Questionnaire, answers: Mapping[str, AnswerValue]
) -> tuple[str, ...] | None:
    """Return the code in accepted `answers`, an entry an element; None if none was given."""
    for question in questionnaire.questions:
        given = answers.get(question.code)
        if isinstance(question, PersonalCodeQuestion) and isinstance(given, dict):
            read = {
                element.code: read_element(element, given.get(element.code, ""))
                for element in question.elements
            }
            if any(read.values()):
                return tuple(f"{code}={value}" for code, value in sorted(read.items()))
    return None


def matching_hashes(code: Sequence[str], salt: bytes) -> tuple[UUID, ...]:
    """Return what is kept of a code: 128 bits for the code without each element, in order.

    It is slow on purpose: tens of milliseconds for a whole code.

    Args:
        code: As `given_code` returns it.
        salt: 32 random bytes that other programmes do not share.
    """
    return tuple(
        UUID(bytes=scrypt(_without(code, place), salt=salt, n=_ROUNDS, r=8, p=1, dklen=16))
        for place in range(len(code))
    )


def _without(code: Sequence[str], place: int) -> bytes:
    return "\n".join(element for at, element in enumerate(code) if at != place).encode()
