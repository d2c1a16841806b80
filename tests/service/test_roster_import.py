"""A list of participants joins the roster whole or not at all, and twice is once."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from service.__main__ import main
from service.formats.roster_file import read_list
from service.formats.roster_import import import_roster, place_of
from service.store.catalogue import read_snapshot
from service.store.database import Database
from service.store.load import load
from service.store.roster import enrolled, erase_person
from surveys.programme import Activity, Cohort, Programme, Session
from surveys.roster import AttendanceRule
from surveys.roster_list import ListReading
from surveys.texts import Text
from tests.factories import NOON, make_bundle
from tests.service.boxes import unboxed

WORD = Text(fr="Mot", en="Word")
FIRST, SECOND = "cohorte-1", "cohorte-2"
Import = Callable[..., ListReading]

ROWS = """
    select people.name, people.email, enrolments.organisation, organisations.region,
        enrolments.role, enrolments.completed, enrolments.sessions_counted,
        (select list(session order by session) from attendances
         where attendances.cohort = enrolments.cohort and attendances.person = enrolments.person)
    from enrolments
    left join people on people.person = enrolments.person
    left join organisations on organisations.name = enrolments.organisation
    where cohort = ? order by all
"""


def _programme(database: Database) -> None:
    sessions = tuple(
        Session(cohort=cohort, position=n, title=WORD, held_on=date(2026, 1, n), minutes=60)
        for cohort in (FIRST, SECOND)
        for n in (1, 2)
    )
    activity = Activity(
        slug="formation", programme="essai", name=WORD, rule=AttendanceRule(sessions=2)
    )
    bundle = make_bundle(activities=(activity,), sessions=sessions)
    second = Cohort(
        slug=SECOND,
        activity="formation",
        name=WORD,
        starts_on=date(2026, 4, 1),
        ends_on=date(2026, 5, 1),
    )
    bundle = make_bundle(
        activities=(activity,), cohorts=(*bundle.cohorts, second), sessions=sessions
    )
    load(database, bundle, at=NOON)


@pytest.fixture
def bring_in(database: Database) -> Import:
    """Import a list into a programme with two cohorts of two sessions."""
    _programme(database)

    def import_(text: str, cohort: str = FIRST, *, keep: bool = True) -> ListReading:
        return _import(database, text, cohort, keep=keep)

    return import_


def _import(database: Database, text: str, cohort: str, *, keep: bool = True) -> ListReading:
    with database.transaction() as cursor:
        place = place_of(cursor, read_snapshot(cursor), cohort)
        read = read_list(("list.csv", text.encode(), place.sessions, place.words))
        return import_roster(cursor, place, read, keep=keep)


def rows(database: Database, cohort: str = FIRST) -> list[Any]:
    with database.cursor() as cursor:
        return cursor.execute(ROWS, [cohort]).fetchall()


def counts(reading: ListReading) -> tuple[int, int, int, int]:
    return reading.enrolled, reading.changed, reading.same, reading.not_in_list


LIST = (
    "Nom,Courriel,Organisme,Région,Rôle,Séance 1,Séance 2,Terminé\n"
    "Ada Lovelace,ada@example.org,Maison,Montréal,bénévole,x,x,\n"
    "Bo Tremblay,,MAISON,,,x,,oui\n"
    "Cy Roy,cy@example.org,,,,,,\n"
)
ROSTER = [
    ("Ada Lovelace", "ada@example.org", "Maison", "Montréal", "volunteer", None, None, [1, 2]),
    ("Bo Tremblay", "", "Maison", "Montréal", "", True, None, [1]),
    ("Cy Roy", "cy@example.org", "", None, "", None, None, None),
]


def test_a_list_is_kept_line_by_line(bring_in: Import, database: Database) -> None:
    reading = bring_in(LIST)

    assert (reading.kept, reading.problems, counts(reading)) == (True, (), (3, 0, 0, 0))
    assert rows(database) == ROSTER
    with database.cursor() as cursor:
        attended = [(row.sessions_attended, row.completed) for row in enrolled(cursor, "essai")]
    assert sorted(attended) == [(0, False), (1, True), (2, True)]


def test_the_same_list_twice_changes_nothing(bring_in: Import, database: Database) -> None:
    bring_in(LIST)

    assert counts(bring_in(LIST)) == (0, 0, 3, 0)
    assert rows(database) == ROSTER


def test_a_check_says_the_same_and_keeps_nothing(bring_in: Import, database: Database) -> None:
    reading = bring_in(LIST, keep=False)

    assert (reading.kept, counts(reading)) == (False, (3, 0, 0, 0))
    assert rows(database) == []
    with database.cursor() as cursor:
        assert cursor.execute("from people").fetchall() == []
        assert cursor.execute("from organisations").fetchall() == []


def test_one_line_that_cannot_be_read_keeps_all_of_it_out(
    bring_in: Import, database: Database
) -> None:
    reading = bring_in(LIST.replace("x,,oui", "x,,si"))

    assert [(each.line, each.kind) for each in reading.problems] == [(3, "not_yes_or_no")]
    assert not reading.kept
    assert rows(database) == []


def test_what_a_list_leaves_empty_stays_and_what_it_says_is_corrected(
    bring_in: Import, database: Database
) -> None:
    bring_in(LIST)

    reading = bring_in(
        "Courriel,Nom,Rôle,Séance 1,Séance 2,Terminé,Présences\n"
        "ADA@example.org,Ada King,,non,,non,2\n"
    )

    assert counts(reading) == (0, 1, 0, 2)
    assert rows(database)[0] == (
        "Ada King", "ada@example.org", "Maison", "Montréal", "volunteer", False, 2, [2]
    )  # fmt: skip
    assert rows(database)[1:] == ROSTER[1:]


def test_a_person_is_known_again_in_another_cohort(bring_in: Import, database: Database) -> None:
    bring_in(LIST)
    bring_in("Nom,Courriel\nA. Lovelace,ada@example.org\nBO TREMBLAY,bo@example.org\n", SECOND)

    with database.cursor() as cursor:
        people = {row.person for row in enrolled(cursor, "essai")}
        named = cursor.execute("select name, email from people order by all").fetchall()
    assert len(people) == 3
    assert named == [
        ("A. Lovelace", "ada@example.org"),
        ("BO TREMBLAY", "bo@example.org"),
        ("Cy Roy", "cy@example.org"),
    ]


def test_people_of_one_name_with_two_addresses_are_two_people(
    bring_in: Import, database: Database
) -> None:
    bring_in("Nom,Courriel\nMarie Roy,m1@example.org\nMarie Roy,m2@example.org\n")
    assert len(rows(database)) == 2

    reading = bring_in("Nom\nMarie Roy\n", SECOND)

    assert [(each.line, each.kind) for each in reading.problems] == [(2, "ambiguous")]


@pytest.mark.parametrize(
    "again", ["Ada Lovelace,", "ada lovelace,ada@example.org", "Ada King,ada@example.org"]
)
def test_a_person_who_stands_in_a_list_twice_is_told_with_both_lines(
    bring_in: Import, again: str
) -> None:
    reading = bring_in(f"Nom,Courriel\nAda Lovelace,ada@example.org\nBo,\n{again}\n")

    (problem,) = reading.problems
    assert (problem.kind, problem.line, problem.other) == ("twice", 4, "2")


def test_an_organisation_in_two_regions_is_refused_with_both_lines(bring_in: Import) -> None:
    reading = bring_in("Nom,Organisme,Région\nAda,Maison,Québec\nBo,maison,Montréal\nCy,Maison,\n")

    (problem,) = reading.problems
    assert (problem.kind, problem.line, problem.other) == ("organisation_differs", 3, "2")


def test_the_region_of_an_organisation_can_be_corrected(
    bring_in: Import, database: Database
) -> None:
    bring_in(LIST)

    bring_in(LIST.replace("Montréal", "Laval"))

    assert {row[3] for row in rows(database)} == {"Laval", None}


def test_a_region_without_an_organisation_is_told(bring_in: Import) -> None:
    assert bring_in("Nom,Région\nAda,Laval\n").placeless == 1


def test_who_was_forgotten_is_somebody_new(bring_in: Import, database: Database) -> None:
    bring_in(LIST)
    with database.transaction() as cursor:
        ((ada,),) = cursor.execute(
            "select person from people where email = 'ada@example.org'"
        ).fetchall()
        erase_person(cursor, ada)

    assert counts(bring_in(LIST)) == (1, 0, 2, 1)


def test_the_list_of_the_guide_is_read_whole(bring_in: Import) -> None:
    guide = Path(__file__).parents[2] / "docs" / "how-to" / "import-a-roster.md"
    (text,) = re.findall(r"```csv\n(.*?)```", guide.read_text("utf-8"), re.DOTALL)

    reading = bring_in(text)

    assert (reading.kept, reading.enrolled) == (True, 2)
    assert all(column.field or column.session for column in reading.columns)


def test_a_file_that_is_no_table_is_told(bring_in: Import) -> None:
    (problem,) = bring_in("").problems

    assert problem.kind == "unreadable"
    assert "empty" in problem.given


NAMES = st.sampled_from(["Ada", "ada", "Bo", "Émile", ""])
EMAILS = st.sampled_from(["", "", "a@b.ca", "B@b.ca", "wrong"])
CELLS = st.tuples(
    NAMES,
    EMAILS,
    st.sampled_from(["", "Maison", "maison"]),
    st.sampled_from(["", "Laval", "Québec"]),
    st.sampled_from(["", "x", "non", "si"]),
    st.sampled_from(["", "oui", "non"]),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with Database(Path(tmp_path_factory.mktemp("roster")) / "bilan.duckdb") as database:
        _programme(database)
        yield database


@settings(max_examples=40)
@given(lines=st.lists(CELLS, min_size=1, max_size=4), cohort=st.sampled_from([FIRST, SECOND]))
def test_whatever_the_list_it_is_kept_whole_or_not_and_twice_is_once(
    shared: Database, lines: list[tuple[str, ...]], cohort: str
) -> None:
    text = "\n".join(map(",".join, [("Nom", "Courriel", "Organisme", "Région", "S1", "Terminé")]))
    text += "\n" + "\n".join(map(",".join, lines)) + "\n"
    before = rows(shared, cohort)

    first = _import(shared, text, cohort)
    after = rows(shared, cohort)
    second = _import(shared, text, cohort)

    assert first.kept == (not first.problems)
    if first.kept:
        assert len(after) == len(before) + first.enrolled
        assert (second.enrolled, second.changed, second.kept) == (0, 0, True)
        assert first.enrolled + first.changed + first.same == second.same
    else:
        assert after == before
    assert rows(shared, cohort) == after


def test_the_command_prints_what_was_read_and_refuses_with_line_and_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bilan.duckdb"
    monkeypatch.setenv("BILAN_DATABASE", str(path))
    with Database(path) as database:
        load(
            database,
            make_bundle(programme=Programme(slug="essai", name=WORD)),
            at=NOON,
        )
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("Nom,Organisme,Remarque\nAda,Maison,ici\n", "utf-8")
    bad.write_text("Nom,Terminé\nAda,si\n", "utf-8")

    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["roster", *arguments])
        return result.exit_code, unboxed(result.output)

    checked, said = run(FIRST, str(good), "--dry-run")
    assert checked == 0
    assert "not read" in said
    assert "1 person new on this roster" in said
    assert "This was a check only: nothing was stored." in said
    assert "The roster is stored." in run(FIRST, str(good))[1]
    assert "1 sans changement" in run(FIRST, str(good), "--lang", "fr")[1]

    refused, said = run(FIRST, str(bad))
    assert refused == 1
    assert "Line 2: “si” says neither yes nor no" in said
    assert "Nothing was stored." in said
    assert run("nowhere", str(good))[0] == 1
