"""`bilan invite`: links in a file, alone or beside a list of people, of whom nothing is kept."""

import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.commands.invite import invite
from service.store.database import Database
from service.store.invitations import link_counts
from service.store.load import load
from tests.factories import make_bundle, make_survey
from tests.service.boxes import unboxed

LINK = re.compile(r"https://bilan\.example\.org/i/[0-9a-z]{10}")
PEOPLE = "Prénom;Courriel;Téléphone\r\nZoé;zoe@example.org;=514\r\nLéo;leo@example.org;+1 438\r\n"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of a file with one survey of each level that the command has to tell apart."""
    path = tmp_path / "bilan.duckdb"
    monkeypatch.setenv("BILAN_DATABASE", str(path))
    monkeypatch.setenv("BILAN_PUBLIC_URL", "https://bilan.example.org")
    with Database(path) as database:
        surveys = (make_survey(slug="liens", promise="one_per_invitation"), make_survey())
        load(database, make_bundle(surveys=surveys, submissions=()), at=datetime.now(UTC))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(invite, [str(argument) for argument in arguments])


def made(path: Path) -> int:
    with Database(path) as database, database.cursor() as cursor:
        counts = link_counts(cursor)
    return counts["liens"].made if counts else 0


def test_links_are_printed_and_fit_forty_characters(path: Path) -> None:
    ran = run("liens", "--count", 3)

    header, *links = ran.stdout.split()
    assert (ran.exit_code, header, ran.stderr) == (0, "lien", "")
    assert len({link for link in links if LINK.fullmatch(link)}) == 3
    assert all(len(link) <= 40 for link in links)
    assert made(path) == 3


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("delimiter", [";", ","])
def test_every_column_of_the_people_is_kept_beside_their_link(
    path: Path, tmp_path: Path, delimiter: str, *, marked: bool
) -> None:
    people, out = tmp_path / "people.csv", tmp_path / "out.csv"
    given = PEOPLE.replace(";", delimiter).encode("utf-8-sig" if marked else "utf-8")
    people.write_bytes(given)

    ran = run("liens", "--contacts", people, "--csv", out)

    assert (ran.exit_code, ran.output) == (0, "")
    assert out.read_bytes().startswith(b"\xef\xbb\xbf") == marked
    header, *rows = csv.reader(io.StringIO(out.read_text("utf-8-sig")), delimiter=delimiter)
    assert header == ["Prénom", "Courriel", "Téléphone", "lien"]
    assert [row[:3] for row in rows] == [
        ["Zoé", "zoe@example.org", "=514"],
        ["Léo", "leo@example.org", "+1 438"],
    ]
    assert all(LINK.fullmatch(row[3]) for row in rows)
    assert out.stat().st_mode & 0o077 == 0
    assert made(path) == 2


def test_nothing_of_the_people_or_of_their_links_is_in_the_file(path: Path, tmp_path: Path) -> None:
    people, out = tmp_path / "people.csv", tmp_path / "out.csv"
    people.write_text(PEOPLE, "utf-8")

    run("liens", "--contacts", people, "--csv", out)

    kept = path.read_bytes()
    assert b"example.org" not in kept
    tokens = re.findall(r"/i/(\w{10})", out.read_text("utf-8"))
    assert len(tokens) == 2
    assert not [token for token in tokens if token.encode() in kept]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["liens"], "Give --count or --contacts"),
        (["liens", "--count", "1", "--contacts", "people.csv"], "Give --count or --contacts"),
        (["liens", "--count", "0"], "0 is not in the range"),
        (
            ["rien", "--count", "1"],
            "no survey 'rien'. Those answered through personal links: liens",
        ),
        (["printemps-2026", "--count", "1"], "opened with promise = 'open_link'"),
        (["liens", "--count", "1", "--csv", "people.csv"], "is there already"),
        (["liens", "--count", "1", "--csv", "nowhere/out.csv"], "No such file or directory"),
        (["liens", "--contacts", "people.csv", "--column", "prénom"], "a column 'prénom' already"),
        (["liens", "--contacts", "nobody.csv"], "nobody is in it"),
        (["liens", "--contacts", "shifted.csv"], "line 2: it has 3 cells where the header has 2"),
        (["liens", "--contacts", "empty.csv"], "holds no header"),
    ],
)
def test_what_cannot_be_done_is_said_and_makes_no_link(
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    reason: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "people.csv": PEOPLE,
        "nobody.csv": "a,b\n",
        "shifted.csv": "a,b\n1,2,3\n1,2\n",
        "empty.csv": "",
    }.items():
        Path(name).write_text(text, "utf-8")

    ran = run(*arguments)

    assert ran.exit_code > 0
    assert reason in re.sub(r"[│\s]+", " ", ran.output)
    assert made(path) == 0
    assert Path("people.csv").read_text("utf-8").startswith("Prénom;")


@pytest.mark.parametrize(
    ("address", "warning"),
    [
        ("https://bilan.example-long-name.org", "the links have 48 characters"),
        ("", "only this computer can open"),
    ],
)
def test_links_that_will_not_do_are_warned_about(
    path: Path, monkeypatch: pytest.MonkeyPatch, address: str, warning: str
) -> None:
    monkeypatch.setenv("BILAN_PUBLIC_URL", address)

    ran = run("liens", "--count", 1)

    assert ran.exit_code == 0
    assert warning in unboxed(ran.stderr)
