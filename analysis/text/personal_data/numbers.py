"""Numbers in a text that belong to somebody: phones, social and health insurance, postal codes."""

import re
from collections.abc import Iterator

from analysis.text.personal_data.marks import Kind, Mark

_GAP = r"[ .\-]{0,2}"
_EXTENSION = r"(?:,? {0,2}(?:poste|ext\.?|extension|x|p\.|#) {0,2}#?\d{1,6}\b)?"
_PHONE = re.compile(
    r"(?<![\w$/.,-])(?:"
    # 514 555-0142, +1 (418) 555.0133, 8195550177, 514 555 01 42
    rf"(?:\+? ?1{_GAP})?(?:\( ?[2-9]\d\d ?\)|[2-9]\d\d)[ .\-/]{{0,3}}[2-9]\d\d{_GAP}\d\d{_GAP}\d\d"
    # 5 1 4 5 5 5 0 1 4 2, as it is dictated
    rf"|[2-9](?:[ .\-]{{1,3}}\d){{9}}"
    # +33 6 12 34 56 78, 0044 20 7946 0018
    r"|(?:\+|00 ?)[1-9](?:[ .\-]?(?:\(0\))?\d){7,13}"
    # 06 12 34 56 78
    r"|0[1-9](?:[ .]?\d\d){4}"
    rf")(?!\d){_EXTENSION}",
    re.IGNORECASE,
)
_LOCAL_PHONE = re.compile(
    rf"(?<![\w$/.,-])[2-9]\d\d[ .\-]\d{{4}}(?![\d-]){_EXTENSION}", re.IGNORECASE
)
_OF_A_PHONE = re.compile(
    r"\b(?:tel|telephon\w{0,4}|cell\w{0,6}|appel\w{0,4}|phone|call|text(?:e[rz]?)?|numero|number"
    r"|joindre|reach|rejoindre|mobile|fax|telecopieur)\b",
    re.IGNORECASE,
)
_NEAR = 40
"""Letters before a number in which a word may say what it is."""

_NINE = re.compile(
    r"(?<![\w$/.,+-])\d(?:(?:\d\d[ .\-]{0,2}\d{3}[ .\-]{0,2}\d{3})|(?: \d){8})(?![\d-])"
)
_OF_A_SIN = re.compile(
    r"\b(?:n\.?a\.?s|s\.?i\.?n|assurance sociale|social insurance)\b", re.IGNORECASE
)
_HEALTH_NUMBER = re.compile(r"(?<!\w)[A-Z]{4}[ \-]?\d{4}[ \-]?\d{4}(?!\w)", re.IGNORECASE)
_POSTAL_CODE = re.compile(
    r"(?<!\w)[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?-? ?\d[ABCEGHJ-NPRSTV-Z]\d(?!\w)",
    re.IGNORECASE,
)


def numbers(text: str) -> Iterator[Mark]:
    """Yield them, of a plain text."""
    for pattern, kind in (
        (_PHONE, Kind.PHONE),
        (_HEALTH_NUMBER, Kind.HEALTH_NUMBER),
        (_POSTAL_CODE, Kind.POSTAL_CODE),
    ):
        yield from (Mark(*found.span(), kind) for found in pattern.finditer(text))
    for found in _LOCAL_PHONE.finditer(text):
        if _said_before(_OF_A_PHONE, text, found.start()):
            yield Mark(*found.span(), Kind.PHONE)
    for found in _NINE.finditer(text):
        digits = [int(char) for char in found[0] if char.isdigit()]
        # Of a number that is called so, one digit may be mistyped: it is still somebody's.
        if is_sin(digits) or _said_before(_OF_A_SIN, text, found.start()):
            yield Mark(*found.span(), Kind.SIN)


def is_sin(digits: list[int]) -> bool:
    """Whether nine digits can be a social insurance number: begun as they are, with its check.

    The check is that of Luhn (ISO/IEC 7812-1); none begins with 0 or 8.
    """
    doubled = [digit * (1 + place % 2) for place, digit in enumerate(digits)]
    return digits[0] not in {0, 8} and sum(each // 10 + each % 10 for each in doubled) % 10 == 0


def _said_before(word: re.Pattern[str], text: str, place: int) -> bool:
    return word.search(text, max(0, place - _NEAR), place) is not None
