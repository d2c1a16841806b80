"""What is asked of a proposal to split one theme, and what it says: people decide.

Plain values, for the service and for the worker: nothing here needs NumPy.
"""

from typing import Literal, NamedTuple, Self, TypeAlias
from uuid import UUID

import msgspec

from surveys.texts import Language, Slug, Text

FEWEST_EXAMPLES, MOST_EXAMPLES = 2, 200
"""With one example nothing tells how near to one another the wanted ideas are."""

Refused: TypeAlias = Literal["none", "few", "unstable"]
"""Why nothing is proposed: no other idea is as near to the examples; there are too few different
ideas for parts; no parts come out again when ideas are drawn again."""


class SplitAsked(NamedTuple):
    """A question about a theme; written as "activity 3 parts", "activity 3 like 0a1b 2c3d"."""

    activity: Slug
    theme: int
    examples: tuple[str, ...] = ()
    """Ideas of the theme, as `Mention.idea` calls them, in order; none: its parts are sought."""

    def __str__(self) -> str:
        how = ("like", *self.examples) if self.examples else ("parts",)
        return " ".join((self.activity, str(self.theme), *how))

    @classmethod
    def read(cls, subject: str) -> Self:
        """Return what was written; raises ValueError if it is nothing of ours."""
        activity, theme, how, *examples = subject.split(" ")
        read = cls(activity, int(theme), tuple(examples))
        if str(read) != subject or how not in {"like", "parts"}:
            raise ValueError(f"{subject!r} asks for no part of a theme")
        return read


class Said(NamedTuple):
    """An idea of the theme, with its words."""

    submission_id: UUID
    survey: Slug
    question: str
    start: int
    end: int
    text: str
    language: Language


class SplitPart(msgspec.Struct, frozen=True, kw_only=True):
    """Ideas that could be a theme of their own."""

    ideas: tuple[str, ...]
    """As `Mention.idea` calls them: the most typical first; all who say the same words."""
    label: Text | None = None
    """From their words; None where no name was sought."""
    words: tuple[str, ...] = ()
    """Typical of it beside the other parts, most typical first."""
    stability: float | None = None
    """As `Theme.stability`, within the theme; None if not measured."""


class SplitProposed(msgspec.Struct, frozen=True, kw_only=True):
    """What the machine proposes."""

    parts: tuple[SplitPart, ...] = ()
    """Largest first. Of a question with examples one: what is like them, without them."""
    refused: Refused | None = None
    """None where there are parts."""
