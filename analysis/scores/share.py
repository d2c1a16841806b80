"""A share: how many of those who answered, of all who could.

How it is said depends on how many answered: below `PERCENTAGES_FROM` the counts
come first ("17 sur 18"), from there on the percentage with its interval; no
decimals below `DECIMALS_FROM`. Below the threshold of `analysis.disclosure.gate`
there is no share at all.
"""

from collections.abc import Collection
from typing import Literal

import msgspec

from analysis.disclosure.gate import ReleasedItem
from analysis.disclosure.untold import SMALL
from analysis.intervals import Interval, non_response_bounds, wilson

PERCENTAGES_FROM = SMALL
"""Answers from which a percentage is the first thing said."""

DECIMALS_FROM = 1_000
"""Answers from which a percentage has one decimal."""


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """`count` of `answers`, of `eligible` people; or up to `untold` more than `count`."""

    count: int
    """At least so many."""
    untold: int = 0
    """How many more at the most: answers of which it is not told what they are."""
    answers: int
    """At least 1."""
    eligible: int | None
    """How many could answer; None when nobody knows, or the roster cannot be right."""
    interval: Interval
    """Wilson, 95 %: what a comparable next cohort could show, whatever is untold."""
    bounds: Interval | None
    """Whatever those who did not answer think; None if nobody knows how many they are."""

    @property
    def most(self) -> int:
        """How many there are at the most."""
        return self.count + self.untold

    @property
    def value(self) -> float:
        """From 0 to 1: the middle of what it may be."""
        return (self.count + self.most) / (2 * self.answers)


def share(count: int, answers: int, eligible: int | None, *, untold: int = 0) -> Share | None:
    """Return the share `count / answers` with both its intervals; None without answers.

    A roster smaller than the answers is wrong. To pretend that everyone answered
    would draw the bounds together where least is known, so the share then has
    neither `eligible` nor `bounds`.

    Args:
        count: How many of `answers`, at least.
        answers: How many answered, "sans objet" apart.
        eligible: How many could answer; None when nobody knows.
        untold: How many more than `count` there may be.
    """
    if answers == 0:
        return None
    known = eligible if eligible is not None and eligible >= answers else None
    return Share(
        count=count,
        untold=untold,
        answers=answers,
        eligible=known,
        interval=Interval(wilson(count, answers).low, wilson(count + untold, answers).high),
        bounds=None if known is None else _bounds(count, count + untold, answers, known),
    )


def released_share(
    released: ReleasedItem, values: Collection[str], answers: int, eligible: int | None
) -> Share | None:
    """Return the share of those who gave one of `values`, as far as the gate tells it."""
    least = released.least(values)
    return share(least, answers, eligible, untold=released.most(values) - least)


def _bounds(least: int, most: int, answers: int, eligible: int) -> Interval:
    return Interval(
        non_response_bounds(least, answers, eligible).low,
        non_response_bounds(most, answers, eligible).high,
    )


def wording(share: Share) -> Literal["counts_first", "percentage"]:
    """Return what is said first: "17 sur 18" or "94 %"."""
    return "counts_first" if share.answers < PERCENTAGES_FROM else "percentage"


def decimals(share: Share) -> int:
    """Return how many decimals a percentage has, in its interval and bounds too."""
    return 0 if share.answers < DECIMALS_FROM else 1
