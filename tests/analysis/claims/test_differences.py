"""Which differences may be claimed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.claims.differences import Difference, declared, explored
from analysis.claims.pairs import ScalePair, ScorePair, SharePair
from analysis.comparisons.two_shares import fisher_mid_p, newcombe
from analysis.disclosure.gate import ReleasedItem
from analysis.scores.net_promoter import NetPromoterScore, net_promoter_score
from analysis.scores.share import Share, share


def _share(count: int, answers: int) -> Share:
    found = share(count, answers, None)
    assert found is not None
    return found


def _pair(count: int, answers: int, other: int, others: int) -> SharePair:
    return SharePair(before=_share(count, answers), after=_share(other, others))


def _score(promoters: int, passives: int, detractors: int) -> NetPromoterScore:
    counts = {"9": promoters, "7": passives, "3": detractors}
    found = net_promoter_score("r", ReleasedItem(sum(counts.values()), counts), None)
    assert found is not None
    return found


COUNTS = st.integers(5, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
PAIRS = st.builds(lambda one, other: _pair(*one, *other), COUNTS, COUNTS)


def test_forty_nine_of_fifty_against_forty_seven_shows_no_difference() -> None:
    (claim,) = declared([_pair(47, 50, 49, 50)])

    assert claim.verdict == "no_difference_shown"
    assert claim.difference == pytest.approx(0.04)
    assert claim.interval == newcombe(49, 50, 47, 50)
    # 94 % can fall to 73.6 % before four comparisons of five would find it; it cannot rise so far.
    assert claim.visible == pytest.approx(0.204, abs=0.001)


def test_what_one_comparison_finds_is_lost_among_ten() -> None:
    pair, alike = _pair(35, 50, 45, 50), _pair(30, 50, 30, 50)

    assert declared([pair])[0].verdict == "higher"
    crowded = declared([pair, *[alike] * 9])[0]
    assert crowded.verdict == "no_difference_shown"
    assert crowded.interval == newcombe(45, 50, 35, 50, 0.995)
    assert crowded.p == pytest.approx(10 * fisher_mid_p(45, 50, 35, 50))
    assert crowded.comparisons == 10


def test_turned_round_a_rise_is_a_fall() -> None:
    assert declared([_pair(20, 50, 45, 50)])[0].verdict == "higher"
    assert declared([_pair(45, 50, 20, 50)])[0].verdict == "lower"


def test_groups_that_could_show_nothing_are_too_few() -> None:
    # From 3 of 5 not even everybody or nobody among five others would be told from it.
    (claim,) = declared([_pair(3, 5, 4, 5)])

    assert claim.visible is None
    assert claim.verdict == "too_few"


def test_what_is_explored_is_a_lead_and_never_a_finding() -> None:
    claims = explored([_pair(20, 50, 45, 50), _pair(45, 50, 20, 50), _pair(30, 50, 30, 50)])

    assert [claim.verdict for claim in claims] == [
        "lead_higher",
        "lead_lower",
        "no_difference_shown",
    ]
    # Two of three are picked, so each keeps an interval at 1 - 2/3 x 0.10, but 95 % at least.
    assert {claim.confidence for claim in claims} == {0.95}
    alone = explored([_pair(20, 50, 45, 50), *[_pair(30, 50, 30, 50)] * 9])
    assert alone[0].confidence == pytest.approx(0.99)


@given(st.lists(PAIRS, max_size=6))
def test_a_claim_always_leaves_0_out_of_its_interval(pairs: list[SharePair]) -> None:
    for claims in (declared(pairs), explored(pairs)):
        assert len(claims) == len(pairs)
        for claim in claims:
            assert claim.interval.low <= claim.difference <= claim.interval.high
            _agrees(claim)


def _agrees(claim: Difference) -> None:
    up = claim.verdict in {"higher", "lead_higher"}
    down = claim.verdict in {"lower", "lead_lower"}
    assert not up or (claim.interval.low > 0 and claim.difference > 0)
    assert not down or (claim.interval.high < 0 and claim.difference < 0)


def test_net_scores_are_compared_with_the_interval_of_both() -> None:
    apart, alike = (
        ScorePair(before=_score(10, 10, 20), after=_score(30, 8, 2)),
        ScorePair(before=_score(20, 5, 5), after=_score(20, 5, 5)),
    )

    assert apart.difference == pytest.approx(95)  # 70 - (-25)
    assert [claim.verdict for claim in declared([apart, alike])] == [
        "higher",
        "no_difference_shown",
    ]
    assert alike.p == 1
    assert ScorePair(before=_score(1, 2, 2), after=_score(2, 2, 1)).visible(0.995) is None


def test_thousands_of_ratings_are_compared_by_their_interval() -> None:
    many = ScorePair(before=_score(400, 300, 300), after=_score(460, 300, 240))

    assert 0 < many.p < 0.002


def test_a_whole_scale_shows_what_its_favourable_share_hides() -> None:
    # All favourable both times; but "very" instead of "rather" for most of the second group.
    pair = ScalePair(before=(0, 0, 25, 5), after=(0, 0, 5, 25))

    # 25 x 25 pairs are won, 5 x 5 lost: (625 - 25) / 900.
    assert pair.difference == pytest.approx(2 / 3)
    assert explored([pair])[0].verdict == "lead_higher"
    assert ScalePair(before=(0, 0), after=(1, 2)).interval(0.9) == (-1, 1)
    assert ScalePair(before=(0, 0), after=(1, 2)).p == 1
    assert ScalePair(before=(0, 0), after=(1, 2)).difference == 0


def test_a_family_of_nothing_claims_nothing() -> None:
    assert declared([]) == explored([]) == ()
