"""Claims about small groups, of which not everything is told: what is said holds in any case."""

from itertools import product

import pytest

from analysis.claims.apart import standing_apart
from analysis.claims.pairs import ScorePair, SharePair
from analysis.claims.trends import trend_claims
from analysis.disclosure.gate import ReleasedItem
from analysis.disclosure.untold import Untold
from analysis.scores.net_promoter import NetPromoterScore, net_promoter_score
from analysis.scores.share import Share, share
from analysis.scores.trend import Trend, TrendPoint


def of(count: int, answers: int, untold: int = 0) -> Share:
    made = share(count, answers, None, untold=untold)
    assert made
    return made


def score(low: int, middle: int, high: int, untold: int = 0) -> NetPromoterScore:
    counts = {"3": low, "7": middle, "10": high}
    rest = (Untold(untold, frozenset(["3", "7", "10"])),) if untold else ()
    made = net_promoter_score("r", ReleasedItem(low + middle + high + untold, counts, rest), None)
    assert made
    return made


@pytest.mark.parametrize(("before", "after"), [((3, 18), (17, 18)), ((9, 12), (11, 12))])
def test_a_difference_is_claimed_only_where_it_holds_whatever_is_untold(
    before: tuple[int, int], after: tuple[int, int]
) -> None:
    pair = SharePair(before=of(*before), after=of(*after, untold=1))
    told = [SharePair(before=of(*before), after=of(n, after[1])) for n in (after[0], after[0] + 1)]

    assert pair.p == max(each.p for each in told)
    assert pair.interval(0.95).low == min(each.interval(0.95).low for each in told)
    assert pair.interval(0.95).high == max(each.interval(0.95).high for each in told)


def test_what_may_be_the_other_way_round_is_no_difference() -> None:
    assert SharePair(before=of(11, 12, untold=1), after=of(17, 18, untold=1)).p == 1.0
    assert ScorePair(before=score(2, 8, 5, 3), after=score(1, 8, 6, 3)).p == 1.0


def test_two_scores_are_compared_where_they_are_nearest() -> None:
    pair = ScorePair(before=score(9, 3, 0, 1), after=score(0, 3, 10, 1))
    worst = ScorePair(before=score(9, 3, 1), after=score(1, 3, 10))

    assert pair.p == worst.p
    assert pair.interval(0.95).low == worst.interval(0.95).low


def test_a_score_spans_what_is_untold() -> None:
    found = score(1, 8, 6, 3)

    every = [
        score(1 + low, 8 + middle, 6 + high).score
        for low, middle, high in product(range(4), repeat=3)
        if low + middle + high == 3
    ]
    assert (found.reach.low, found.reach.high) == (min(every), max(every))
    assert found.interval.low <= score(4, 8, 6).interval.low
    assert found.interval.high >= score(1, 8, 9).interval.high


def test_a_trend_is_claimed_where_the_flattest_course_rises() -> None:
    def verdict(untold: int) -> str:
        points = [
            TrendPoint(cohort=str(at), answers=40, share=of(count, 40, untold), net_promoter=None)
            for at, count in enumerate((14, 20, 26))
        ]
        (claim,) = trend_claims([Trend(item="x", points=tuple(points), pooled=points[0])])
        return str(getattr(claim, "verdict", ""))

    assert verdict(0) == "rises"
    assert verdict(6) == "no_trend_shown"


def test_nothing_stands_apart_that_might_not() -> None:
    assert standing_apart({"a": of(90, 100), "b": of(50, 100)}).above == "a"
    assert standing_apart({"a": of(60, 100, 30), "b": of(50, 100)}).above is None
