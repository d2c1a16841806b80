"""What is entered by hand: stored whole, replaced by its key, listed, from a file too."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from service.commands.facts import facts as command
from service.store import facts as store
from service.store.database import Database
from service.store.load import load
from surveys.facts import Entry, Fact
from surveys.texts import Text
from tests.factories import NOON, make_bundle
from tests.surveys.test_entering import BENCHMARK, FACT, NOTE

GUIDE = Path(__file__).parent.parent.parent / "docs" / "how-to" / "enter-facts.md"
(EXAMPLE,) = re.findall(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)


def put(database: Database, *entries: Entry) -> None:
    with database.transaction() as cursor:
        store.put(cursor, entries)


def kept(database: Database, programme: str = "essai") -> tuple[Entry, ...]:
    with database.cursor() as cursor:
        return store.entries(cursor, programme)


def test_everything_reads_back_as_it_was_entered(database: Database) -> None:
    put(database, NOTE, BENCHMARK, FACT)

    assert kept(database) == (FACT, BENCHMARK, NOTE)
    assert kept(database, "autre") == ()


def test_entering_again_replaces_and_keeps_the_place(database: Database) -> None:
    second = msgspec.structs.replace(FACT, code="projects", value=500)
    corrected = msgspec.structs.replace(FACT, value=4e6, on=date(2026, 1, 31))
    put(database, FACT, second)

    put(database, corrected)

    assert kept(database) == (corrected, second)


def test_the_same_code_is_another_fact_in_an_activity_and_in_another_programme(
    database: Database,
) -> None:
    of_activity = msgspec.structs.replace(FACT, activity="formation", value=1)
    of_another = msgspec.structs.replace(FACT, programme="autre", value=2)
    put(database, FACT, of_activity, of_another)

    assert kept(database) == (FACT, of_activity)
    assert kept(database, "autre") == (of_another,)


@pytest.mark.parametrize("gone", [FACT, BENCHMARK, NOTE])
def test_one_is_taken_back_and_the_others_stay(database: Database, gone: Entry) -> None:
    put(database, FACT, BENCHMARK, NOTE)

    with database.transaction() as cursor:
        store.remove(cursor, gone)

    assert set(kept(database)) == {FACT, BENCHMARK, NOTE} - {gone}


def test_what_is_renamed_keeps_its_place(database: Database) -> None:
    second = msgspec.structs.replace(FACT, code="projects")
    renamed = msgspec.structs.replace(FACT, code="subventions", activity="formation")
    put(database, FACT, second)

    with database.transaction() as cursor:
        store.replace(cursor, FACT, renamed)
    assert kept(database) == (renamed, second)

    with database.transaction() as cursor:
        store.replace(cursor, renamed, FACT)
        store.replace(cursor, second, msgspec.structs.replace(second, value=2))
    assert kept(database) == (FACT, msgspec.structs.replace(second, value=2))


def test_loading_a_programme_again_leaves_what_somebody_corrected(database: Database) -> None:
    bundle = make_bundle(facts=(FACT,), benchmarks=(BENCHMARK,), notes=(NOTE,))
    load(database, bundle, at=NOON)
    corrected = msgspec.structs.replace(FACT, value=1)
    put(database, corrected)

    load(database, bundle, at=NOON)

    assert kept(database) == (corrected, BENCHMARK, NOTE)


@pytest.fixture
def database_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "bilan.duckdb"
    monkeypatch.setenv("BILAN_DATABASE", str(path))
    with Database(path) as database:
        load(database, make_bundle(), at=datetime.now(UTC))
    return path


def enter(folder: Path, text: str, *options: str) -> Result:
    file = folder / "facts.toml"
    file.write_text(text, "utf-8")
    return CliRunner().invoke(command, ["essai", str(file), *options])


def entered(path: Path) -> tuple[Entry, ...]:
    with Database(path) as database:
        return kept(database)


def test_the_example_of_the_guide_is_entered_listed_and_entered_again(
    tmp_path: Path, database_path: Path
) -> None:
    assert enter(tmp_path, EXAMPLE).output == "4 new, 0 replaced, 0 as they were.\n"
    assert enter(tmp_path, EXAMPLE).output == "0 new, 0 replaced, 4 as they were.\n"
    changed = enter(tmp_path, EXAMPLE.replace("value = 3_900_000", "value = 4_100_000"))
    assert changed.output == "0 new, 1 replaced, 3 as they were.\n"

    listed = CliRunner().invoke(command, ["essai", "--lang", "fr"]).output.splitlines()

    assert len(listed) == 4
    assert listed[0].startswith("fact grants (whole programme): Subventions distribuées: 4,100,000")
    assert "56 %, 2023, grade C" in listed[1]
    assert listed[2].startswith("note introduction (whole programme): ")


def test_a_language_left_out_of_the_file_takes_the_words_of_the_other(
    tmp_path: Path, database_path: Path
) -> None:
    enter(tmp_path, EXAMPLE.replace('unit.en = "Canadian dollars"\n', ""))

    (fact,) = (each for each in entered(database_path) if isinstance(each, Fact))
    assert fact.unit == Text(fr="dollars canadiens", en="dollars canadiens")


@pytest.mark.parametrize(
    ("found", "put", "reason"),
    [
        ("on = 2026-06-30\n", "", "fact 1 \u203a on: The date is missing"),
        ("on = 2026-06-30", "on = 2126-06-30", "fact 1 \u203a on: This day has not come yet."),
        ("on = 2026-06-30", 'on = "June"', "fact 1 \u203a on"),
        ('source.fr = "États', 'comment.fr = "États', "fact 1: Object contains unknown field"),
        (
            'code = "grants"',
            'code = "Grants!"',
            "fact 1 \u203a code: a code has lower-case letters",
        ),
        ('code = "grants"', 'activity = "cours"\ncode = "grants"', "no activity “cours”"),
        ('code = "grants"', 'activity = "Le cours"\ncode = "grants"', "short name of an activity"),
        ('code = "grants"', 'programme = "autre"\ncode = "grants"', "named in the command"),
        ("value = 3_900_000", "value = nan", "fact 1 \u203a value: This is not a number"),
        ("value = 3_900_000", 'value = "3,9 M$"', "fact 1 \u203a value: Expected `float`"),
        ("value = 3_900_000\n", "", "fact 1 \u203a value: The value is missing."),
        ("value = 0.56", "value = 56", "benchmark 1 \u203a value: a share is written from 0 to 1"),
        ('grade = "C"', 'grade = "E"', "benchmark 1 \u203a grade: it is one of A, B, C, D"),
        ("definition.en", "definition.de", "benchmark 1 \u203a definition"),
        (
            'kind = "introduction"',
            'kind = "preface"',
            "note 1 \u203a kind: it is one of introduction",
        ),
        ("[[notes]]", "[[remarks]]", "remarks"),
        ("[[facts]]", "[[facts]", "line"),
    ],
)
def test_what_does_not_fit_is_said_with_its_place_and_nothing_is_entered(
    tmp_path: Path, database_path: Path, found: str, put: str, reason: str
) -> None:
    assert found in EXAMPLE

    refused = enter(tmp_path, EXAMPLE.replace(found, put))

    assert refused.exit_code == 1
    said = " ".join(refused.output.replace("│", " ").split())
    assert reason in said
    assert "Nothing was entered." in said
    assert entered(database_path) == ()


def test_every_fault_of_a_file_is_said_at_once_and_a_code_that_stands_twice_too(
    tmp_path: Path, database_path: Path
) -> None:
    fact = EXAMPLE[EXAMPLE.index("[[facts]]") : EXAMPLE.index("[[benchmarks]]")]
    twice = f"{fact}\n{fact}\n{fact.replace('value = 3_900_000', '')}"

    said = " ".join(enter(tmp_path, twice).output.replace("│", " ").split())

    assert "fact 2: it is entered twice, as number 1 too" in said
    assert "fact 3 \u203a value: The value is missing." in said


def test_a_file_that_is_not_utf_8_is_told_apart(tmp_path: Path, database_path: Path) -> None:
    (tmp_path / "facts.toml").write_bytes('name = "Québec"'.encode("latin-1"))

    refused = CliRunner().invoke(command, ["essai", str(tmp_path / "facts.toml")])

    assert "not UTF-8" in refused.output


def test_a_programme_that_is_not_there_is_refused_with_those_that_are(database_path: Path) -> None:
    refused = CliRunner().invoke(command, ["esssai"])

    assert refused.exit_code == 1
    assert "There is no programme 'esssai'. There are: essai." in refused.output
    assert CliRunner().invoke(command, ["essai"]).output == "Nothing was entered yet.\n"
