"""Fixtures of the service's tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.store.database import Database


@pytest.fixture
def database(tmp_path: Path, empty_file: Path) -> Iterator[Database]:
    """An empty database."""
    shutil.copy(empty_file, tmp_path / "bilan.duckdb")
    with Database(tmp_path / "bilan.duckdb") as database:
        yield database
