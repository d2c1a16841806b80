"""A file of any version that was ever released is brought up to date, and kept as it was."""

import shutil
import stat
from pathlib import Path

import duckdb
import pytest

from service.store.database import Database, DatabaseUnusable
from service.store.sql import migrations
from tests.full_disk import full_disk

(_, FIRST), *KNOWN = migrations()
OLDER = [name for name, _ in KNOWN[:-1]]


def columns(path: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute("""
            select table_name, column_name, data_type, is_nullable, column_default
            from duckdb_columns() where not internal order by all
        """).fetchall()


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file of each version, with a programme in it, by the last of its schema."""
    folder = tmp_path_factory.mktemp("released")
    path, found = folder / "bilan.duckdb", {}
    with duckdb.connect(path) as connection:
        connection.execute(FIRST)
    for name, statements in KNOWN:
        with duckdb.connect(path) as connection:
            connection.execute(statements)
            connection.execute("insert into migrations values (?)", [name])
            if name == KNOWN[0][0]:
                connection.execute("""
                    insert into programmes (slug, name, demonstration)
                    values ('p', {'fr': 'P', 'en': 'P'}, false)
                """)
        found[name] = Path(shutil.copy(path, folder / f"{name}.duckdb"))
    return found


@pytest.mark.parametrize("version", OLDER)
def test_a_file_of_every_version_becomes_as_a_new_one_and_is_kept_as_it_was(
    released: dict[str, Path], tmp_path: Path, empty_file: Path, version: str
) -> None:
    path = Path(shutil.copy(released[version], tmp_path / "bilan.duckdb"))
    before = columns(path)

    with Database(path) as database, database.cursor() as cursor:
        assert database.is_current
        programmes = cursor.execute("select slug, name.fr from programmes").fetchall()

    assert programmes == [("p", "P")]
    assert columns(path) == columns(empty_file)
    kept = tmp_path / f"bilan.schema-{version[:4]}.duckdb"
    assert columns(kept) == before
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert {each.name for each in tmp_path.iterdir()} == {"bilan.duckdb", kept.name}


def test_nothing_is_kept_of_a_file_that_is_current_or_new(tmp_path: Path) -> None:
    for _ in range(2):
        Database(tmp_path / "bilan.duckdb").close()

    assert [each.name for each in tmp_path.iterdir()] == ["bilan.duckdb"]


def test_what_was_kept_before_is_not_overwritten(released: dict[str, Path], tmp_path: Path) -> None:
    first = tmp_path / f"bilan.schema-{OLDER[-1][:4]}.duckdb"
    first.write_text("kept")
    path = Path(shutil.copy(released[OLDER[-1]], tmp_path / "bilan.duckdb"))

    Database(path).close()

    assert first.read_text() == "kept"
    assert (tmp_path / f"bilan.schema-{OLDER[-1][:4]}-2.duckdb").exists()


def test_without_room_to_keep_it_a_file_is_left_as_it_is(
    released: dict[str, Path], tmp_path: Path
) -> None:
    path = Path(shutil.copy(released[OLDER[-1]], tmp_path / "bilan.duckdb"))
    before = columns(path)

    with full_disk(room=100_000), pytest.raises(DatabaseUnusable, match="It is left alone"):
        Database(path)

    assert columns(path) == before
    assert [each.name for each in tmp_path.iterdir()] == ["bilan.duckdb"]
