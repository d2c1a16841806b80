"""Which answers are looked at: of one role, region or language, and of one period.

One dimension at a time. A role within a region is mostly a handful of people, and
three tables (roles, regions, and roles within regions) could be subtracted from each
other; the gate holds each partition of a survey by itself.
"""

from collections.abc import Iterable
from datetime import date
from typing import Literal, TypeAlias, get_args

import msgspec

from surveys.questionnaire import Questionnaire
from surveys.questions import Option, SingleChoiceQuestion
from surveys.texts import LANGUAGES, Text

Dimension: TypeAlias = Literal["role", "region", "language"]
"""What answers can be parted by: the single-choice question of this code, or the language
of the form that was sent."""

DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)

NOT_SAID = ""
"""The value of those who did not answer the question. Never shown as one of its own."""

_LANGUAGE_NAMES = {"fr": Text(fr="Français", en="French"), "en": Text(fr="Anglais", en="English")}


class SelectionRefused(ValueError):
    """These answers cannot be selected; the message says why."""


class Slice(msgspec.Struct, frozen=True, kw_only=True):
    """Those who gave one answer to a question that parts a survey."""

    dimension: Dimension
    value: str


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """Which answers are looked at."""

    slice: Slice | None = None
    """None: everybody's."""
    first: date | None = None
    """Cohorts that begin on this day or later."""
    last: date | None = None
    """Cohorts that begin on this day or earlier."""

    def has_period(self) -> bool:
        return self.first is not None or self.last is not None

    def holds(self, starts_on: date) -> bool:
        """Whether a cohort that begins on this day is in the period, with all its sessions."""
        return (self.first is None or self.first <= starts_on) and (
            self.last is None or starts_on <= self.last
        )


EVERYTHING = Selection()


def options_of(questionnaires: Iterable[Questionnaire], dimension: Dimension) -> tuple[Option, ...]:
    """Return what can be chosen in a dimension; nothing where no questionnaire asks for it.

    Where versions word an option differently, the first questionnaire decides: give the
    newest first.
    """
    if dimension == "language":
        return tuple(Option(code=each, text=_LANGUAGE_NAMES[each]) for each in LANGUAGES)
    found: dict[str, Option] = {}
    for questionnaire in questionnaires:
        question = questionnaire.by_code.get(dimension)
        if isinstance(question, SingleChoiceQuestion):
            for option in question.options:
                found.setdefault(option.code, option)
    return tuple(found.values())


def one_slice(chosen: dict[Dimension, str]) -> Slice | None:
    """Return the slice that was chosen, if one was; an empty value chooses nothing.

    Raises:
        SelectionRefused: more than one dimension was chosen.
    """
    slices = [Slice(dimension=each, value=value) for each, value in chosen.items() if value]
    if len(slices) > 1:
        names = " and ".join(each.dimension for each in slices)
        raise SelectionRefused(
            f"{names} were both given: choose one of role, region and language at a time, "
            "because their combinations are of few people, and could be subtracted"
        )
    return slices[0] if slices else None
