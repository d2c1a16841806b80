"""What the demonstration is made from: the data files of this package, decoded."""

from collections.abc import Collection
from datetime import date
from importlib.resources import files
from typing import Literal

import msgspec

from surveys.entry_file import read_entries
from surveys.facts import Entry
from surveys.programme import Programme
from surveys.roster import AttendanceRule
from surveys.texts import Text

_HERE = files("service.demonstration")


class CohortPlan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    starts_on: date
    organisations: int
    people: int
    completed: int
    answers: int
    """Submissions at the end."""
    follow_ups: int
    """Submissions six months later, one an organisation."""


class ActivityPlan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    slug: str
    questionnaire: str
    """The code of the one asked at the end."""
    name: Text
    cohort_name: Text
    minutes: int
    """Of one session."""
    days_between_sessions: int
    rule: AttendanceRule
    sessions: tuple[Text, ...]
    sessions_of_those_who_completed: dict[int, float]
    """Share of people by number of sessions attended."""
    sessions_of_the_others: dict[int, float]
    cohorts: tuple[CohortPlan, ...]

    def by_slug(self) -> dict[str, CohortPlan]:
        return {f"{self.slug}-{n:02}": cohort for n, cohort in enumerate(self.cohorts, start=1)}


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    programme: Programme
    activities: tuple[ActivityPlan, ...]


class People(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who the made-up participants are; shares by option code of the questionnaires."""

    organisations: tuple[str, ...]
    places: tuple[str, ...]
    regions: dict[str, float]
    roles: dict[str, float]
    kinds: dict[str, tuple[str, ...]]
    """Of organisations, in words: which of them are of it."""


class Distribution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often each value of one item is given.

    Those who skip it or answer "sans objet" are percentages of everybody; `shares`
    are proportions of the rest (of a multiple choice: percentages who tick the option).
    """

    shares: dict[str, float]
    skipped: float = 0
    not_applicable: float = 0
    by_mood: bool = False
    """Of a single choice: `shares` begins with what the most satisfied answer."""


class CommentBatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hand-written comments, one a line, that may go to the same participants."""

    about: str
    """What the writers had in mind; stored nowhere, for tests."""
    cohorts: tuple[int, int] | None = None
    """Positions of the first and last cohort, from 1; None: any."""
    mood: Literal["low", "any", "high"] = "any"
    """Low: for the least satisfied; high: for the more satisfied half."""
    fr: str = ""
    en: str = ""


def read_plan() -> Plan:
    return msgspec.toml.decode(_HERE.joinpath("plan.toml").read_bytes(), type=Plan)


def read_entered(programme: Programme, activities: Collection[str]) -> tuple[Entry, ...]:
    """What the demonstration says that nobody counted."""
    text = _HERE.joinpath("entered.toml").read_bytes()
    return read_entries(text, programme.slug, activities=activities, today=date.max)


def read_people() -> People:
    return msgspec.toml.decode(_HERE.joinpath("people.toml").read_bytes(), type=People)


def read_distributions() -> dict[str, dict[str, Distribution]]:
    """By round of questions ("webinar", "follow_up", "webinar_follow_up"), then by item."""
    return msgspec.toml.decode(
        _HERE.joinpath("answers.toml").read_bytes(), type=dict[str, dict[str, Distribution]]
    )


def read_comments(round_name: str) -> dict[str, list[CommentBatch]]:
    """By question."""
    return msgspec.toml.decode(
        _HERE.joinpath("comments", f"{round_name}.toml").read_bytes(),
        type=dict[str, list[CommentBatch]],
    )
