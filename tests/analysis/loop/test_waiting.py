"""What a verdict waits for, and when it comes."""

from datetime import datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from analysis.loop.waiting import Awaited, awaited, awaited_cohorts, given_at
from tests.analysis.loop.changes import OVER, make_hypothesis, surveys_of

ENDS = st.one_of(st.none(), st.integers(0, 50).map(lambda days: OVER + timedelta(days=days)))
HYPOTHESIS = make_hypothesis(before=("a", "b"), after=("c",))


def test_each_cohort_says_what_its_part_of_the_waiting_is() -> None:
    (ended,) = surveys_of("a")
    endless = surveys_of("b", closes_at=None)
    other = msgspec.structs.replace(surveys_of("c")[0], questionnaire="other")

    found = awaited(HYPOTHESIS, [ended, *endless, other], ("a", "b", "c"))

    assert found == (
        Awaited("a", surveyed=True, ends=OVER),
        Awaited("b", surveyed=True, ends=None),
        Awaited("c", surveyed=False, ends=None),
    )
    assert given_at(HYPOTHESIS, [ended, *endless, other]) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), ENDS), max_size=6))
def test_a_verdict_comes_at_the_moment_from_which_nothing_is_awaited(
    ends: list[tuple[str, datetime | None]],
) -> None:
    surveys = [
        survey for cohort, closes_at in ends for survey in surveys_of(cohort, closes_at=closes_at)
    ]
    at = given_at(HYPOTHESIS, surveys)

    if at is None:
        assert awaited_cohorts(HYPOTHESIS, surveys, OVER + timedelta(days=1_000))
    else:
        assert not awaited_cohorts(HYPOTHESIS, surveys, at)
        assert awaited_cohorts(HYPOTHESIS, surveys, at - timedelta(seconds=1))
