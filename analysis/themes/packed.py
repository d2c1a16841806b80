"""Layers of themes as they travel between the file, the service and the worker.

What is long is JSON text: the database reads and writes it by itself, and handing it on takes a
hundredth of what as many objects take. So the service never makes the objects.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar
from uuid import UUID

import msgspec

from analysis.inputs import Comment
from analysis.themes.results import (
    Mention,
    ModuleSuggested,
    ReadComment,
    Searched,
    Theme,
    ThemesFound,
    Watch,
)
from surveys.questions import Hint
from surveys.texts import Language

_PIECE = 20_000
"""Rows of one JSON list: bounds what the database takes to read it."""


_Row = TypeVar("_Row")
_COMMENTS = msgspec.json.Decoder(list[Comment])
_MENTIONS = msgspec.json.Decoder(list[Mention])
_READ = msgspec.json.Decoder(list[ReadComment])


class _Quote(Mention, frozen=True, kw_only=True):
    quote: int
    """Its place among the quotes of its theme, from 1."""


class _HeardIdea(msgspec.Struct, frozen=True, kw_only=True):
    """An idea that speaks of a module, by where it stands."""

    item: str
    position: int
    """1 is nearest to the module."""
    submission_id: UUID
    question: str
    start: int
    end: int
    language: Language
    hint: Hint | None


class PackedComments(NamedTuple):
    """Comments that are searched."""

    rows: tuple[str, ...]
    """JSON lists of `Comment`, one after the other."""

    def opened(self) -> list[Comment]:
        """Return the comments, in their order."""
        return list(_opened(self.rows, _COMMENTS))


class PackedThemes(NamedTuple):
    """As `ThemesFound`."""

    themes: tuple[Theme, ...]
    mentions: tuple[str, ...]
    """JSON lists of `Mention`, one after the other; a quote may say as "quote" the how many-th."""
    read: tuple[str, ...]
    """JSON lists of `ReadComment`."""
    embedder: str
    suggestion_only: bool
    next_number: int

    def opened(self) -> ThemesFound:
        """Return the layer."""
        return ThemesFound(
            themes=self.themes,
            mentions=_opened(self.mentions, _MENTIONS),
            read=_opened(self.read, _READ),
            embedder=self.embedder,
            suggestion_only=self.suggestion_only,
            next_number=self.next_number,
        )


class PackedSearch(NamedTuple):
    """As `Searched`."""

    standing: PackedThemes
    proposed: PackedThemes | None
    watch: Watch | None
    modules: tuple[str, ...]
    """JSON lists of what was heard of modules, idea by idea."""
    suggested: tuple[ModuleSuggested, ...]
    nearest: tuple[str, ...] = ()
    """JSON lists of `IdeaNearest`."""


def packed_search(searched: Searched) -> PackedSearch:
    """Return what a search found as it travels.

    What was heard of ideas that are not among the mentions is left out.
    """
    proposed = searched.proposed
    return PackedSearch(
        standing=packed(searched.standing),
        proposed=None if proposed is None else packed(proposed),
        watch=searched.watch,
        modules=_pieces(list(_heard(searched))),
        suggested=searched.suggested,
        nearest=_pieces(searched.nearest),
    )


def packed(found: ThemesFound) -> PackedThemes:
    """Return a layer as it travels."""
    return PackedThemes(
        themes=found.themes,
        mentions=packed_mentions(found, range(len(found.mentions))),
        read=packed_read(found.read),
        embedder=found.embedder,
        suggestion_only=found.suggestion_only,
        next_number=found.next_number,
    )


def packed_mentions(found: ThemesFound, places: Sequence[int]) -> tuple[str, ...]:
    """Return some of the mentions of a layer as they travel, by their places."""
    quotes = quotes_of(found)
    return _pieces(
        [
            _Quote(**msgspec.structs.asdict(found.mentions[place]), quote=quotes[place])
            if place in quotes
            else found.mentions[place]
            for place in places
        ]
    )


def packed_read(read: Sequence[ReadComment]) -> tuple[str, ...]:
    """Return what became of some comments as it travels."""
    return _pieces(read)


def quotes_of(found: ThemesFound) -> dict[int, int]:
    """Return where quotes are in the mentions, and each one's place among those of its theme."""
    return {
        mention: place
        for theme in found.themes
        for place, mention in enumerate(theme.quotes, start=1)
    }


def _heard(searched: Searched) -> Iterator[_HeardIdea]:
    if not any(module.ideas for module in searched.modules):
        return
    mentions = {mention.idea: mention for mention in searched.standing.mentions}
    for module in searched.modules:
        for position, heard in enumerate(module.ideas, start=1):
            if (mention := mentions.get(heard.idea)) is not None:
                yield _HeardIdea(
                    item=module.item,
                    position=position,
                    submission_id=mention.submission_id,
                    question=mention.question,
                    start=mention.start,
                    end=mention.end,
                    language=mention.language,
                    hint=heard.hint,
                )


def _pieces(rows: Sequence[msgspec.Struct]) -> tuple[str, ...]:
    return tuple(
        msgspec.json.encode(rows[start : start + _PIECE]).decode()
        for start in range(0, len(rows), _PIECE)
    )


def _opened(pieces: Sequence[str], rows: msgspec.json.Decoder[list[_Row]]) -> tuple[_Row, ...]:
    return tuple(chain.from_iterable(map(rows.decode, pieces)))
