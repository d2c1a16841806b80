"""Programmes and their parts: programme > activity > cohort > session."""

from datetime import date
from typing import Final

import msgspec

from surveys.roster import AttendanceRule
from surveys.texts import Slug, Text

DEFAULT_ZONE: Final = "America/Toronto"
"""That of Québec, where Bilan comes from; America/Montreal is an old name of the same zone."""


class Programme(msgspec.Struct, frozen=True, kw_only=True):
    slug: Slug
    name: Text
    demonstration: bool = False
    """Made-up data: every page that shows it says so."""
    zone: str = DEFAULT_ZONE
    """The time zone its dates are meant and read in, by its IANA name."""


class Activity(msgspec.Struct, frozen=True, kw_only=True):
    """A webinar or a course that is given again and again."""

    slug: Slug
    programme: Slug
    name: Text
    position: int = 0
    """Order within the programme."""
    rule: AttendanceRule = AttendanceRule()


class Cohort(msgspec.Struct, frozen=True, kw_only=True):
    """The people who take an activity together."""

    slug: Slug
    activity: Slug
    name: Text
    starts_on: date
    ends_on: date
    eligible: int | None = None
    """How many could answer, where no roster says so; None when nobody knows."""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One meeting of a cohort."""

    cohort: Slug
    position: int
    title: Text
    held_on: date
    minutes: int
