"""What is known of who can use the service, and what is not: the accessibility statement.

Who opens it: somebody for whom a page is in the way, or who answers for one to the
public. What they must be able to do: within a minute, find whether their way of reading
was tried, and whom to tell that it does not work.
"""

from functools import cache
from importlib.resources import files

import msgspec

from dashboards.pages.participant_frame import participant_page
from dashboards.render import Page
from surveys.texts import Language, Text


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`texts/accessibility.toml`: paragraphs and lists, in their order."""

    aims: tuple[Text, ...]
    participant: tuple[Text, ...]
    """The pages of participants that are tested, each in one state."""
    workspace: tuple[Text, ...]
    """The pages of facilitators that are tested."""
    checks: tuple[Text, ...]
    """What is tested of each of them, in each language."""
    journeys: tuple[Text, ...]
    gaps: tuple[Text, ...]
    help: tuple[Text, ...]


@cache
def statement() -> Statement:
    source = files("dashboards") / "texts" / "accessibility.toml"
    return msgspec.toml.decode(source.read_bytes(), type=Statement)


def accessibility_page(language: Language) -> Page:
    """Return the statement, drawn like the pages of participants."""
    return participant_page("form/accessibility.html", language, statement=statement())
