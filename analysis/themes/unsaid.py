"""What is left of the words that a theme is told by, once who alone said some is gone."""

from collections.abc import Collection
from typing import NamedTuple

from surveys.texts import BESIDE, LANGUAGES, Text


class ToldBy(NamedTuple):
    """The label and the words of a theme."""

    label: Text
    words: tuple[str, ...]

    @property
    def phrases(self) -> tuple[str, ...]:
        """As `Mention.says` counts their places."""
        return (self.label.fr, self.label.en, *self.words)


def without_unsaid(told: ToldBy, hers: Collection[int], theirs: Collection[int]) -> ToldBy:
    """Return the words without those that only one person said; each keeps its place, if empty.

    Args:
        told: What the theme is told by.
        hers: The places of what that person said.
        theirs: The places of what anybody else says.
    """
    said = {told.phrases[place].casefold() for place in theirs}
    lost = {told.phrases[place].casefold() for place in hers} - said
    label = {language: _kept(told.label[language], lost) for language in LANGUAGES}
    words = tuple("" if word.casefold() in lost else word for word in told.words)
    return ToldBy(Text(fr=label["fr"], en=label["en"]), words)


def _kept(label: str, lost: Collection[str]) -> str:
    """Return a label, without those of its phrases that stand side by side which are lost."""
    if label.casefold() in lost:
        return ""
    return BESIDE.join(part for part in label.split(BESIDE) if part.casefold() not in lost)
