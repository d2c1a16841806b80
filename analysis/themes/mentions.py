"""Where themes are mentioned, and with which of their words."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from analysis.text.language import spoken_in
from analysis.themes.ideas import DistinctIdeas, Idea, IdeasFound, only_praise
from analysis.themes.results import Mention, ReadComment, Theme


def mentions_of(
    ideas: Sequence[Idea], once: DistinctIdeas, of_each: Sequence[int], themes: Sequence[Theme]
) -> tuple[Mention, ...]:
    """Return the mention of each idea.

    Args:
        ideas: All that were found.
        once: The same, those with the same words once.
        of_each: Index in `themes` of the theme of each of `ideas`, -1 for unsure.
        themes: In any order.
    """
    spoken = [_speech(theme) for theme in themes]
    said: dict[int, tuple[int, ...]] = {}
    mentions = []
    for idea, which, theme in zip(ideas, once.which, of_each, strict=True):
        if which not in said:  # the same words are always in the same theme
            said[which] = spoken[theme](idea.text) if theme >= 0 else ()
        number = themes[theme].number if theme >= 0 else None
        mentions.append(_mention(idea, number, said[which]))
    return tuple(mentions)


def comments_read(found: IdeasFound, of_each: Sequence[int]) -> tuple[ReadComment, ...]:
    """Return what became of each comment; `of_each` is the theme of each idea, -1 for unsure."""
    ideas = Counter((idea.submission_id, idea.question) for idea in found.ideas)
    unsure = Counter(
        (idea.submission_id, idea.question)
        for idea, theme in zip(found.ideas, of_each, strict=True)
        if theme < 0
    )
    return tuple(
        ReadComment(
            submission_id=comment.submission_id,
            question=comment.question,
            ideas=(many := ideas[comment.submission_id, comment.question]),
            unsure=unsure[comment.submission_id, comment.question],
            praise=not many and only_praise(comment),
            spoken=spoken_in(comment.text),
        )
        for comment in found.comments
    )


def _speech(theme: Theme) -> Callable[[str], tuple[int, ...]]:
    """Return what finds the phrases of a theme in a text: as written, whatever the case."""
    phrases = [phrase.removesuffix("…").casefold() for phrase in theme.phrases]
    alone = [re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)") for phrase in phrases]

    def spoken_in(text: str) -> tuple[int, ...]:
        folded = text.casefold()
        return tuple(
            place
            for place, phrase in enumerate(phrases)
            if phrase in folded and alone[place].search(folded)
        )

    return spoken_in


def _mention(idea: Idea, theme: int | None, says: tuple[int, ...]) -> Mention:
    return Mention(
        theme=theme,
        submission_id=idea.submission_id,
        question=idea.question,
        start=idea.start,
        end=idea.end,
        language=idea.language,
        says=says,
    )
