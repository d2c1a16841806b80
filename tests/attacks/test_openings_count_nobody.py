"""Nobody who holds the file, or watches the pages, learns who opened a form, or when."""

import asyncio
import re
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

from litestar.testing import TestClient

from service.app import create_app
from service.settings import Settings
from service.store.database import Database
from service.store.load import load
from service.store.writer import SubmissionWriter
from surveys.submissions import day_ordered_id
from tests.attacks.linking import copy_of
from tests.factories import NOON, make_accepted, make_bundle, make_survey

SLUG = "printemps-2026"


def never() -> None:
    raise AssertionError("the disk took everything")


def rows(database: Database) -> list[tuple[object, ...]]:
    with database.cursor() as cursor:
        return cursor.execute("select * from form_openings order by survey").fetchall()


def test_whoever_comes_first_and_whoever_gives_up_the_file_says_the_same(tmp_path: Path) -> None:
    visits = {
        "reads": ("opened",),
        "gives up": ("opened", "started"),
        "sends": ("opened", "started"),
    }
    left = set()
    for number, order in enumerate(permutations(visits)):
        with Database(tmp_path / f"{number}.duckdb") as database:
            with SubmissionWriter(
                database, largest_group=9, on_fatal=never, counting_seconds=3_600
            ) as writer:
                for person in order:
                    for step in visits[person]:
                        writer.count(SLUG, **{step: 1})
                    if person == "sends":
                        asyncio.run(writer.store(make_accepted()))
            left.add(tuple(rows(database)))

    assert left == {((SLUG, 3, 2),)}


def test_the_file_has_room_for_counts_and_for_nothing_else(tmp_path: Path) -> None:
    with Database(tmp_path / "bilan.duckdb") as database, database.cursor() as cursor:
        columns = cursor.execute(
            "select column_name, data_type from information_schema.columns "
            "where table_name = 'form_openings' order by ordinal_position"
        ).fetchall()

    assert columns == [("survey", "VARCHAR"), ("opened", "INTEGER"), ("started", "INTEGER")]


def test_the_log_never_holds_a_count_beside_the_answers_it_came_with(tmp_path: Path) -> None:
    """While counts gather, the log grows by the answers alone; a planted count would show."""
    path = tmp_path / "bilan.duckdb"
    name = b"form_openings"
    with Database(path) as database:
        load(database, make_bundle(submissions=()), at=datetime.now(UTC))
        assert database.checkpoint()
        with SubmissionWriter(
            database, largest_group=9, on_fatal=never, counting_seconds=3_600
        ) as writer:
            while copy_of(path).log:  # what the writer does first
                pass
            for number in range(5):
                writer.count(SLUG, opened=1, started=1)
                submission_id = day_ordered_id(NOON.date(), number.to_bytes(10, "big"))
                asyncio.run(writer.store(make_accepted(submission_id=submission_id)))
            beside = copy_of(path).log
        assert b"submissions" in beside
        assert name not in beside

        with database.transaction() as cursor:
            cursor.execute("insert into form_openings values ('planted', 1, 1)")
        assert name in copy_of(path).log


def test_every_browser_is_told_the_same_by_the_count(tmp_path: Path) -> None:
    path = tmp_path / "bilan.duckdb"
    said: dict[str, set[str]] = {"opened": set(), "started": set(), "sent": set()}
    with Database(path) as database:
        survey = make_survey(closes_at=None)
        load(database, make_bundle(surveys=(survey,)), at=datetime.now(UTC))
        app = create_app(Settings(database=str(path), shortest_seconds=0), database)
        with TestClient(app, base_url="http://127.0.0.1:8000") as client:
            for _ in range(3):
                client.cookies.clear()
                form = client.get(f"/s/{SLUG}")
                found = re.findall(r'name="(id|lang|receipt)" value="([^"]*)"', form.text)
                sent = dict(found) | {"q.satisfaction": "satisfied"}
                moved = client.post(f"/s/{SLUG}", data=sent | {"page": "1", "go": "next"})
                done = client.post(f"/s/{SLUG}", data=sent, follow_redirects=False)
                for step, answer in zip(said, (form, moved, done), strict=True):
                    cookies = answer.headers.get_list("set-cookie")
                    said[step] |= {each for each in cookies if each.startswith("form=")}

    end = f"Path=/s/{SLUG}; SameSite=lax"
    assert said == {
        "opened": {f"form=opened; HttpOnly; {end}"},
        "started": {f"form=started; HttpOnly; {end}"},
        "sent": {f'form=""; HttpOnly; Max-Age=0; {end}'},
    }
