"""All that a bilan is drawn from, sealed: whoever has it can make the report again.

It holds counts that the gate released for the public, what was counted on rosters, what
people entered by hand, and the definitions; never a row, never a number already written
out. The seal is the SHA-256 of the file, byte for byte, so that any tool can check it.
"""

from datetime import date
from hashlib import sha256
from typing import Annotated, Literal, TypeAlias

import msgspec

from analysis.scores.indicator import Count, EnteredFact, Unsaid
from dashboards.style import Role
from surveys.facts import Benchmark, Fact, Note
from surveys.indicators import Indicator
from surveys.programme import Programme
from surveys.texts import Code, Language, Slug, Text

Number: TypeAlias = Annotated[int, msgspec.Meta(ge=0)]


class SnapshotUnreadable(ValueError):
    """It is no snapshot of ours; the message says why."""


class SealedShare(msgspec.Struct, frozen=True, kw_only=True, tag="share"):
    """What a share and both its intervals are computed from."""

    count: Number
    untold: Number = 0
    """How many more there may be: of a small group, not everything is told."""
    answers: Annotated[int, msgspec.Meta(ge=1)]
    eligible: Number | None = None


class SealedGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Those who chose one point or option, or stand together on the roster."""

    code: str
    label: Text
    count: Number
    untold: Number = 0


class SealedSpread(msgspec.Struct, frozen=True, kw_only=True, tag="distribution"):
    """What a distribution and the share of each group are computed from."""

    groups: tuple[SealedGroup, ...]
    answers: Annotated[int, msgspec.Meta(ge=1)]
    eligible: Number | None = None
    not_applicable: Number = 0


class SealedUntold(msgspec.Struct, frozen=True, kw_only=True):
    """Answers of which it is not told which they are."""

    answers: Number
    among: tuple[str, ...]
    """Values that they may have."""


class SealedRatings(msgspec.Struct, frozen=True, kw_only=True, tag="ratings"):
    """What a net promoter score and both its intervals are computed from."""

    counts: Annotated[tuple[Number, ...], msgspec.Meta(min_length=11, max_length=11)]
    """Answers per value, 0 to 10."""
    untold: tuple[SealedUntold, ...] = ()
    eligible: Number | None = None


SealedValue: TypeAlias = Count | SealedShare | SealedSpread | SealedRatings | EnteredFact | Unsaid


class SealedFigure(msgspec.Struct, frozen=True, kw_only=True):
    indicator: Code
    scope: Slug
    """The programme or one of its activities."""
    row: Code | None = None
    row_name: Text = Text()
    value: SealedValue


class SealedActivity(msgspec.Struct, frozen=True, kw_only=True):
    slug: Slug
    name: Text
    cohorts: Number
    sessions: Number
    starts_on: date | None = None
    ends_on: date | None = None


class SealedQuote(msgspec.Struct, frozen=True, kw_only=True):
    """Of somebody who agreed to be quoted."""

    activity: Slug
    text: str
    language: Language


class SealedTheme(msgspec.Struct, frozen=True, kw_only=True):
    activity: Slug
    label: Text
    respondents: Annotated[int, msgspec.Meta(ge=1)]


class Snapshot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: Literal[1] = 1
    drawn_by: str
    """The versions of what draws it: another one may set the same numbers differently."""
    language: Language
    made_on: date
    threshold: Annotated[int, msgspec.Meta(ge=5)]
    """Fewest people behind any number made from answers."""
    programme: Programme
    activities: tuple[SealedActivity, ...]
    """In the order of the programme."""
    indicators: tuple[Indicator, ...]
    """In the order of the report."""
    roles: dict[Code, dict[str, Role]] = {}
    """Of each point of the scale that an indicator shows the answers to."""
    figures: tuple[SealedFigure, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    facts: tuple[Fact, ...] = ()
    notes: tuple[Note, ...] = ()
    themes: tuple[SealedTheme, ...] = ()
    """Of each activity, most respondents first."""
    themes_withheld: Number = 0
    quotes: tuple[SealedQuote, ...] = ()


def encode(snapshot: Snapshot) -> bytes:
    """Return the file: the same snapshot is always the same bytes."""
    encoded = msgspec.json.encode(snapshot, order="deterministic")
    return msgspec.json.format(encoded, indent=1) + b"\n"


def seal_of(encoded: bytes) -> str:
    return sha256(encoded).hexdigest()


def decode(encoded: bytes) -> Snapshot:
    """Raises SnapshotUnreadable."""
    try:
        return msgspec.json.decode(encoded, type=Snapshot)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SnapshotUnreadable(f"the snapshot cannot be read: {error}") from error
