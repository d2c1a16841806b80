"""Opening the file: made when absent, brought up to date, refused in a sentence otherwise."""

import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from service.store.database import (
    Database,
    DatabaseInUse,
    DatabaseMoved,
    DatabaseNewer,
    DatabaseUnusable,
)
from tests.full_disk import full_disk

OPEN = """
import sys
from contextlib import suppress
from pathlib import Path
from service.store.database import Database, DatabaseInUse
try:
    Database(Path(sys.argv[1]))
except DatabaseInUse as error:
    print(error)
"""


def test_opening_twice_in_a_row_applies_each_schema_file_once(tmp_path: Path) -> None:
    path = tmp_path / "bilan.duckdb"
    for _ in range(2):
        with Database(path) as database, database.cursor() as cursor:
            applied = [name for (name,) in cursor.execute("from migrations").fetchall()]

        assert applied == sorted(set(applied))
        assert applied[0] == "0001_programmes.sql"


def test_a_file_that_another_process_has_open_is_refused_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "bilan.duckdb"
    with Database(path):
        opening = subprocess.run(  # noqa: S603 -- our own interpreter
            [sys.executable, "-c", OPEN, str(path)], capture_output=True, text=True, check=True
        )

    assert "is open by process" in opening.stdout
    assert "Stop it" in opening.stdout


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("nothing of ours, " * 1_000)
    before = path.read_bytes()

    with pytest.raises(DatabaseUnusable, match=r"not a database of Bilan|cannot be opened"):
        Database(path)

    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "theirs",
    [
        "create table customers (name varchar)",
        "create table migrations (name varchar)",
        "create table migrations (version integer, applied_at timestamp)",
        "create table migrations (name varchar); insert into migrations values ('0042_orders')",
        "create view customers as select 1",
    ],
)
def test_a_database_of_something_else_is_refused_and_left_alone(
    tmp_path: Path, theirs: str
) -> None:
    path = tmp_path / "shop.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute(theirs)
        connection.execute("create table orders (number integer)")
        before = connection.execute("show tables").fetchall()

    with pytest.raises(DatabaseUnusable, match="something else") as refused:
        Database(path)

    assert not isinstance(refused.value, DatabaseNewer)
    with duckdb.connect(path) as connection:
        assert connection.execute("show tables").fetchall() == before


@pytest.mark.parametrize("damage", [slice(0, 5_000), slice(4_096, 4_200), slice(12_288, 13_000)])
def test_a_damaged_file_is_refused_in_a_sentence(tmp_path: Path, damage: slice) -> None:
    path = tmp_path / "bilan.duckdb"
    Database(path).close()
    content = bytearray(path.read_bytes())
    content[damage] = b"\xff" * len(content[damage])
    path.write_bytes(content)

    with pytest.raises(DatabaseUnusable):
        Database(path)


@pytest.mark.parametrize("what", ["moved", "deleted", "replaced"])
def test_an_open_file_that_is_moved_deleted_or_replaced_is_noticed(
    tmp_path: Path, what: str
) -> None:
    path = tmp_path / "bilan.duckdb"
    Database(tmp_path / "other.duckdb").close()
    with Database(path) as database:
        database.check_in_place()

        match what:
            case "moved":
                path.rename(tmp_path / "away.duckdb")
            case "deleted":
                path.unlink()
            case _:
                (tmp_path / "other.duckdb").rename(path)

        with pytest.raises(DatabaseMoved, match=r"moved, deleted or replaced"):
            database.check_in_place()


def test_a_file_of_a_later_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bilan.duckdb"
    with Database(path) as database, database.cursor() as cursor:
        cursor.execute("insert into migrations values ('9999_later.sql')")

    with pytest.raises(DatabaseNewer, match="9999_later"):
        Database(path)


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable) as refused:
        Database(tmp_path / "nowhere" / "bilan.duckdb")

    assert not isinstance(refused.value, DatabaseInUse)


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with Database(tmp_path / "bilan.duckdb") as database:

        def insert_and_fail() -> None:
            with database.transaction() as cursor:
                cursor.execute("insert into erased values (uuid())")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            insert_and_fail()

        with database.cursor() as cursor:
            assert cursor.execute("select count(*) from erased").fetchone() == (0,)


def write_a_megabyte(database: Database) -> None:
    with database.transaction() as cursor:
        cursor.execute("""
            insert into comments
            select uuid(), 'printemps-2026', 'needs_next', repeat(uuid()::varchar, 28)
            from range(1000)
        """)


def test_a_commit_on_a_disk_that_fills_up_never_makes_the_file_unusable(
    tmp_path: Path, empty_file: Path
) -> None:
    path, committed = Path(shutil.copy(empty_file, tmp_path)), 0
    with Database(path) as database:
        with full_disk(room=18_000_000), suppress(duckdb.OperationalError):
            while True:
                write_a_megabyte(database)
                committed += 1_000
        write_a_megabyte(database)
        committed += 1_000

        assert database.log_size > 16_777_216  # then DuckDB would write it into the tables
        assert database.checkpoint()
        assert database.log_size == 0
    with Database(path) as database, database.cursor() as cursor:
        assert cursor.execute("select count(*) from comments").fetchone() == (committed,)
