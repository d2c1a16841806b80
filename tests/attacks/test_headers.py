"""What every answer tells a browser, whatever answers: each route, and what is no route."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.settings import Settings
from service.store.database import Database
from service.store.load import load
from service.web.front_desk import COOKIE
from tests.accounts import ADMINISTRATOR, add_user, send_password
from tests.attacks.test_permissions import ROUTES, TYPED, address
from tests.factories import make_bundle, make_survey
from tests.one_app import OneApp

Client = TestClient[Litestar]
HTTPS = "https://bilan.example.org"
HERE = {"origin": HTTPS}
HOST = f"__Host-{COOKIE}"
OPEN = "automne-2026"
"""A survey that no route closes."""
SLOW = "GET /programmes/{slug:str}/report.pdf"
"""Sent as the other files of the report are, once it is set."""

FRAMED = {"GET /programmes/{slug:str}/questionnaires/{draft:uuid}/preview"}
"""Shown in a frame of ours."""

KEPT = re.compile(r"/static/|/s/|\.svg$|\.png$|\.atom$|^/i/|^/r|^/c/|^/accessibility")
"""Participants' pages and files that hold nothing of the team; all else is stored nowhere."""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, one_app: OneApp) -> Iterator[Client]:
    """The service as people reach it over https; an administrator has an account."""
    path = tmp_path_factory.mktemp("headers") / "bilan.duckdb"
    settings = Settings(
        database=str(path),
        shortest_seconds=0,
        public_url=HTTPS,
        security_contact="securite@example.org",
    )
    with Database(path) as database:
        surveys = [make_survey(slug=slug, closes_at=None) for slug in ("printemps-2026", OPEN)]
        load(database, make_bundle(surveys=surveys), at=datetime.now(UTC))
        app = one_app.over(settings, database)
        with TestClient(app, base_url=HTTPS, raise_server_exceptions=False) as client:
            add_user(client, ADMINISTRATOR, administrator=True)
            yield client


@pytest.fixture
def kept(client: Client) -> str:
    """What the browser of an administrator keeps."""
    user = client.app.state.users.with_email(ADMINISTRATOR)
    made: str = client.app.state.sign_ins.begin(user.user, browser="", at=datetime.now(UTC))
    return made


def ask(client: Client, route: str, kept: str) -> Any:
    client.cookies.clear()
    cookie = {"cookie": f"{HOST}={kept}"} if kept else {}
    return client.request(
        route.split(" ", maxsplit=1)[0],
        address(route),
        data=TYPED.get(route),
        headers=HERE | cookie,
        follow_redirects=False,
    )


def check(answer: Any, *, framed: bool = False, keeps: bool = False) -> None:
    """Fail unless an answer says all that answers have to say."""
    said = answer.headers
    assert said["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert said["x-content-type-options"] == "nosniff"
    assert said["cross-origin-resource-policy"] == "same-origin"
    kind = said.get("content-type", "").partition(";")[0]
    if kind == "text/html":
        assert said["cross-origin-opener-policy"] == "same-origin"
        assert {"camera=()", "microphone=()", "geolocation=()"} <= set(
            said["permissions-policy"].split(", ")
        )
    assert answer.url.path.startswith("/static/") or re.fullmatch(
        r"[0-9a-f]{32}", said["x-request-id"]
    )
    assert "server" not in said
    assert "access-control-allow-origin" not in said
    if kind in {"text/css", "text/javascript"}:  # no browser shows it by itself
        return
    assert said["referrer-policy"] in {"same-origin", "no-referrer"}
    (policy,) = said.get_list("content-security-policy")
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules["default-src"] == ["'none'"]
    assert rules["frame-ancestors"] == ["'self'" if framed else "'none'"]
    assert rules["base-uri"] == ["'none'"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "http" not in policy
    assert keeps or said["cache-control"] == "no-store"


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_answers_everybody_with_all_headers(
    client: Client, kept: str, route: str
) -> None:
    keeps = bool(KEPT.search(address(route)))
    for who in ("", kept) if route != SLOW else ("",):
        answer = ask(client, route, who)
        framed = route in FRAMED and answer.status_code == 200
        check(answer, framed=framed, keeps=keeps)
        if answer.status_code in {401, 403, 500}:
            check(answer)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/api/nowhere", 404),
        ("DELETE", "/programmes", 405),
        ("TRACE", "/programmes", 405),
        ("OPTIONS", "/programmes", 204),
        ("HEAD", "/sign-in", 200),
        ("POST", f"/api/surveys/{OPEN}/submissions", 400),
    ],
)
def test_so_does_what_is_no_answer_of_a_route(
    client: Client, method: str, path: str, status: int
) -> None:
    answer = client.request(method, path, headers=HERE)

    assert answer.status_code == status
    check(answer)


def test_so_does_what_a_browser_has_already(client: Client) -> None:
    first = client.get("/static/style.css")
    again = client.get("/static/style.css", headers={"if-none-match": first.headers["etag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    check(first, keeps=True)
    check(again, keeps=True)
    assert first.headers["cache-control"] == "public, max-age=3600"


@pytest.mark.parametrize("path", ["/programmes", "/api/home", f"/s/{OPEN}", "/sign-in/with/back"])
def test_so_does_a_failure_of_ours(client: Client, kept: str, path: str) -> None:
    dependencies = client.app.dependencies
    names = ("catalogue", "single_sign_on")
    held = {name: dependencies[name].dependency for name in names}
    for name in names:
        dependencies[name].dependency = lambda: None
    try:
        answer = client.get(path, headers={"cookie": f"{HOST}={kept}"})
    finally:
        for name in names:
            dependencies[name].dependency = held[name]

    assert answer.status_code == 500
    check(answer, keeps=path.startswith("/s/"))
    assert answer.headers["x-request-id"] in answer.text


class TestCookies:
    def test_over_https_they_are_of_this_host_alone(self, client: Client) -> None:
        client.cookies.clear()
        cookies = send_password(client, ADMINISTRATOR).headers.get_list("set-cookie")

        assert {cookie.partition("=")[0] for cookie in cookies} == {HOST, "__Host-bilan_language"}
        for cookie in cookies:
            attributes = {each.lower() for each in cookie.split("; ")[1:]}
            assert {"secure", "httponly", "samesite=lax", "path=/"} <= attributes
            assert "domain" not in cookie.lower()

    def test_those_of_a_part_of_the_service_are_of_it_alone(self, client: Client) -> None:
        client.cookies.clear()
        (cookie,) = client.get(f"/s/{OPEN}").headers.get_list("set-cookie")

        assert cookie.startswith("__Secure-form=opened; ")
        attributes = {each.lower() for each in cookie.split("; ")[1:]}
        assert {"secure", "httponly", "samesite=lax", f"path=/s/{OPEN}"} <= attributes

    @pytest.mark.parametrize("name", [COOKIE, f"__Secure-{COOKIE}", f"__Host-__Host-{COOKIE}"])
    def test_one_that_a_neighbouring_site_could_have_set_is_not_heard(
        self, client: Client, kept: str, name: str
    ) -> None:
        client.cookies.clear()
        headers = {"cookie": f"x=1; {name}={kept}"}
        assert client.get("/programmes", headers=headers, follow_redirects=False).status_code == 303
        headers = {"cookie": f"{name}=nobody; {HOST}={kept}"}
        assert client.get("/programmes", headers=headers).status_code == 200

    def test_signing_out_takes_it_away(self, client: Client) -> None:
        client.cookies.clear()
        send_password(client, ADMINISTRATOR)
        (gone,) = client.post("/sign-out", headers=HERE, follow_redirects=False).headers.get_list(
            "set-cookie"
        )

        assert gone.startswith((f'{HOST}=""; ', f"{HOST}=; "))
        assert {"secure", "max-age=0"} <= {each.lower() for each in gone.split("; ")}


class TestSecurityTxt:
    PATH = "/.well-known/security.txt"

    def test_it_names_whom_to_tell(self, client: Client) -> None:
        answer = client.get(self.PATH)
        fields = dict(line.split(": ", 1) for line in answer.text.strip().split("\n"))

        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert fields["Contact"] == "mailto:securite@example.org"
        assert fields["Preferred-Languages"] == "fr, en"
        assert fields["Canonical"] == f"{HTTPS}{self.PATH}"
        left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
        assert 170 < left.days < 365
