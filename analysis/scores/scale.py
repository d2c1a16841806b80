"""A labelled scale: its bars, its favourable share, the share of its best point.

There is no mean: the points are words, their distances nobody knows, and on a
scale whose best point is in the middle a mean is wrong. The favourable share of
a good course stands at 93 to 98 %, a ceiling; so the best point and the four
bars are shown beside it.
"""

from typing import NamedTuple

import msgspec

from analysis.disclosure.gate import ReleasedItem
from analysis.scores.share import Share, released_share
from surveys.questions import NOT_APPLICABLE, Scale


class Bar(NamedTuple):
    """How many chose one point."""

    code: str
    answers: int
    """Those that are told."""
    untold: int = 0
    """How many more there may be."""


class ScaleScore(msgspec.Struct, frozen=True, kw_only=True, tag="scale"):
    """How one item was rated."""

    item: str
    bars: tuple[Bar, ...]
    """One a point, in the order of the scale; zeros included; "sans objet" left out."""
    answers: int
    """Sum of the bars, and of what is told of none."""
    not_applicable: int
    favourable: Share | None
    """Share of the favourable points ("top two" on a four-point scale). None without answers,
    or on a scale without a favourable point."""
    best: Share | None
    """Share of the best point ("top box"). None when `favourable` is."""


def score_scale(
    item: str, scale: Scale, released: ReleasedItem, eligible: int | None
) -> ScaleScore:
    """Return the bars and shares of one item.

    Who says "sans objet" leaves the share altogether: they are not among its
    answers, and not among its eligible either, since the item does not concern them.

    Args:
        item: A question's code, or `question.row`.
        scale: Says which points are favourable, and which is best.
        released: What the gate lets through.
        eligible: How many could answer, "sans objet" included; None when nobody knows.
    """
    bars = tuple(
        Bar(point.code, least, released.most({point.code}) - least)
        for point in scale.points
        for least in (released.least({point.code}),)
    )
    answers = sum(bar.answers for bar in bars) + sum(each.answers for each in released.untold)
    not_applicable = released.counts.get(NOT_APPLICABLE, 0)
    concerned = None if eligible is None else eligible - not_applicable

    def share_of(codes: tuple[str, ...]) -> Share | None:
        if not codes:
            return None
        return released_share(released, codes, answers, concerned)

    return ScaleScore(
        item=item,
        bars=bars,
        answers=answers,
        not_applicable=not_applicable,
        favourable=share_of(scale.favourable),
        best=share_of((scale.best,) if scale.best else ()),
    )
