"""The phrases that may name one theme, and how good a name each is."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.text.stop_words import BOTH
from analysis.themes.embedders import Vectors
from analysis.themes.headings import reads
from analysis.themes.phrases import Phrase
from analysis.themes.telling import Telling
from surveys.texts import BESIDE

LONGEST = 60
"""Characters of a label or word: it stands in headings and in the cells of tables."""

WORDS = 12
"""More than are shown: some may have been said only by people who may not be heard."""

_ALIKE = 0.4
"""Cosine from which two phrases say the same."""
_NAMES = 1
"""How well the second of two reads at least: a verb or a word of every survey adds nothing."""
_SECOND = 0.5
"""Score of the second of two, of that of the first: what is hardly a name adds none."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may name one theme."""

    phrases: Sequence[Phrase]
    vectors: Vectors
    """What each means."""
    telling: Telling
    worth: Sequence[float]
    """Of each, how well it reads, how many say it and how near it is to the theme's middle."""
    scores: Sequence[float]
    """How good a name each is: its worth, times how well it tells the theme."""

    def best(self) -> list[int]:
        """Return all, best name first."""
        return sorted(
            range(len(self.phrases)), key=lambda i: (-self.scores[i], self.phrases[i].key)
        )

    def joined(self, label: Sequence[int]) -> str:
        """Return phrases as they stand side by side."""
        return BESIDE.join(self.phrases[i].surface for i in label)

    def share_words(self, first: int, second: int) -> bool:
        """Whether two phrases hold one word."""
        return bool((set(self.phrases[first].key) & set(self.phrases[second].key)) - BOTH)

    def complementary(self, first: int, second: int) -> bool:
        """Whether two phrases may stand side by side, the better one first."""
        return (
            reads(self.phrases[second]) >= _NAMES
            and self.scores[second] >= _SECOND * self.scores[first]
            and not self.share_words(first, second)
            and float(self.vectors[first] @ self.vectors[second]) < _ALIKE
            and len(self.joined((first, second))) <= LONGEST
        )


def varied(found: Candidates, order: Sequence[int], *, first: Sequence[int]) -> list[int]:
    """Return up to `WORDS` of `order`, each unlike those before it, and `first` before all.

    Maximal marginal relevance: Carbonell & Goldstein (1998).
    """
    chosen = list(first)
    position = {index: place for place, index in enumerate(order)}
    left = [i for i in order if not any(found.share_words(i, other) for other in chosen)]
    while left and len(chosen) < WORDS:

        def marginal(index: int) -> float:
            near = found.vectors[chosen] @ found.vectors[index]
            return -position[index] / len(order) - float(near.max(initial=0))

        best = max(left, key=marginal)
        chosen.append(best)
        left = [i for i in left if i != best and not found.share_words(i, best)]
    return chosen
