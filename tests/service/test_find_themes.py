"""The job that searches for themes: what it keeps when it is cut short, what it never undoes."""

import time
from datetime import UTC, datetime
from multiprocessing import active_children
from threading import Event, Thread
from uuid import UUID

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from analysis.text.spelling import spelled_out
from analysis.themes.cached_embedder import PIECE, CachedEmbedder
from analysis.themes.decisions import Rename
from analysis.themes.embedders import HashedWordsEmbedder, UniversalSentenceEncoder
from analysis.themes.find import find_themes
from analysis.themes.ideas import ideas_of
from analysis.themes.results import Alarm, Searched, Watch
from analysis.themes.sealed_vectors import HASH_BYTES, text_hash
from service.jobs.find_themes import KIND, ThemeFinder
from service.jobs.theme_search import Subject
from service.jobs.worker import ComputeCancelled, ComputeFailed
from service.store import reads, receipts, theme_decisions, theme_layers, vectors
from service.store import submissions as store
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.load import load
from surveys.bundle import Bundle
from surveys.submissions import day_ordered_id
from surveys.texts import Text
from tests.factories import NOON, make_accepted, make_bundle, make_searched
from tests.inside import database_of
from tests.service import theme_desk
from tests.service.searches import keep_search

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


def kill_once_vectors_are_kept(database: Database, done: Event) -> None:
    """Kill the worker as soon as the file holds a piece of what it made."""
    while not done.wait(0.005):
        with database.cursor() as cursor:
            ((kept,),) = cursor.execute("select count(*) from vectors").fetchall()
        if kept:
            for child in active_children():
                child.kill()
            return


def desk(database: Database) -> tuple[Catalogue, Bundle]:
    written = theme_desk.bundle()
    load(database, written, at=NOON)
    catalogue = Catalogue(database)
    catalogue.reload()
    return catalogue, written


def alarm_on(theme: int) -> Alarm:
    return Alarm(
        theme=theme,
        cohort="cohorte-2",
        kind="growing",
        p=0.0123,
        people=6,
        of=22,
        people_before=5,
        of_before=17,
    )


def written_down(written: Bundle, alarm: Alarm) -> Searched:
    """What a search found that raised one alarm."""
    return make_searched(
        theme_desk.found(written),
        proposed=theme_desk.found(written, proposed=True),
        watch=Watch(cohort="cohorte-2", looks=1, of=22, alarms=(alarm,)),
    )


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


def test_a_search_that_is_killed_leaves_what_it_made_to_the_next(database: Database) -> None:
    catalogue = filled(database, 700)
    done = Event()
    killer = Thread(target=kill_once_vectors_are_kept, args=(database, done))
    killer.start()
    try:
        with pytest.raises(ComputeFailed, match="ended with code -9"):
            ThemeFinder(database, catalogue).run("formation", lambda _: None)
    finally:
        done.set()
        killer.join()

    with database.cursor() as cursor:
        known = vectors.known(cursor, UniversalSentenceEncoder.name, SURVEYS)
        comments = reads.comments(
            cursor, catalogue.now.setups_of_activity("formation"), at=datetime.now(UTC)
        )
    texts = [spelled_out(idea.text, idea.language) for idea in ideas_of(comments).ideas]
    again: list[bytes] = []
    CachedEmbedder(
        UniversalSentenceEncoder(), known, lambda made: again.append(made.hashes)
    ).encode(texts)
    kept = len(known.each())
    assert len(texts) == len(set(texts)) == 700
    assert PIECE <= kept < 700
    assert len(b"".join(again)) == HASH_BYTES * (700 - kept)


def test_what_a_search_made_of_a_text_goes_with_it(database: Database) -> None:
    catalogue = filled(database, 24)
    ThemeFinder(database, catalogue).run("formation", lambda _: None)
    only = text_hash("Plus de exemples de la sorte 0.")

    with database.cursor() as cursor:
        made = vectors.known(cursor, UniversalSentenceEncoder.name, SURVEYS).each()
        held = cursor.execute("from vector_holders").fetchall()
    assert {hashed for hashed, _ in held} <= {hashed for hashed, _ in made}
    assert {submission for _, submission in held} == {person(number) for number in range(24)}
    assert [submission for hashed, submission in held if hashed == only] == [person(0)]

    with database.transaction() as cursor:
        receipts.erase(cursor, person(0))

    with database.cursor() as cursor:
        left = vectors.known(cursor, UniversalSentenceEncoder.name, SURVEYS).each()
    assert {hashed for hashed, _ in left} == {hashed for hashed, _ in held} - {only}


def test_what_is_decided_while_a_search_runs_is_not_undone(database: Database) -> None:
    catalogue = filled(database, 24)
    setups = catalogue.now.setups_of_activity("formation")
    database.telling.tell_texts([setup.survey for setup in setups], at=datetime.now(UTC))
    with database.cursor() as cursor:
        comments = reads.comments(cursor, setups, at=datetime.now(UTC))
    first = find_themes(comments, embedder=HashedWordsEmbedder())
    keep_search(database, "formation", make_searched(first), at=NOON)
    name = Text(fr="Ce qui manque", en="What is missing")
    number = first.themes[0].number
    decided: list[float] = []

    def decide_once(done: float) -> None:
        if not decided:
            rename = Rename(theme=number, name=name)
            theme_decisions.decide(database, "formation", rename, by="desk", at=NOON)
        decided.append(done)

    ThemeFinder(database, catalogue, "words").run("formation", decide_once)

    with database.cursor() as cursor:
        stands = theme_layers.standing(cursor, "formation")
    assert stands is not None
    assert {theme.number: theme.name for theme in stands.themes}[number] == name
    assert decided.count(1.0) == 2  # it was sought twice


def test_an_alarm_on_a_theme_that_is_only_proposed_stays_with_its_ideas(
    database: Database,
) -> None:
    catalogue, written = desk(database)
    raised = alarm_on(theme_desk.TRAVEL)
    keep_search(database, "formation", written_down(written, raised), at=NOON)

    ThemeFinder(database, catalogue, "words").run("formation", lambda _: None)

    with database.cursor() as cursor:
        watch = theme_layers.watch(cursor, "formation")
        proposed = theme_layers.proposed(cursor, "formation")
    assert watch is not None
    assert proposed is not None
    (kept,) = [alarm for alarm in watch.alarms if alarm.p == raised.p]
    said = {m.submission_id for m in proposed.mentions if m.theme == kept.theme}
    assert said == {
        each.submission_id
        for each in written.submissions
        if each.comments["needs_next"].startswith(theme_desk.WORDS[None])
    }


def test_a_proposal_that_is_discarded_while_a_search_runs_keeps_no_alarm(
    database: Database,
) -> None:
    catalogue, written = desk(database)
    raised = alarm_on(theme_desk.TRAVEL)
    keep_search(database, "formation", written_down(written, raised), at=NOON)
    told: list[float] = []

    def discard_once(done: float) -> None:
        if not told:
            theme_decisions.discard(database, "formation", by="desk", at=NOON)
        told.append(done)

    ThemeFinder(database, catalogue, "words").run("formation", discard_once)

    with database.cursor() as cursor:
        watch = theme_layers.watch(cursor, "formation")
    assert watch is not None
    assert [alarm for alarm in watch.alarms if alarm.p == raised.p] == []


def test_without_a_model_nothing_is_kept_of_texts(database: Database) -> None:
    finder = ThemeFinder(database, filled(database, 24), "words")

    finder.run("formation", lambda _: None)

    with database.cursor() as cursor:
        standing = theme_layers.standing(cursor, "formation")
        assert standing is not None
        assert standing.embedder == "hashed-words-1"
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
