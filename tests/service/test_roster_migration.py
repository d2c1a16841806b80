"""A file with a roster of before people were told apart keeps what it knew, and no more."""

from pathlib import Path

import duckdb
import pytest

from service.store.database import Database
from service.store.sql import migrations

BEFORE = "0008"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A file as it was: two cohorts, four lines of roster."""
    path = tmp_path / "bilan.duckdb"
    with duckdb.connect(path) as connection:
        (_, first), *known = migrations()
        connection.execute(first)
        for name, statements in known:
            if name < BEFORE:
                connection.execute(statements)
                connection.execute("insert into migrations values (?)", [name])
        connection.execute("""
            insert into programmes (slug, name, demonstration)
                values ('p', {'fr': 'P', 'en': 'P'}, false);
            insert into activities values ('a', 'p', {'fr': 'A', 'en': 'A'}, 0);
            insert into cohorts values
                ('c1', 'a', {'fr': 'C', 'en': 'C'}, '2026-01-12', '2026-01-26', 9),
                ('c2', 'a', {'fr': 'C', 'en': 'C'}, '2026-02-12', '2026-02-26', 9);
            insert into sessions values
                ('c1', 1, {'fr': 'S', 'en': 'S'}, '2026-01-12', 60),
                ('c1', 2, {'fr': 'S', 'en': 'S'}, '2026-01-26', 90);
            insert into roster values
                ('c1', 'Maison', 'montreal', 'volunteer', 0, false),
                ('c1', 'Maison', 'montreal', 'volunteer', 2, true),
                ('c1', 'Jardin', 'quebec', 'other', 1, true),
                ('c2', 'Jardin', 'quebec', 'other', 1, false);
        """)
    return path


def test_every_line_is_a_person_with_what_was_known_of_them(older: Path) -> None:
    with Database(older) as database, database.cursor() as cursor:
        rows = cursor.execute("""
            select cohort, organisation, role, sessions_attended, minutes_attended, completed
            from roster order by all
        """).fetchall()
        (people,) = cursor.execute("select count(distinct person) from enrolments").fetchall()
        named = cursor.execute("from people").fetchall()
        noted = cursor.execute("from attendances").fetchall()

    # Which session of 60 and 90 minutes was attended is not known: 75 on average.
    assert rows == [
        ("c1", "Jardin", "other", 1, 75, True),
        ("c1", "Maison", "volunteer", 0, 0, False),
        ("c1", "Maison", "volunteer", 2, 150, True),
        ("c2", "Jardin", "other", 1, 0, False),
    ]
    assert people == (4,)
    assert (named, noted) == ([], [])


def test_organisations_are_known_once_a_programme(older: Path) -> None:
    with Database(older) as database, database.cursor() as cursor:
        organisations = cursor.execute("from organisations order by all").fetchall()

    assert organisations == [("p", "Jardin", "quebec", ""), ("p", "Maison", "montreal", "")]
