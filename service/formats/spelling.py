"""When two headers or two words are the same, whatever an export did to them.

The rule, in this order: entities (`&amp;`) and, in headers, HTML tags are
resolved; Unicode compatibility forms are folded (NFKC: a non-breaking space
becomes a space, `ﬁ` becomes `fi`); byte order marks and other invisible
characters go; curly quotes and apostrophes become straight, dashes become
hyphens; runs of white space become one space, none at either end; upper and
lower case are one. Accents count.
"""

import html
import re
import unicodedata
from functools import lru_cache

_BREAK = re.compile(r"</?(?:br|div|h[1-6]|li|ol|p|td|tr|ul)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_STRAIGHT = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`", "'")
    | dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
)
_WHOLE = re.compile(r"([+-]?\d+)[.,]0+")


@lru_cache(maxsize=65_536)
def spelling(word: str) -> str:
    """Return the form that two spellings of the same word share."""
    folded = unicodedata.normalize("NFKC", html.unescape(word)).translate(_STRAIGHT)
    visible = "".join(c for c in folded if unicodedata.category(c) != "Cf")
    return " ".join(visible.split()).casefold()


def heading(header: str) -> str:
    """Return the form that two spellings of the same column header share."""
    return spelling(_TAG.sub("", _BREAK.sub(" ", header)))


def whole(word: str) -> str:
    """Return `5` for the `5.0` that some tools make of a whole number."""
    match = _WHOLE.fullmatch(word)
    return match[1] if match else word
