"""Every SQL file fits the tables as they are now, and says what it is for."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest

from service.store.database import Database
from service.store.sql import query

QUERIES = sorted(
    path.name.removesuffix(".sql") for path in (files("service.store") / "queries").iterdir()
)
SOURCES = {
    path: path.read_text("utf-8")
    for path in (Path(__file__).parent.parent.parent / "service").rglob("*.py")
}


@pytest.fixture(scope="module")
def tables() -> Iterator[duckdb.DuckDBPyConnection]:
    """All tables as they are now."""
    with Database(Path(":memory:")) as database, database.cursor() as cursor:
        yield cursor


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_fits_the_schema(name: str, tables: duckdb.DuckDBPyConnection) -> None:
    tables.execute(f"prepare {name}_checked as {query(name)}")


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_is_one_statement_with_a_first_comment(name: str) -> None:
    text = query(name)

    assert text.startswith("-- ")
    assert ";" not in re.sub(r"--.*", "", text)


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_is_used(name: str) -> None:
    assert any(f'"{name}"' in source for source in SOURCES.values())


def test_no_statement_hides_in_python() -> None:
    statement = re.compile(
        r"""["'](select .* from|insert into|update \w+ set|delete from|create table) """,
        re.IGNORECASE,
    )

    assert [path.as_posix() for path, source in SOURCES.items() if statement.search(source)] == []
