"""A file of any version that was ever released is brought up to date, and kept as it was."""

import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from service.store.database import Database, DatabaseUnusable
from tests.full_disk import full_disk
from tests.service.released import KNOWN, files_of_every_version, lost

OLDER = [name for name, _ in KNOWN[:-1]]


def columns(path: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute("""
            select table_name, column_name, data_type, is_nullable, column_default
            from duckdb_columns() where not internal order by all
        """).fetchall()


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file of each version, with rows in every table, by the last of its schema."""
    return files_of_every_version(tmp_path_factory.mktemp("released"))


@pytest.mark.parametrize("version", OLDER)
def test_a_file_of_every_version_becomes_as_a_new_one_and_is_kept_as_it_was(
    released: dict[str, Path], tmp_path: Path, empty_file: Path, version: str
) -> None:
    path = Path(shutil.copy(released[version], tmp_path / "bilan.duckdb"))
    before = columns(path)

    with Database(path) as database:
        assert database.is_current

    assert columns(path) == columns(empty_file)
    assert lost(released[version], path, version) == []
    kept = tmp_path / f"bilan.schema-{version[:4]}.duckdb"
    assert columns(kept) == before
    assert lost(released[version], kept, version) == []
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


def wait_for_copy(folder: Path) -> bool:
    return any(folder.glob(".bilan.duckdb.copy-*"))


def wait_for_kept(folder: Path) -> bool:
    return any(folder.glob("bilan.schema-*.duckdb"))


@pytest.mark.parametrize(
    ("moment", "pause"),
    [
        (wait_for_copy, 0.0),
        (wait_for_kept, 0.0),
        *(pytest.param(wait_for_copy, by / 50, marks=pytest.mark.long) for by in range(1, 10)),
        *(pytest.param(wait_for_kept, by / 50, marks=pytest.mark.long) for by in range(1, 20)),
    ],
)
def test_an_upgrade_that_is_killed_goes_on_with_the_next_start_and_loses_nothing(
    released: dict[str, Path],
    tmp_path: Path,
    empty_file: Path,
    moment: Callable[[Path], bool],
    pause: float,
) -> None:
    version = "0013_vectors.sql"
    path = Path(shutil.copy(released[version], tmp_path / "bilan.duckdb"))
    upgrade = "import sys; from pathlib import Path; from service.store.database import Database; "
    with subprocess.Popen(  # noqa: S603 -- our own interpreter
        [sys.executable, "-c", f"{upgrade} Database(Path(sys.argv[1])).close()", str(path)]
    ) as process:
        while process.poll() is None and not moment(tmp_path):
            time.sleep(0.0005)
        time.sleep(pause)
        process.kill()

    Database(path).close()

    assert columns(path) == columns(empty_file)
    assert lost(released[version], path, version) == []
    for kept in tmp_path.glob("bilan.schema-*.duckdb"):  # whole, whatever it is the state of
        assert lost(released[version], kept, version) == []
