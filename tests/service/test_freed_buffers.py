"""What DuckDB remembers of freed buffers is forgotten, and nobody notices."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import duckdb
import pytest

from service.store import submissions as store
from service.store.database import Database
from service.store.freed_buffers import forget_all, forget_freed
from service.store.sql import query
from surveys.submissions import day_ordered_id
from tests.factories import NOON, make_accepted

MANY = 1_000


def remembered(database: Database) -> int:
    with database.cursor() as cursor:
        ((buffers,),) = cursor.execute(query("freed_buffers")).fetchall()
    return int(buffers)


def memory_limit(database: Database) -> str:
    with database.cursor() as cursor:
        ((limit,),) = cursor.execute("select current_setting('memory_limit')").fetchall()
    return str(limit)


def stored(database: Database) -> int:
    with database.cursor() as cursor:
        ((number,),) = cursor.execute("select count(answers) from submissions").fetchall()
    return int(number)


@pytest.fixture
def used(database: Database) -> Database:
    """A database of which many buffers were freed, with answers that are in the log alone."""
    with database.transaction() as cursor:
        store.insert(
            cursor,
            [
                make_accepted(submission_id=day_ordered_id(NOON.date(), entropy))
                for entropy in (number.to_bytes(10, "big") for number in range(500))
            ],
        )
    while remembered(database) <= MANY:
        with database.cursor() as cursor:
            cursor.execute(
                "select count(*) from submissions join submissions as same using (submission_id)"
            ).fetchall()
    return database


@contextmanager
def somebody_inside(database: Database) -> Iterator[None]:
    entered, leave = Event(), Event()

    def read() -> None:
        with database.cursor():
            entered.set()
            leave.wait()

    reader = Thread(target=read)
    reader.start()
    entered.wait()
    try:
        yield
    finally:
        leave.set()
        reader.join()


def test_freed_buffers_are_forgotten_and_duckdb_has_its_memory_back(used: Database) -> None:
    limit = memory_limit(used)

    assert forget_freed(used, patience=1.0, most=MANY)

    assert remembered(used) < MANY / 10
    assert memory_limit(used) == limit
    assert stored(used) == 500


def test_duckdb_has_its_memory_back_where_nothing_was_freed() -> None:
    with duckdb.connect() as connection:
        before = connection.execute("select current_setting('memory_limit')").fetchall()

        forget_all(connection)

        assert connection.execute("select current_setting('memory_limit')").fetchall() == before


def test_nothing_that_memory_holds_alone_is_written_into_a_file_beside(
    used: Database, tmp_path: Path
) -> None:
    assert used.log_size

    assert forget_freed(used, patience=1.0, most=MANY)

    assert [each.name for each in tmp_path.iterdir()] == ["bilan.duckdb"]


def test_a_few_stay_for_it_costs_what_is_kept_of_the_tables(used: Database) -> None:
    before = remembered(used)

    assert not forget_freed(used, patience=1.0, most=2 * before)

    assert remembered(used) >= before


def test_who_uses_the_file_is_not_disturbed(used: Database) -> None:
    with somebody_inside(used):
        assert not forget_freed(used, patience=0.01, most=MANY)

    assert remembered(used) > MANY
    assert forget_freed(used, patience=0.01, most=MANY)  # it can be asked for again


def test_who_copies_the_file_is_not_disturbed(used: Database) -> None:
    with used.copying:
        assert not forget_freed(used, patience=0.01, most=MANY)

    assert remembered(used) > MANY


def test_a_disk_without_room_is_left_alone(used: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Database, "room", 0)

    assert not forget_freed(used, patience=0.01, most=MANY)

    assert used.log_size
