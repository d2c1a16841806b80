"""What is counted of a roster, against a table worked by hand and against what must always hold."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.inputs import Enrolled, SessionAttendance
from analysis.scores.roster import RosterGroup, noted_in, score_roster, score_sessions
from analysis.scores.share import Share


def row(cohort: str, person: int, organisation: str = "", **changes: object) -> Enrolled:
    fields: dict[str, object] = {
        "region": "",
        "kind": "",
        "role": "",
        "sessions_attended": 0,
        "minutes_attended": 0.0,
        "completed": False,
    }
    return Enrolled(
        cohort=cohort,
        person=UUID(int=person),
        organisation=organisation,
        **{**fields, **changes},  # type: ignore[arg-type]
    )


ROSTER = [
    # In spring Ada and Bo come, Cy does not; in summer Ada comes again and nobody noted Di.
    row("spring", 1, "Maison", region="montreal", role="volunteer", sessions_attended=2,
        minutes_attended=150.0, completed=True),
    row("spring", 2, "Maison", region="montreal", role="coordination", sessions_attended=1,
        minutes_attended=45.0),
    row("spring", 3, "Jardin", region="quebec"),
    row("summer", 1, "Maison", region="montreal", role="coordination", sessions_attended=1,
        minutes_attended=60.0, completed=True),
    row("summer", 5, ""),
    row("autumn", 4, "Jardin", region="quebec", role="volunteer"),
]  # fmt: skip


def said(share: Share | None) -> tuple[int, int, int | None] | None:
    return (share.count, share.answers, share.eligible) if share else None


def test_people_and_organisations_count_once_and_registrations_each() -> None:
    scores = score_roster(ROSTER)

    assert (scores.people, scores.organisations, scores.registered) == (5, 2, 6)
    assert scores.hours == 4.25  # 150 + 45 + 60 minutes


def test_a_cohort_in_which_nobody_noted_who_came_is_no_cohort_of_absentees() -> None:
    scores = score_roster(ROSTER)

    assert said(scores.attendance) == (3, 5, 6)  # spring 2 of 3, summer 1 of 2, autumn unknown
    assert said(scores.completion) == (2, 5, 6)
    assert scores.attendance is not None
    assert scores.attendance.bounds == pytest.approx((3 / 6, 4 / 6))


def test_a_role_of_which_nobody_came_was_absent_where_others_were_noted() -> None:
    people = [
        row("spring", 1, role="coordination", sessions_attended=2, completed=True),
        row("spring", 2, role="volunteer"),
        row("summer", 3, role="volunteer", sessions_attended=2, completed=True),
        row("autumn", 4, role="volunteer"),
    ]
    volunteers = [each for each in people if each.role == "volunteer"]
    scores = score_roster(volunteers, noted=noted_in(people))

    assert said(scores.attendance) == (1, 2, 3)  # spring 0 of 1, summer 1 of 1, autumn unknown
    assert said(scores.completion) == (1, 2, 3)


def test_nobody_has_failed_a_course_that_still_runs() -> None:
    scores = score_roster(ROSTER, undecided={"summer"})

    assert said(scores.completion) == (1, 3, 4)
    assert said(scores.attendance) == (3, 5, 6)


def test_who_completed_is_known_where_somebody_only_noted_that() -> None:
    scores = score_roster([row("spring", 1, completed=True), row("spring", 2)])

    assert (said(scores.attendance), said(scores.completion)) == (None, (1, 2, 2))


def test_each_person_is_in_one_group_and_those_who_said_nothing_come_last() -> None:
    scores = score_roster(ROSTER)

    assert scores.roles == (
        RosterGroup(code="coordination", people=2, organisations=1),  # Ada's last role
        RosterGroup(code="volunteer", people=1, organisations=2),
        RosterGroup(code="", people=2, organisations=1),
    )
    assert scores.regions == (
        RosterGroup(code="montreal", people=2, organisations=1),
        RosterGroup(code="quebec", people=2, organisations=1),
        RosterGroup(code="", people=1, organisations=0),
    )
    assert scores.kinds == (RosterGroup(code="", people=5, organisations=2),)


def test_an_empty_roster_has_counts_and_no_share() -> None:
    scores = score_roster([])

    assert (scores.people, scores.organisations, scores.registered, scores.hours) == (0, 0, 0, 0)
    assert (scores.attendance, scores.completion, scores.roles) == (None, None, ())


def test_who_came_to_a_session_is_of_those_of_whom_it_is_known() -> None:
    first, second = score_sessions([SessionAttendance(1, 3, 4), SessionAttendance(2, 0, 4)])

    assert (first.session, said(first.attended)) == (1, (3, 4, 4))
    assert (second.session, said(second.attended)) == (2, (0, 4, 4))


def test_sessions_that_nobody_noted_have_no_share() -> None:
    (only,) = score_sessions([SessionAttendance(1, 0, 12)])

    assert only.attended is None


CODES = st.sampled_from(["", "a", "b"])
ROWS = st.lists(
    st.builds(
        Enrolled,
        cohort=st.sampled_from(["x", "y", "z"]),
        person=st.integers(0, 6).map(lambda n: UUID(int=n)),
        organisation=CODES,
        region=CODES,
        kind=CODES,
        role=CODES,
        sessions_attended=st.integers(0, 3),
        minutes_attended=st.floats(0, 480),
        completed=st.booleans(),
    ),
    max_size=14,
    unique_by=lambda row: (row.cohort, row.person),
)


@given(rows=ROWS, running=st.sets(st.sampled_from(["x", "y", "z"])))
def test_whatever_the_roster_no_share_exceeds_its_whole(
    rows: list[Enrolled], running: set[str]
) -> None:
    scores = score_roster(rows, undecided=running)

    for share in filter(None, (scores.attendance, scores.completion)):
        assert share.eligible is not None
        assert 0 <= share.count <= share.answers <= share.eligible <= scores.registered
        assert share.answers > 0
    assert scores.organisations <= len(rows)
    assert scores.people <= scores.registered
    for groups in (scores.roles, scores.regions, scores.kinds):
        assert sum(group.people for group in groups) == scores.people
        assert all(group.organisations <= scores.organisations for group in groups)
        assert [group.code for group in groups][:-1].count("") == 0


@given(rows=ROWS)
def test_the_cohorts_add_up_to_the_programme(rows: list[Enrolled]) -> None:
    whole = score_roster(rows)
    parts = [
        score_roster([each for each in rows if each.cohort == cohort]) for cohort in ("x", "y", "z")
    ]

    assert sum(part.registered for part in parts) == whole.registered
    assert sum(part.hours for part in parts) == pytest.approx(whole.hours)
    for name in ("attendance", "completion"):
        shares = [share for part in parts if (share := getattr(part, name))]
        total = getattr(whole, name)
        assert sum(share.count for share in shares) == (total.count if total else 0)
        assert sum(share.answers for share in shares) == (total.answers if total else 0)
