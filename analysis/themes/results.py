"""What finding themes returns, and what of it is kept.

No comment's text stands here, only where it is found: so erasing a comment
erases its quotes.
"""

from collections.abc import Collection
from uuid import UUID

import msgspec

from surveys.texts import Slug, Text


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """An idea in a theme: `text[start:end]` of one comment."""

    theme: int | None
    """Index in `ThemesFound.themes`; None: unsure."""
    submission_id: UUID
    cohort: Slug
    question: str
    start: int
    end: int


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """What a group of ideas is about."""

    label: Text
    words: tuple[str, ...]
    """Typical words or phrases, most typical first."""
    respondents: int
    """Distinct submissions that mention it."""
    ideas: int
    quotes: tuple[int, ...]
    """Indexes in `ThemesFound.mentions` of representative ideas, best first; at most 3,
    from distinct submissions."""
    stability: float | None
    """How well it survives when ideas are drawn again: the mean share of ideas in common with
    the most similar group of each draw (Jaccard), 0 to 1; None if not measured (too few ideas)."""


class ThemesFound(msgspec.Struct, frozen=True, kw_only=True):
    """Themes, and where in the comments they are mentioned."""

    themes: tuple[Theme, ...]
    """Most respondents first."""
    mentions: tuple[Mention, ...]
    comments: int
    respondents: int
    """Distinct submissions with at least one idea."""
    set_aside: int
    """Comments that say nothing ("rien à signaler") or only praise in general."""
    embedder: str
    """Name of the vectors used."""
    suggestion_only: bool
    """Too few ideas for statistics: a reading list with suggested groups."""

    def without(self, gone: Collection[UUID]) -> "ThemesFound":
        """Return this without the mentions of submissions that changed since they were read."""
        kept = [
            index
            for index, mention in enumerate(self.mentions)
            if mention.submission_id not in gone
        ]
        place = {before: after for after, before in enumerate(kept)}
        themes = tuple(
            msgspec.structs.replace(
                theme, quotes=tuple(place[quote] for quote in theme.quotes if quote in place)
            )
            for theme in self.themes
        )
        mentions = tuple(self.mentions[index] for index in kept)
        return msgspec.structs.replace(self, themes=themes, mentions=mentions)
