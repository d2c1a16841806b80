"""What the database says of a roster is what counting slowly says; forgetting changes no count."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.inputs import Enrolled, SessionAttendance
from service.store.catalogue import day_of
from service.store.database import Database
from service.store.load import load
from service.store.roster import enrolled, erase_person, session_attendance
from surveys.bundle import Bundle
from surveys.programme import Activity, Cohort, Programme, Session
from surveys.roster import Attendance, AttendanceRule, Enrolment, Organisation, Person
from surveys.texts import Text
from tests.factories import NOON

WORD = Text(fr="Mot", en="Word")
NUMBERS = itertools.count()  # a programme of its own for each example: one file holds them all
PEOPLE = [UUID(int=n) for n in range(1, 6)]
ORGANISATIONS = {"Maison": ("montreal", "house"), "Jardin": ("quebec", ""), "": ("", "")}


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    """One programme, eight cohorts with their rule, sessions and rosters."""
    number = f"programme-{next(NUMBERS)}"
    activities, cohorts, sessions, enrolments, attendances = [], [], [], [], []
    for name in "abcdefgh":
        slug = f"{name}-{number}"
        rule = AttendanceRule(
            minutes=draw(st.sampled_from([0, 20, 60])),
            percent=draw(st.sampled_from([0, 50, 66.5])),
            sessions=draw(st.sampled_from([None, 1, 2, 4])),
        )
        activities.append(Activity(slug=slug, programme=number, name=WORD, rule=rule))
        cohorts.append(
            Cohort(slug=slug, activity=slug, name=WORD, starts_on=NOON.date(), ends_on=NOON.date())
        )
        held = draw(st.integers(0, 3))
        sessions += [
            Session(
                cohort=slug,
                position=position,
                title=WORD,
                held_on=date(2026, 1, position),
                minutes=draw(st.sampled_from([60, 90])),
            )
            for position in range(1, held + 1)
        ]
        for person in draw(st.sets(st.sampled_from(PEOPLE))):
            enrolments.append(
                Enrolment(
                    cohort=slug,
                    person=person,
                    organisation=draw(st.sampled_from(list(ORGANISATIONS))),
                    role=draw(st.sampled_from(["", "volunteer"])),
                    completed=draw(st.sampled_from([None, None, True, False])),
                    sessions_counted=draw(st.sampled_from([None, None, 0, 2])),
                )
            )
            attendances += [
                Attendance(
                    cohort=slug,
                    session=session,
                    person=person,
                    minutes=draw(st.sampled_from([None, 0, 19.5, 30, 45, 59.85, 60, 200])),
                )
                for session in draw(st.sets(st.integers(1, 3)))  # some of sessions not held
            ]
    return Bundle(
        programme=Programme(slug=number, name=WORD),
        activities=tuple(activities),
        cohorts=tuple(cohorts),
        sessions=tuple(sessions),
        organisations=tuple(
            Organisation(programme=number, name=name, region=region, kind=kind)
            for name, (region, kind) in ORGANISATIONS.items()
            if name
        ),
        enrolments=tuple(enrolments),
        attendances=tuple(attendances),
        questionnaires=(),
        surveys=(),
        submissions=(),
    )


def attended(bundle: Bundle, enrolment: Enrolment) -> dict[int, float]:
    """Apply the rule slowly: minutes by session."""
    (rule,) = (each.rule for each in bundle.activities if each.slug == enrolment.cohort)
    lengths = {
        each.position: each.minutes for each in bundle.sessions if each.cohort == enrolment.cohort
    }
    minutes = {}
    for each in bundle.attendances:
        if (each.cohort, each.person) != (enrolment.cohort, enrolment.person):
            continue
        length = lengths.get(each.session)
        if length is None:
            continue
        if each.minutes is None:
            minutes[each.session] = float(length)
        elif each.minutes >= rule.minutes and each.minutes >= rule.percent / 100 * length:
            minutes[each.session] = min(each.minutes, length)
    return minutes


def oracle(bundle: Bundle, enrolment: Enrolment) -> Enrolled:
    (rule,) = (each.rule for each in bundle.activities if each.slug == enrolment.cohort)
    lengths = [each.minutes for each in bundle.sessions if each.cohort == enrolment.cohort]
    minutes = attended(bundle, enrolment)
    count = max(len(minutes), enrolment.sessions_counted or 0)
    mean = sum(lengths) / len(lengths) if lengths else 0
    needed = rule.sessions or len(lengths)
    completed = enrolment.completed
    region, kind = ORGANISATIONS[enrolment.organisation]
    return Enrolled(
        cohort=enrolment.cohort,
        person=enrolment.person,
        organisation=enrolment.organisation,
        region=region,
        kind=kind,
        role=enrolment.role,
        sessions_attended=count,
        minutes_attended=sum(minutes.values()) + (count - len(minutes)) * mean,
        completed=(needed > 0 and count >= needed) if completed is None else completed,
    )


def comparable(rows: list[Enrolled]) -> list[Enrolled]:
    """In one order, minutes as they are but for the last digits of a sum."""
    rounded = [replace(row, minutes_attended=round(row.minutes_attended, 6)) for row in rows]
    return sorted(rounded, key=lambda row: (row.cohort, row.person))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One file for all made-up programmes: each has a name of its own."""
    with Database(Path(tmp_path_factory.mktemp("roster")) / "bilan.duckdb") as database:
        yield database


@settings(max_examples=10)
@given(bundle=bundles())
def test_the_database_applies_the_rule_as_counting_slowly_does(
    shared: Database, bundle: Bundle
) -> None:
    load(shared, bundle, at=NOON)

    with shared.cursor() as cursor:
        read = enrolled(cursor, bundle.programme.slug)
        by_session = {each.slug: session_attendance(cursor, each.slug) for each in bundle.cohorts}

    assert comparable(read) == comparable([oracle(bundle, each) for each in bundle.enrolments])
    for cohort in bundle.cohorts:
        here = [each for each in bundle.enrolments if each.cohort == cohort.slug]
        noted = [attended(bundle, each) for each in here]
        known = [
            minutes
            for each, minutes in zip(here, noted, strict=True)
            if (each.sessions_counted or 0) <= len(minutes)
        ]
        assert by_session[cohort.slug] == [
            SessionAttendance(
                each.position, sum(each.position in minutes for minutes in known), len(known)
            )
            for each in bundle.sessions
            if each.cohort == cohort.slug
        ]


def test_forgetting_a_person_leaves_every_count(database: Database) -> None:
    person = UUID(int=7)
    bundle = Bundle(
        programme=Programme(slug="p", name=WORD),
        activities=(Activity(slug="a", programme="p", name=WORD),),
        cohorts=(
            Cohort(slug="c", activity="a", name=WORD, starts_on=NOON.date(), ends_on=NOON.date()),
        ),
        people=(Person(person=person, name="Ada Lovelace", email="ada@example.org"),),
        enrolments=(Enrolment(cohort="c", person=person, organisation="", sessions_counted=1),),
        questionnaires=(),
        surveys=(),
        submissions=(),
    )
    load(database, bundle, at=NOON)
    with database.transaction() as cursor:
        before = enrolled(cursor, "p")
        assert erase_person(cursor, person)
        assert not erase_person(cursor, person)

    with database.cursor() as cursor:
        assert cursor.execute("from people").fetchall() == []
        assert enrolled(cursor, "p") == before != []


def test_a_cohort_runs_until_midnight_where_its_programme_runs() -> None:
    programme = Programme(slug="essai", name=Text(fr="Essai", en="Trial"), zone="America/Toronto")

    assert day_of(programme, datetime(2026, 3, 2, 4, 59, tzinfo=UTC)) == date(2026, 3, 1)
    assert day_of(programme, datetime(2026, 3, 2, 5, tzinfo=UTC)) == date(2026, 3, 2)
