"""A content change as somebody fills in its form."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal, NamedTuple, TypeVar

from analysis.loop.changes import LONGEST, MOST_COHORTS, ContentChange, Hypothesis, Measure
from analysis.loop.checks import Problem
from surveys.texts import Slug, Text, readable

_T = TypeVar("_T", bound=str)

MEASURES: Final[tuple[Measure, ...]] = ("favourable", "best")
DIRECTIONS: Final[tuple[Literal["higher", "lower"], ...]] = ("higher", "lower")
REASONS: Final[tuple[Literal["need", "rating"], ...]] = ("need", "rating")

USUAL_SMALLEST = "5"
"""Points that the form begins with."""

_POINTS = re.compile(r"\d{1,3}(?:[.,]\d{1,3})?")
_NUMBER = re.compile(r"[1-9]\d{0,17}")
_OUTCOME = re.compile(r"[a-z][a-z0-9_]{0,39}:[a-z][a-z0-9_]{0,39}(?:\.[a-z][a-z0-9_]{0,39})?")

_CHOOSE = Text(fr="Choisissez dans la liste.", en="Choose from the list.")
_NO_POINTS = Text(
    fr="Écrivez un nombre de points de plus de 0 à 100, comme 5.",
    en="Write a number of points above 0 and up to 100, such as 5.",
)
_TOO_LONG = Text(
    fr=f"{LONGEST} caractères au plus : dites l’essentiel.",
    en=f"{LONGEST} characters at most: say what matters.",
)
_TOO_MANY = Text(fr=f"{MOST_COHORTS} cohortes au plus.", en=f"{MOST_COHORTS} cohorts at most.")
_NO_REASON = Text(
    fr="Dites pourquoi : la raison reste dans la liste.",
    en="Say why: the reason stays in the list.",
)


class Draft(NamedTuple):
    """A change as it was typed, with stand-ins for what cannot be read."""

    change: ContentChange
    problems: tuple[Problem, ...]
    """Of what was typed; `analysis.loop.checks` finds what else is wrong with it."""


def outcome_value(questionnaire: str, item: str) -> str:
    """Return what the form calls an item of a questionnaire."""
    return f"{questionnaire}:{item}"


def draft_from_fields(activity: Slug, fields: Sequence[tuple[str, str]]) -> Draft:
    """Return the change of an activity that was typed, and every reason why it cannot be read."""
    typed = _Typed(fields)
    what = typed.line("what")
    if len(what) > LONGEST:
        typed.refuse("what", _TOO_LONG)
    questionnaire, _, item = typed.outcome().partition(":")
    hypothesis = Hypothesis(
        questionnaire=questionnaire,
        item=item,
        measure=typed.one_of("measure", MEASURES),
        expects=typed.one_of("expects", DIRECTIONS),
        smallest=typed.smallest(),
        before=typed.several("before"),
        after=typed.several("after"),
        chosen_for=typed.one_of("chosen_for", REASONS),
    )
    change = ContentChange(
        what=what,
        activity=activity,
        module=typed.line("module") or None,
        need=typed.need(),
        hypothesis=hypothesis,
    )
    return Draft(change, tuple(typed.problems))


def reason_problem(reason: str) -> Text | None:
    """Return why a change cannot be withdrawn for such a reason."""
    if not reason:
        return _NO_REASON
    return _TOO_LONG if len(reason) > LONGEST else None


class _Typed:
    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        self._fields = fields
        self._last: Mapping[str, str] = dict(fields)
        self.problems: list[Problem] = []

    def refuse(self, field: str, reason: Text) -> None:
        self.problems.append(Problem(field, reason))

    def line(self, field: str) -> str:
        return readable(self._last.get(field, ""))

    def several(self, field: str) -> tuple[str, ...]:
        chosen = tuple(dict.fromkeys(value for name, value in self._fields if name == field))
        if len(chosen) > MOST_COHORTS:
            self.refuse(field, _TOO_MANY)
        return chosen

    def one_of(self, field: str, offered: Sequence[_T]) -> _T:
        for each in offered:
            if each == self.line(field):
                return each
        self.refuse(field, _CHOOSE)
        return offered[0]

    def outcome(self) -> str:
        chosen = self.line("item")
        if not _OUTCOME.fullmatch(chosen):
            self.refuse("item", _CHOOSE)
            return ":"
        return chosen

    def need(self) -> int | None:
        chosen = self.line("need")
        if chosen and not _NUMBER.fullmatch(chosen):
            self.refuse("need", _CHOOSE)
            return None
        return int(chosen) if chosen else None

    def smallest(self) -> float:
        points = self.line("smallest").removesuffix("%").strip()
        share = Decimal(points.replace(",", ".")) / 100 if _POINTS.fullmatch(points) else Decimal(0)
        if not 0 < share <= 1:
            self.refuse("smallest", _NO_POINTS)
        return float(share)
