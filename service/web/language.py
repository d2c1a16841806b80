"""In which language to answer a request."""

from collections.abc import Iterator
from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

from surveys.texts import LANGUAGES, Language

COOKIE = "bilan_language"


def participant_language(request: Request[Any, Any, Any]) -> Language:
    """Return the `?lang=` of the address, else what the browser prefers, else French."""
    return (
        _known(request.query_params.get("lang"))
        or next(_preferred(request.headers.get("accept-language", "")), None)
        or "fr"
    )


def workspace_language(request: Request[Any, Any, Any]) -> Language:
    """Return the `?lang=` of the address, else the one chosen before, else French."""
    return _known(request.query_params.get("lang")) or _known(request.cookies.get(COOKIE)) or "fr"


def language_cookie(language: Language) -> Cookie:
    """Return what remembers a chosen language for a year."""
    return Cookie(COOKIE, value=language, max_age=365 * 86_400)


def _known(asked: str | None) -> Language | None:
    return next((language for language in LANGUAGES if language == asked), None)


def _preferred(header: str) -> Iterator[Language]:
    """Yield the languages of an Accept-Language header that we have, best first (RFC 9110)."""
    weighted = []
    for place, part in enumerate(header[:500].split(",")):
        tag, _, weight = part.partition(";q=")
        language = _known(tag.strip().lower().partition("-")[0])
        try:
            weighted.append((-float(weight or 1), place, language))
        except ValueError:
            continue
    yield from (language for weight, _, language in sorted(weighted, key=_rank) if language)


def _rank(entry: tuple[float, int, Language | None]) -> tuple[float, int]:
    return entry[:2]
