"""The response funnel, worked by hand, and what it never says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.funnel import release_funnel
from analysis.disclosure.gate import Withheld
from analysis.inputs import Openings
from analysis.scores.funnel import Funnel, funnel
from analysis.scores.share import Share

COUNTS = st.integers(0, 80)


def score(
    opened: int, started: int, completed: int, *, over: bool = True, invited: int | None = 30
) -> Funnel:
    return funnel(
        release_funnel(
            "s", Openings(opened, started), invited=invited, completed=completed, over=over
        )
    )


def rates(scored: Funnel) -> tuple[Share | None, ...]:
    return scored.started_of_opened, scored.completed_of_started, scored.completed_of_invited


def counted(rate: Share | None) -> tuple[int, int] | None:
    return (rate.count, rate.answers) if rate else None


def test_nineteen_began_of_twenty_three_and_seventeen_sent() -> None:
    scored = score(23, 19, 17)

    assert (scored.invited, scored.opened, scored.started, scored.completed) == (30, 23, 19, 17)
    assert [counted(rate) for rate in rates(scored)] == [(19, 23), (17, 19), (17, 30)]
    assert scored.completed_of_started
    assert scored.completed_of_started.value == pytest.approx(17 / 19)
    assert scored.completed_of_started.bounds is None  # browsers have no roster


def test_while_answers_arrive_there_are_no_rates() -> None:
    scored = score(23, 19, 17, over=False)

    assert (scored.opened, scored.started, scored.completed) == (20, 15, 15)
    assert rates(scored) == (None, None, None)


def test_no_rate_stands_on_a_count_that_cannot_be_right() -> None:
    assert [counted(rate) for rate in rates(score(23, 16, 17))] == [None, None, (17, 30)]
    assert [counted(rate) for rate in rates(score(0, 0, 17))] == [None, None, (17, 30)]
    assert counted(score(23, 19, 17, invited=12).completed_of_invited) is None
    assert counted(score(23, 19, 17, invited=None).completed_of_invited) is None
    assert counted(score(23, 19, 17, invited=0).completed_of_invited) is None


def test_fewer_than_five_make_no_rate() -> None:
    scored = score(9, 6, 4)

    assert scored.completed == Withheld()
    assert [counted(rate) for rate in rates(scored)] == [(6, 9), None, None]


@given(
    opened=COUNTS,
    started=COUNTS,
    completed=COUNTS,
    invited=st.none() | COUNTS,
    over=st.booleans(),
)
def test_every_rate_is_a_part_of_a_whole_of_five_and_more(
    opened: int, started: int, completed: int, invited: int | None, *, over: bool
) -> None:
    for rate in rates(score(opened, started, completed, invited=invited, over=over)):
        assert rate is None or 5 <= rate.count <= rate.answers
