"""The command line: it reads well, errors are sentences, exit codes are honest."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from click import Context
from click.testing import CliRunner

from service.__main__ import main
from service.store.catalogue import read_snapshot
from service.store.database import Database
from service.store.load import load
from service.web.theme_data import ThemesPrinted
from surveys.programme import Activity, Programme
from surveys.submissions import day_ordered_id
from surveys.texts import Text
from tests.factories import NOON, make_accepted, make_bundle, make_survey
from tests.service.boxes import unboxed

README = Path(__file__).parents[2] / "README.md"
COMMANDS = re.findall(r"^\| `bilan (\w+)` \|", README.read_text("utf-8"), re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a database in which eleven people said what they need."""
    with Database(tmp_path / "bilan.duckdb") as database:
        submissions = tuple(
            make_accepted(
                submission_id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")),
                comments={"needs_next": f"Encore {number + 2} exemples de petits organismes."},
            )
            for number in range(11)
        )
        load(database, make_bundle(submissions=submissions), at=NOON)
    return tmp_path


def bilan(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 -- our own interpreter and package
        [sys.executable, "-m", "service", *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_names_every_command(tmp_path: Path) -> None:
    ran = bilan(tmp_path, "--help")

    assert ran.returncode == 0
    assert all(f" {command} " in ran.stdout for command in COMMANDS)
    assert list(tmp_path.iterdir()) == []  # asking for help makes no file


def test_the_readme_lists_every_command() -> None:
    assert sorted(COMMANDS) == sorted(main.list_commands(Context(main)))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    ran = CliRunner().invoke(main, [command, "--help"])

    assert ran.exit_code == 0
    assert "Usage" in ran.output


def test_the_version_can_be_asked_for(tmp_path: Path) -> None:
    assert bilan(tmp_path, "--version").stdout.startswith("Bilan 0.")


@pytest.mark.parametrize("demonstration", [True, False])
def test_another_demonstration_in_the_file_is_left_alone_and_it_says_what_to_do(
    tmp_path: Path, *, demonstration: bool
) -> None:
    """Questionnaires have had new versions since; or somebody took its name for real answers."""
    programme = Programme(
        slug="demonstration", name=Text(fr="Démo", en="Demo"), demonstration=demonstration
    )
    activity = Activity(
        slug="demo-webinaire", programme="demonstration", name=Text(fr="Atelier", en="Workshop")
    )
    cohort = msgspec.structs.replace(
        make_bundle().cohorts[0], slug="demo-webinaire-01", activity=activity.slug
    )
    survey = make_survey(slug="demo-webinaire-01", cohort=cohort.slug)
    with Database(tmp_path / "bilan.duckdb") as database:
        before = make_bundle(
            programme=programme,
            activities=(activity,),
            cohorts=(cohort,),
            surveys=(survey,),
            submissions=(),
        )
        load(database, before, at=NOON)

    ran = CliRunner(env={"BILAN_DATABASE": str(tmp_path / "bilan.duckdb")}).invoke(main, ["demo"])

    said = " ".join(re.sub("[│╭╮╰╯─]", " ", ran.output).split())
    assert "Traceback" not in said
    assert "BILAN_DATABASE=" in said
    if demonstration:
        assert ran.exit_code == 0
        assert "another version of Bilan" in said
    else:
        assert ran.exit_code == 1
        assert "is there already" in said
    with Database(tmp_path / "bilan.duckdb") as database, database.cursor() as cursor:
        assert [*read_snapshot(cursor).setups] == ["demo-webinaire-01"]


def test_the_demonstration_is_loaded_once(tmp_path: Path) -> None:
    first, second = bilan(tmp_path, "demo"), bilan(tmp_path, "demo")

    assert (first.returncode, second.returncode) == (0, 0)
    assert " 0 of them new" in second.stdout
    assert " 0 of them new" not in first.stdout


def test_themes_are_printed_in_words(folder: Path) -> None:
    ran = bilan(folder, "themes", "formation")

    assert ran.returncode == 0
    assert "11 comments; fewer than 5 only praise, fewer than 5 say nothing to group." in ran.stdout
    assert "Organismes" in ran.stdout
    assert ran.stderr == ""  # the progress bar is for terminals


def test_themes_are_printed_as_json(folder: Path) -> None:
    ran = bilan(folder, "themes", "formation", "--json")

    found = msgspec.json.decode(ran.stdout, type=ThemesPrinted)
    assert found.comments == 11
    assert found.suggestion_only


def test_themes_are_printed_without_what_pages_withhold(tmp_path: Path) -> None:
    first = make_bundle()
    autumn = msgspec.structs.replace(first.cohorts[0], slug="cohorte-2")
    texts = [f"Encore {number + 2} exemples de petits organismes." for number in range(11)]
    withheld = ["Encore des exemples de petits organismes de Zanzibar."] * 4
    with Database(tmp_path / "bilan.duckdb") as database:
        submissions = tuple(
            make_accepted(
                submission_id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")),
                survey="printemps-2026" if number < len(texts) else "automne-2026",
                comments={"needs_next": text},
            )
            for number, text in enumerate([*texts, *withheld])
        )
        bundle = make_bundle(
            cohorts=(*first.cohorts, autumn),
            surveys=(*first.surveys, make_survey(slug="automne-2026", cohort="cohorte-2")),
            submissions=submissions,
        )
        load(database, bundle, at=NOON)

    in_words, as_json = (bilan(tmp_path, "themes", "formation", *more) for more in ([], ["--json"]))

    printed = msgspec.json.decode(as_json.stdout, type=ThemesPrinted)
    assert printed.comments == 11
    assert {
        count for theme in printed.themes for count in theme.respondents_by_cohort.values()
    } <= {
        None,
        *range(5, 12),
    }
    for shown in (in_words.stdout, as_json.stdout):
        assert "Organismes" in shown
        assert "zanzibar" not in shown.casefold()
        assert str(submissions[0].submission_id) not in shown


def test_an_unknown_activity_is_named_beside_those_that_exist(folder: Path) -> None:
    ran = bilan(folder, "themes", "webinaire")

    assert ran.returncode == 1
    assert "no activity 'webinaire'" in ran.stderr
    assert "formation" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_file_with_a_damaged_block_is_told_in_a_sentence(folder: Path) -> None:
    path = folder / "bilan.duckdb"
    content = bytearray(path.read_bytes())
    content[300_000:300_500] = b"\xff" * 500  # of a block that is read when it is needed
    path.write_bytes(content)

    ran = bilan(folder, "serve", BILAN_PORT="0")

    assert ran.returncode == 1
    assert "cannot be read" in unboxed(ran.stderr)
    assert "Traceback" not in ran.stderr


def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    ran = bilan(tmp_path, "demo", BILAN_PORT="ninety")

    assert ran.returncode == 1
    assert "BILAN_PORT" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_port_that_is_taken_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        ran = bilan(tmp_path, "serve", BILAN_PORT=str(port))

    assert ran.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{port}" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    "arguments", [("themes", "formation"), ("invite", "printemps-2026", "--count", "3")]
)
def test_a_file_that_the_service_has_open_is_said_in_a_sentence(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    with Database(folder / "bilan.duckdb"):
        ran = bilan(folder, *arguments)

    assert ran.returncode == 1
    assert "is open by process" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_checking_nothing_is_a_mistake(tmp_path: Path) -> None:
    assert bilan(tmp_path, "check").returncode == 2


def test_a_questionnaire_that_can_be_published_is_said_to_be(tmp_path: Path) -> None:
    shipped = Path("surveys/questionnaires/webinar.toml").absolute()

    ran = bilan(tmp_path, "check", str(shipped))

    assert (ran.returncode, ran.stdout) == (0, "1 questionnaire(s) can be published.\n")


def test_every_problem_of_a_questionnaire_is_listed_with_its_place(tmp_path: Path) -> None:
    source = Path("surveys/questionnaires/webinar.toml").read_text("utf-8")
    broken = tmp_path / "broken.toml"
    broken.write_text(source.replace("title.en = ", "#", 1), "utf-8")

    ran = bilan(tmp_path, "check", str(broken))

    assert ran.returncode == 1
    assert str(broken) in ran.stderr
    assert "title" in ran.stderr
