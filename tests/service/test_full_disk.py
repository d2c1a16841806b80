"""The disk is full: whoever asks for something that must be kept is told to try again."""

import time
from collections.abc import Callable

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from tests.accounts import ADMINISTRATOR, send_password
from tests.full_disk import full_disk
from tests.inside import writer_of

Client = TestClient[Litestar]
OURS = {"origin": "http://127.0.0.1:8000"}


def sign_in(client: Client) -> Callable[[], Response]:
    return lambda: send_password(client, ADMINISTRATOR)


def sign_out(client: Client) -> Callable[[], Response]:
    return lambda: client.post("/sign-out", headers=OURS, follow_redirects=False)


def find_again(client: Client) -> Callable[[], Response]:
    address = "/activities/formation/themes"
    return lambda: client.post(address, headers=OURS, follow_redirects=False)


@pytest.mark.parametrize("prepare", [sign_in, sign_out, find_again])
def test_it_is_told_in_words_and_works_once_there_is_room(
    signed_in: Client, prepare: Callable[[Client], Callable[[], Response]]
) -> None:
    ask = prepare(signed_in)
    while not writer_of(signed_in).is_tidy:  # a checkpoint without room would end the process
        time.sleep(0.01)

    with full_disk():
        refused = ask()

    assert refused.status_code == 503
    assert refused.headers["retry-after"]
    assert "<h1" in refused.text
    assert ask().status_code == 303
