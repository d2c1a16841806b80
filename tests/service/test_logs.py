"""What a line of the log holds, and the id that leads from a page to it."""

import asyncio
import io
import json
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import duckdb
import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service import logs
from service.logs import JsonLines, TextLines, configure, reason, spoken, traced
from service.settings import Settings
from service.store.database import Database
from service.store.load import load
from service.store.users import UserRefused
from service.web.logged_requests import logged_requests
from tests.accounts import ADMINISTRATOR, add_user, send_password
from tests.factories import make_bundle, make_submission, make_survey
from tests.inside import broken
from tests.one_app import OneApp

Client = TestClient[Litestar]
HERE = "http://127.0.0.1:8000"
ADA = "Ada Lovelace, ada@example.org"
PROXY = "0123456789abcdef0123456789ABCDEF"


@contextmanager
def lines(kind: type[logging.Formatter] = JsonLines) -> Iterator[list[Any]]:
    """Give the lines that are written meanwhile, as programs read them."""
    output, root, read = io.StringIO(), logging.getLogger(), list[Any]()
    handler = logging.StreamHandler(output)
    handler.setFormatter(kind())
    handler.addFilter(lambda record: record.name != "httpx")  # the client of the tests
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield read
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        written = output.getvalue().splitlines()
        read += map(json.loads, written) if kind is JsonLines else written


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, one_app: OneApp) -> Iterator[Client]:
    path = tmp_path_factory.mktemp("logs") / "bilan.duckdb"
    with Database(path) as database:
        load(database, make_bundle(surveys=(make_survey(closes_at=None),)), at=datetime.now(UTC))
        app = one_app.over(Settings(database=str(path), shortest_seconds=0), database)
        with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
            add_user(client, ADMINISTRATOR, administrator=True)
            yield client


@pytest.fixture
def client(service: Client) -> Client:
    """Nobody is signed in."""
    service.cookies.clear()
    return service


@pytest.fixture
def signed_in(client: Client) -> Client:
    send_password(client, ADMINISTRATOR)
    return client


class TestRequests:
    def test_one_of_the_team_is_a_line(self, signed_in: Client) -> None:
        with lines() as said:
            answer = signed_in.get("/cohorts/cohorte-1?secret=1")

        (line,) = said
        assert line["message"] == "answered"
        assert (line["level"], line["logger"]) == ("info", "service.web.logged_requests")
        assert (line["method"], line["route"]) == ("GET", "/cohorts/{slug}")
        assert (line["status"], line["request_id"]) == (200, answer.headers["x-request-id"])
        assert 0 < line["duration_ms"] < 60_000
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])
        assert set(line) == {
            *("time", "level", "logger", "message"),
            *("request_id", "route", "method", "status", "duration_ms"),
        }

    def test_so_is_one_of_who_is_not_let_in(self, client: Client) -> None:
        with lines() as said:
            client.get("/api/home")
            client.head("/programmes")
            client.post("/sign-in", data={"email": "a@b.ca", "password": "wrong, wrong, wrong"})

        assert [(line["route"], line["status"]) for line in said] == [
            ("/api/home", 401),
            ("/programmes", 303),
            ("/sign-in", 200),
            ("/sign-in", 403),
        ]

    @pytest.mark.parametrize(
        "path",
        [
            *("/s/printemps-2026", "/s/nowhere", "/r", "/i/TOKEN", "/accessibility", "/nowhere"),
            *("/static/style.css", "/health", "/ready", "/api/surveys/printemps-2026"),
        ],
    )
    def test_one_of_a_participant_is_none(self, client: Client, path: str) -> None:
        with lines() as said:
            client.get(path, headers={"accept-language": "fr"})
            client.post(path, data={"code": "AAAA-AAAA-AAAA"})

        assert said == []

    def test_an_answer_is_none(self, client: Client) -> None:
        with lines() as said:
            sent = msgspec.json.encode(make_submission())
            statuses = [
                client.post(f"/api/surveys/{survey}/submissions", content=sent).status_code
                for survey in ("printemps-2026", "printemps-2026", "nowhere")
            ]

        assert statuses == [201, 201, 404]
        assert said == []


class TestIds:
    def test_each_request_has_one_of_its_own(self, client: Client) -> None:
        ids = [client.get(path).headers["x-request-id"] for path in ("/r", "/r", "/nowhere")]

        assert len(set(ids)) == 3
        assert all(re.fullmatch(r"[0-9a-f]{32}", each) for each in ids)

    @pytest.mark.parametrize("given", [PROXY, "6f1c1a44-9c2e-4e0f-8f7c-2f0f9b1f6f0e"])
    def test_what_stands_before_us_may_give_it_for_the_team(
        self, signed_in: Client, given: str
    ) -> None:
        with lines() as said:
            answer = signed_in.get("/programmes", headers={"x-request-id": given})

        assert answer.headers["x-request-id"] == said[0]["request_id"] == given

    @pytest.mark.parametrize(
        "given", ["ada@example.org", "short", "g" * 32, "a" * 65, f'{PROXY}"}}', f"{PROXY} x", ""]
    )
    def test_not_if_it_could_say_something(self, signed_in: Client, given: str) -> None:
        answer = signed_in.get("/programmes", headers={"x-request-id": given})

        assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])

    @pytest.mark.parametrize("path", ["/s/printemps-2026", "/r", "/i/TOKEN", "/nowhere"])
    def test_never_for_participants(self, client: Client, path: str) -> None:
        """The proxy's id leads to its own log, with addresses and seconds."""
        answer = client.get(path, headers={"x-request-id": PROXY})

        assert answer.headers["x-request-id"] != PROXY


class TestFailures:
    def test_of_the_team_the_page_and_the_line_share_a_number(self, signed_in: Client) -> None:
        with lines() as said, broken(signed_in, "catalogue", ValueError(ADA)):
            page = signed_in.get("/cohorts/cohorte-1?lang=fr")

        failure, answered = said
        assert page.status_code == failure.get("status", 500) == answered["status"] == 500
        assert f"Numéro de l’incident\u00a0: {failure['request_id']}" in page.text
        assert answered["request_id"] == failure["request_id"]
        assert (failure["level"], failure["message"]) == ("error", "unforeseen error")
        assert failure["error"][0] == "ValueError"
        assert any(re.search(r"inside\.py:\d+ in fail$", frame) for frame in failure["error"])
        assert "Ada" not in json.dumps(failure)
        assert not failure["time"].endswith(":00:00.000+00:00")

    def test_a_program_is_told_the_number(self, signed_in: Client) -> None:
        with lines() as said, broken(signed_in, "catalogue", ValueError(ADA)):
            answer = signed_in.get("/api/cohorts/cohorte-1")

        assert answer.status_code == 500
        assert answer.json()["request_id"] == said[0]["request_id"]
        assert "request_id" not in signed_in.get("/api/cohorts/nowhere").json()

    def test_of_a_participant_the_line_says_no_more_than_the_hour(self, client: Client) -> None:
        with lines() as said, broken(client, "catalogue", ValueError(ADA)):
            page = client.get("/s/printemps-2026?lang=en")

        (line,) = said
        assert f"Incident number: {line['request_id']}" in page.text
        assert line["route"] == "/s/{slug}"
        assert line["time"].endswith(":00:00.000+00:00")
        assert "duration_ms" not in line
        assert "printemps" not in json.dumps(line)

    def test_a_disk_that_is_full_is_named_and_nothing_else(self, client: Client) -> None:
        full = duckdb.IOException('Could not write file "/data/ada": No space left on device')
        with lines() as said, broken(client, "catalogue", full):
            page = client.get("/s/printemps-2026?lang=en")

        assert page.status_code == 503
        assert said[0]["message"].endswith("Could not write file …: No space left on device")
        assert said[0]["request_id"] in page.text


def test_where_no_answer_can_be_made_there_is_one_all_the_same() -> None:
    sent: list[Any] = []

    async def app(*_: Any) -> None:
        raise ValueError("ada@example.org")

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        raise AssertionError

    scope: Any = {"headers": [], "method": "GET"}

    async def answered() -> None:
        await logged_requests(app)(scope, receive, send)

    with lines() as said:
        asyncio.run(answered())

    assert [message.get("status") for message in sent] == [500, None]
    assert int(dict(sent[0]["headers"])[b"content-length"]) == len(sent[1]["body"])
    assert said[0]["message"] == "no answer could be made"
    assert dict(sent[0]["headers"])[b"x-request-id"].decode() == said[0]["request_id"]


class TestLines:
    def say(self, kind: type[logging.Formatter], name: str, *said: Any) -> Any:
        with lines(kind) as read:
            logging.getLogger(name).error(*said)
        (line,) = read
        return line

    def test_ours_say_all_of_it(self) -> None:
        assert self.say(JsonLines, "service.jobs", "job %s failed", 7)["message"] == "job 7 failed"

    def test_of_a_library_nothing_that_it_fills_in(self) -> None:
        said = self.say(JsonLines, "library", "sent to %s\nwith 1", "ada@example.org")

        assert said["message"] == "sent to %s"

    def test_nobody_writes_a_line_of_their_own(self) -> None:
        forged = "gone\n2026-01-01T00:00:00 error all is lost\x1b[2J\u2028"
        line = self.say(TextLines, "service.jobs", "job %s", forged)

        assert "\n" not in line
        assert "\x1b" not in line
        assert "\u2028" not in line

    def test_for_a_person_it_reads_as_a_line(self, signed_in: Client) -> None:
        with lines(TextLines) as said:
            answer = signed_in.get("/programmes")

        time, _, rest = said[0].partition(" ")
        assert datetime.fromisoformat(time).utcoffset() is not None
        assert rest == f"info answered [/programmes, {answer.headers['x-request-id']}]"


class TestErrors:
    def test_an_exception_is_its_type_alone(self) -> None:
        assert spoken(KeyError("ada@example.org")) == "KeyError"
        taken = duckdb.ConstraintException('Duplicate key "ada" violates primary key')
        assert spoken(taken) == "_duckdb.ConstraintException"
        assert spoken(UserRefused("ada@example.org has an account")) == (
            "service.store.users.UserRefused"
        )

    def test_what_the_system_says_is_kept(self) -> None:
        refused = OSError(28, "No space left on device", "/home/ada/bilan.duckdb")
        assert spoken(refused) == "OSError: No space left on device"
        fatal = duckdb.FatalException('FATAL Error: duplicate key "a"d"a" in "t"\nmore')
        assert spoken(fatal) == "_duckdb.FatalException: FATAL Error: duplicate key …"

    def test_causes_are_told_until_it_is_enough(self) -> None:
        error: Exception = ValueError("first")
        for number in range(20):
            error, error.__cause__ = KeyError(number), error

        assert list(traced(error)) == ["KeyError"] * 5

    def test_a_page_reads_our_own_words_and_no_others(self) -> None:
        assert reason(UserRefused("no")) == "no"
        assert reason(ValueError("what somebody wrote")) == "ValueError"


@pytest.fixture
def as_before() -> Iterator[None]:
    """Leave logging as it was."""
    root, ours, hook = logging.getLogger(), logging.getLogger("service"), threading.excepthook
    held = root.handlers[:], root.level, ours.level
    yield
    root.handlers[:], threading.excepthook = held[0], hook
    root.setLevel(held[1])
    ours.setLevel(held[2])


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize(("kind", "told"), [("text", 1), ("json", 2)])
def test_what_is_said_depends_on_the_setting(
    kind: Any, told: int, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(Settings(log=kind))
    logging.getLogger("service.x").info("answered")
    logging.getLogger("service.x").warning("not sent")
    logging.getLogger("library").info("chatter")

    out, said = capsys.readouterr()
    assert (out, len(said.splitlines())) == ("", told)
    assert all(line.startswith("{") == (kind == "json") for line in said.splitlines())


@pytest.mark.usefixtures("as_before")
def test_a_thread_that_fails_says_no_more_than_a_request(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure(Settings(log="json"))

    def fail() -> None:
        raise ValueError("ada@example.org")

    thread = threading.Thread(target=fail, name="writer")
    thread.start()
    thread.join()

    line = json.loads(capsys.readouterr().err)
    assert (line["message"], line["error"][0]) == ("the thread writer ended", "ValueError")
    assert "ada" not in json.dumps(line)
    assert logs.id_now() == ""
