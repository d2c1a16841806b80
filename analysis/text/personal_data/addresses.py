"""Addresses in a text: of mailboxes, however they are spelled, and of pages that lead to somebody.

Every pattern is bounded: what takes time is the length of the text, whatever stands in it.
"""

import re
from collections.abc import Iterator

from analysis.text.personal_data.marks import Kind, Mark

_AT = re.compile(
    r" ?[\[({<] ?(?:at|@|arobase|arobas|a commercial|chez) ?[\])}>] ?"
    r"| (?:arobase|arobas|a commercial) "
    r"| at (?=[\w-]{1,63}(?: dot |\.)\w)"
    r"| ?@ ?",
    re.IGNORECASE,
)
_DOT = r"(?:\.| ?[\[({] ?(?:dot|point|\.) ?[\])}] ?| (?:dot|point) )"
_LOCAL = re.compile(
    rf"[\w.+%'#-]{{1,64}}(?:(?:{_DOT}| (?:tiret|dash|underscore) )[\w.+%'-]{{1,64}}){{0,3}}\Z",
    re.IGNORECASE,
)
_DOMAIN = re.compile(rf"[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,5}}", re.IGNORECASE)
_SPELLED = re.compile(r" dot |[\[({]", re.IGNORECASE)
_MAILBOXES = re.compile(
    r"(?:gmail|hotmail|outlook|live|yahoo|icloud|videotron|bell|sympatico|protonmail|proton|me)"
    r"\.(?:com|ca|fr|net|me)\Z",
    re.IGNORECASE,
)
_BEFORE = 100
"""Letters of the part before the sign that are looked at."""

_HANDLE = re.compile(r"(?<![\w.@/])@[A-Za-z][\w.]{2,29}")

_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"«»]{1,2000}"
    r"|(?<![\w@.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}"
    r"\.(?:com|ca|org|net|quebec|fr|us|io|me|be|gl|ly|co|info)/[^\s<>\"«»]{1,2000}",
    re.IGNORECASE,
)
_END_OF_SENTENCE = ".,;:!?)]}'"
_ID = re.compile(
    r"[?#&=~@]|\d{4,}"
    r"|(?:linkedin\.com/in|facebook\.com|fb\.com|instagram\.com|twitter\.com|//x\.com|tiktok\.com"
    r"|youtube\.com/(?:c|user|channel)|calendly\.com|github\.com|bit\.ly|tinyurl\.com|t\.me|wa\.me"
    r"|lnkd\.in|youtu\.be|goo\.gl|forms\.gle)/\w"
    r"|/(?=[\w-]{0,40}\d)(?=[\w-]{0,40}[A-Za-z])[\w-]{12,}",
    re.IGNORECASE,
)
"""What makes the address of a page lead to somebody, or to one document only some can open."""


def emails(text: str) -> Iterator[Mark]:
    """Yield the addresses of mailboxes of a plain text, and names that begin with "@"."""
    for sign in _AT.finditer(text):
        domain = _DOMAIN.match(text, sign.end())
        begun = max(0, sign.start() - _BEFORE)
        local = _LOCAL.search(text[begun : sign.start()])
        if domain and local and _is_address(sign, domain):
            yield Mark(begun + local.start(), _trimmed(text, domain), Kind.EMAIL)
    if "@" in text:
        yield from (Mark(*found.span(), Kind.PERSON) for found in _HANDLE.finditer(text))


def _is_address(sign: re.Match[str], domain: re.Match[str]) -> bool:
    if sign[0].lower() == " at ":  # "look at canva.com"
        return bool(_SPELLED.search(domain[0]) or _MAILBOXES.search(domain[0].rstrip(".")))
    if sign[0] == "@":
        return not domain[0][0].isdigit() or "." in domain[0]
    if sign[0].strip().lower() == "@":  # with a space: "5 @ 7", "martine @ exemple.ca"
        return "." in domain[0].rstrip(".")
    return True


def _trimmed(text: str, domain: re.Match[str]) -> int:
    end = domain.end()
    while text[end - 1] in "-_":
        end -= 1
    return max(end, domain.start() + 1)


def links(text: str) -> Iterator[Mark]:
    """Yield the addresses of pages of a plain text that have an id or somebody's name in them."""
    if "/" not in text:
        return
    for found in _URL.finditer(text):
        address = found[0].rstrip(_END_OF_SENTENCE)
        if _ID.search(address):
            yield Mark(found.start(), found.start() + len(address), Kind.LINK)
