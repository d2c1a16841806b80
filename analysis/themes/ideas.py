"""The ideas of many comments, without what says nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from analysis.inputs import Comment
from analysis.text.ideas import split_ideas
from analysis.text.language import language_of
from analysis.text.non_answers import only_praises, praises, says_nothing
from analysis.text.spelling import spelled_out
from analysis.text.words import tidy
from analysis.themes.spread import cut, spread
from surveys.texts import Language, Slug

_HEARD = 2_000
"""Characters of a comment that its language is taken from."""

_LONGEST_NOTHING = 500
"""Characters: of a longer comment, each idea is looked at by itself."""


@dataclass(frozen=True, slots=True)
class Idea:
    """A part of a comment that says one thing: `comment.text[start:end]`."""

    submission_id: UUID
    survey: Slug
    question: str
    start: int
    end: int
    text: str
    """Tidied: composed, visible, on one line."""
    language: Language
    """Its own language; where nothing tells, the comment's, then the form's."""


@dataclass(frozen=True, slots=True)
class IdeasFound:
    """What was said, and where nothing was."""

    ideas: tuple[Idea, ...]
    """By submission, question and place in the comment."""
    comments: tuple[Comment, ...]
    """In the same order; those of which no idea is left included."""


def ideas_of(comments: Iterable[Comment]) -> IdeasFound:
    """Return the ideas of `comments`, in an order that does not depend on theirs."""
    in_order = sorted(comments, key=lambda c: (c.submission_id.bytes, c.question, c.survey, c.text))
    read = spread(_read, cut([_Written(c.text, c.language) for c in in_order]))
    ideas = [
        Idea(
            submission_id=comment.submission_id,
            survey=comment.survey,
            question=comment.question,
            start=part.start,
            end=part.end,
            text=part.text,
            language=part.language,
        )
        for comment, parts in zip(in_order, chain.from_iterable(read), strict=True)
        for part in parts
    ]
    return IdeasFound(tuple(ideas), tuple(in_order))


class _Written(NamedTuple):
    """What is read of a comment; not whose it is, so that no worker is told."""

    text: str
    language: Language


class _Part(NamedTuple):
    """As `Idea`."""

    start: int
    end: int
    text: str
    language: Language


def _read(comments: Sequence[_Written]) -> list[list[_Part]]:
    return [_parts_of(comment) for comment in comments]


def _parts_of(comment: _Written) -> list[_Part]:
    whole: Language = language_of(comment.text[:_HEARD]) or comment.language
    parts: list[_Part] = []
    if len(comment.text) <= _LONGEST_NOTHING and says_nothing(_plain(comment, whole)):
        return parts
    for start, end in split_ideas(comment.text):
        text = tidy(comment.text[start:end])
        language = language_of(text) or whole
        plain = spelled_out(text, language)
        if says_nothing(plain) or only_praises(plain):
            continue
        parts.append(_Part(start, end, text, language))
    return parts


def only_praise(comment: Comment) -> bool:
    """Whether a comment of which no idea is left praises in general."""
    whole = language_of(comment.text[:_HEARD]) or comment.language
    return praises(_plain(comment, whole))


def _plain(comment: Comment | _Written, language: Language) -> str:
    return spelled_out(tidy(comment.text[:_HEARD]), language)


@dataclass(frozen=True, slots=True)
class DistinctIdeas:
    """Ideas with the same words once, however often said: a fashion is not a neighbourhood."""

    ideas: tuple[Idea, ...]
    """The first of each."""
    which: tuple[int, ...]
    """For each idea found, its index in `ideas`."""
    people: tuple[int, ...]
    """How many submissions hold each of `ideas`."""


def distinct(ideas: Sequence[Idea]) -> DistinctIdeas:
    """Return `ideas` once each, in their order; case makes no difference."""
    places: dict[str, int] = {}
    first: list[Idea] = []
    said_by: list[set[int]] = []  # numbers, which are told apart in a third of the time
    which = []
    for idea in ideas:
        place = places.setdefault(idea.text.casefold(), len(first))
        if place == len(first):
            first.append(idea)
            said_by.append(set())
        said_by[place].add(idea.submission_id.int)
        which.append(place)
    return DistinctIdeas(tuple(first), tuple(which), tuple(map(len, said_by)))
