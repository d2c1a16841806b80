"""A file, or its folder, that cannot be written: said before anything is served."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.__main__ import main
from service.store.database import Database
from tests.disks import read_only
from tests.live import free_port


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """`bilan serve` takes what stops it to itself."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def environment(path: Path) -> dict[str, str]:
    return {"BILAN_DATABASE": str(path), "BILAN_PORT": str(free_port())}


@pytest.mark.parametrize("what", ["file", "folder"])
@pytest.mark.parametrize("command", [["serve"], ["demo"], ["backup", "target"]])
def test_it_is_said_and_nothing_is_touched(
    tmp_path: Path, empty_file: Path, what: str, command: list[str]
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    path = Path(shutil.copy(empty_file, folder / "bilan.duckdb"))
    before = path.read_bytes()
    arguments = [str(tmp_path / each) if each == "target" else each for each in command]

    with read_only(path if what == "file" else folder):
        ran = CliRunner().invoke(main, arguments, env=environment(path))

    assert ran.exit_code == 1
    said = " ".join(ran.output.replace("│", " ").split())
    assert "cannot be written" in said
    assert "Make both writable, then try again" in said
    assert path.read_bytes() == before
    assert {each.name for each in tmp_path.iterdir()} == {"data"}
    Database(path).close()  # and it works once it can be written


def test_a_folder_that_takes_no_new_file_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with read_only(folder):
        ran = CliRunner().invoke(main, ["serve"], env=environment(folder / "bilan.duckdb"))

    assert ran.exit_code == 1
    assert "cannot be written" in " ".join(ran.output.replace("│", " ").split())
