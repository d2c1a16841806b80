"""« Vous avez dit, nous avons fait »: what a team answers those who answered it.

The words are the team's: no answer stands in an entry, and no number in one is ours.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final, Literal, TypeAlias
from uuid import UUID

import msgspec

from surveys.texts import Slug, Text, readable

LONGEST: Final = 1_000
"""Most characters of either part, in either language."""

AnnouncementState: TypeAlias = Literal["draft", "published", "corrected"]


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody types."""

    said: Text
    """What people said, as the team understood it."""
    doing: Text
    """What the team does about it, or why it does not."""
    theme: int | None = None
    """Number of a theme of the activity."""


class Announcement(msgspec.Struct, frozen=True, kw_only=True):
    entry: UUID
    cohort: Slug
    wording: Wording
    published_at: datetime | None = None
    """None: a draft."""
    corrected_at: datetime | None = None
    """When it was changed last after it was published."""

    @property
    def state(self) -> AnnouncementState:
        if self.published_at is None:
            return "draft"
        return "corrected" if self.corrected_at else "published"

    @property
    def changed_at(self) -> datetime | None:
        """When readers outside saw it change last; None of a draft."""
        return self.corrected_at or self.published_at

    def corrected(self, wording: Wording, *, at: datetime) -> "Announcement":
        """Return it in other words; readers are told of the day, if they could read it before."""
        same = wording == self.wording
        corrected_at = self.corrected_at if same or self.published_at is None else at
        return msgspec.structs.replace(self, wording=wording, corrected_at=corrected_at)

    def published(self, *, at: datetime) -> "Announcement":
        return msgspec.structs.replace(self, published_at=self.published_at or at)

    def withdrawn(self) -> "Announcement":
        """Return it as a draft."""
        return msgspec.structs.replace(self, published_at=None, corrected_at=None)


Part: TypeAlias = Literal["said", "doing", "theme"]
AnnouncingFault: TypeAlias = Literal["missing", "long", "gone"]


def read_wording(
    fields: Mapping[str, str], themes: Collection[int]
) -> tuple[Wording, dict[Part, AnnouncingFault]]:
    """Return what was typed, and what is wrong with which part of it.

    A language that is left out takes the words of the other.

    Args:
        fields: `said_fr`, `said_en`, `doing_fr`, `doing_en`, `theme`.
        themes: The numbers that may be named.
    """
    faults: dict[Part, AnnouncingFault] = {}
    texts: dict[str, Text] = {}
    parts: tuple[Literal["said", "doing"], ...] = ("said", "doing")
    for part in parts:
        french, english = (readable(fields.get(f"{part}_{each}", "")) for each in ("fr", "en"))
        texts[part] = Text(fr=french or english, en=english or french)
        if not texts[part]:
            faults[part] = "missing"
        elif max(len(french), len(english)) > LONGEST:
            faults[part] = "long"
    typed = fields.get("theme", "")
    theme = next((number for number in themes if str(number) == typed), None)
    if typed and theme is None:
        faults["theme"] = "gone"
    return Wording(said=texts["said"], doing=texts["doing"], theme=theme), faults
