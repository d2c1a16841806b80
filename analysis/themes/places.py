"""Where each idea is: what stood, carried over to the comments that are there now."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from analysis.inputs import Comment
from analysis.text.words import tidy
from analysis.themes.describe import NOWHERE, themes_of_words
from analysis.themes.ideas import DistinctIdeas, Idea, distinct, ideas_of
from analysis.themes.mentions import comments_read
from analysis.themes.results import Mention, ReadComment, ThemesFound, Unsure


@dataclass(frozen=True, slots=True)
class Places:
    """Ideas, by submission, question and place in the comment, and where each is."""

    ideas: tuple[Idea, ...]
    once: DistinctIdeas
    """The same ideas, those with the same words once."""
    themes: NDArray[np.int64]
    """Number of the theme of each of `ideas`, `NOWHERE` for none. Shape `(ideas,)`."""
    unsure: tuple[Unsure | None, ...]
    """Why each is in no theme."""
    pinned: NDArray[np.bool_]
    """Whether a person decided where each is. Shape `(ideas,)`."""
    arrived: NDArray[np.bool_]
    """Whether each is of a comment that was not read before. Shape `(ideas,)`."""
    read: tuple[ReadComment, ...]
    """Of each comment; how many of its ideas are unsure is not counted yet."""

    @property
    def which(self) -> NDArray[np.int64]:
        """Index in `once.ideas` of each idea. Shape `(ideas,)`."""
        return np.array(self.once.which, dtype=np.int64)

    def of_words(self) -> NDArray[np.int64]:
        """Return the theme of each of `once.ideas`. Shape `(distinct ideas,)`."""
        return themes_of_words(self.once, self.themes)

    def moved(
        self, where: NDArray[np.bool_], themes: NDArray[np.int64], *, why: Unsure = "far"
    ) -> Self:
        """Return this with other themes for some ideas.

        Args:
            where: Which ideas. Shape `(ideas,)`.
            themes: Their themes, in order.
            why: Why those are unsure that go nowhere and were not unsure before.
        """
        after = self.themes.copy()
        after[where] = themes
        unsure = tuple(
            None if number != NOWHERE else reason or (why if here else None)
            for number, reason, here in zip(
                after.tolist(), self.unsure, where.tolist(), strict=True
            )
        )
        return self.at(after, unsure, self.pinned)

    def at(
        self,
        themes: NDArray[np.int64],
        unsure: tuple[Unsure | None, ...],
        pinned: NDArray[np.bool_],
    ) -> Self:
        """Return this with all ideas in these places. Shapes `(ideas,)`."""
        return replace(self, themes=themes, unsure=unsure, pinned=pinned)


def carried(comments: Sequence[Comment], standing: ThemesFound) -> Places:
    """Return where the ideas of `comments` are in what stands; those that arrived are nowhere.

    A comment that was corrected after it was read must not be in `standing` any more.
    """
    read = {_key(each): each for each in standing.read}
    held: dict[tuple[int, str], list[Mention]] = {}
    for mention in standing.mentions:
        held.setdefault(_key(mention), []).append(mention)
    new = ideas_of([comment for comment in comments if _key(comment) not in read])
    placed: list[tuple[Idea, Mention | None]] = [(idea, None) for idea in new.ideas]
    kept: list[ReadComment] = []
    for comment in comments:
        key = _key(comment)
        if key in read:
            kept.append(read[key])
            placed.extend((_idea(comment, mention), mention) for mention in held.get(key, ()))
    placed.sort(key=lambda p: (p[0].submission_id.int, p[0].question, p[0].start))
    kept.extend(comments_read(new, [NOWHERE] * len(new.ideas)))
    kept.sort(key=_key)
    ideas = tuple(idea for idea, _ in placed)
    mentions = [mention for _, mention in placed]
    return Places(
        ideas=ideas,
        once=distinct(ideas),
        themes=np.array([(m and m.theme) or NOWHERE for m in mentions], dtype=np.int64),
        unsure=tuple(None if m is None else m.unsure for m in mentions),
        pinned=np.array([m is not None and m.pinned for m in mentions], dtype=np.bool_),
        arrived=np.array([m is None for m in mentions], dtype=np.bool_),
        read=tuple(kept),
    )


def counted(places: Places) -> tuple[ReadComment, ...]:
    """Return the comments with how many of their ideas are unsure."""
    unsure = Counter(
        _key(idea)
        for idea, number in zip(places.ideas, places.themes.tolist(), strict=True)
        if number == NOWHERE
    )
    return tuple(
        each
        if each.unsure == (now := unsure[_key(each)])
        else msgspec.structs.replace(each, unsure=now)
        for each in places.read
    )


def _key(each: Comment | Mention | ReadComment | Idea) -> tuple[int, str]:
    """Return which comment it is, or is of; a number is looked up in a third of the time."""
    return each.submission_id.int, each.question


def _idea(comment: Comment, mention: Mention) -> Idea:
    return Idea(
        submission_id=comment.submission_id,
        survey=comment.survey,
        question=comment.question,
        start=mention.start,
        end=mention.end,
        text=tidy(comment.text[mention.start : mention.end]),
        language=mention.language,
    )
