"""`bilan attendance`: a report becomes who was at a session, once, whole or not at all."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from service.commands.attendance import attendance
from service.store.attendances import (
    AttendanceCount,
    attendance_counts,
    attendances_of,
    replace_attendances,
)
from service.store.database import Database
from service.store.load import load
from service.store.roster import erase_person
from surveys.bundle import Bundle
from surveys.programme import Activity, Session
from surveys.roster import Attendance, AttendanceRule, Enrolment, Person
from surveys.texts import Text
from tests.factories import make_bundle
from tests.service.formats.attendance import made_reports as made

ZOE, LUC, EVE, KIM, KIM_2 = (UUID(int=n) for n in range(1, 6))
PEOPLE = (
    Person(person=ZOE, name="Zoé Tremblay", email="zoe@example.org"),
    Person(person=LUC, name="Luc Roy"),
    Person(person=EVE, name="Ève Lê"),
    Person(person=KIM, name="Kim Nguyen"),
    Person(person=KIM_2, name="Kim Nguyen", email="kim@example.org"),
)
DAY = date(2026, 3, 24)


def roster_bundle() -> Bundle:
    """A cohort of five with two sessions of two hours, of which half must be attended."""
    return make_bundle(
        activities=(
            Activity(
                slug="formation",
                programme="essai",
                name=Text(fr="Formation", en="Course"),
                rule=AttendanceRule(minutes=10, percent=50),
            ),
        ),
        sessions=tuple(
            Session(
                cohort="cohorte-1",
                position=position,
                title=Text(fr=f"Séance {position}", en=f"Session {position}"),
                held_on=DAY.replace(day=17 + 7 * (position - 1)),
                minutes=120,
            )
            for position in (1, 2)
        ),
        people=PEOPLE,
        enrolments=tuple(
            Enrolment(cohort="cohorte-1", person=each.person, organisation="") for each in PEOPLE
        ),
        submissions=(),
    )


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "bilan.duckdb"
    monkeypatch.setenv("BILAN_DATABASE", str(path))
    with Database(path) as database:
        load(database, roster_bundle(), at=datetime.now(UTC))
    return path


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Zoé twice, once under another name; Luc; and somebody who may be one of two."""
    report = tmp_path / "report.csv"
    report.write_text(
        made.ZOOM_MEETING
        + made.ZOOM
        + made.ZOOM_ROWS
        + "iPad de Kim,,03/24/2026 01:00:00 PM,03/24/2026 01:50:00 PM,50,Yes\r\n",
        newline="",
    )
    return report


def run(*arguments: object) -> Result:
    return CliRunner().invoke(attendance, [str(argument) for argument in arguments])


def told(ran: Result) -> str:
    """Return an error without its frame."""
    return " ".join(ran.stderr.replace("│", " ").split())


def noted(path: Path, session: int = 2) -> dict[UUID, float | None]:
    with Database(path) as database, database.cursor() as cursor:
        return attendances_of(cursor, "cohorte-1", session)


def test_a_report_is_noted_with_names_minutes_and_who_is_left(path: Path, report: Path) -> None:
    ran = run("cohorte-1", 2, report)

    assert (ran.exit_code, ran.stderr) == (0, "")
    assert noted(path) == {ZOE: 120, LUC: 90}
    said = " ".join(ran.stdout.split())
    for sentence in (
        "Zoom, 4 presence(s), 4 name(s).",
        "Attended: at least 10 min and 50% of it.",
        "2 of 5 on the roster were there, 2 attended:",
        "attended 120 min Zoé Tremblay (“zoe (Zoé Tremblay)”, by address)",
        "attended 90 min Luc Roy (“Roy, Luc”, by name)",
        "“iPad de Kim”: several on the roster fit: Kim Nguyen; Kim Nguyen <kim@example.org>?",
        "Noted: 2 new, 0 changed, 0 removed, 0 as before.",
    ):
        assert sentence in said


def test_the_same_report_again_changes_nothing_and_a_corrected_one_replaces_it(
    path: Path, report: Path
) -> None:
    run("cohorte-1", 2, report)

    again = run("cohorte-1", 2, report)
    report.write_text(report.read_text().replace("02:30:00 PM", "01:40:00 PM"), newline="")
    corrected = run("cohorte-1", 2, report, "--match", "Zoé Tremblay=", "--match",
                    "zoe (Zoé Tremblay)=", "--match", "iPad de Kim=kim@example.org")  # fmt: skip

    assert again.stdout.endswith("Noted: 0 new, 0 changed, 0 removed, 2 as before.\n")
    assert corrected.stdout.endswith("Noted: 1 new, 1 changed, 1 removed, 0 as before.\n")
    assert "too short   40 min  Luc Roy" in corrected.stdout
    assert "Not on the roster, as you say: zoe (Zoé Tremblay), Zoé Tremblay." in corrected.stdout
    assert noted(path) == {LUC: 40, KIM_2: 50}
    assert noted(path, session=1) == {}
    with Database(path) as database, database.cursor() as cursor:
        assert attendance_counts(cursor, "cohorte-1") == {2: AttendanceCount(2, 0)}


def test_a_dry_run_stores_nothing(path: Path, report: Path) -> None:
    ran = run("cohorte-1", 2, report, "--dry-run")

    assert ran.stdout.endswith("Nothing was stored: this was a dry run.\n")
    assert noted(path) == {}


def test_the_start_of_the_session_cuts_what_came_before(path: Path, report: Path) -> None:
    assert run("cohorte-1", 2, report, "--starts", "14:00").exit_code == 0

    assert noted(path) == {ZOE: 65, LUC: 30}


def test_a_report_of_another_day_is_refused_unless_somebody_says_so(
    path: Path, report: Path
) -> None:
    refused = run("cohorte-1", 1, report)

    assert refused.exit_code == 1
    assert "held on 2026-03-17, and the report sees people on 2026-03-24" in told(refused)
    assert noted(path, session=1) == {}
    assert run("cohorte-1", 1, report, "--other-day").exit_code == 0
    assert noted(path, session=1) == {ZOE: 120, LUC: 90}


def test_lines_that_cannot_be_read_stop_everything_unless_left_out(
    path: Path, report: Path
) -> None:
    with report.open("a", newline="") as file:
        file.write("Ève,,yesterday,today,,\r\n")

    refused = run("cohorte-1", 2, report)
    assert refused.exit_code == 1
    assert f"{report}, line 9: “yesterday” is not a day and a time" in refused.stdout
    assert noted(path) == {}
    assert run("cohorte-1", 2, report, "--skip-unreadable").exit_code == 0
    assert noted(path) == {ZOE: 120, LUC: 90}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", 1], "There is no cohort 'nowhere'. There are: cohorte-1."),
        (["cohorte-1", 3], "has no session 3. It has: 1 (2026-03-17), 2 (2026-03-24)."),
        (["cohorte-1", 2, "--starts", "25:00"], "'25:00' is not a time such as 13:30"),
        (["cohorte-1", 2, "--match", "Luc"], "nobody is shown as '' in the report"),
        (["cohorte-1", 2, "--match", "Paul=Luc Roy"], "nobody is shown as 'Paul' in the report"),
        (["cohorte-1", 2, "--match", "iPad de Kim=Kim Nguyen"], "several are called 'Kim Nguyen'"),
        (["cohorte-1", 2, "--match", "iPad de Kim=Kim"], "nobody is called 'Kim' on the roster"),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(
    path: Path, report: Path, arguments: list[object], said: str
) -> None:
    ran = run(*arguments[:2], report, *arguments[2:])

    assert ran.exit_code
    assert said in told(ran)
    assert noted(path) == {}


def test_a_file_that_is_no_report_stores_nothing(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")

    ran = run("cohorte-1", 2, other)

    assert ran.exit_code == 1
    assert "it is not an attendance report of Zoom, Teams or BigBlueButton" in told(ran)


def test_a_cohort_without_a_roster_is_told(path: Path, report: Path) -> None:
    with Database(path) as database, database.transaction() as cursor:
        for person in PEOPLE:
            erase_person(cursor, person.person)

    assert "Nobody whose name is known is on the roster of 'cohorte-1'" in told(
        run("cohorte-1", 2, report)
    )


def test_who_was_erased_stays_counted_when_a_report_comes_again(path: Path, report: Path) -> None:
    run("cohorte-1", 2, report)
    with Database(path) as database, database.transaction() as cursor:
        erase_person(cursor, ZOE)

    ran = run("cohorte-1", 2, report)

    assert ran.stdout.endswith("Noted: 0 new, 0 changed, 0 removed, 2 as before.\n")
    assert noted(path) == {ZOE: 120, LUC: 90}


def test_only_people_who_are_enrolled_are_noted(path: Path) -> None:
    stranger = Attendance(cohort="cohorte-1", session=2, person=UUID(int=99), minutes=60)
    with Database(path) as database, database.transaction() as cursor:
        replaced = replace_attendances(cursor, "cohorte-1", 2, [stranger])

    assert replaced == (0, 0, 0, 0)
    assert noted(path) == {}
