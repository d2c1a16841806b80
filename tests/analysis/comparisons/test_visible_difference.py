"""What a comparison of this size could see at all."""

from random import Random

import pytest

from analysis.comparisons.two_shares import fisher_mid_p
from analysis.comparisons.visible_difference import smallest_visible_fall


def test_a_hundred_on_each_side_see_a_fall_of_a_fifth_from_a_half() -> None:
    # By hand, 0.5 against 0.304: pooled 0.402, sqrt(0.402 * 0.598 * 2 / 100) = 0.06934,
    # sqrt(0.25 / 100 + 0.304 * 0.696 / 100) = 0.06795; 1.96 * 0.06934 + 0.8416 * 0.06795 = 0.1931.
    fall = smallest_visible_fall(0.5, 100, 100)
    assert fall == pytest.approx(0.193, abs=0.002)


def test_more_answers_see_smaller_falls() -> None:
    falls = [smallest_visible_fall(0.9, n, n) for n in (20, 40, 80, 160)]
    assert falls == sorted((fall for fall in falls if fall is not None), reverse=True)
    assert len(falls) == 4


@pytest.mark.parametrize(("share", "answers"), [(0.0, 500), (0.2, 10), (0.9, 2)])
def test_where_even_zero_would_be_missed_there_is_no_such_fall(share: float, answers: int) -> None:
    assert smallest_visible_fall(share, answers, answers) is None


def test_four_comparisons_of_five_find_it() -> None:
    share, answers = 0.9, 60
    fall = smallest_visible_fall(share, answers, answers)
    assert fall is not None
    random, found, rounds = Random(20261122), 0, 2_000  # noqa: S311 -- no secret
    for _ in range(rounds):
        here = sum(random.random() < share for _ in range(answers))
        there = sum(random.random() < share - fall for _ in range(answers))
        found += fisher_mid_p(here, answers, there, answers) <= 0.05
    assert 0.75 <= found / rounds <= 0.85
