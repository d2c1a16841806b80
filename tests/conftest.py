"""Fixtures used by more than one test package."""

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.settings import Settings
from service.store.database import Database
from service.store.load import load
from surveys.bundle import Bundle
from tests.accounts import sign_in
from tests.factories import make_bundle, make_survey
from tests.one_app import OneApp

# The same examples every time, and no complaint about a busy machine.
hypothesis.settings.register_profile("suite", derandomize=True, deadline=None)
hypothesis.settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    """Keep processes from costing more than what they do: compiled again, or waiting for threads.

    Bytecode is kept even where the environment asks for none, as images of containers do.

    Hundreds of tests start a process; compiling all it imports takes each of them longer than
    all else it does. It is kept where pytest keeps what it notes, not beside the sources.
    """
    if sys.dont_write_bytecode and config.pluginmanager.has_plugin("cacheprovider"):
        sys.dont_write_bytecode = False
        sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(config.cache.mkdir("bytecode"))
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")  # each process has a core; numpy is not imported yet


_LONGEST_FIRST = ("journeys", "test_contracts.py", "attacks", "service", "benchmarks")
"""Of what is in this folder; the rest takes seconds a file."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first: where two share the files, neither is left with a long one."""
    here = Path(__file__).parent
    place = {name: number for number, name in enumerate(_LONGEST_FIRST)}
    items.sort(key=lambda item: place.get(item.path.relative_to(here).parts[0], len(place)))


@pytest.fixture
def bundle() -> Bundle:
    """A programme with one survey that is open now, and one submission."""
    return make_bundle(surveys=(make_survey(closes_at=None),))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database=str(tmp_path / "service.duckdb"), shortest_seconds=0)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database with all its tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "bilan.duckdb"
    with Database(path) as database:
        assert database.checkpoint()
    made = path.read_bytes()
    yield path
    assert path.read_bytes() == made, "A test wrote into the file that the others copy."


class LoadedFile:
    """A database into which the latest bundle was loaded, to be copied.

    The tests of a module mostly begin with the same one.
    """

    def __init__(self, empty: Path, path: Path) -> None:
        self._empty, self._path = empty, path
        self._holds = b""

    def holding(self, bundle: Bundle) -> Path:
        content = msgspec.msgpack.encode(bundle)
        if content != self._holds:
            shutil.copy(self._empty, self._path)
            with Database(self._path) as database:
                load(database, bundle, at=datetime.now(UTC))
                assert database.checkpoint()
            self._holds = content
        return self._path


@pytest.fixture(scope="session")
def loaded_file(empty_file: Path) -> LoadedFile:
    return LoadedFile(empty_file, empty_file.with_stem("loaded"))


@pytest.fixture(scope="session")
def one_app() -> OneApp:
    return OneApp()


@pytest.fixture
def client(
    settings: Settings, bundle: Bundle, loaded_file: LoadedFile, one_app: OneApp
) -> Iterator[TestClient[Litestar]]:
    """The whole service over a database that holds `bundle`; nobody is signed in."""
    shutil.copy(loaded_file.holding(bundle), settings.database)
    with Database(Path(settings.database)) as database:
        app = one_app.over(settings, database)
        with TestClient(
            app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False
        ) as client:
            yield client


@pytest.fixture
def signed_in(client: TestClient[Litestar]) -> TestClient[Litestar]:
    """The same, by somebody who administers it."""
    sign_in(client)
    return client


@pytest.fixture(scope="module")
def administered(
    tmp_path_factory: pytest.TempPathFactory, one_app: OneApp
) -> Iterator[TestClient[Litestar]]:
    """One service for the tests of a module; somebody administers it, and a survey is open."""
    path = tmp_path_factory.mktemp("administered") / "bilan.duckdb"
    with Database(path) as database:
        load(database, make_bundle(surveys=(make_survey(closes_at=None),)), at=datetime.now(UTC))
        app = one_app.over(Settings(database=str(path), shortest_seconds=0), database)
        with TestClient(
            app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False
        ) as client:
            sign_in(client)
            yield client


@pytest.fixture
def ended(administered: TestClient[Litestar]) -> TestClient[Litestar]:
    """A browser whose session there ended."""
    administered.cookies.clear()
    return administered
