"""What people decide about themes, as forms that work without JavaScript."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analysis.disclosure.ideas import IdeaPage, ShownIdea
from analysis.disclosure.themes import ShownTheme
from dashboards.figures.theme_cohorts import label_and_language, label_of
from dashboards.pages.frame import theme_address
from dashboards.wording import Words
from surveys.texts import Language, Slug


class Other(NamedTuple):
    """A theme that ideas can be put into."""

    number: int
    label: str


class Subject(NamedTuple):
    """A theme that is decided about."""

    number: int
    label: str
    name_fr: str
    name_en: str
    confirmed: bool
    locked: bool
    others: tuple[Other, ...]
    address: str


class IdeaLine(NamedTuple):
    idea: str
    text: str
    language: Language
    notes: tuple[str, ...]


class PageLinks(NamedTuple):
    """Where the reader is in a list of several pages."""

    here: str
    previous: str
    """Address; empty on the first page."""
    next: str
    """Address; empty on the last page."""


def idea_pages(page: IdeaPage, address: str, words: Words) -> PageLinks | None:
    """Return the way through a list; None where one page holds all of it.

    Args:
        page: That is shown.
        address: Of any page, with "{}" in the place of its number.
        words: In the language of the reader.
    """
    if page.pages == 1:
        return None
    numbers = {"page": words.number(page.number), "pages": words.number(page.pages)}
    return PageLinks(
        here=Words("themes", words.language)("ideas_page", **numbers),
        previous=address.format(page.number - 1) if page.number > 1 else "",
        next=address.format(page.number + 1) if page.number < page.pages else "",
    )


def subjects(themes: Sequence[ShownTheme], activity: Slug, words: Words) -> tuple[Subject, ...]:
    """Return each theme with the others."""
    every = [
        Other(theme.number, label_and_language(theme, words, theme.typical)) for theme in themes
    ]
    return tuple(
        Subject(
            number=theme.number,
            label=label_of(theme, words),
            name_fr=theme.name.fr if theme.name else "",
            name_en=theme.name.en if theme.name else "",
            confirmed=theme.confirmed,
            locked=theme.locked,
            others=tuple(other for other in every if other.number != theme.number),
            address=theme_address(activity, theme.number),
        )
        for theme in themes
    )


def idea_lines(
    ideas: Sequence[ShownIdea], cohorts: Mapping[Slug, str], words: Words
) -> tuple[IdeaLine, ...]:
    """Return ideas with what is known of each; `cohorts` names those."""
    said = Words("themes", words.language)
    return tuple(
        IdeaLine(
            idea.idea,
            idea.text,
            idea.language,
            tuple(
                note
                for note in (
                    cohorts[idea.cohort] if idea.cohort else "",
                    said(f"because_{idea.unsure}") if idea.unsure else "",
                    said("pinned") if idea.pinned else "",
                    "" if idea.quotable else words("not_quotable"),
                )
                if note
            ),
        )
        for idea in ideas
    )
