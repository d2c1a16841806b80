"""Cohorts or activities that somebody puts side by side: what both were asked.

Nobody declared these comparisons, so they are explored (`analysis.claims.differences`):
what differs is a lead. Each side is compared with the first one. All items and whole
scales are one family.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import msgspec

from analysis.claims.changes import pair_of
from analysis.claims.differences import Difference, explored
from analysis.claims.pairs import Pair, ScalePair
from analysis.claims.refusal import ASKED_DIFFERENTLY, TOO_FEW, Refusal
from analysis.disclosure.gate import ReleasedFamily
from analysis.scores.account import Family
from analysis.scores.trend import TrendPoint, asked_alike, trend, trend_items
from surveys.questionnaire import Questionnaire
from surveys.questions import ScaleQuestion
from surveys.texts import Code, Slug

_Key: TypeAlias = tuple[Code, str]
"""A questionnaire's code and an item of it."""

FEWEST_POINTS = 3
"""On a scale of two points the favourable share says all there is."""


class Asked(NamedTuple):
    """What one side answered to one item."""

    questionnaire: Questionnaire
    point: TrendPoint


@dataclass(frozen=True, slots=True)
class Side:
    """A cohort, or all cohorts of an activity together."""

    slug: Slug
    asked: Mapping[_Key, Asked]
    """In the order of the questionnaires."""


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """One item that every side was asked."""

    item: str
    questionnaires: tuple[Code, ...]
    """Where each side was asked it."""
    points: tuple[TrendPoint, ...]
    """One a side."""
    claims: tuple[Difference | Refusal, ...]
    """Each side after the first, against the first."""
    scales: tuple[Difference | None, ...]
    """The same over all points of an ordered scale; None where there is none to compare."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two or three sides, item by item."""

    sides: tuple[Slug, ...]
    items: tuple[Beside, ...]
    """In the order in which the first side was asked."""
    comparisons: int
    """How many were made together."""


def cohort_side(families: Sequence[Family], cohort: Slug) -> Side:
    """Return what a cohort answered; of two surveys that ask the same, the later."""
    asked = {}
    for family in families:
        for survey in family.released.each:
            if survey.cohort == cohort:
                alone = ReleasedFamily(each=(survey,), pooled={}, submissions=0)
                questionnaire = family.asked[survey.survey]
                for item in trend_items(questionnaire):
                    (point,) = trend(family.asked, item, alone).points
                    asked[questionnaire.code, item] = Asked(questionnaire, point)
    return Side(cohort, asked)


def activity_side(families: Sequence[Family], activity: Slug) -> Side:
    """Return what an activity answered in all cohorts together.

    An item whose points changed on the way is left out: it cannot be added up.
    """
    asked = {}
    for family in families:
        if family.activity == activity:
            questionnaire = family.questionnaire
            for item in trend_items(questionnaire):
                found = trend(family.asked, item, family.released)
                if found.alike:
                    asked[questionnaire.code, item] = Asked(questionnaire, found.pooled)
    return Side(activity, asked)


def compare(sides: Sequence[Side]) -> Comparison:
    """Return every item that all `sides` were asked, and which differences are leads.

    An item is the same where it has the same code in the same questionnaire; else where
    each side was asked that code in one other questionnaire only, with the same points.

    Args:
        sides: Two or more; the others are compared with the first.
    """
    matches = _matches(sides)
    pairs: dict[tuple[int, int, str], Pair] = {}
    for at, asked in enumerate(matches):
        first, *others = asked
        for place, other in enumerate(others):
            if _alike(first, other):
                pairs |= {
                    (at, place, kind): pair
                    for kind, pair in (
                        ("share", pair_of(first.point, other.point)),
                        ("scale", _scale_pair(first, other)),
                    )
                    if pair is not None
                }
    claims = dict(zip(pairs, explored(list(pairs.values())), strict=True))
    return Comparison(
        sides=tuple(side.slug for side in sides),
        items=tuple(_beside(at, asked, claims) for at, asked in enumerate(matches)),
        comparisons=len(pairs),
    )


class _Answered(NamedTuple):
    questionnaire: Questionnaire
    item: str
    point: TrendPoint


def _beside(
    at: int, asked: Sequence[_Answered], claims: Mapping[tuple[int, int, str], Difference]
) -> Beside:
    first, *others = asked
    return Beside(
        item=first.item,
        questionnaires=tuple(each.questionnaire.code for each in asked),
        points=tuple(each.point for each in asked),
        claims=tuple(
            claims.get((at, place, "share"), TOO_FEW if _alike(first, other) else ASKED_DIFFERENTLY)
            for place, other in enumerate(others)
        ),
        scales=tuple(claims.get((at, place, "scale")) for place in range(len(others))),
    )


def _matches(sides: Sequence[Side]) -> list[list[_Answered]]:
    """Return what each side answered to each item that all were asked."""
    shared = {key for key in sides[0].asked if all(key in side.asked for side in sides)}
    found = []
    for key in sides[0].asked:
        keys = [key] * len(sides) if key in shared else _elsewhere(sides, key[1], shared)
        if keys:
            found.append(
                [
                    _Answered(side.asked[each].questionnaire, each[1], side.asked[each].point)
                    for side, each in zip(sides, keys, strict=True)
                ]
            )
    return found


def _elsewhere(sides: Sequence[Side], item: str, shared: set[_Key]) -> list[_Key]:
    """Return where each side was asked `item`, if each was in one questionnaire only."""
    keys = [[key for key in side.asked if key[1] == item and key not in shared] for side in sides]
    return [only for (only,) in keys] if all(len(each) == 1 for each in keys) else []


def _alike(first: _Answered, other: _Answered) -> bool:
    return asked_alike([first.questionnaire, other.questionnaire], first.item)


def _scale_pair(first: _Answered, other: _Answered) -> ScalePair | None:
    """Return all points of the scale, least favourable first.

    None where they have no order, or where it is not told in full how many chose each.
    """
    question = first.questionnaire.by_code[first.item.partition(".")[0]]
    if not isinstance(question, ScaleQuestion) or not first.point.bars or not other.point.bars:
        return None
    scale = first.questionnaire.scale_by_code[question.scale]
    codes = [point.code for point in scale.points]
    if len(codes) < FEWEST_POINTS or scale.best not in {codes[0], codes[-1]}:
        return None
    if any(bar.untold for each in (first, other) for bar in each.point.bars):
        return None
    before, after = (tuple(bar.answers for bar in each.point.bars) for each in (first, other))
    if scale.best == codes[0]:
        before, after = before[::-1], after[::-1]
    return ScalePair(before=before, after=after)
