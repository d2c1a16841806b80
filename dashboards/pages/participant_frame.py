"""What stands around every page of a participant: languages, and the demonstration banner."""

from typing import Any

from dashboards.render import Page
from dashboards.wording import Words
from surveys.texts import Language


def participant_page(template: str, language: Language, **content: Any) -> Page:
    """Return a page of `template`; it says that it is a demonstration only if `content` does."""
    frame = {
        "language": language,
        "other_language": "en" if language == "fr" else "fr",
        "t": Words("form", language),
        "demonstration": False,
    }
    return Page(template, language, frame | content)
