"""`bilan account`: whoever reaches the command line makes accounts and links."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.__main__ import main
from service.store.database import Database
from service.store.load import load
from service.store.users import Users
from tests.accounts import make_user
from tests.factories import NOON, make_bundle


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with one administrator."""
    path = tmp_path / "bilan.duckdb"
    monkeypatch.setenv("BILAN_DATABASE", str(path))
    with Database(path) as database:
        load(database, make_bundle(), at=NOON)
        Users(database).add(make_user("ada@example.org", administrator=True), at=NOON)
    return path


def bilan(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["account", *arguments])


def token_in(output: str) -> str:
    (token,) = re.findall(r"http\S+/sign-in/(\S+)", output)
    return str(token)


def test_an_account_is_made_with_a_link_and_gets_roles(path: Path) -> None:
    made = bilan("create", "bo@example.org", "--name", "Bo Roy")
    given = bilan("role", "bo@example.org", "essai", "facilitator", "designer")
    listed = bilan("list")

    assert "This command sends no e-mail" in made.output
    assert given.output == "bo@example.org in essai: facilitator, designer.\n"
    assert listed.output == (
        "ada@example.org\tactive\tadministrator of the service\n"
        "bo@example.org\tinvited\tessai: facilitator, designer\n"
    )
    with Database(path) as database:
        users = Users(database)
        users.reload(at=datetime.now(UTC))
        assert users.opened(token_in(made.output), at=datetime.now(UTC)) == users.with_email(
            "bo@example.org"
        )


def test_a_new_link_takes_the_place_of_the_one_before(path: Path) -> None:
    first, second = (token_in(bilan("link", "ADA@example.org").output) for _ in range(2))

    assert first != second
    with Database(path) as database:
        users = Users(database)
        users.reload(at=datetime.now(UTC))
        assert users.opened(second, at=datetime.now(UTC)) == users.with_email("ada@example.org")


def test_what_the_command_line_does_is_in_the_audit_log(path: Path) -> None:
    bilan("create", "bo@example.org", "--administrator")
    bilan("link", "bo@example.org")
    bilan("role", "bo@example.org", "essai", "designer")
    bilan("deactivate", "bo@example.org")
    bilan("activate", "bo@example.org")
    bilan("deactivate", "nobody@example.org")
    bo = next(line for line in bilan("list", "--ids").output.splitlines() if "bo@" in line)
    known = bo.split("\t")[0]

    listed = CliRunner().invoke(main, ["audit", "list"]).output

    assert [line.split("\t")[2:] for line in listed.splitlines()] == [
        ["command line", "ran", f"bilan account {done}"]
        for done in (
            f"create {known} administrator",
            f"link {known}",
            f"role {known} essai designer",
            f"deactivate {known}",
            f"activate {known}",
        )
    ]
    assert "bo@example.org" not in listed


def test_other_commands_are_in_the_audit_log_if_they_change_something(
    path: Path, tmp_path: Path
) -> None:
    people = tmp_path / "liste.csv"
    people.write_text("Nom\nAda\n", "utf-8")
    runner = CliRunner()
    for arguments in (
        ["roster", "cohorte-1", str(people), "--dry-run"],
        ["roster", "cohorte-1", str(people)],
        ["roster", "rien", str(people)],
        ["facts", "essai"],
    ):
        runner.invoke(main, arguments)

    listed = runner.invoke(main, ["audit", "list"]).output
    assert [line.split("\t")[-1] for line in listed.splitlines()] == ["bilan roster cohorte-1"]


def test_an_account_is_closed_and_opened_again(path: Path) -> None:
    bilan("create", "bo@example.org")
    bilan("role", "bo@example.org", "service", "administrator")

    assert bilan("deactivate", "bo@example.org").exit_code == 0
    assert "bo@example.org\tdeactivated\tadministrator of the service" in bilan("list").output
    assert "was deactivated" in bilan("link", "bo@example.org").output
    assert bilan("activate", "bo@example.org").exit_code == 0
    assert "bo@example.org\tinvited" in bilan("list").output
    assert bilan("role", "bo@example.org", "service").output.endswith("no role.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("create", "ada"), "is no e-mail address"),
        (("create", "ADA@example.org"), "There is a user 'ada@example.org' already."),
        (("link", "bo@example.org"), "There are: ada@example.org."),
        (("role", "ada@example.org", "rien", "designer"), "There is no programme 'rien'."),
        (("role", "ada@example.org", "service", "designer"), "administrators only"),
        (("role", "ada@example.org", "service"), "Nobody would be left"),
        (("role", "ada@example.org", "essai", "owner"), "owner"),
        (("deactivate", "ada@example.org"), "Nobody would be left"),
    ],
)
def test_what_is_refused_is_said_in_a_sentence(
    path: Path, arguments: tuple[str, ...], said: str
) -> None:
    refused = bilan(*arguments)

    assert refused.exit_code != 0
    assert said in refused.output
    assert bilan("list").output == "ada@example.org\tactive\tadministrator of the service\n"
