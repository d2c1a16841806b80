"""A file that is brought to a page: how large it may be is said before, and after."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.app import create_app
from service.settings import Settings
from service.store.database import Database
from surveys.bundle import Bundle
from tests.accounts import quick_passwords, sign_in
from tests.conftest import LoadedFile

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000"}
MOST = 1_500_000
PAGES = {
    "/cohorts/cohorte-1/roster": ("list", {"then": "keep"}),
    "/cohorts/cohorte-1/attendance/read": ("file", {"session": "1"}),
    "/surveys/printemps-2026/reminders": ("list", {"then": "list"}),
    "/activities/formation/themes/codebook": ("file", {"lang": "fr"}),
}


@pytest.fixture
def desk(settings: Settings, bundle: Bundle, loaded_file: LoadedFile) -> Iterator[Client]:
    """The service with a limit of its own."""
    path = Path(settings.database)
    path.write_bytes(loaded_file.holding(bundle).read_bytes())
    with Database(path) as database:
        limited = Settings(database=str(path), largest_file=MOST)
        app = create_app(limited, database, passwords=quick_passwords())
        with TestClient(app, base_url=HERE["origin"]) as desk:
            sign_in(desk)
            yield desk


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_says_how_large_a_file_may_be_before_and_after(desk: Client, language: str) -> None:
    most = {"fr": "1,5\u00a0Mo", "en": "1.5\u00a0MB"}[language]
    roster = "/cohorts/cohorte-1/roster"

    assert most in desk.get(roster, params={"lang": language}).text  # remembered from then on
    refused = desk.post(
        roster, files={"list": b"a" * (MOST + 20_000)}, data={"then": "keep"}, headers=HERE
    )
    assert refused.status_code == 413
    assert most in refused.text


@pytest.mark.parametrize("path", PAGES)
def test_a_larger_file_is_refused_announced_or_not_and_a_smaller_one_is_read(
    desk: Client, path: str
) -> None:
    name, fields = PAGES[path]

    def sent(size: int) -> int:
        made = desk.build_request(
            "POST", path, files={name: b"a,b\n" * (size // 4)}, data=fields, headers=HERE
        )
        body = made.read()
        announced = desk.send(made).status_code
        del made.headers["content-length"]
        silent = desk.build_request("POST", path, content=iter([body]), headers=made.headers)
        assert desk.send(silent).status_code == announced
        return announced

    assert sent(MOST + 20_000) == 413
    assert sent(1_000) != 413


def test_what_says_that_it_is_packed_is_not_unpacked(desk: Client) -> None:
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    packed = b"\x1f\x8b\x08\x00" + bytes(1_000)

    refused = desk.post("/api/surveys/printemps-2026/submissions", content=packed, headers=headers)

    assert refused.status_code == 400


@pytest.mark.parametrize("path", ["/cohorts/cohorte-1/roster", "/s/printemps-2026"])
def test_a_form_of_thousands_of_fields_is_refused(desk: Client, path: str) -> None:
    many = "&".join(f"a{number}=b" for number in range(20_000))
    urlencoded = HERE | {"content-type": "application/x-www-form-urlencoded"}
    fields = {f"a{number}": "b" for number in range(1_500)}

    assert desk.post(path, content=many, headers=urlencoded).status_code == 400
    assert desk.post(path, data=fields, files={"list": b"a"}, headers=HERE).status_code == 400
