"""What may be said of a row of cohorts."""

import pytest

from analysis.claims.refusal import ASKED_DIFFERENTLY, TOO_FEW
from analysis.claims.trends import TrendClaim, trend_claims
from analysis.comparisons.ordered_shares import cochran_armitage
from analysis.disclosure.gate import ReleasedItem
from analysis.scores.net_promoter import net_promoter_score
from analysis.scores.share import share
from analysis.scores.trend import Trend, TrendPoint

NOBODY = TrendPoint(cohort="", answers=None, share=None, net_promoter=None)


def _shares(*counts: int | None, of: int = 40, alike: bool = True) -> Trend:
    points = [
        TrendPoint(
            cohort=f"c{at}",
            answers=None if count is None else of,
            share=None if count is None else share(count, of, None),
            net_promoter=None,
        )
        for at, count in enumerate(counts)
    ]
    return Trend(item=f"item-{counts}", points=tuple(points), pooled=NOBODY, alike=alike)


def _scores(*promoters: int) -> Trend:
    points = [
        TrendPoint(
            cohort=f"c{at}",
            answers=40,
            share=None,
            net_promoter=net_promoter_score(
                "r", ReleasedItem(40, {"9": count, "3": 40 - count}), None
            ),
        )
        for at, count in enumerate(promoters)
    ]
    return Trend(item=f"score-{promoters}", points=tuple(points), pooled=NOBODY)


def _said(*trends: Trend) -> list[TrendClaim]:
    return [claim for claim in trend_claims(trends) if isinstance(claim, TrendClaim)]


def test_a_steady_rise_is_said_with_its_step() -> None:
    (claim,) = _said(_shares(16, 20, 24, 28, 32))

    assert claim.verdict == "rises"
    assert claim.rise == pytest.approx(0.1)  # 40, 50, 60, 70, 80 %
    assert 0 < claim.interval.low < 0.1 < claim.interval.high
    assert (claim.first.cohort, claim.last.cohort, claim.cohorts) == ("c0", "c4", 5)


def test_backwards_it_is_a_fall() -> None:
    assert _said(_shares(32, 28, 24, 20, 16))[0].verdict == "falls"


def test_cohorts_at_the_ceiling_show_no_trend() -> None:
    (claim,) = _said(_shares(38, 39, 38, 40))

    assert claim.verdict == "no_trend_shown"
    assert claim.interval.low <= 0 <= claim.interval.high
    assert 0 < claim.visible < 0.2
    assert _said(_shares(40, 40, 40))[0].verdict == "no_trend_shown"


def test_a_hidden_cohort_keeps_its_place() -> None:
    (claim,) = _said(_shares(16, 20, None, 28, 32))

    assert claim.rise == pytest.approx(0.1)
    assert claim.cohorts == 4


def test_two_cohorts_are_no_trend_and_neither_are_different_questions() -> None:
    assert trend_claims([_shares(16, None, 32), _shares(16, 20, 24, alike=False)]) == (
        TOO_FEW,
        ASKED_DIFFERENTLY,
    )


def test_trends_are_corrected_for_how_many_are_looked_at() -> None:
    rising = _shares(30, 31, 35, 37)
    alone, together = _said(rising), _said(rising, *[_shares(30, 31, 30, 32)] * 5)
    p = cochran_armitage([30, 31, 35, 37], [40] * 4)

    assert p is not None
    assert alone[0].p == pytest.approx(p.p)
    assert together[0].p == pytest.approx(6 * p.p)
    assert (alone[0].verdict, together[0].verdict) == ("rises", "no_trend_shown")
    assert together[0].confidence == pytest.approx(1 - 0.05 / 6)


def test_a_net_score_rises_too() -> None:
    (claim,) = _said(_scores(20, 26, 32, 38))

    assert claim.verdict == "rises"
    assert claim.rise == pytest.approx(30)  # 0, 30, 60, 90 points
    assert _said(_scores(30, 31, 30, 31))[0].verdict == "no_trend_shown"
