"""What finding themes returns, and what of it is kept.

No comment's text stands here but the phrases that name themes, only where it is found:
so erasing a comment erases its quotes. All of this is what was collected, not what may be
shown: `analysis.disclosure.themes` decides that.
"""

from collections.abc import Collection
from uuid import UUID

import msgspec

from surveys.texts import Language, Text


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """An idea in a theme: `text[start:end]` of one comment."""

    theme: int | None
    """Index in `ThemesFound.themes`; None: unsure."""
    submission_id: UUID
    question: str
    start: int
    end: int
    language: Language
    """Of the idea."""
    says: tuple[int, ...]
    """Which of its theme's `phrases` stand in it, as they are written there."""


class ReadComment(msgspec.Struct, frozen=True, kw_only=True):
    """A comment in which themes were sought."""

    submission_id: UUID
    question: str
    ideas: int
    """0 if it names no need ("rien à signaler") or only praises in general."""
    unsure: int
    """Ideas in no theme."""


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """What a group of ideas is about."""

    label: Text
    words: tuple[str, ...]
    """Typical words or phrases, most typical first: more than are shown, because some may be
    withheld."""
    respondents: int
    """Distinct submissions that mention it."""
    ideas: int
    quotes: tuple[int, ...]
    """Indexes in `ThemesFound.mentions` of representative ideas, best first, from distinct
    submissions; at most 3 of a survey, so that without some surveys there are others."""
    stability: float | None
    """How well it survives when ideas are drawn again: the mean share of ideas in common with
    the most similar group of each draw (Jaccard), 0 to 1; None if not measured (too few ideas)."""

    @property
    def phrases(self) -> tuple[str, ...]:
        """All that is said of it in participants' words: both labels, then the words."""
        return (self.label.fr, self.label.en, *self.words)


class ThemesFound(msgspec.Struct, frozen=True, kw_only=True):
    """Themes, and where in the comments they are mentioned."""

    themes: tuple[Theme, ...]
    """Most respondents first."""
    mentions: tuple[Mention, ...]
    read: tuple[ReadComment, ...]
    """Each comment once."""
    embedder: str
    """Name of the vectors used."""
    suggestion_only: bool
    """Too few ideas for statistics: a reading list with suggested groups."""

    def without(self, gone: Collection[UUID]) -> "ThemesFound":
        """Return this without the comments of submissions that changed since they were read."""
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
        read = tuple(comment for comment in self.read if comment.submission_id not in gone)
        return msgspec.structs.replace(self, themes=themes, mentions=mentions, read=read)
