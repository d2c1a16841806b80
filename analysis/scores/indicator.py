"""One indicator in one scope: a figure with all that it takes to be believed."""

from datetime import date
from typing import TypeAlias

import msgspec

from analysis.scores.net_promoter import NetPromoterScore
from analysis.scores.share import Share
from surveys.texts import Code, Slug, Text


class Count(msgspec.Struct, frozen=True, kw_only=True, tag="count"):
    """How many: people, organisations, hours."""

    value: float


class Rate(msgspec.Struct, frozen=True, kw_only=True, tag="share"):
    """A share of answers, of people or of organisations."""

    share: Share


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Those who chose one point or option, or stand together on the roster."""

    code: str
    """Empty for those of whom nobody said it."""
    label: Text
    """Empty as the code is."""
    share: Share


class Distribution(msgspec.Struct, frozen=True, kw_only=True, tag="distribution"):
    """How many chose each point or option, or stand in each group of the roster."""

    groups: tuple[Group, ...]
    """In the order of the scale or the options; zeros of these included."""
    answers: int
    """People, or organisations; several options may have been ticked by one."""
    not_applicable: int = 0


class Recommendation(msgspec.Struct, frozen=True, kw_only=True, tag="net_promoter"):
    """A net promoter score."""

    score: NetPromoterScore


class EnteredFact(msgspec.Struct, frozen=True, kw_only=True, tag="fact"):
    """Entered by hand, not counted."""

    value: float
    unit: Text
    source: Text
    on: date


class Unsaid(msgspec.Struct, frozen=True, kw_only=True, tag="withheld"):
    """Too few answers to say anything, or none: the two look alike."""


Value: TypeAlias = Count | Rate | Distribution | Recommendation | EnteredFact | Unsaid


class IndicatorValue(msgspec.Struct, frozen=True, kw_only=True):
    """One figure; `id` names it in the report, the API and the table."""

    indicator: Code
    scope: Slug
    """A programme, an activity or a cohort."""
    row: Code | None = None
    """One row of a matrix; None elsewhere."""
    row_name: Text = Text()
    value: Value

    @property
    def id(self) -> str:
        """Such as `demo-planification/usefulness.capacity`; unique in a programme."""
        return f"{self.scope}/{self.indicator}" + (f".{self.row}" if self.row else "")
