"""What a cursor does ends soon after it is stopped, whenever that comes."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import duckdb
import pytest

from service.store.stoppable import Stoppable

FOR_MINUTES = "select sum(hash(i)) from range(100_000_000_000) numbers(i)"
SHORT = "select 1"

Work = Callable[[duckdb.DuckDBPyConnection, Event], None]


def one_for_minutes(cursor: duckdb.DuckDBPyConnection, begun: Event) -> None:
    begun.set()
    cursor.execute(FOR_MINUTES).fetchall()


def a_pause_and_one_for_minutes(cursor: duckdb.DuckDBPyConnection, begun: Event) -> None:
    begun.set()
    time.sleep(0.1)  # an interruption that comes now is forgotten by DuckDB
    cursor.execute(FOR_MINUTES).fetchall()


def many_short_ones(cursor: duckdb.DuckDBPyConnection, begun: Event) -> None:
    begun.set()
    while True:
        cursor.execute(SHORT).fetchall()


@pytest.mark.parametrize("work", [one_for_minutes, a_pause_and_one_for_minutes, many_short_ones])
def test_what_is_under_way_is_ended(work: Work) -> None:
    stoppable, begun = Stoppable(), Event()

    def do() -> None:
        with duckdb.connect() as connection, stoppable.using(connection):
            work(connection, begun)

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(do)
        assert begun.wait(10.0)
        stopped_at = time.monotonic()
        stoppable.stop()

        assert time.monotonic() - stopped_at < 5.0
        assert isinstance(done.exception(5.0), duckdb.InterruptException)


def test_nothing_begins_when_it_is_stopped_already() -> None:
    stoppable = Stoppable()
    stoppable.stop()

    with (
        duckdb.connect() as connection,
        pytest.raises(duckdb.InterruptException),
        stoppable.using(connection),
    ):
        pytest.fail("it began")


def test_who_stops_after_the_end_waits_for_nothing() -> None:
    stoppable = Stoppable()
    with duckdb.connect() as connection, stoppable.using(connection):
        assert connection.execute(SHORT).fetchall() == [(1,)]

    stoppable.stop()
