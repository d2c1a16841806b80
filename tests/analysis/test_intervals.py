"""Intervals, against numbers worked by hand, laws that always hold, and their own promise."""

from math import comb
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intervals import non_response_bounds, wilson

Counts = tuple[int, int]


@st.composite
def counts(draw: st.DrawFn, most: int = 2_000) -> Counts:
    """Some of the people who answered."""
    answers = draw(st.integers(1, most))
    return draw(st.integers(0, answers)), answers


@st.composite
def counts_of_eligible(draw: st.DrawFn) -> tuple[int, int, int]:
    """Some of the people who answered, who are some of those who could."""
    count, answers = draw(counts())
    return count, answers, answers + draw(st.integers(0, 2_000))


def coverage(answers: int, shares: list[float]) -> list[float]:
    """How often the interval holds each true share: the binomial, summed outcome by outcome."""
    intervals = [wilson(count, answers) for count in range(answers + 1)]
    return [
        sum(
            comb(answers, count) * share**count * (1 - share) ** (answers - count)
            for count, (low, high) in enumerate(intervals)
            if low <= share <= high
        )
        for share in shares
    ]


def test_seventeen_of_eighteen_in_a_cohort_of_thirty() -> None:
    # Wilson by hand, z = 1.96 and z2 = 3.8415:
    #   centre (17 + 1.92073) / (18 + 3.8415) = 18.92073 / 21.8415 = 0.86628
    #   margin 1.96 * sqrt(17 * 1 / 18 + 0.96037) / 21.8415
    #        = 1.96 * sqrt(1.90481) / 21.8415 = 2.70503 / 21.8415 = 0.12385
    assert wilson(17, 18) == pytest.approx((0.74243, 0.99013), abs=2e-5)
    # Bounds: 17 of 30 if the 12 others would have said no, 29 of 30 if yes.
    assert non_response_bounds(17, 18, 30) == pytest.approx((17 / 30, 29 / 30))


def test_nobody_of_ten_gives_an_interval_from_zero() -> None:
    # With x = 0 the upper limit is z2 / (n + z2) = 3.8415 / 13.8415 = 0.27753.
    low, high = wilson(0, 10)

    assert low == 0
    assert high == pytest.approx(0.27753, abs=1e-5)


def test_more_confidence_is_a_wider_interval() -> None:
    # z = 2.5758 and z2 = 6.6349 at 99 %: centre 18.31745 / 24.6349 = 0.74356,
    # margin 2.5758 * sqrt(15 * 3 / 18 + 1.65872) / 24.6349 = 5.25287 / 24.6349 = 0.21323.
    assert wilson(15, 18, confidence=0.99) == pytest.approx((0.53033, 0.95679), abs=2e-5)


@given(counts())
def test_the_interval_holds_the_share_within_zero_and_one(case: Counts) -> None:
    count, answers = case
    low, high = wilson(count, answers)

    assert 0 <= low <= count / answers <= high <= 1


@given(counts())
def test_each_limit_is_the_share_that_a_score_test_just_rejects(case: Counts) -> None:
    count, answers = case
    z = NormalDist().inv_cdf(0.975)
    low, high = wilson(count, answers)

    for limit in {low, high} - {0.0, 1.0}:
        standard_error = (limit * (1 - limit) / answers) ** 0.5
        assert abs(count / answers - limit) == pytest.approx(z * standard_error)


@given(counts())
def test_the_others_have_the_mirrored_interval(case: Counts) -> None:
    count, answers = case
    low, high = wilson(answers - count, answers)

    assert wilson(count, answers) == pytest.approx((1 - high, 1 - low))


@given(counts())
def test_one_more_in_favour_moves_both_limits_up(case: Counts) -> None:
    count, answers = case
    fewer, more = wilson(count, answers + 1), wilson(count + 1, answers + 1)

    assert fewer.low < more.low
    assert fewer.high < more.high


@given(counts(), st.integers(2, 50))
def test_more_answers_with_the_same_share_narrow_the_interval(case: Counts, times: int) -> None:
    count, answers = case
    few, many = wilson(count, answers), wilson(count * times, answers * times)

    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(
    ("answers", "mean"), [(5, 0.955), (10, 0.954), (18, 0.953), (30, 0.953), (100, 0.951)]
)
def test_over_all_shares_the_interval_covers_as_often_as_it_says(answers: int, mean: float) -> None:
    covers = coverage(answers, [(step + 0.5) / 1_000 for step in range(1_000)])

    assert sum(covers) / len(covers) == pytest.approx(mean, abs=0.0006)


@pytest.mark.parametrize(
    ("answers", "share", "covers"), [(5, 0.97, 0.859), (18, 0.97, 0.900), (50, 0.99, 0.911)]
)
def test_near_one_it_covers_less_often_than_it_says(
    answers: int, share: float, covers: float
) -> None:
    # By hand for 5 answers: an interval holds 0.97 only if all five agree
    # (4 of 5 ends at 0.964), which happens 0.97 ** 5 = 0.859 of the time.
    assert coverage(answers, [share]) == pytest.approx([covers], abs=0.001)


def test_at_its_worst_it_covers_five_times_in_six() -> None:
    # Just below the lower limit of 1 of 5, only "nobody" holds the true share: 0.96378 ** 5.
    edge = wilson(1, 5).low

    assert edge == pytest.approx(0.03622, abs=1e-5)
    assert coverage(5, [edge - 1e-9]) == pytest.approx([0.83154], abs=1e-4)


@given(counts_of_eligible())
def test_the_bounds_hold_the_share_of_all_whatever_the_silent_think(
    case: tuple[int, int, int],
) -> None:
    count, answers, eligible = case
    low, high = non_response_bounds(count, answers, eligible)
    silent = eligible - answers

    assert 0 <= low <= count / answers <= high <= 1
    assert high - low == pytest.approx(silent / eligible)
    for yes in {0, silent // 2, silent}:
        assert low <= (count + yes) / eligible <= high


def test_when_everyone_answered_the_bounds_are_the_share() -> None:
    assert non_response_bounds(9, 12, 12) == (0.75, 0.75)


@pytest.mark.parametrize(("count", "answers"), [(-1, 5), (6, 5), (0, 0)])
def test_impossible_counts_are_no_share(count: int, answers: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        wilson(count, answers)


@pytest.mark.parametrize(
    ("count", "answers", "eligible"), [(-1, 5, 9), (6, 5, 9), (3, 5, 4), (0, 0, 0)]
)
def test_more_answers_than_eligible_people_have_no_bounds(
    count: int, answers: int, eligible: int
) -> None:
    with pytest.raises(ValueError, match="is no share"):
        non_response_bounds(count, answers, eligible)
