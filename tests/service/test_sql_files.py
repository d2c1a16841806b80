"""Every SQL file fits the tables as they are now, and says what it is for."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from service.store.database import Database
from service.store.sql import query

QUERIES = sorted(
    path.name.removesuffix(".sql") for path in (files("service.store") / "queries").iterdir()
)
SOURCES = list((Path(__file__).parent.parent.parent / "service").rglob("*.py"))


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_fits_the_schema(name: str, tmp_path: Path) -> None:
    with Database(tmp_path / "bilan.duckdb") as database, database.cursor() as cursor:
        cursor.execute(f"prepare checked as {query(name)}")


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_is_one_statement_with_a_first_comment(name: str) -> None:
    text = query(name)

    assert text.startswith("-- ")
    assert ";" not in re.sub(r"--.*", "", text)


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_is_used(name: str) -> None:
    sources = "".join(path.read_text("utf-8") for path in SOURCES)

    assert f'"{name}"' in sources


def test_no_statement_hides_in_python() -> None:
    statement = re.compile(
        r"""["'](select .* from|insert into|update \w+ set|delete from|create table) """,
        re.IGNORECASE,
    )

    assert [path.as_posix() for path in SOURCES if statement.search(path.read_text("utf-8"))] == []
