"""Who came and who completed, cohort by cohort."""

from datetime import date
from uuid import UUID

from analysis.inputs import Enrolled
from analysis.scores.roster import noted_in
from analysis.scores.roster_trends import roster_trends
from analysis.scores.trend import Trend
from surveys.programme import Cohort, Session
from surveys.texts import Text

COHORTS = tuple(
    Cohort(
        slug=slug,
        activity="course",
        name=Text(slug, slug),
        starts_on=date(2026, at + 1, 1),
        ends_on=date(2026, at + 1, 20),
    )
    for at, slug in enumerate(("first", "second", "third"))
)


def _rows(cohort: str, came: int, completed: int, of: int = 10) -> list[Enrolled]:
    return [
        Enrolled(
            cohort=cohort,
            person=UUID(int=place),
            organisation="",
            region="",
            kind="",
            role="",
            sessions_attended=int(place < came),
            minutes_attended=0,
            completed=place < completed,
        )
        for place in range(of)
    ]


def _sessions(many: int) -> list[Session]:
    return [
        Session(
            cohort=cohort.slug,
            position=position,
            title=Text("x", "x"),
            held_on=cohort.starts_on,
            minutes=60,
        )
        for cohort in COHORTS
        for position in range(1, many + 1)
    ]


def _counts(trend: Trend) -> list[tuple[int, int] | None]:
    return [
        (point.share.count, point.share.answers) if point.share else None
        for point in (*trend.points, trend.pooled)
    ]


def test_each_cohort_has_its_rates_and_all_together_too() -> None:
    rows = [*_rows("first", 8, 5), *_rows("second", 9, 7), *_rows("third", 0, 0)]
    attendance, completion = roster_trends(COHORTS, rows, _sessions(2))

    # Nobody noted who came to the third: it says nothing, rather than 0 of 10.
    assert _counts(attendance) == [(8, 10), (9, 10), None, (17, 20)]
    assert _counts(completion) == [(5, 10), (7, 10), None, (12, 20)]
    assert (attendance.item, completion.item) == ("attendance", "completion")


def test_some_people_were_absent_where_others_of_their_cohort_were_noted() -> None:
    everybody = [*_rows("first", 8, 5), *_rows("second", 9, 7), *_rows("third", 10, 10)]
    some = [row for row in everybody if row.person.int >= 8]
    attendance, completion = roster_trends(COHORTS, some, _sessions(2), noted=noted_in(everybody))

    assert _counts(attendance) == [(0, 2), (1, 2), (2, 2), (3, 6)]
    assert _counts(completion) == [(0, 2), (0, 2), (2, 2), (2, 6)]


def test_rates_are_drawn_towards_each_other() -> None:
    rows = [*_rows("first", 8, 5), *_rows("second", 9, 7), *_rows("third", 9, 7)]
    attendance, _ = roster_trends(COHORTS, rows, _sessions(2))

    assert {round(point.shrunk or 0, 4) for point in attendance.points} == {0.8667}  # 26 of 30


def test_a_running_cohort_has_not_failed_to_complete() -> None:
    rows = [*_rows("first", 8, 5), *_rows("second", 9, 0)]
    _, completion = roster_trends(COHORTS, rows, _sessions(2), running={"second"})

    assert _counts(completion) == [(5, 10), None, None, (5, 10)]


def test_to_come_to_the_only_session_is_no_completion() -> None:
    (only,) = roster_trends(COHORTS, _rows("first", 8, 8), _sessions(1))

    assert only.item == "attendance"


def test_without_a_roster_there_is_no_trend() -> None:
    assert roster_trends(COHORTS, [], _sessions(2)) == ()
