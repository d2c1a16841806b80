"""Where themes are mentioned, and with which of their words."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from analysis.text.language import spoken_in
from analysis.themes.ideas import DistinctIdeas, Idea, IdeasFound, only_praise
from analysis.themes.results import Mention, ReadComment, Theme


def mentions_of(
    ideas: Sequence[Idea], once: DistinctIdeas, numbers: Sequence[int], themes: Sequence[Theme]
) -> tuple[Mention, ...]:
    """Return the mention of each idea.

    Args:
        ideas: All that were found.
        once: The same, those with the same words once.
        numbers: Of the theme of each of `ideas`, 0 for none.
        themes: In any order.
    """
    spoken = {theme.number: _speech(theme) for theme in themes}
    said: dict[tuple[int, int], tuple[int, ...]] = {}
    mentions = []
    for idea, which, number in zip(ideas, once.which, numbers, strict=True):
        if number and (which, number) not in said:
            said[which, number] = spoken[number](idea.text)
        mentions.append(_mention(idea, number or None, said.get((which, number), ())))
    return tuple(mentions)


def comments_read(found: IdeasFound, numbers: Sequence[int]) -> tuple[ReadComment, ...]:
    """Return what became of each comment; `numbers` has the theme of each idea, 0 for none."""
    ideas = Counter((idea.submission_id, idea.question) for idea in found.ideas)
    unsure = Counter(
        (idea.submission_id, idea.question)
        for idea, number in zip(found.ideas, numbers, strict=True)
        if not number
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
