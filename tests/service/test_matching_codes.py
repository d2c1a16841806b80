"""Personal codes from the form to the file and to the page: hashed, linked, never written down."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.settings import Settings
from service.store import reads
from service.store import submissions as store
from service.store.catalogue import read_snapshot
from service.store.database import Database
from service.store.load import load
from service.store.matching_codes import CodeHasher, forget_codes
from surveys.bundle import Bundle
from surveys.texts import LANGUAGES
from tests.factories import (
    LATER,
    PERSONAL_CODE,
    make_accepted,
    make_bundle,
    make_submission,
    make_survey,
)
from tests.inside import database_of

Client = TestClient[Litestar]
FOLLOW_UP = "automne-2026"
HASHES = (UUID(int=1), UUID(int=2))


@pytest.fixture
def bundle() -> Bundle:
    """Two surveys of one cohort that are open, with nobody's answers."""
    surveys = (make_survey(closes_at=None), make_survey(slug=FOLLOW_UP, closes_at=None))
    return make_bundle(surveys=surveys, submissions=())


def send(client: Client, survey: str = "printemps-2026", **code: str) -> dict[str, Any]:
    """Send one person's answers with `PERSONAL_CODE` changed to `code`."""
    answers = {"satisfaction": "satisfied", "my_code": PERSONAL_CODE | code}
    sent: dict[str, Any] = msgspec.to_builtins(make_submission(id=uuid4(), answers=answers))
    assert client.post(f"/api/surveys/{survey}/submissions", json=sent).status_code == 201
    return sent


def kept(client: Client) -> list[tuple[Any, ...]]:
    database = database_of(client)
    with database.cursor() as cursor:
        rows = cursor.execute("select survey, hashes from matching_codes order by all").fetchall()
    return [tuple(row) for row in rows]


def test_the_two_forms_keep_the_same_hashes_of_the_same_code(client: Client) -> None:
    for language in LANGUAGES:
        fields = {"id": str(uuid4()), "lang": language, "q.satisfaction": "satisfied"}
        fields |= {f"q.my_code.{element}": typed for element, typed in PERSONAL_CODE.items()}
        assert client.post("/s/printemps-2026", data=fields).status_code == 200

    one, other = kept(client)

    assert one == other
    assert len(one[1]) == len(PERSONAL_CODE)


def test_nothing_of_a_code_is_in_the_file_but_its_hashes(
    client: Client, settings: Settings
) -> None:
    marked = {"phone": "83", "mother": "W", "town": "Q"}
    send(client, **marked)
    database = database_of(client)
    while not database.checkpoint():  # the writer is at one of its own
        time.sleep(0.05)
    with database.cursor() as cursor:
        written = cursor.execute("select answers::json from submissions").fetchall()
        comments = cursor.execute("select count(*) from comments").fetchall()
    file = b"".join(path.read_bytes() for path in Path(settings.database).parent.iterdir())

    assert [msgspec.json.decode(answers) for (answers,) in written] == [
        {"satisfaction": "satisfied"}
    ]
    assert comments == [(0,)]
    assert b"satisfied" in file  # what is kept in clear would be found
    assert b"phone=83" not in file
    assert not re.search(rb"mother\W{1,4}[Ww]\b|town\W{1,4}[Qq]\b|phone\W{1,4}83", file)


def test_sent_again_it_is_kept_once_and_with_another_code_it_is_refused(client: Client) -> None:
    sent = send(client)
    address = "/api/surveys/printemps-2026/submissions"
    again = client.post(address, json=sent)
    changed = sent | {"answers": sent["answers"] | {"my_code": PERSONAL_CODE | {"day": "30"}}}

    assert again.status_code == 201
    assert client.post(address, json=changed).status_code == 409
    assert len(kept(client)) == 1


def test_half_a_code_is_refused_with_what_is_missing(client: Client) -> None:
    fields = {"id": str(uuid4()), "lang": "en", "q.satisfaction": "satisfied"}
    response = client.post("/s/printemps-2026", data=fields | {"q.my_code.mother": "Marie"})

    assert response.status_code == 422
    assert "as a whole, or not at all. Missing: 5 elements." in response.text
    assert "“Your mother’s first name”: a single letter, from A to Z," in response.text
    assert 'value="Marie"' in response.text
    assert kept(client) == []


def end_surveys(client: Client) -> None:
    """Let every survey be over: codes are linked from then on."""
    with database_of(client).transaction() as cursor:
        cursor.execute("update surveys set closes_at = opens_at + interval 1 day")
    client.app.state.catalogue.reload()


def test_before_and_after_are_linked_on_the_page_of_the_cohort(
    client: Client, signed_in: Client
) -> None:
    for day in range(1, 7):
        send(client, mother="ABCDEF"[day - 1], town="ABCDEF"[-day], day=str(day))
        wrong = {"phone": "99"} if day == 1 else {}
        send(
            client, FOLLOW_UP, mother="ABCDEF"[day - 1], town="ABCDEF"[-day], day=str(day), **wrong
        )

    end_surveys(client)
    page = " ".join(signed_in.get("/cohorts/cohorte-1?lang=en").text.split())

    assert "6 people linked by their code, of 6 at most who could be (100%)." in page
    assert "For 1 of them, one element of the code differs." in page


def test_fewer_than_five_links_are_not_told(client: Client, signed_in: Client) -> None:
    for day in range(1, 5):
        send(client, mother="ABCD"[day - 1], day=str(day))
        send(client, FOLLOW_UP, mother="ABCD"[day - 1], day=str(day))

    end_surveys(client)
    page = signed_in.get("/cohorts/cohorte-1?lang=en").text

    assert "Fewer than 5 people linked by their code: nothing is shown." in page


def test_a_programme_has_one_salt_made_at_its_first_code_even_by_several_at_once(
    tmp_path: Path,
) -> None:
    with Database(tmp_path / "bilan.duckdb") as database:
        with CodeHasher(database) as hasher, ThreadPoolExecutor(8) as threads:
            made = set(threads.map(lambda _: hasher.hash("essai", ("a", "b")), range(8)))
        with CodeHasher(database) as later:
            made.add(later.hash("essai", ("a", "b")))
            elsewhere = later.hash("autre", ("a", "b"))
        with database.cursor() as cursor:
            salts = cursor.execute("select programme, octet_length(salt) from programme_salts")
            assert sorted(salts.fetchall()) == [("autre", 32), ("essai", 32)]

    assert len(made) == 1
    assert not set(elsewhere) & set(*made)


def test_a_code_is_read_back_with_its_submission_and_can_be_forgotten(tmp_path: Path) -> None:
    given = make_accepted(matching=HASHES)
    without = make_accepted(submission_id=uuid4())
    with Database(tmp_path / "bilan.duckdb") as database:
        load(database, make_bundle(submissions=(given, without)), at=datetime.now(UTC))
        with database.cursor() as cursor:
            assert store.known(cursor, [given.submission_id])[given.submission_id] == given
            assert store.known(cursor, [without.submission_id])[without.submission_id] == without
            setups = list(read_snapshot(cursor).setups.values())
            (code,) = reads.waves(cursor, setups, at=LATER)["printemps-2026"].codes
            assert (code.submission_id, code.hashes) == (given.submission_id, HASHES)
        with database.transaction() as cursor:
            forget_codes(cursor, [given.submission_id])
        with database.cursor() as cursor:
            assert reads.waves(cursor, setups, at=LATER)["printemps-2026"].codes == ()
