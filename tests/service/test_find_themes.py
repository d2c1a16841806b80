"""The job that searches for themes: what it keeps when it is cut short, what it never undoes."""

import time
from datetime import UTC, datetime
from multiprocessing import active_children
from threading import Event
from uuid import UUID

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from analysis.themes.sealed_vectors import SealedVectors
from service.jobs.embedder_choice import choose
from service.jobs.find_themes import KIND, ThemeFinder
from service.jobs.theme_search import Asked, Subject
from service.jobs.worker import Computation, ComputeCancelled, ComputeFailed, compute
from service.store import reads, theme_layers, vectors
from service.store import submissions as store
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.load import load
from surveys.submissions import day_ordered_id
from tests.factories import NOON, make_accepted, make_bundle
from tests.inside import database_of

SURVEYS = ["printemps-2026"]


def person(number: int) -> UUID:
    return day_ordered_id(NOON.date(), number.to_bytes(10, "big"))


def filled(database: Database, comments: int) -> Catalogue:
    """Store people who each wish for something else."""
    things = ("exemples", "pauses", "exercices", "fiches", "outils")
    submissions = tuple(
        make_accepted(
            submission_id=person(number),
            comments={"needs_next": f"Plus de {things[number % 5]} de la sorte {number}."},
        )
        for number in range(comments)
    )
    load(database, make_bundle(submissions=submissions), at=NOON)
    catalogue = Catalogue(database)
    catalogue.reload()
    return catalogue


@pytest.mark.parametrize(
    "written", ["formation", "formation refit", "formation more", "formation refit fewer"]
)
def test_a_subject_is_read_as_it_is_written(written: str) -> None:
    assert str(Subject.read(written)) == written


def test_a_subject_says_what_is_asked() -> None:
    assert Subject.read("formation") == Subject("formation")
    assert Subject.read("formation refit more") == Subject("formation", refit=True, detail="more")
    for wrong in ("formation again", "formation more refit", "formation refit refit"):
        with pytest.raises(ValueError, match="no search for themes"):
            Subject.read(wrong)


def test_a_search_that_is_killed_is_taken_up_where_it_was(database: Database) -> None:
    catalogue = filled(database, 300)
    choice = choose("bundled")

    def asked() -> Asked:
        with database.cursor() as cursor:
            setups = catalogue.now.setups_of_activity("formation")
            return Asked(
                comments=reads.comments(cursor, setups, at=datetime.now(UTC)),
                cohorts=(("cohorte-1", frozenset(SURVEYS)),),
                standing=None,
                watch=None,
                how=Subject("formation"),
                choice=choice,
                known=vectors.known(cursor, choice.name, SURVEYS),
            )

    def made_until_it_was_killed() -> set[bytes]:
        made: set[bytes] = set()

        def keep_and_kill(piece: SealedVectors) -> None:
            with database.transaction() as cursor:
                vectors.keep(cursor, choice.name, piece.each())
            made.update(hashed for hashed, _ in piece.each())
            for child in active_children():
                child.kill()

        with pytest.raises(ComputeFailed, match="ended with code -9"):
            compute(
                Computation("service.jobs.compute_themes", "compute", asked()),
                progress=lambda _: None,
                part=keep_and_kill,
            )
        return made

    first, then = made_until_it_was_killed(), made_until_it_was_killed()

    assert (len(first), len(then)) == (256, 300 - 256)
    assert first.isdisjoint(then)


def test_what_is_stored_of_a_search_is_found_again_by_the_next(database: Database) -> None:
    finder = ThemeFinder(database, filled(database, 24))

    first = finder.run("formation", lambda _: None)
    with database.cursor() as cursor:
        made = cursor.execute("select text_hash, vector from vectors order by all").fetchall()
        held = cursor.execute("from vector_holders").fetchall()
        assert theme_layers.standing(cursor, "formation") == first.standing

    assert {hashed for hashed, _ in held} <= {hashed for hashed, _ in made}
    assert {submission for _, submission in held} == {person(number) for number in range(24)}


def test_without_a_model_nothing_is_kept_of_texts(database: Database) -> None:
    finder = ThemeFinder(database, filled(database, 24), "words")

    searched = finder.run("formation", lambda _: None)

    assert searched.standing.embedder == "hashed-words-1"
    with database.cursor() as cursor:
        assert cursor.execute("select count(*) from vectors").fetchall() == [(0,)]
        assert cursor.execute("select count(*) from vector_holders").fetchall() == [(0,)]


def test_a_search_that_is_cancelled_stores_no_themes(database: Database) -> None:
    finder = ThemeFinder(database, filled(database, 24), "words")
    cancelled = Event()

    with pytest.raises(ComputeCancelled):
        finder.run("formation refit", lambda _: cancelled.set(), cancelled)

    with database.cursor() as cursor:
        assert theme_layers.standing(cursor, "formation") is None


def test_somebody_stops_a_search_through_the_service(signed_in: TestClient[Litestar]) -> None:
    database = database_of(signed_in)
    with database.transaction() as cursor:
        store.insert(
            cursor,
            [
                make_accepted(
                    submission_id=person(number),
                    comments={"needs_next": f"Plus d’exemples de la sorte {number}."},
                )
                for number in range(1, 400)
            ],
        )
    here = {"origin": "http://127.0.0.1:8000"}
    signed_in.post("/activities/formation/themes", headers=here, follow_redirects=False)
    with database.cursor() as cursor:
        ((job_id,),) = cursor.execute("select job_id from jobs where kind = $1", [KIND]).fetchall()

    stopped = signed_in.post(f"/api/jobs/{job_id}/cancel", headers=here)

    assert stopped.status_code == 202
    deadline = time.monotonic() + 20
    while signed_in.get(f"/api/jobs/{job_id}").json()["state"] != "cancelled":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    page = signed_in.get("/activities/formation/themes", params={"lang": "en"})
    assert "The search was stopped." in page.text
