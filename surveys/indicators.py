"""Indicators: the figures a programme accounts for, declared as data.

A programme adds its own in a TOML file (docs/how-to/add-an-indicator.md); no code
knows any of them by name. Each says in words what is counted and of what, which
questions feed it, and how far up the evidence it reaches.
"""

from typing import Annotated, Literal, TypeAlias

import msgspec

from surveys.texts import Code, Slug, Text

Tier: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=8)]
"""Of Thalheimer's Learning-Transfer Evaluation Model (2018): 1 attendance, 2 activity,
3 perceptions, 4 knowledge, 5 decisions, 6 tasks, 7 transfer, 8 effects of transfer."""

Measure: TypeAlias = Literal[
    "organisations",
    "people",
    "hours",
    "attendance",
    "completion",
    "roles",
    "regions",
    "kinds",
]
"""What can be counted on a roster."""


class Feed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the answers come from."""

    item: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?$")]
    """A question's code, or `question.row`; a matrix without a row gives a figure a row."""
    questionnaire: Code | None = None
    """None: every questionnaire that asks it."""
    values: tuple[Code, ...] = ()
    """The answers counted; none: the favourable points of the scale, or "yes"."""


class _Indicator(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"
):
    code: Code
    name: Text
    numerator: Text = Text()
    """What is counted, in words."""
    denominator: Text = Text()
    """Of what, in words; empty for a plain count."""
    tier: Tier | None = None
    activities: tuple[Slug, ...] = ()
    """Where it is reported; empty: in the programme and wherever something feeds it."""
    key: bool = False
    """Stands among the key figures of the report."""


class ShareIndicator(_Indicator, frozen=True, kw_only=True, tag="share"):
    """The share of those who answered in one of the ways counted."""

    feeds: tuple[Feed, ...]
    counts: Literal["people", "organisations"] = "people"
    """Organisations: one answer an organisation was asked for."""


class DistributionIndicator(_Indicator, frozen=True, kw_only=True, tag="distribution"):
    """How many chose each point of a scale, or each option."""

    feeds: tuple[Feed, ...]


class NetPromoterIndicator(_Indicator, frozen=True, kw_only=True, tag="net_promoter"):
    feeds: tuple[Feed, ...]


class RosterIndicator(_Indicator, frozen=True, kw_only=True, tag="roster"):
    measure: Measure


class ResponseIndicator(_Indicator, frozen=True, kw_only=True, tag="response"):
    """The share of those asked who sent their answers."""

    questionnaire: Code


class FactIndicator(_Indicator, frozen=True, kw_only=True, tag="fact"):
    """A number that somebody entered, with its source and date."""

    fact: Code


class ThemesIndicator(_Indicator, frozen=True, kw_only=True, tag="themes"):
    """What people wrote about: the themes of an activity."""


Indicator: TypeAlias = (
    ShareIndicator
    | DistributionIndicator
    | NetPromoterIndicator
    | RosterIndicator
    | ResponseIndicator
    | FactIndicator
    | ThemesIndicator
)
