"""Which answers are looked at: of one role, region or language, and of one period.

One dimension at a time. A role within a region is mostly a handful of people, and
three tables (roles, regions, and roles within regions) could be subtracted from each
other; the gate holds each partition of a survey by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
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

_LANGUAGE_NAMES = {"fr": Text(fr="français", en="French"), "en": Text(fr="anglais", en="English")}


class SelectionRefused(ValueError):
    """These answers cannot be selected; `reason` says why."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.reason = Text(fr=fr, en=en)


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

    @property
    def has_period(self) -> bool:
        return self.first is not None or self.last is not None

    def holds(self, starts_on: date) -> bool:
        """Whether a cohort that begins on this day is in the period: all of it, or nothing."""
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
    return choices_of(questionnaires, dimension)


def choices_of(questionnaires: Iterable[Questionnaire], code: str) -> tuple[Option, ...]:
    """Return the options of the single-choice questions of this code, each code once.

    The first questionnaire that words an option decides.
    """
    found: dict[str, Option] = {}
    for questionnaire in questionnaires:
        question = questionnaire.by_code.get(code)
        if isinstance(question, SingleChoiceQuestion):
            for option in question.options:
                found.setdefault(option.code, option)
    return tuple(found.values())


def read_selection(
    asked: Mapping[str, str], options: Mapping[Dimension, Sequence[Option]]
) -> Selection:
    """Return the selection that an address or a command asks for; what is empty asks nothing.

    Args:
        asked: `role`, `region` or `language`, each a code; or `only`, such as
            `role:volunteer`; `from` and `to`, each a day such as 2026-03-31.
        options: What may be chosen.

    Raises:
        SelectionRefused: it asks for something that is not there, or for two dimensions.
    """
    first, last = _day(asked, "from"), _day(asked, "to")
    if first and last and first > last:
        raise SelectionRefused(
            f"La période finit ({last}) avant de commencer ({first}).",
            f"The period ends ({last}) before it begins ({first}).",
        )
    return Selection(slice=_slice(asked, options), first=first, last=last)


def _slice(asked: Mapping[str, str], options: Mapping[Dimension, Sequence[Option]]) -> Slice | None:
    name, _, value = asked.get("only", "").partition(":")
    chosen = {(name, value)} - {("", "")} | {
        (each, asked[each]) for each in DIMENSIONS if asked.get(each)
    }
    if not chosen:
        return None
    if len(chosen) > 1:
        raise SelectionRefused(
            "Choisissez un seul filtre à la fois\u00a0: un rôle, une région ou une langue. Leurs "
            "croisements ne comptent que quelques personnes, que l’on pourrait reconnaître.",
            "Choose one filter at a time: a role, a region or a language. Combinations hold "
            "only a few people, who could be recognised.",
        )
    ((name, value),) = chosen
    for dimension in DIMENSIONS:
        if dimension == name and any(option.code == value for option in options[dimension]):
            return Slice(dimension=dimension, value=value)
    raise SelectionRefused(
        f"Aucun filtre ne s’appelle «\u00a0{name} = {value}\u00a0» ici.",
        f"There is no filter “{name} = {value}” here.",
    )


def _day(asked: Mapping[str, str], name: str) -> date | None:
    written = asked.get(name, "")
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise SelectionRefused(
            f"«\u00a0{written}\u00a0» n’est pas une date\u00a0: écrivez l’année, le mois et le "
            "jour, comme 2026-03-31.",
            f"“{written}” is not a date: write the year, month and day, such as 2026-03-31.",
        ) from None
