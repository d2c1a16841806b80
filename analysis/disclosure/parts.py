"""Which of the ideas of a proposed part of a theme may be read, and which of its words.

Part of the gate: ideas were released by `analysis.disclosure.ideas` before. A word is told only
where it stands in one of the part's ideas that may be read: there it can be read anyway.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.disclosure.ideas import ShownIdea
from surveys.texts import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class PartRecord:
    """A part as it was proposed."""

    ideas: Sequence[str]
    """What its ideas are called, the most typical first."""
    label: Text | None
    words: Sequence[str]
    stability: float | None


@dataclass(frozen=True, slots=True)
class ShownPart:
    """What may be read of it."""

    ideas: tuple[ShownIdea, ...]
    """The most typical first; those that left the theme since are left out."""
    label: Text | None
    """None where the words that it is called by may not be told."""
    words: tuple[str, ...]
    stability: float | None


def release_parts(
    parts: Sequence[PartRecord], readable: Sequence[ShownIdea]
) -> tuple[ShownPart, ...]:
    """Return the parts of which an idea may be read, in their order.

    Args:
        parts: As proposed.
        readable: The ideas now in the theme that may be read.
    """
    shown = []
    for part in parts:
        place = {idea: number for number, idea in enumerate(part.ideas)}
        ideas = sorted(
            (idea for idea in readable if idea.idea in place), key=lambda idea: place[idea.idea]
        )
        if ideas:
            texts = [idea.written.casefold() for idea in ideas]
            shown.append(
                ShownPart(
                    ideas=tuple(ideas),
                    label=part.label if _stand(part.label, texts) else None,
                    words=tuple(word for word in part.words if _stands(word, texts)),
                    stability=part.stability,
                )
            )
    return tuple(shown)


def _stand(label: Text | None, texts: Sequence[str]) -> bool:
    """Whether all that a label is made of, in either language, stands in some of the texts."""
    if label is None:
        return False
    pieces = [piece for language in LANGUAGES for piece in label[language].split(" · ")]
    return all(_stands(piece, texts) for piece in pieces)


def _stands(word: str, texts: Sequence[str]) -> bool:
    folded = word.casefold()
    return any(folded in text for text in texts)
