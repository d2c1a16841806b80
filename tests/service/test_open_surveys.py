"""`bilan open`: a file describes cohorts and their surveys; all of it is set up, or nothing."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.commands.open_surveys import open_surveys
from service.store.catalogue import Snapshot, read_snapshot
from service.store.database import Database
from surveys.roster import AttendanceRule
from tests.service.boxes import unboxed

GUIDE = Path(__file__).parent.parent.parent / "docs" / "how-to" / "open-a-survey.md"
(EXAMPLE,) = re.findall(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)


@pytest.fixture
def database_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "bilan.duckdb"
    monkeypatch.setenv("BILAN_DATABASE", str(path))
    return path


def open_file(folder: Path, text: str) -> Result:
    file = folder / "november.toml"
    file.write_text(text, "utf-8")
    return CliRunner().invoke(open_surveys, [str(file)])


def snapshot(path: Path) -> Snapshot:
    with Database(path) as database, database.cursor() as cursor:
        return read_snapshot(cursor)


def test_the_example_of_the_guide_opens_a_survey(tmp_path: Path, database_path: Path) -> None:
    opened = open_file(tmp_path, EXAMPLE)

    address = "http://127.0.0.1:8000/s/web-nov"
    assert (opened.exit_code, opened.output) == (0, f"{address}\n{address}-follow-up\n")
    setup = snapshot(database_path).setups["web-nov"]
    assert setup.questionnaire.code == "webinar"
    assert setup.eligible == 62
    assert setup.survey.opens_at == datetime(2026, 11, 24, 17, tzinfo=UTC)
    assert setup.survey.opens_at.isoformat() == "2026-11-24T12:00:00-05:00"  # as people read it


def test_the_file_says_what_counts_as_attended_and_as_completed(
    tmp_path: Path, database_path: Path
) -> None:
    open_file(tmp_path, EXAMPLE)
    assert snapshot(database_path).activities["webinaire"].rule == AttendanceRule(
        minutes=60, sessions=1
    )

    corrected = open_file(tmp_path, EXAMPLE.replace("{ minutes = 60 }", "{ percent = 66.5 }"))

    assert "activity 'webinaire'" in corrected.output
    assert snapshot(database_path).activities["webinaire"].rule == AttendanceRule(
        percent=66.5, sessions=1
    )


def test_a_course_that_nobody_could_complete_is_refused(
    tmp_path: Path, database_path: Path
) -> None:
    session = (
        '[[cohorts.sessions]]\ntitle = { fr = "S", en = "S" }\n'
        "held_on = 2026-11-24\nminutes = 90\n\n[[surveys]]"
    )
    needs_two = EXAMPLE.replace("{ sessions = 1 }", "{ sessions = 2 }")

    refused = open_file(tmp_path, needs_two.replace("[[surveys]]", session, 1))

    assert refused.exit_code == 1
    assert "completed with 2 sessions, and" in " ".join(refused.output.replace("│", " ").split())
    assert not database_path.exists() or snapshot(database_path).activities == {}


def test_opening_it_again_changes_nothing_and_a_new_cohort_is_added(
    tmp_path: Path, database_path: Path
) -> None:
    open_file(tmp_path, EXAMPLE)
    start = EXAMPLE.index("[[cohorts]]")
    december = EXAMPLE[start:].replace("2026-11", "2026-12").replace("web-nov", "web-dec")
    december = december.replace("2026-12-08", "2026-12-31")

    assert open_file(tmp_path, EXAMPLE).exit_code == 0
    assert open_file(tmp_path, EXAMPLE + december).exit_code == 0

    assert set(snapshot(database_path).setups) == {
        f"web-{month}{part}" for month in ("nov", "dec") for part in ("", "-follow-up")
    }


def test_what_a_cohort_is_called_when_it_is_and_how_many_could_answer_is_corrected_and_said(
    tmp_path: Path, database_path: Path
) -> None:
    open_file(tmp_path, EXAMPLE)
    corrected = EXAMPLE.replace("eligible = 62", "eligible = 70")
    for found, put in [
        ("starts_on = 2026-11-24", "starts_on = 2026-11-20"),
        ("Webinaire de novembre", "Webinaire du 24 novembre"),
    ]:
        assert found in corrected
        corrected = corrected.replace(found, put)

    opened = open_file(tmp_path, corrected)

    assert opened.exit_code == 0
    assert opened.output.splitlines() == [
        "Corrected, as in the file: cohort 'webinaire-2026-11'.",
        "http://127.0.0.1:8000/s/web-nov",
        "http://127.0.0.1:8000/s/web-nov-follow-up",
    ]
    setup = snapshot(database_path).setups["web-nov"]
    assert (setup.eligible, setup.cohort.starts_on.day) == (70, 20)
    assert setup.cohort.name.fr == "Webinaire du 24 novembre 2026"
    assert "Corrected" not in open_file(tmp_path, corrected).output


def test_what_a_programme_and_its_activities_are_called_is_corrected(
    tmp_path: Path, database_path: Path
) -> None:
    open_file(tmp_path, EXAMPLE)
    setup = snapshot(database_path).setups["web-nov"]
    corrected = EXAMPLE.replace(setup.programme.name.fr, "Autrement")
    corrected = corrected.replace(setup.activity.name.en, "Otherwise")

    opened = open_file(tmp_path, corrected)

    names = f"programme {setup.programme.slug!r}, activity {setup.activity.slug!r}"
    assert f"Corrected, as in the file: {names}." in opened.output
    setup = snapshot(database_path).setups["web-nov"]
    assert (setup.programme.name.fr, setup.activity.name.en) == ("Autrement", "Otherwise")


def test_a_number_that_the_file_leaves_out_stays(tmp_path: Path, database_path: Path) -> None:
    open_file(tmp_path, EXAMPLE)

    open_file(tmp_path, EXAMPLE.replace("eligible = 62", ""))

    assert snapshot(database_path).setups["web-nov"].eligible == 62


def test_a_survey_that_is_there_does_not_change(tmp_path: Path, database_path: Path) -> None:
    open_file(tmp_path, EXAMPLE)

    refused = open_file(tmp_path, EXAMPLE.replace("12:00:00-05:00", "13:00:00-05:00"))

    assert refused.exit_code == 1
    assert "'web-nov' is there already" in refused.output


def test_a_follow_up_opens_and_closes_so_many_days_after_the_end_of_its_cohort(
    tmp_path: Path, database_path: Path
) -> None:
    # 24 November 2026 is in winter time; 182 and 196 days later, in summer time, it is UTC-4.
    open_file(tmp_path, EXAMPLE)

    survey = snapshot(database_path).setups["web-nov-follow-up"].survey

    assert survey.opens_at.isoformat() == "2027-05-25T00:00:00-04:00"
    assert survey.closes_at
    assert survey.closes_at.isoformat() == "2027-06-08T23:59:00-04:00"


def test_dates_are_counted_in_the_time_zone_of_the_programme_which_stays(
    tmp_path: Path, database_path: Path
) -> None:
    in_zone = EXAMPLE.replace('slug = "numerique"', 'slug = "numerique"\nzone = "Europe/Paris"')
    open_file(tmp_path, in_zone)

    survey = snapshot(database_path).setups["web-nov-follow-up"].survey
    refused = open_file(tmp_path, EXAMPLE)

    assert survey.opens_at.isoformat() == "2027-05-25T00:00:00+02:00"
    assert refused.exit_code == 1
    assert "keeps its time zone, 'Europe/Paris'" in refused.output


def test_the_level_of_the_links_is_chosen_once(tmp_path: Path, database_path: Path) -> None:
    assert 'promise = "open_link"' in EXAMPLE
    personal = EXAMPLE.replace('"open_link"', '"one_per_invitation"')

    opened = open_file(tmp_path, personal)
    refused = open_file(tmp_path, EXAMPLE)

    assert "web-nov: answered through links that `bilan invite` makes\n" in opened.output
    assert refused.exit_code == 1
    assert "was opened with promise = 'one_per_invitation'" in unboxed(refused.output)
    assert snapshot(database_path).setups["web-nov"].survey.promise == "one_per_invitation"


@pytest.mark.parametrize(
    ("found", "put", "reason"),
    [
        ('activity = "webinaire"', 'activity = "cours"', "no activity 'cours'"),
        ('cohort = "webinaire-2026-11"', 'cohort = "autre"', "no cohort 'autre'"),
        ("ends_on = 2026-11-24", "ends_on = 2026-11-23", "ends before it starts"),
        ("12:00:00-05:00", "12:00:00", "needs its offset"),
        ("opens_at = 2026-11-24T12:00:00-05:00", "", "one of opens_at and opens_after_days"),
        ("opens_at = 2026", "opens_after_days = 0\nopens_at = 2026", "one of opens_at and"),
        ("closes_at = 2026", "closes_after_days = 0\ncloses_at = 2026", "one of closes_at and"),
        ("opens_after_days = 182", "opens_after_days = 200", "closes before it opens"),
        ("opens_after_days = 182", "opens_after_days = -1", ">= 0"),
        ('slug = "numerique"', 'slug = "numerique"\nzone = "Québec"', "no time zone 'Québec'"),
        ('slug = "numerique"', 'slug = "numerique"\nzone = "America"', "no time zone 'America'"),
        ("2026-12-08", "2026-11-08", "closes before it opens"),
        ('"webinar" ', '"webbinar" ', "no questionnaire 'webbinar'"),
        ('"webinar" ', '"missing.toml" ', "missing.toml"),
        ("minutes = 60", "minutes = -1", "minutes"),
        ("{ sessions = 1 }", "{ sessions = 0 }", "sessions"),
        ("eligible = 62", "elligible = 62", "elligible"),
        ("eligible = 62", "eligible = -1", "eligible"),
        ("eligible = 62", "eligible = 0", "eligible"),
        ("eligible = 62", "eligible = 1000001", "eligible"),
        ("2026-12-08T", "9999-12-31T", "between 2000 and 2999"),
        ("2026-11-24T12", "0001-01-01T00", "between 2000 and 2999"),
        ('"open_link"', '"secret"', "secret"),
        ("[programme]", "[programme", "line 1"),
    ],
)
def test_what_does_not_fit_is_said_with_its_place_and_nothing_is_set_up(
    tmp_path: Path, database_path: Path, found: str, put: str, reason: str
) -> None:
    assert found in EXAMPLE

    refused = open_file(tmp_path, EXAMPLE.replace(found, put))

    assert refused.exit_code == 1
    assert reason in unboxed(refused.output)
    assert not database_path.exists() or snapshot(database_path).setups == {}


def test_a_questionnaire_of_our_own_is_published_by_opening_it(
    tmp_path: Path, database_path: Path
) -> None:
    shipped = GUIDE.parent.parent.parent / "surveys" / "questionnaires" / "webinar.toml"
    ours = shipped.read_text("utf-8").replace('code = "webinar"', 'code = "ours"', 1)
    (tmp_path / "ours.toml").write_text(ours, "utf-8")

    assert open_file(tmp_path, EXAMPLE.replace('"webinar" ', '"ours.toml" ')).exit_code == 0

    assert snapshot(database_path).setups["web-nov"].questionnaire.code == "ours"
