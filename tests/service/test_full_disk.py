"""The disk is full: whoever asks for something that must be kept is told to try again.

Nothing is kept by half, and all works again once there is room, without anybody's doing.
"""

import time
from collections.abc import Callable

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from tests.accounts import ADMINISTRATOR, send_password
from tests.dashboards.markup import read, sent_fields
from tests.full_disk import full_disk
from tests.inside import database_of, writer_of
from tests.journeys.test_form import FORM
from tests.journeys.test_receipts import WRITTEN, kept, press, send

Client = TestClient[Litestar]
OURS = {"origin": "http://127.0.0.1:8000"}


def post(client: Client, address: str, **fields: str) -> Callable[[], Response]:
    return lambda: client.post(address, data=fields, headers=OURS, follow_redirects=False)


def sign_in(client: Client) -> Callable[[], Response]:
    return lambda: send_password(client, ADMINISTRATOR)


def sign_out(client: Client) -> Callable[[], Response]:
    return post(client, "/sign-out")


def find_again(client: Client) -> Callable[[], Response]:
    return post(client, "/activities/formation/themes")


def set_up_a_programme(client: Client) -> Callable[[], Response]:
    return post(client, "/programmes/new", name_fr="L’été", zone="America/Toronto")


def close_a_survey(client: Client) -> Callable[[], Response]:
    return post(client, "/surveys/printemps-2026/close")


def begin_a_questionnaire(client: Client) -> Callable[[], Response]:
    return post(client, "/programmes/essai/questionnaires", source="blank")


def erase(client: Client) -> Callable[[], Response]:
    return post(client, "/r/erased", code=send(client), lang="fr")


def refused_while_full(client: Client, ask: Callable[[], Response]) -> Response:
    """Ask while the disk is full, and nothing else is being written."""
    while not writer_of(client).is_tidy:
        time.sleep(0.01)
    with full_disk():
        return ask()


@pytest.mark.parametrize(
    "prepare",
    [
        sign_in,
        sign_out,
        find_again,
        set_up_a_programme,
        close_a_survey,
        begin_a_questionnaire,
        erase,
    ],
)
def test_it_is_told_in_words_and_works_once_there_is_room(
    signed_in: Client, prepare: Callable[[Client], Callable[[], Response]]
) -> None:
    ask = prepare(signed_in)

    refused = refused_while_full(signed_in, ask)

    assert refused.status_code == 503
    assert refused.headers["retry-after"]
    assert "<h1" in refused.text
    assert ask().status_code == 303


def number_stored(client: Client) -> int:
    with database_of(client).cursor() as cursor:
        return len(cursor.execute("from submissions").fetchall())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "rien enregistrer en ce moment"),
        ("en", "can save nothing right now"),
    ],
)
def test_answers_that_cannot_be_stored_stay_on_the_page_and_are_sent_again_from_there(
    client: Client, language: str, words: str
) -> None:
    fields = dict(sent_fields(read(client.get(f"{FORM}?lang={language}").text))) | WRITTEN
    before = number_stored(client)

    refused = refused_while_full(client, lambda: client.post(FORM, data=fields))

    page = read(refused.text)
    assert (refused.status_code, number_stored(client)) == (503, before)
    assert refused.headers["retry-after"]
    assert words in refused.text
    assert WRITTEN["q.needs_next"] in refused.text
    again = client.post(FORM, data=dict(sent_fields(page)))
    assert again.url.path == f"{FORM}/received"
    assert number_stored(client) == before + 1


def test_a_correction_that_cannot_be_stored_stays_on_the_page_and_what_stood_stands(
    client: Client,
) -> None:
    code = send(client)
    before = kept(client, code)
    corrected = {"q.needs_next": "Plus de temps."}
    fields = dict(sent_fields(press(client, "/r/correct", code))) | corrected | {"go": "send"}

    refused = refused_while_full(client, lambda: client.post(f"{FORM}/correct", data=fields))

    assert refused.status_code == 503
    assert "Plus de temps." in refused.text
    assert kept(client, code) == before
    again = client.post(f"{FORM}/correct", data=dict(sent_fields(read(refused.text))))
    assert again.url.path == "/r/corrected"
    now = kept(client, code)
    assert now
    assert now.comments["needs_next"] == "Plus de temps."
