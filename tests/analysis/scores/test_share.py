"""A share: both its intervals, the roster that cannot be right, and how it is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intervals import Interval
from analysis.scores.share import Share, decimals, share, wording


def known_share(count: int, answers: int, eligible: int | None = None) -> Share:
    part = share(count, answers, eligible)
    assert part is not None
    return part


def test_seventeen_of_eighteen_in_a_cohort_of_thirty() -> None:
    part = known_share(17, 18, 30)

    # 17/18 = 94 %; Wilson worked by hand in tests/analysis/test_intervals.py;
    # bounds 17/30 = 57 % and (17 + 12)/30 = 97 %.
    assert part.value == pytest.approx(17 / 18)
    assert [round(100 * limit) for limit in part.interval] == [74, 99]
    assert part.bounds is not None
    assert [round(100 * limit) for limit in part.bounds] == [57, 97]
    assert (part.count, part.answers, part.eligible) == (17, 18, 30)


def test_without_answers_there_is_no_share() -> None:
    assert share(0, 0, 30) is None


def test_without_a_roster_there_are_no_bounds() -> None:
    part = known_share(17, 18)

    assert part.bounds is None
    assert part.eligible is None
    assert part.interval == known_share(17, 18, 30).interval


def test_a_roster_smaller_than_the_answers_is_not_believed() -> None:
    part = known_share(17, 18, 17)

    assert part.bounds is None
    assert part.eligible is None


def test_when_everyone_answered_the_bounds_close_on_the_share() -> None:
    assert known_share(9, 12, 12).bounds == Interval(0.75, 0.75)


@given(st.integers(1, 500), st.integers(0, 500), st.data())
def test_the_share_lies_in_both_intervals(answers: int, silent: int, data: st.DataObject) -> None:
    part = known_share(data.draw(st.integers(0, answers)), answers, answers + silent)

    assert part.bounds is not None
    assert part.interval.low <= part.value <= part.interval.high
    assert part.bounds.low <= part.value <= part.bounds.high


@pytest.mark.parametrize(
    ("answers", "said"), [(5, "counts_first"), (19, "counts_first"), (20, "percentage")]
)
def test_below_twenty_answers_the_counts_come_first(answers: int, said: str) -> None:
    assert wording(known_share(5, answers)) == said


@pytest.mark.parametrize(("answers", "digits"), [(20, 0), (999, 0), (1_000, 1)])
def test_below_a_thousand_answers_a_percentage_has_no_decimals(answers: int, digits: int) -> None:
    assert decimals(known_share(5, answers)) == digits
