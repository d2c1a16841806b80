"""A day of the service with every logger at DEBUG: no line holds a person, a secret or an answer.

Everything that goes wrong goes wrong: passwords, links, codes, a provider, a mail server, a disk,
our own code. What was typed, sent, shown or kept is looked for in all that was logged of it.
"""

import io
import json
import logging
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import duckdb
import httpx
import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from litestar.types import ASGIApp, Receive, Scope, Send

from service.app import create_app
from service.jobs.queue import JobQueue
from service.logs import JsonLines, TextLines
from service.settings import Settings
from service.store.api_tokens import ApiTokens
from service.store.database import Database
from service.store.invitations import new_invitations
from service.store.load import load
from service.web import forgotten
from service.web.front_desk import COOKIE
from surveys.roster import Enrolment, Person
from surveys.submissions import day_ordered_id
from tests.accounts import (
    ADMINISTRATOR,
    PASSWORD,
    add_user,
    quick_passwords,
    send_password,
    users_of,
)
from tests.factories import NOON, make_bundle, make_submission, make_survey
from tests.inside import broken, database_of
from tests.live import held_port, live_service
from tests.service.oidc_provider import CLIENT, SECRET, OidcProvider, provider
from tests.service.test_job_queue import finished

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000"}
HOST = "203.0.113.77"
METRICS = "a-token-for-metrics-of-tests"
TYPED = "Écrivez à zebrine@canari.example ou à Kwistopa Tramonelle, le canari"
SAID = {
    "an address typed at the door": "typed@canari.example",
    "a wrong password": "le mot de passe du canari",
    "what somebody answered": TYPED,
    "an address in it": "zebrine@canari.example",
    "a name": "Kwistopa",
    "a canary": "canari",
    "a user": ADMINISTRATOR,
    "her name": "Lovelace",
    "her password": PASSWORD,
    "an address of the network": HOST,
    "a token of the settings": METRICS,
    "the provider's secret": SECRET,
    "a user agent": "Canary/9",
}


class Day:
    """Who lives through it, and what must not be told of it."""

    def __init__(self, client: Client, known: OidcProvider) -> None:
        self.client, self.known, self.secrets = client, known, dict(SAID)

    def ask(self, method: str, path: str, **sent: Any) -> httpx.Response:
        headers = HERE | {"user-agent": "Canary/9", "x-request-id": "canari"}
        headers |= sent.pop("headers", {})
        return self.client.request(method, path, headers=headers, follow_redirects=False, **sent)

    def keep(self, what: str, secret: str | None) -> str:
        assert secret, what
        self.secrets[what] = secret
        return secret


def from_host(app: ASGIApp) -> ASGIApp:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        scope["client"] = (HOST, 40_000)
        await app(scope, receive, send)

    return answer


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    monkeypatch.setattr(forgotten, "_LATER_SECONDS", 0.0)
    with ExitStack() as stack:
        known = stack.enter_context(provider())
        nobody_there = stack.enter_context(held_port())
        path = tmp_path / "bilan.duckdb"
        settings = Settings(
            database=str(path),
            shortest_seconds=0,
            metrics_token=METRICS,
            oidc_issuer=known.issuer,
            oidc_client_id=CLIENT,
            oidc_client_secret=SECRET,
            smtp_host="127.0.0.1",
            smtp_port=nobody_there,
            smtp_security="none",
            smtp_from="b@example.org",
        )
        database = stack.enter_context(Database(path))
        person = Person(person=UUID(int=1), name="Kwistopa", email="zebrine@canari.example")
        personal = make_survey(slug="nov", closes_at=None, promise="one_per_invitation")
        bundle = make_bundle(
            surveys=(make_survey(closes_at=None), personal),
            people=(person,),
            enrolments=(Enrolment(cohort="cohorte-1", person=person.person, organisation=""),),
        )
        load(database, bundle, at=datetime.now(UTC))
        app = create_app(settings, database, passwords=quick_passwords())
        app.asgi_handler = from_host(app.asgi_handler)
        client = TestClient(app, base_url=HERE["origin"], raise_server_exceptions=False)
        stack.enter_context(client)
        add_user(client, ADMINISTRATOR, administrator=True)
        yield Day(client, known)


def at_the_door(day: Day) -> None:
    for email in (SAID["an address typed at the door"], ADMINISTRATOR):
        form = {"email": email, "password": SAID["a wrong password"]}
        assert day.ask("POST", "/sign-in", data=form).status_code == 401
    until = datetime.now(UTC) + timedelta(hours=1)
    users = users_of(day.client)
    ada = users.with_email(ADMINISTRATOR)
    assert ada
    token = day.keep("a one-time link", users.new_link(ada.user, until=until))
    assert day.ask("GET", f"/sign-in/{token}").status_code == 200
    assert day.ask("POST", "/sign-in/forgotten", data={"email": ADMINISTRATOR}).status_code == 200
    assert day.ask("GET", f"/sign-in/{token}x").status_code == 404
    assert day.ask("GET", "/programmes?q=canari").status_code == 303


def through_the_provider(day: Day) -> None:
    for wrong in ("status", "claims", "email", "metadata"):
        away = day.ask("GET", "/sign-in/with").headers["location"]
        state = day.keep(f"the state of {wrong}", parse_qs(urlsplit(away).query)["state"][0])
        back = day.known.agree(away)
        if wrong == "status":
            day.known.status = 500
        day.known.claims = {"iss": "https://canari.example"} if wrong == "claims" else {}
        day.known.email = "zebrine@canari.example"
        assert day.ask("GET", back).status_code in {401, 503}, state
        assert day.ask("GET", f"/sign-in/with/back?state={state}&code=canari").status_code == 401
        day.known.status = 200


def as_participants(day: Day) -> None:
    database = database_of(day.client)
    with database.transaction() as cursor:
        used, unused = new_invitations(cursor, "nov", 2)
    day.keep("a personal link", unused)
    day.keep("a used link", used)
    for path in (f"/i/{used}", f"/i/{used}x", f"/s/nov?i={unused}", f"/s/nov?i={TYPED}"):
        assert day.ask("GET", path).status_code < 500
    answers = make_submission().answers | {"needs_next": TYPED}
    number = iter(range(1, 9))

    def sent(survey: str, **changes: Any) -> httpx.Response:
        made = day_ordered_id(NOON.date(), bytes([next(number)]) * 10)
        submission = make_submission(id=made, **({"answers": answers} | changes))
        path = f"/api/surveys/{survey}/submissions"
        return day.ask("POST", path, content=msgspec.json.encode(submission))

    assert sent("nov", invitation=used).status_code == 201
    assert sent("nov", invitation=used).status_code == 409
    assert sent("nov", invitation="canari").status_code == 403
    assert sent("printemps-2026", answers=answers | {"hours": TYPED}).status_code == 422
    assert sent("printemps-2026", answers={TYPED: TYPED}).status_code == 400
    told = sent("printemps-2026")
    assert told.status_code == 201
    form = day.ask("GET", "/s/printemps-2026?lang=en").text
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    page = day.ask("POST", "/s/printemps-2026", data=hidden | {"needs_next": TYPED})
    assert page.status_code in {303, 422}
    for code in ("AAAA-AAAA-AAAA", "canari"):
        assert day.ask("POST", "/r", data={"code": code}).status_code == 404
    day.keep("a code", "AAAA-AAAA-AAAA")


def in_the_workspace(day: Day) -> None:
    day.keep("a browser's secret", send_password(day.client, ADMINISTRATOR).cookies.get(COOKIE))
    tokens: ApiTokens = day.client.app.dependencies["tokens"].dependency()
    user = users_of(day.client).with_email(ADMINISTRATOR)
    assert user
    made = tokens.new(user.user, "essai", "canari", writes=True, on=datetime.now(UTC).date())
    for secret in (day.keep("a token of the API", made), "bilan_canari"):
        bearer = {"authorization": f"Bearer {secret}"}
        day.ask("GET", "/api/cohorts/cohorte-1?canari", headers=bearer)
    day.ask("GET", "/metrics", headers={"authorization": f"Bearer {METRICS}x"})
    rows = "nom;courriel\nKwistopa;zebrine@canari.example\n;canari\n"
    files = {"file": ("canari.csv", rows.encode(), "text/csv")}
    assert day.ask("POST", "/cohorts/cohorte-1/roster", files=files).status_code < 500
    assert day.ask("GET", "/cohorts/canari").status_code == 404
    everybody = day.ask("POST", "/surveys/printemps-2026/reminders/everybody", data={})
    assert everybody.status_code < 500


def when_it_fails(day: Day) -> None:
    errors: list[Exception] = [
        ValueError(TYPED),
        duckdb.ConstraintException(f'Duplicate key "{TYPED}"'),
        duckdb.IOException(f'Could not write file "{TYPED}": No space left on device'),
        OSError(28, "No space left on device", TYPED),
        msgspec.ValidationError(TYPED),
    ]
    for error in errors:
        error.__cause__ = KeyError(TYPED)
        for path in ("/s/printemps-2026?i=canari", "/cohorts/cohorte-1", "/api/cohorts/cohorte-1"):
            with broken(day.client, "catalogue", error):
                assert day.ask("GET", path).status_code in {500, 503}

    def fail(*_: Any) -> None:
        raise ValueError(TYPED)

    database = database_of(day.client)
    with JobQueue(database, {"fail": fail}) as jobs:
        ended = finished(database, jobs.add("fail", "formation", at=datetime.now(UTC)))
    assert ended.state == "failed"
    assert TYPED not in str(ended)


PARTS = (at_the_door, through_the_provider, as_participants, in_the_workspace, when_it_fails)


def test_no_line_of_a_day_holds_a_person_a_secret_or_an_answer(day: Day) -> None:
    outputs = {kind: io.StringIO() for kind in (JsonLines, TextLines)}
    handlers = []
    for kind, output in outputs.items():
        handlers.append(logging.StreamHandler(output))
        handlers[-1].setFormatter(kind())
    root = logging.getLogger()
    level, root.handlers[:0] = root.level, handlers
    root.setLevel(logging.DEBUG)
    try:
        for live in PARTS:
            live(day)
    finally:
        root.setLevel(level)
        for handler in handlers:
            root.removeHandler(handler)

    said = {kind: output.getvalue() for kind, output in outputs.items()}
    lines = [json.loads(line) for line in said[JsonLines].splitlines()]
    for what, secret in day.secrets.items():
        for kind, text in said.items():
            assert secret not in text, (what, kind)
            assert secret.encode("unicode_escape").decode() not in text, (what, kind)
    assert {"/cohorts/{slug}", "/sign-in/{token}"} <= {line.get("route") for line in lines}
    messages = " ".join(line["message"] for line in lines)
    for part in (
        "lets nobody in",
        "mail server",
        "unforeseen",
        "Not stored",
        "job fail on formation",
    ):
        assert part in messages, part


def test_nor_does_what_the_server_itself_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BILAN_LOG", "json")
    with live_service(tmp_path / "bilan.duckdb") as live:
        before = len(live.log.read_bytes())
        with httpx.Client(base_url=live.address, headers={"user-agent": "Canary/9"}) as client:
            for path in (
                "/i/canari",
                "/sign-in/canari",
                "/s/canari?i=canari",
                "/programmes?canari",
            ):
                client.get(path)
        host, port = urlsplit(live.address).netloc.split(":")
        with socket.create_connection((host, int(port)), timeout=20) as raw:
            raw.sendall(b"GET / HTTP/1.1\r\nhost: x\r\ncanari canari\x01: 1\r\n\r\n")
            assert raw.recv(1_000).startswith(b"HTTP/1.1 400")
        said = live.log.read_bytes()[before:].decode()

    assert "canari" not in said
    assert "127.0.0.1" not in said
    lines = [json.loads(line) for line in said.splitlines()]
    assert [line["message"] for line in lines] == [
        *("answered", "answered"),
        "Invalid HTTP request received.",
    ]
    assert [line["route"] for line in lines[:2]] == ["/sign-in/{token}", "/programmes"]
