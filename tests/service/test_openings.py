"""Forms that are opened and started are counted: once a browser, in memory, then in the file."""

import asyncio
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from analysis.inputs import Openings
from service.app import create_app
from service.settings import Settings
from service.store.database import Database
from service.store.load import load
from service.store.openings import add, form_openings
from service.store.writer import SubmissionWriter
from tests.factories import make_accepted, make_bundle, make_submission, make_survey
from tests.inside import database_of

Client = TestClient[Litestar]
SLUG = "printemps-2026"
FORM = f"/s/{SLUG}"


class Counted:
    """What stands in the file once the service has stopped."""

    openings: Openings


@contextmanager
def counting(path: Path) -> Iterator[tuple[Callable[[], Client], Counted]]:
    """Run the service; give what makes a browser, and afterwards what was counted."""
    counted = Counted()
    settings = Settings(database=str(path), shortest_seconds=0)
    with Database(path) as database:
        bundle = make_bundle(surveys=(make_survey(closes_at=None),), submissions=())
        load(database, bundle, at=datetime.now(UTC))
        app = create_app(settings, database)
        with TestClient(app, base_url="http://127.0.0.1:8000") as first:

            def browser() -> Client:
                first.cookies.clear()
                return first

            yield browser, counted
        with database.cursor() as cursor:
            counted.openings = form_openings(cursor).get(SLUG, Openings(0, 0))


def fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(id|lang|receipt|opened)" value="([^"]*)"', page))


ANSWER = {"q.satisfaction": "satisfied"}


def move(client: Client, form: str, **more: str) -> None:
    client.post(FORM, data=fields(form) | ANSWER | more)


def test_each_browser_counts_once_however_often_it_comes_back(tmp_path: Path) -> None:
    with counting(tmp_path / "bilan.duckdb") as (browser, counted):
        for _ in range(2):
            browser().get(FORM)
        client = browser()
        form = [client.get(FORM).text for _ in range(4)][-1]
        for go in ("next", "2", "back", "review"):
            move(client, form, page="1", go=go)

    assert counted.openings == Openings(opened=3, started=1)


def test_what_was_sent_counts_as_started_and_the_next_person_counts_too(tmp_path: Path) -> None:
    with counting(tmp_path / "bilan.duckdb") as (browser, counted):
        client = browser()
        for _ in range(2):
            move(client, client.get(FORM).text)  # all at once

    assert counted.openings == Openings(opened=2, started=2)


def test_sending_again_what_was_sent_from_here_counts_nothing_more(tmp_path: Path) -> None:
    with counting(tmp_path / "bilan.duckdb") as (browser, counted):
        client = browser()
        form = client.get(FORM).text
        move(client, form, page="1", go="next")
        client.post(FORM, data=fields(form) | ANSWER, follow_redirects=False)

    assert counted.openings == Openings(opened=1, started=1)


def test_a_browser_without_cookies_starts_once_when_it_sends(tmp_path: Path) -> None:
    with counting(tmp_path / "bilan.duckdb") as (browser, counted):
        form = browser().get(FORM).text
        for go in ("next", "review"):
            move(browser(), form, page="1", go=go)
        move(browser(), form)

    assert counted.openings == Openings(opened=1, started=1)


def test_a_program_that_sends_counts_as_a_form_of_its_own(tmp_path: Path) -> None:
    with counting(tmp_path / "bilan.duckdb") as (browser, counted):
        body = msgspec.to_builtins(make_submission(id=uuid4()))
        assert browser().post(f"/api/surveys/{SLUG}/submissions", json=body).status_code == 201

    assert counted.openings == Openings(opened=1, started=1)


def test_looking_switching_languages_robots_and_what_is_refused_count_nobody(
    tmp_path: Path,
) -> None:
    with counting(tmp_path / "bilan.duckdb") as (browser, counted):
        client = browser()
        client.head(FORM)
        assert client.get("/s/rien").status_code == 404
        assert client.get(f"{FORM}/whole").status_code == 200  # fetched ahead for later
        form = client.get(FORM).text
        client.post(FORM, data=fields(form) | {"page": "1", "switch": "en"})
        client.post(FORM, data=fields(form) | {"page": "1", "go": "next", "website": "x"})
        client.post(FORM, data=fields(form) | ANSWER | {"website": "x"})
        client.post(FORM, data=fields(form))  # the required answer is missing

    assert counted.openings == Openings(opened=1, started=0)


# --- the writer ----------------------------------------------------------------------------------


def never() -> None:
    raise AssertionError("the disk took everything")


def kept(database: Database) -> dict[str, Openings]:
    with database.cursor() as cursor:
        return form_openings(cursor)


def writer(database: Database, *, gathers: float) -> SubmissionWriter:
    return SubmissionWriter(database, largest_group=50, on_fatal=never, counting_seconds=gathers)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "writer.duckdb") as database:
        yield database


def test_counts_gather_and_are_written_when_it_stops(database: Database) -> None:
    with writer(database, gathers=3_600) as counts:
        for _ in range(200):
            counts.count("a", opened=1)
        counts.count("a", started=1)
        counts.count("b", opened=1)
        asyncio.run(counts.store(make_accepted()))

        assert kept(database) == {}  # no view waits for the disk, and no answer for a view

    assert kept(database) == {"a": Openings(200, 1), "b": Openings(1, 0)}


def test_counts_are_written_within_moments_while_nobody_sends_anything(
    database: Database,
) -> None:
    with writer(database, gathers=0.01) as counts:
        for number in (1, 2):
            counts.count("a", opened=1)
            deadline = time.monotonic() + 20
            while kept(database) != {"a": Openings(number, 0)} and time.monotonic() < deadline:
                time.sleep(0.01)
            assert kept(database) == {"a": Openings(number, 0)}


def test_counts_of_two_runs_add_up(database: Database) -> None:
    for _ in range(2):
        with writer(database, gathers=0.0) as counts:
            counts.count("a", opened=2, started=1)

    assert kept(database) == {"a": Openings(4, 2)}


def test_a_count_that_cannot_be_written_keeps_no_answer_from_being_stored(
    database: Database,
) -> None:
    with database.cursor() as cursor:
        cursor.execute("drop table form_openings")
    with writer(database, gathers=0.0) as counts:
        counts.count("a", opened=1)
        asyncio.run(counts.store(make_accepted()))
        counts.count("a", opened=1)

    with database.cursor() as cursor:
        assert cursor.execute("select count(*) from submissions").fetchall() == [(1,)]


# --- the page ------------------------------------------------------------------------------------


def test_the_page_of_a_cohort_shows_the_openings_of_its_survey(signed_in: Client) -> None:
    with database_of(signed_in).transaction() as cursor:
        add(cursor, {SLUG: Openings(opened=12, started=7)})

    page = signed_in.get("/cohorts/cohorte-1?lang=en").text

    assert "Browsers that opened the form" in page
    assert "at least 10" in page
    assert "at least 5" in page
