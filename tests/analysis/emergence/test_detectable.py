from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, hypergeom

from analysis.emergence.detectable import POWER, detectable
from analysis.emergence.spending import ALARMS, spent, worth_a_look


def test_after_five_who_did_not_four_of_five_must_mention_it() -> None:
    # Three of five: 10 of 120 ways. Four of five: 5 of 210.
    assert comb(5, 3) / comb(10, 3) > spent(1) > comb(5, 4) / comb(10, 4)

    share = detectable(5, 5, share=0.0)

    assert share is not None
    assert 5 * share**4 * (1 - share) + share**5 == pytest.approx(POWER, abs=1e-4)


def test_at_forty_answers_only_a_need_that_rises_from_five_to_twenty_eight_percent_shows() -> None:
    share = detectable(40, 200, share=0.05)

    assert share == pytest.approx(0.28, abs=0.005)


def test_what_is_heard_is_what_looking_at_every_outcome_gives() -> None:
    now, before, share = 14, 30, 0.1
    level = spent(1) / ((now + before) / 12)
    reached = detectable(now, before, share=share)
    heard = sum(
        binom.pmf(here, now, reached) * binom.pmf(there, before, share)
        for here in range(3, now + 1)
        for there in range(before + 1)
        if hypergeom.sf(here - 1, now + before, here + there, now) <= level
    )

    assert heard == pytest.approx(POWER, abs=1e-3)


def test_of_two_answers_nothing_could_be_seen() -> None:
    assert detectable(2, 100) is None


@pytest.mark.parametrize(("now", "before", "share"), [(0, 5, 0.1), (5, 0, 0.1), (5, 5, 1.0)])
def test_without_anybody_to_compare_there_is_nothing_to_detect(
    now: int, before: int, share: float
) -> None:
    with pytest.raises(ValueError, match="no comparison"):
        detectable(now, before, share=share)


@given(now=st.integers(10, 60), before=st.integers(20, 200), share=st.floats(0, 0.5))
def test_a_need_must_rise_to_be_seen_and_a_common_one_higher(
    now: int, before: int, share: float
) -> None:
    reached, more = detectable(now, before, share=share), detectable(now, before, share=share + 0.1)

    assert reached is None or reached > share
    assert reached is None or more is None or more >= reached - 1e-4


def test_all_looks_together_spend_what_alarms_may_be_and_no_more() -> None:
    parts = [spent(look) for look in range(1, 2_000)]

    assert sum(parts) <= ALARMS
    assert sum(parts) == pytest.approx(ALARMS, rel=1e-6)
    assert parts == sorted(parts, reverse=True)


def test_a_cohort_is_worth_another_look_when_it_has_grown_by_half() -> None:
    assert [worth_a_look(people, 20) for people in (20, 29, 30)] == [False, False, True]
    assert [worth_a_look(people, 0) for people in (9, 10)] == [False, True]
