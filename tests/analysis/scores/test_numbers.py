"""Numbers: median and quartiles from counts, against the same from a list of answers."""

from statistics import median, quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import release
from analysis.scores.numbers import NumberScore, number_score
from tests.analysis.tallies import released, tally_of


def test_four_numbers_as_r_computes_them() -> None:
    # quantile(c(1, 2, 3, 4), type = 7): ranks 0.75, 1.5 and 2.25 of 0 to 3.
    score = number_score("hours", released({"1": 1, "2": 1, "3": 1, "4": 1}))

    assert score == NumberScore(
        item="hours", answers=4, lower_quartile=1.75, median=2.5, upper_quartile=3.25
    )


def test_numbers_are_ordered_as_numbers_not_as_texts() -> None:
    # 2, 2, 9.5, 10, 100: the ranks 1, 2 and 3 of 0 to 4 are answers themselves.
    score = number_score("hours", released({"10": 1, "100": 1, "2": 2, "9.5": 1}))

    assert score is not None
    assert (score.lower_quartile, score.median, score.upper_quartile) == (2, 9.5, 10)
    assert score.answers == 5


def test_no_answers_are_no_median() -> None:
    assert number_score("hours", released({})) is None


@given(st.lists(st.integers(0, 50) | st.sampled_from([0.5, 2.5, 7.25]), min_size=5))
def test_the_quartiles_are_those_of_the_list_of_answers(numbers: list[int | float]) -> None:
    item = release(tally_of([{"hours": number} for number in numbers])).items["hours"]
    score = number_score("hours", item)

    assert score is not None
    assert score.answers == len(numbers)
    assert score.median == pytest.approx(median(numbers))
    assert [score.lower_quartile, score.median, score.upper_quartile] == pytest.approx(
        quantiles(numbers, n=4, method="inclusive")
    )
