"""A form carried over the end of a session: nothing gets in by it, out by it, or is kept."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.store.audit import lines
from service.web.carried import LARGEST
from service.web.front_desk import COOKIE
from tests.accounts import ADMINISTRATOR, PASSWORD
from tests.dashboards.markup import read
from tests.inside import database_of

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000"}
WRITE = "/cohorts/cohorte-1/announcements"
TYPED = "un secret de la conceptrice"
FORM = {"said_fr": TYPED}
AGAIN = {"email": ADMINISTRATOR, "password": PASSWORD, "go": "in"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8000.evil.example"},
        {"origin": "https://evil.example", "host": "127.0.0.1:8000"},
        HERE | {"sec-fetch-site": "cross-site"},
        HERE | {"sec-fetch-site": "same-site"},
        HERE | {"sec-fetch-mode": "no-cors"},
    ],
)
def test_what_another_site_sends_is_never_carried(ended: Client, headers: dict[str, str]) -> None:
    answer = ended.post(WRITE, data=FORM, headers=headers, follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in"
    assert TYPED not in answer.text


def test_another_site_cannot_hand_a_form_to_the_door(ended: Client) -> None:
    forged = AGAIN | {"address": WRITE, "typed:said_fr": TYPED}

    for origin in ("https://evil.example", "null", ""):
        answer = ended.post("/sign-in/again", data=forged, headers={"origin": origin})
        assert answer.status_code == 403
        assert TYPED not in answer.text
        assert COOKIE not in answer.cookies


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/cohorts/cohorte-1/announcements",
        "//evil.example/cohorts/cohorte-1/announcements",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "",
        "cohorts/cohorte-1/announcements",
        "/sign-out",
        "/sign-in",
        "/sign-in/again",
        "/s/printemps-2026",
        "/r/erase",
        "/api/programmes",
        "/api/../cohorts/cohorte-1/announcements",
        "/programmes",  # a page, but none that takes a form
        "/nowhere",
        "/cohorts/cohorte-1/%0d%0a/x",
        "/my-account/é",
    ],
)
def test_a_form_is_handed_back_for_pages_of_the_workspace_only(ended: Client, address: str) -> None:
    answer = ended.post(
        "/sign-in/again",
        data=AGAIN | {"address": address, "typed:said_fr": TYPED, "to": address},
        headers=HERE,
        follow_redirects=False,
    )

    assert answer.status_code == 303
    assert answer.headers["location"] == "/programmes"
    assert TYPED not in answer.text


def test_an_address_longer_than_ours_is_not_carried(ended: Client) -> None:
    forged = AGAIN | {"address": f"{WRITE}?{'a' * 2_100}", "typed:said_fr": TYPED}
    answer = ended.post("/sign-in/again", data=forged, headers=HERE, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/programmes")


@pytest.mark.parametrize("referer", ["https://evil.example/programmes", "//evil.example", "/x"])
def test_the_way_back_is_a_page_of_ours(ended: Client, referer: str) -> None:
    told = ended.post(WRITE, data=FORM, headers=HERE | {"referer": referer})

    assert told.status_code == 401
    assert "evil" not in told.text
    forged = AGAIN | {"address": WRITE, "typed:said_fr": TYPED, "to": referer}
    back = ended.post("/sign-in/again", data=forged, headers=HERE)
    assert back.status_code == 200
    assert "evil" not in back.text
    assert 'href="/programmes"' in back.text


@pytest.mark.parametrize(
    "secret", ["password", "PASSWORD", "new_password", "token", "client_secret"]
)
def test_a_form_with_a_secret_is_not_carried_at_all(ended: Client, secret: str) -> None:
    kept = "ne doit jamais revenir"
    told = ended.post(
        "/my-account/password",
        data={"name": TYPED, secret: kept},
        headers=HERE,
        follow_redirects=False,
    )
    assert told.status_code == 303
    assert kept not in told.text

    forged = AGAIN | {"address": WRITE, "typed:said_fr": TYPED, f"typed:{secret}": kept}
    back = ended.post("/sign-in/again", data=forged, headers=HERE, follow_redirects=False)
    assert back.status_code == 303
    assert kept not in back.text


def test_the_password_typed_at_the_door_never_comes_back(ended: Client) -> None:
    carried = {"address": WRITE, "typed:said_fr": TYPED, "to": WRITE}
    for go in ("in", "language", "continue"):
        typed = AGAIN | carried | {"go": go, "password": "mot de passe tapé"}
        answer = ended.post("/sign-in/again", data=typed, headers=HERE)
        assert TYPED in answer.text
        assert "mot de passe tapé" not in answer.text


def test_names_and_values_run_nothing(ended: Client) -> None:
    hostile = '"><script>alert(1)</script><input name="x'
    sent = {hostile: hostile, "said_fr": hostile, "email": hostile}
    told = ended.post(f"{WRITE}?a={hostile}", data=sent, headers=HERE)
    forged = AGAIN | {"address": f"{WRITE}?{urlencode({'a': hostile})}", "to": hostile}
    forged |= {f"typed:{name}": value for name, value in sent.items()}
    back = ended.post("/sign-in/again", data=forged, headers=HERE)

    for answer in (told, back):
        page = read(answer.text)
        assert "alert" in answer.text
        assert all(e.attributes["src"].startswith("/static/") for e in page.all("script"))
        assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_a_huge_body_is_neither_read_nor_handed_back(ended: Client) -> None:
    huge = b"said_fr=" + b"a" * (LARGEST + 1)
    urlencoded = {"content-type": "application/x-www-form-urlencoded"}
    told = ended.post(WRITE, content=huge, headers=HERE | urlencoded)
    assert told.status_code == 401
    assert len(told.content) < 10_000

    many = b"&".join(b"said_fr=a" for _ in range(2_100))
    assert ended.post(WRITE, content=many, headers=HERE | urlencoded).status_code == 400
    forged = urlencode(AGAIN).encode() + b"&typed:said_fr=" + b"a" * (LARGEST + 50_000)
    assert (
        ended.post("/sign-in/again", content=forged, headers=HERE | urlencoded).status_code == 413
    )
    for broken in (b"\xff\xfe", b"said_fr=%FF", b"said_fr=%ED%A0%80"):
        assert ended.post(WRITE, content=broken, headers=HERE | urlencoded).status_code == 400


def test_nothing_of_it_is_kept_here(ended: Client) -> None:
    told = ended.post(WRITE, data=FORM, headers=HERE)
    assert TYPED in told.text

    ended.post(
        "/sign-in/again",
        data=AGAIN | {"address": WRITE, "typed:said_fr": TYPED},
        headers=HERE,
    )

    with database_of(ended).cursor() as cursor:
        said = [f"{line.action} {line.subject}" for line in lines(cursor)]
    assert said[-1].strip() == "signed in"
    assert not any("announcements" in each for each in said)
    assert TYPED not in ended.get(WRITE).text


def test_whoever_was_shut_out_is_not_let_in_by_a_form(ended: Client) -> None:
    users = ended.app.state.users
    ada = users.with_email(ADMINISTRATOR)
    kept = ended.app.state.sign_ins.begin(ada.user, browser="", at=datetime.now(UTC))
    ended.cookies.set(COOKIE, kept)
    ended.app.state.sign_ins.sign_out(kept)

    told = ended.post(WRITE, data=FORM, headers=HERE)
    assert told.status_code == 401
    again = ended.post(
        "/sign-in/again",
        data={"address": WRITE, "typed:said_fr": TYPED, "go": "continue"},
        headers=HERE,
    )
    assert again.status_code == 401
