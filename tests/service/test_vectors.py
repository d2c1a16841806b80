"""Vectors are kept as long as somebody holds their text, and no longer."""

from pathlib import Path
from uuid import UUID

import numpy as np
import pytest

from analysis.themes.cached_embedder import CachedEmbedder
from analysis.themes.embedders import Vectors
from analysis.themes.sealed_vectors import SealedVectors, text_hash
from service.store import receipts, vectors
from service.store.database import Database
from service.store.load import load
from surveys.submissions import day_ordered_id
from tests.analysis.themes.dense import Dense
from tests.factories import NOON, make_accepted, make_bundle

MODEL = Dense.name
SURVEYS = ["printemps-2026"]
SHARED, ALONE = "Du temps pour pratiquer.", "Une halte-garderie les soirs de rencontre."
WRITERS = tuple(day_ordered_id(NOON.date(), bytes(9) + bytes([number])) for number in range(3))
HELD = {
    (text_hash(SHARED), WRITERS[0]),
    (text_hash(SHARED), WRITERS[1]),
    (text_hash(ALONE), WRITERS[0]),
}


def made(*texts: str) -> tuple[Vectors, SealedVectors]:
    pieces: list[SealedVectors] = []
    made_now = CachedEmbedder(Dense(), SealedVectors(b"", b""), pieces.append).encode(texts)
    return made_now, pieces[0]


@pytest.fixture
def stored(database: Database) -> Database:
    """Two people wrote the same, one of them something else as well; a search has read both."""
    submissions = tuple(
        make_accepted(submission_id=writer, comments={"needs_next": f"{SHARED} {ALONE}"})
        for writer in WRITERS
    )
    load(database, make_bundle(submissions=submissions), at=NOON)
    with database.transaction() as cursor:
        vectors.keep(cursor, MODEL, made(SHARED, ALONE)[1].each())
        vectors.hold_only(cursor, HELD, SURVEYS)
    return database


def texts_known(database: Database, model: str = MODEL) -> set[bytes]:
    with database.cursor() as cursor:
        return {hashed for hashed, _ in vectors.known(cursor, model, SURVEYS).each()}


def holders(database: Database) -> set[tuple[bytes, UUID]]:
    with database.cursor() as cursor:
        return set(cursor.execute("from vector_holders").fetchall())


def erase(database: Database, writer: UUID) -> None:
    with database.transaction() as cursor:
        receipts.erase(cursor, writer)


def test_vectors_are_read_back_as_they_were_made(stored: Database) -> None:
    before, _ = made(SHARED, ALONE)
    with stored.cursor() as cursor:
        known = vectors.known(cursor, MODEL, SURVEYS)

    dense = Dense()
    after = CachedEmbedder(dense, known, lambda _: None).encode([SHARED, ALONE])

    assert dense.asked == []
    assert after.tobytes() == before.tobytes()


def test_a_vector_is_kept_once_and_a_holder_noted_once(stored: Database) -> None:
    with stored.transaction() as cursor:
        vectors.keep(cursor, MODEL, made(SHARED, ALONE)[1].each())
        vectors.hold(cursor, HELD)

    with stored.cursor() as cursor:
        assert cursor.execute("select count(*) from vectors").fetchall() == [(2,)]
        assert cursor.execute("select count(*) from vector_holders").fetchall() == [(3,)]


def test_what_is_erased_takes_its_vectors_but_those_of_texts_that_others_wrote_too(
    stored: Database,
) -> None:
    erase(stored, WRITERS[0])

    assert texts_known(stored) == {text_hash(SHARED)}
    assert holders(stored) == {(text_hash(SHARED), WRITERS[1])}

    erase(stored, WRITERS[1])

    assert texts_known(stored) == set()
    assert holders(stored) == set()


def test_a_corrected_comment_takes_the_vectors_of_its_first_text(stored: Database) -> None:
    with stored.transaction() as cursor:
        changed = make_accepted(submission_id=WRITERS[0], comments={"needs_next": "Autre chose."})
        receipts.correct(cursor, changed)

    assert texts_known(stored) == {text_hash(SHARED)}
    assert holders(stored) == {(text_hash(SHARED), WRITERS[1])}


def test_a_correction_that_leaves_the_comments_leaves_the_vectors(stored: Database) -> None:
    with stored.transaction() as cursor:
        corrected = make_accepted(
            submission_id=WRITERS[0],
            answers={"pace": "too_slow"},
            comments={"needs_next": f"{SHARED} {ALONE}"},
        )
        receipts.correct(cursor, corrected)

    assert texts_known(stored) == {text_hash(SHARED), text_hash(ALONE)}


def test_what_a_search_made_before_it_was_cut_short_is_known_until_a_comment_changes(
    stored: Database,
) -> None:
    with stored.transaction() as cursor:
        vectors.keep(cursor, MODEL, made("Une idée de plus.")[1].each())
        before = vectors.changes(cursor)
    assert text_hash("Une idée de plus.") in texts_known(stored)

    erase(stored, WRITERS[2])

    assert texts_known(stored) == {text_hash(SHARED), text_hash(ALONE)}
    with stored.cursor() as cursor:
        assert vectors.changes(cursor) == before + 1


def test_a_search_through_all_comments_drops_what_nobody_holds(stored: Database) -> None:
    with stored.transaction() as cursor:
        vectors.hold_only(cursor, {(text_hash(SHARED), WRITERS[2])}, SURVEYS)

    assert holders(stored) == {(text_hash(SHARED), WRITERS[2])}
    assert texts_known(stored) == {text_hash(SHARED)}


def test_the_vectors_of_another_model_are_not_taken_for_ours_and_go_in_the_end(
    stored: Database,
) -> None:
    assert texts_known(stored, "another") == set()

    with stored.transaction() as cursor:
        vectors.keep(cursor, "another", made(SHARED)[1].each())
        vectors.forget_others(cursor, "another")

    assert texts_known(stored) == set()
    assert texts_known(stored, "another") == {text_hash(SHARED)}


def test_whoever_was_erased_while_a_search_ran_is_not_noted_again(stored: Database) -> None:
    erase(stored, WRITERS[0])
    with stored.transaction() as cursor:
        vectors.hold(cursor, HELD)

    assert holders(stored) == {(text_hash(SHARED), WRITERS[1])}


def test_no_byte_of_a_vector_stands_in_the_file_before_or_after_it_is_erased(
    stored: Database, tmp_path: Path
) -> None:
    rounded = [vector.astype(np.float16).tobytes() for vector in made(SHARED, ALONE)[0]]
    telling = [vector[i : i + 8] for vector in rounded for i in range(0, len(vector), 8)]

    assert stored.checkpoint()
    before = (tmp_path / "bilan.duckdb").read_bytes()
    erase(stored, WRITERS[0])
    assert stored.checkpoint()
    after = (tmp_path / "bilan.duckdb").read_bytes()

    assert text_hash(ALONE) in before  # so that a vector as it was made would be found, too
    assert not any(part in file for part in telling for file in (before, after))


def test_an_erased_vector_leaves_the_log_of_the_file(stored: Database, tmp_path: Path) -> None:
    (sealed,) = [vector for _, vector in made(ALONE)[1].each()]
    log = tmp_path / "bilan.duckdb.wal"
    assert sealed in log.read_bytes()

    erase(stored, WRITERS[0])
    assert stored.checkpoint()

    assert not log.exists() or sealed not in log.read_bytes()
