"""`bilan open`: a file describes cohorts and their surveys; all of it is set up, or nothing."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.commands.open_surveys import open_surveys
from service.store.catalogue import Snapshot, read_snapshot
from service.store.database import Database

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

    assert (opened.exit_code, opened.output) == (0, "http://127.0.0.1:8000/s/web-nov\n")
    setup = snapshot(database_path).setups["web-nov"]
    assert setup.questionnaire.code == "webinar"
    assert setup.eligible == 62
    assert setup.survey.opens_at.isoformat() == "2026-11-24T17:00:00+00:00"


def test_opening_it_again_changes_nothing_and_a_new_cohort_is_added(
    tmp_path: Path, database_path: Path
) -> None:
    open_file(tmp_path, EXAMPLE)
    start = EXAMPLE.index("[[cohorts]]")
    december = EXAMPLE[start:].replace("2026-11", "2026-12").replace("web-nov", "web-dec")
    december = december.replace("2026-12-08", "2026-12-31")

    assert open_file(tmp_path, EXAMPLE).exit_code == 0
    assert open_file(tmp_path, EXAMPLE + december).exit_code == 0

    assert set(snapshot(database_path).setups) == {"web-nov", "web-dec"}


def test_a_survey_that_is_there_does_not_change(tmp_path: Path, database_path: Path) -> None:
    open_file(tmp_path, EXAMPLE)

    refused = open_file(tmp_path, EXAMPLE.replace("12:00:00-05:00", "13:00:00-05:00"))

    assert refused.exit_code == 1
    assert "'web-nov' is there already" in refused.output


def test_the_level_of_the_links_is_chosen_once(tmp_path: Path, database_path: Path) -> None:
    assert 'promise = "open_link"' in EXAMPLE
    personal = EXAMPLE.replace('"open_link"', '"one_per_invitation"')

    opened = open_file(tmp_path, personal)
    refused = open_file(tmp_path, EXAMPLE)

    assert opened.output == "web-nov: answered through links that `bilan invite` makes\n"
    assert refused.exit_code == 1
    assert "was opened with promise = 'one_per_invitation'" in " ".join(refused.output.split())
    assert snapshot(database_path).setups["web-nov"].survey.promise == "one_per_invitation"


@pytest.mark.parametrize(
    ("found", "put", "reason"),
    [
        ('activity = "webinaire"', 'activity = "cours"', "no activity 'cours'"),
        ('cohort = "webinaire-2026-11"', 'cohort = "autre"', "no cohort 'autre'"),
        ("ends_on = 2026-11-24", "ends_on = 2026-11-23", "ends before it starts"),
        ("12:00:00-05:00", "12:00:00", "needs its offset"),
        ("2026-12-08", "2026-11-08", "closes before it opens"),
        ('"webinar" ', '"webbinar" ', "no questionnaire 'webbinar'"),
        ('"webinar" ', '"missing.toml" ', "missing.toml"),
        ("eligible = 62", "elligible = 62", "elligible"),
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
    assert reason in " ".join(refused.output.split())
    assert not database_path.exists() or snapshot(database_path).setups == {}


def test_a_questionnaire_of_our_own_is_published_by_opening_it(
    tmp_path: Path, database_path: Path
) -> None:
    shipped = GUIDE.parent.parent.parent / "surveys" / "questionnaires" / "webinar.toml"
    ours = shipped.read_text("utf-8").replace('code = "webinar"', 'code = "ours"', 1)
    (tmp_path / "ours.toml").write_text(ours, "utf-8")

    assert open_file(tmp_path, EXAMPLE.replace('"webinar" ', '"ours.toml" ')).exit_code == 0

    assert snapshot(database_path).setups["web-nov"].questionnaire.code == "ours"
