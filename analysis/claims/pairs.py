"""Two groups asked the same: how far apart they are, how surely, and what would have shown.

A pair knows its difference (the second less the first), the interval of that at any
confidence, its p value, and the smallest difference that its size could show. Whether a
difference may be claimed depends on how many pairs are looked at together:
`analysis.claims.differences`.
"""

from functools import cached_property
from statistics import NormalDist
from typing import TypeAlias

import msgspec

from analysis.comparisons.combined import Estimate, combined, inverted
from analysis.comparisons.ordinal import mann_whitney
from analysis.comparisons.two_scores import Ratings, permutation_p
from analysis.comparisons.two_shares import fisher_mid_p, newcombe
from analysis.comparisons.visible_difference import smallest_visible_fall
from analysis.intervals import Interval
from analysis.scores.net_promoter import NetPromoterScore, adjusted_wald
from analysis.scores.share import Share

_POWER = 0.8
"""How often the smallest visible difference would be found."""


class SharePair(msgspec.Struct, frozen=True, kw_only=True, tag="shares", dict=True):
    """A share in two groups of different people; differences from -1 to 1."""

    before: Share
    after: Share

    @property
    def difference(self) -> float:
        """The second share less the first."""
        return self.after.value - self.before.value

    @cached_property
    def p(self) -> float:
        """Fisher's mid-p: the largest that there may be, given what is untold."""
        n, m = self.after.answers, self.before.answers
        ends = [(after, before) for after in _ends(self.after) for before in _ends(self.before)]
        if len({after * m >= before * n for after, before in ends}) > 1:
            return 1.0
        return max(fisher_mid_p(after, n, before, m) for after, before in ends)

    def interval(self, confidence: float) -> Interval:
        """Newcombe's, from the smallest to the largest difference that there may be."""
        n, m = self.after.answers, self.before.answers
        return Interval(
            newcombe(self.after.count, n, self.before.most, m, confidence).low,
            newcombe(self.after.most, n, self.before.count, m, confidence).high,
        )

    def visible(self, confidence: float) -> float | None:
        """Return the smallest difference from `before` that would show, up or down.

        Where both would show, the larger: no smaller one is sure to be found. None where
        not even the largest fall or rise would.
        """
        found = [
            smallest_visible_fall(start, self.before.answers, self.after.answers, confidence)
            for start in (self.before.value, 1 - self.before.value)
        ]
        return max((each for each in found if each is not None), default=None)


class ScorePair(msgspec.Struct, frozen=True, kw_only=True, tag="scores", dict=True):
    """A net promoter score in two groups of different people; in points, -200 to 200."""

    before: NetPromoterScore
    after: NetPromoterScore

    @property
    def difference(self) -> float:
        """The second score less the first."""
        return self.after.score - self.before.score

    @cached_property
    def p(self) -> float:
        """Of the permutation test; of the interval where there are too many ways to count."""
        if len({after.score >= before.score for after, before in self._ends}) > 1:
            return 1.0
        exact = [each for each in (permutation_p(*pair) for pair in self._ends) if each is not None]
        return max(exact) if len(exact) == len(self._ends) else inverted(self.interval)

    def interval(self, confidence: float) -> Interval:
        """The two adjusted Wald intervals (Rocks 2016), combined."""
        low, high = (
            combined([score_at(each, confidence) for each in pair], (1, -1)).interval
            for pair in self._ends
        )
        return Interval(low.low, high.high)

    def visible(self, confidence: float) -> float | None:
        """Return the smallest difference that would show at the spread of these answers."""
        return _reachable(self.interval(confidence), confidence, 100 + abs(self.before.score))

    @property
    def _ends(self) -> tuple[tuple[Ratings, Ratings], tuple[Ratings, Ratings]]:
        """The second and the first where they differ least, upwards, and where they do most."""
        return (
            (self.after.lowest, self.before.highest),
            (self.after.highest, self.before.lowest),
        )


class ScalePair(msgspec.Struct, frozen=True, kw_only=True, tag="scales", dict=True):
    """All points of an ordered scale, in two groups of different people.

    The difference is how much more often somebody of the second group answers more
    favourably than somebody of the first, than the other way round: from -1 to 1.
    """

    before: tuple[int, ...]
    """Answers by point, the least favourable first; at least one."""
    after: tuple[int, ...]

    @property
    def difference(self) -> float:
        """Twice the probability of superiority, less 1."""
        compared = mann_whitney(self.after, self.before)
        return 2 * compared.probability - 1 if compared else 0.0

    @cached_property
    def p(self) -> float:
        """Mann and Whitney's, corrected for ties."""
        compared = mann_whitney(self.after, self.before)
        return compared.p if compared else 1.0

    def interval(self, confidence: float) -> Interval:
        """Newcombe's, of the probability of superiority."""
        compared = mann_whitney(self.after, self.before, confidence)
        if compared is None:
            return Interval(-1.0, 1.0)
        return Interval(2 * compared.interval.low - 1, 2 * compared.interval.high - 1)

    def visible(self, confidence: float) -> float | None:
        """Return the smallest difference that would show at the spread of these answers."""
        return _reachable(self.interval(confidence), confidence, 1)


Pair: TypeAlias = SharePair | ScorePair | ScalePair


def score_at(ratings: Ratings, confidence: float) -> Estimate:
    """Return a net promoter score with its interval at another confidence."""
    interval = adjusted_wald(ratings.promoters, ratings.detractors, ratings.answers, confidence)
    return Estimate(
        ratings.score, Interval(min(interval.low, ratings.score), max(interval.high, ratings.score))
    )


def _ends(share: Share) -> set[int]:
    """Return how many there are at least, and at most."""
    return {share.count, share.most}


def reliably_visible(interval: Interval, confidence: float) -> float:
    """Return what four of five intervals as wide as this one would tell from 0.

    The normal approximation: half the width is `z` standard errors, and finding a
    difference four times of five takes 0.84 more.
    """
    normal = NormalDist()
    z = normal.inv_cdf((1 + confidence) / 2)
    return (interval.high - interval.low) / 2 * (1 + normal.inv_cdf(_POWER) / z)


def _reachable(interval: Interval, confidence: float, most: float) -> float | None:
    visible = reliably_visible(interval, confidence)
    return visible if visible <= most else None
