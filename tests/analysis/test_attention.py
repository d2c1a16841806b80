"""What needs somebody: each rule on both sides of its threshold, by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.attention import (
    Call,
    Ended,
    FewAnswers,
    FewerThanShown,
    FewOfAsked,
    FewOfUsual,
    NewResults,
    NoSurvey,
    OpenSurvey,
    Proposal,
    Rise,
    SearchFailed,
    VerdictGiven,
    called,
    concerns,
    few_answers,
    in_order,
    new_results,
    verdict_given,
    without_survey,
)
from analysis.disclosure.live_count import stepped
from surveys.roles import Permission, permissions

MONDAY = date(2026, 11, 23)


def survey(
    at_least: int,
    eligible: int | None = None,
    *,
    earlier: tuple[Ended, ...] = (),
    left: int | None = None,
    quiet: int = 0,
) -> OpenSurvey:
    return OpenSurvey(
        survey="s",
        at_least=at_least,
        eligible=eligible,
        earlier=earlier,
        stands_since=MONDAY - timedelta(days=quiet),
        closes_on=None if left is None else MONDAY + timedelta(days=left),
    )


def ended(submissions: int, eligible: int | None = None) -> Ended:
    return Ended(submissions=submissions, eligible=eligible)


def test_answers_are_few_below_a_third_of_those_asked_even_at_the_most_the_step_stands_for() -> (
    None
):
    assert few_answers(survey(5, 30)) == FewOfAsked(eligible=30)  # 9 at most, of 10 needed
    assert few_answers(survey(5, 27)) is None  # 9 at most is a third of 27
    assert few_answers(survey(0, 4)) is None  # all of them may have answered
    assert few_answers(survey(0, 13)) == FewOfAsked(eligible=13)  # 4 at most of 4.3


def test_what_earlier_cohorts_gave_counts_more_than_who_was_asked() -> None:
    usually_90 = (ended(27, 30), ended(36, 40), ended(45, 50))
    usually_10 = (ended(5, 50), ended(5, 50))

    assert few_answers(survey(10, 40, earlier=usually_90)) == FewOfUsual(usual=36)  # 14 of 18
    assert few_answers(survey(15, 40, earlier=usually_90)) is None  # 19 of 18
    assert few_answers(survey(0, 40, earlier=usually_10)) is None  # 4 of 2: as ever


def test_only_the_three_latest_cohorts_say_what_is_usual() -> None:
    lately_10 = (ended(5, 50), ended(5, 50), ended(5, 50))

    assert few_answers(survey(0, 40, earlier=(*lately_10, ended(40, 40), ended(40, 40)))) is None


def test_without_a_roster_answers_are_set_beside_earlier_answers() -> None:
    assert few_answers(survey(5, earlier=(ended(20), ended(40, 50)))) == FewOfUsual(usual=30)
    assert few_answers(survey(10, earlier=(ended(20), ended(28)))) is None  # 14 of 12


def test_earlier_cohorts_without_a_roster_say_nothing_of_one_that_has_one() -> None:
    assert few_answers(survey(10, 30, earlier=(ended(200),))) is None
    assert few_answers(survey(5, 30, earlier=(ended(200),))) == FewOfAsked(eligible=30)


def test_with_more_answers_than_people_on_the_roster_everybody_is_usual() -> None:
    assert few_answers(survey(5, 20, earlier=(ended(60, 30),))) == FewOfUsual(usual=20)


def test_where_nobody_knows_what_to_expect_only_an_unreadable_survey_has_few_answers() -> None:
    assert few_answers(survey(0)) == FewerThanShown()
    assert few_answers(survey(5)) is None


@pytest.mark.parametrize(("left", "is_called"), [(0, True), (5, True), (6, False)])
def test_a_survey_with_few_answers_calls_when_it_closes_within_five_days(
    left: int, *, is_called: bool
) -> None:
    said = called(survey(5, 30, left=left), MONDAY)

    assert said == (
        FewAnswers(
            survey="s", when="closes_soon", days=left, at_least=5, few=FewOfAsked(eligible=30)
        )
        if is_called
        else None
    )


@pytest.mark.parametrize(("quiet", "is_called"), [(6, False), (7, True), (28, True), (29, False)])
def test_a_survey_with_few_answers_calls_when_it_stands_still(
    quiet: int, *, is_called: bool
) -> None:
    said = called(survey(5, 30, quiet=quiet, left=20), MONDAY)

    assert said == (
        FewAnswers(
            survey="s", when="stands_still", days=quiet, at_least=5, few=FewOfAsked(eligible=30)
        )
        if is_called
        else None
    )


def test_a_survey_that_goes_well_never_calls() -> None:
    assert called(survey(25, 30, left=0, quiet=10), MONDAY) is None
    assert called(survey(25, quiet=10), MONDAY) is None


def test_a_survey_calls_once_and_for_the_nearer_end() -> None:
    said = called(survey(0, 30, left=2, quiet=9), MONDAY)

    assert said is not None
    assert (said.when, said.days) == ("closes_soon", 2)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 80), st.integers(0, 10))
def test_counts_within_one_step_cannot_be_told_apart_by_a_call(
    one: int, other: int, eligible: int, left: int
) -> None:
    if stepped(one) == stepped(other):
        assert called(survey(stepped(one), eligible, left=left), MONDAY) == called(
            survey(stepped(other), eligible, left=left), MONDAY
        )


@given(st.integers(0, 200), st.integers(1, 200))
def test_no_survey_with_a_third_of_those_asked_is_said_to_have_few(
    submissions: int, eligible: int
) -> None:
    if 3 * submissions >= eligible:
        assert few_answers(survey(stepped(submissions), eligible)) is None


@pytest.mark.parametrize(
    ("begins", "ends", "days"),
    [(14, 40, 14), (15, 40, None), (0, 0, 0), (-3, 2, -3), (-30, -1, None)],
)
def test_a_cohort_that_nothing_will_ask_calls_two_weeks_ahead_until_it_ends(
    begins: int, ends: int, days: int | None
) -> None:
    first, last = MONDAY + timedelta(days=begins), MONDAY + timedelta(days=ends)
    said = without_survey("c", first, last, MONDAY)

    assert said == (None if days is None else NoSurvey(cohort="c", days=days))


@pytest.mark.parametrize(
    ("submissions", "ago", "is_called"),
    [(5, 0, True), (31, 7, True), (31, 8, False), (4, 1, False), (31, -1, False)],
)
def test_results_are_news_for_a_week_if_they_may_be_read(
    submissions: int, ago: int, *, is_called: bool
) -> None:
    said = new_results("s", submissions, MONDAY - timedelta(days=ago), MONDAY)

    assert said == (NewResults(survey="s", days=ago) if is_called else None)


def _few(when: str, days: int) -> FewAnswers:
    return FewAnswers(
        survey=f"{when} {days}",
        when="closes_soon" if when == "closes" else "stands_still",
        days=days,
        at_least=0,
        few=FewerThanShown(),
    )


CALLS: list[Call] = [
    _few("closes", 0),
    _few("closes", 4),
    _few("stands", 7),
    NoSurvey(cohort="c", days=-1),
    NoSurvey(cohort="c", days=9),
    NewResults(survey="s", days=0),
    VerdictGiven(programme="p", change=1, days=3),
    Rise(activity="a", theme=1, kind="new", stands=True),
    Proposal(activity="a", changes=3),
    SearchFailed(activity="a"),
]


def test_what_cannot_wait_comes_first() -> None:
    assert in_order(CALLS[::-1]) == CALLS


def test_a_call_goes_to_those_who_can_do_something_about_it() -> None:
    def told(role: str) -> list[str]:
        held = permissions({role})  # type: ignore[arg-type]
        return [type(call).__name__ for call in CALLS if concerns(call) in held]

    assert set(told("facilitator")) == {
        "FewAnswers",
        "NoSurvey",
        "NewResults",
        "Rise",
        "SearchFailed",
    }
    assert told("designer") == [
        "NewResults",
        "VerdictGiven",
        "Rise",
        "Proposal",
        "SearchFailed",
    ]
    assert len(told("administrator")) == len(CALLS)
    assert Permission.WORKSPACE not in {concerns(call) for call in CALLS}


def test_a_verdict_is_news_to_designers_for_four_weeks() -> None:
    def call(days: int) -> VerdictGiven | None:
        return verdict_given("essai", 3, MONDAY - timedelta(days=days), MONDAY)

    assert call(0) == VerdictGiven(programme="essai", change=3, days=0)
    assert call(28) == VerdictGiven(programme="essai", change=3, days=28)
    assert call(29) is None
    assert call(-1) is None
    assert concerns(VerdictGiven(programme="essai", change=3, days=0)) == Permission.CHANGES
