"""Themes as a reader meets them: a label, how many people, how solid, typical words, quotes."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from analysis.disclosure.themes import ShownTheme
from dashboards.figures.theme_cohorts import count_in, label_of
from dashboards.wording import Words
from surveys.texts import Language, Slug

SOLID_ABOVE = 0.5
"""Stability above which a theme is called solid. At a half or less, Hennig (2007) calls a group
dissolved: what comes out again shares no more ideas with it than it has others."""


class ShownThemes(msgspec.Struct, frozen=True, kw_only=True):
    """The themes of an activity, as the gate released them."""

    themes: tuple[ShownTheme, ...]
    """Most respondents first."""
    withheld: int
    """How many the gate left out."""
    suggestion_only: bool
    """Too few ideas for statistics: groups to read, without numbers."""


class Quote(NamedTuple):
    text: str
    cohort: str
    """Empty where naming it would say too much."""
    quotable: bool
    """Whether it may be quoted outside the team."""
    language: Language
    """Of the text, for who hears it read."""


class ThemeCard(NamedTuple):
    label: str
    keywords: tuple[str, ...]
    counted: str
    """Empty where groups are only suggested."""
    stability: str
    """In a word; empty where nobody measured it."""
    note: str
    """Why neither a word nor a quote is shown; empty where one is."""
    quotes: tuple[Quote, ...]


def theme_cards(
    shown: ShownThemes, cohorts: Mapping[Slug, str], words: Words, *, here: Slug | None = None
) -> tuple[ThemeCard, ...]:
    """Return a card for each theme.

    `cohorts` names each; `here` is the one whose own count is told too.
    """
    return tuple(
        ThemeCard(
            label=label_of(theme, words),
            keywords=theme.words,
            counted="" if shown.suggestion_only else _counted(theme, here, words),
            stability=_stability(theme, words),
            note="" if theme.label or theme.quotes else words("theme_unheard"),
            quotes=tuple(
                Quote(
                    quote.text,
                    cohorts[quote.cohort] if quote.cohort else "",
                    quote.quotable,
                    quote.language,
                )
                for quote in theme.quotes
            ),
        )
        for theme in shown.themes
    )


def stability_explained(cards: Sequence[ThemeCard], words: Words) -> str:
    """Return what the words for stability mean; empty where no card has one."""
    return words("stability_explained") if any(card.stability for card in cards) else ""


def _stability(theme: ShownTheme, words: Words) -> str:
    if theme.stability is None:
        return ""
    return words("theme_solid" if theme.stability > SOLID_ABOVE else "theme_doubtful")


def _counted(theme: ShownTheme, here: Slug | None, words: Words) -> str:
    everywhere = words.count("mentioned_by", theme.respondents)
    if here is None:
        return everywhere
    count = count_in(theme, here)
    own = words("few_here") if count is None else words.count("mentioned_here", count)
    return words("first_second_sentence", first=everywhere, second=own)
