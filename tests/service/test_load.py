"""A programme is stored whole or not at all, and storing it twice changes nothing."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import msgspec
import pytest

from service.store.catalogue import Catalogue, NotFound, SurveyNotFound
from service.store.database import Database
from service.store.load import Loaded, LoadRefused, load
from surveys.programme import Activity, Cohort, Programme, Session
from surveys.publishing import PublishingRefused
from surveys.roster import Attendance, AttendanceRule, Enrolment, Organisation, Person
from surveys.submissions import day_ordered_id
from surveys.texts import Text
from tests.factories import NOON, make_accepted, make_bundle, make_questionnaire, make_survey


def catalogue(database: Database) -> Catalogue:
    catalogue = Catalogue(database)
    catalogue.reload()
    return catalogue


def counts(database: Database) -> dict[str, int]:
    tables = ("programmes", "activities", "cohorts", "questionnaires", "surveys", "submissions")
    with database.cursor() as cursor:
        return {
            table: cursor.execute(f"select count(*) from {table}").fetchall()[0][0]  # noqa: S608
            for table in tables
        }


def _session(position: int) -> Session:
    return Session(
        cohort="cohorte-1",
        position=position,
        title=Text(fr="Accueil", en="Welcome"),
        held_on=date(2026, 1, 12),
        minutes=120,
    )


def test_everything_reads_back_as_it_was(database: Database) -> None:
    bundle = make_bundle()

    assert load(database, bundle, at=NOON) == Loaded(new_submissions=1, known_submissions=0)

    setup = catalogue(database).setup("printemps-2026")
    assert setup.survey == bundle.surveys[0]
    assert setup.questionnaire == bundle.questionnaires[0]
    assert setup.cohort == bundle.cohorts[0]
    assert setup.activity == bundle.activities[0]
    assert setup.programme == bundle.programme


def test_loading_twice_changes_nothing(database: Database) -> None:
    load(database, make_bundle(), at=NOON)
    before = counts(database)

    assert load(database, make_bundle(), at=NOON) == Loaded(0, 1)

    assert counts(database) == before


def test_new_submissions_join_those_that_are_there(database: Database) -> None:
    load(database, make_bundle(), at=NOON)
    more = make_accepted(submission_id=day_ordered_id(NOON.date(), b"ten bytes!"))

    loaded = load(database, make_bundle(submissions=(make_accepted(), more)), at=NOON)

    assert loaded == Loaded(new_submissions=1, known_submissions=1)


def test_the_roster_says_who_is_eligible_once_somebody_noted_who_came(database: Database) -> None:
    people = [UUID(int=n) for n in range(4)]
    roster = make_bundle(
        sessions=(_session(1), _session(2)),
        enrolments=tuple(
            Enrolment(cohort="cohorte-1", person=each, organisation="") for each in people
        ),
    )
    load(database, roster, at=NOON)
    assert catalogue(database).cohort("cohorte-1").eligible == 30

    came = tuple(  # the first never came
        Attendance(cohort="cohorte-1", session=1 + n % 2, person=each)
        for n, each in enumerate(people)
        if n
    )
    for _ in range(2):
        load(database, replace(roster, attendances=came), at=NOON)

    assert catalogue(database).cohort("cohorte-1").eligible == 3


def test_a_roster_loaded_twice_is_there_once(database: Database) -> None:
    person = UUID(int=1)
    bundle = make_bundle(
        sessions=(_session(1),),
        organisations=(Organisation(programme="essai", name="Maison", region="montreal"),),
        people=(Person(person=person, name="Ada (démonstration)"),),
        enrolments=(Enrolment(cohort="cohorte-1", person=person, organisation="Maison"),),
        attendances=(Attendance(cohort="cohorte-1", session=1, person=person, minutes=90),),
    )
    for _ in range(2):
        load(database, bundle, at=NOON)

    tables = ("organisations", "people", "enrolments", "attendances")
    with database.cursor() as cursor:
        for table in tables:
            rows = cursor.execute(f"select count(*) from {table}").fetchall()  # noqa: S608
            assert rows == [(1,)], table


def test_the_rule_of_an_activity_reads_back_and_can_be_corrected(database: Database) -> None:
    bundle = make_bundle()
    (activity,) = bundle.activities
    load(database, bundle, at=NOON)
    assert catalogue(database).activity("formation").rule == AttendanceRule()

    rule = AttendanceRule(minutes=20, percent=66.5, sessions=5)
    ruled = replace(bundle, activities=(msgspec.structs.replace(activity, rule=rule),))
    loaded = load(database, ruled, at=NOON, correct=True)

    assert loaded.corrected == ("activity 'formation'",)
    assert catalogue(database).activity("formation").rule == rule


def test_a_survey_may_be_for_fewer_people_than_came(database: Database) -> None:
    load(database, make_bundle(surveys=(make_survey(eligible=12),)), at=NOON)

    setup = catalogue(database).setup("printemps-2026")
    assert (setup.cohort.eligible, setup.eligible) == (30, 12)


def test_a_session_is_kept(database: Database) -> None:
    load(database, make_bundle(sessions=(_session(1),)), at=NOON)

    with database.cursor() as cursor:
        assert cursor.execute("select minutes, title.fr from sessions").fetchall() == [
            (120, "Accueil")
        ]


def test_a_published_version_never_changes(database: Database) -> None:
    load(database, make_bundle(), at=NOON)
    reworded = make_questionnaire(title=Text(fr="Autre titre", en="Another title"))

    with pytest.raises(LoadRefused, match="new version number"):
        load(database, make_bundle(questionnaires=(reworded,)), at=NOON)


def test_a_questionnaire_that_cannot_be_published_keeps_everything_out(database: Database) -> None:
    untranslated = make_questionnaire(title=Text(fr="Titre", en=""))

    with pytest.raises(PublishingRefused):
        load(database, make_bundle(questionnaires=(untranslated,)), at=NOON)

    assert set(counts(database).values()) == {0}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (
            {
                "programme": Programme(slug="autre", name=Text(fr="Autre", en="Other")),
                "activities": (
                    Activity(slug="formation", programme="autre", name=Text(fr="F", en="C")),
                ),
            },
            "belongs to the programme 'essai'",
        ),
        (
            {
                "activities": (
                    Activity(slug="webinaire", programme="essai", name=Text(fr="W", en="W")),
                ),
                "cohorts": (
                    Cohort(
                        slug="cohorte-1",
                        activity="webinaire",
                        name=Text(fr="C", en="C"),
                        starts_on=NOON.date(),
                        ends_on=NOON.date(),
                    ),
                ),
            },
            "belongs to the activity 'formation'",
        ),
        (
            {
                "questionnaires": (make_questionnaire(version=2),),
                "surveys": (make_survey(version=2),),
            },
            "another cohort or questionnaire",
        ),
        (
            {
                "programme": Programme(
                    slug="essai", name=Text(fr="Essai", en="Trial"), demonstration=True
                )
            },
            "never mixed",
        ),
    ],
)
def test_what_only_shares_a_name_is_refused_and_changes_nothing(
    database: Database, changes: dict[str, object], reason: str
) -> None:
    load(database, make_bundle(), at=NOON)
    before = counts(database)

    with pytest.raises(LoadRefused, match=reason):
        load(database, make_bundle(**changes), at=NOON)

    assert counts(database) == before


def test_an_unknown_address_says_what_is_missing(database: Database) -> None:
    known = catalogue(database)

    with pytest.raises(SurveyNotFound):
        known.setup("printemps-2026")
    for look_up in (known.programme, known.activity, known.cohort):
        with pytest.raises(NotFound):
            look_up("rien")


def test_answers_are_kept_apart_from_what_was_written(database: Database) -> None:
    load(database, make_bundle(), at=NOON)

    with database.cursor() as cursor:
        ((answers,),) = cursor.execute("select answers::json from submissions").fetchall()
    assert "pratiquer" not in answers
    assert msgspec.json.decode(answers)["usefulness.mission"] == "useful"
