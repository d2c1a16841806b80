"""What takes the quick way is answered as by the usual one, to the byte."""

from typing import Any
from uuid import uuid4

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.settings import Settings
from surveys.bundle import Bundle
from tests.factories import make_bundle, make_submission, make_survey

Client = TestClient[Litestar]
ADDRESS = "/api/surveys/printemps-2026/submissions"
QUICK = {"content-type": "application/json"}
USUAL = {"content-type": "application/json; charset=utf-8"}
"""The same to a reader of the standard, and not what the quick way waits for."""


def body(**changes: Any) -> bytes:
    return msgspec.json.encode(msgspec.to_builtins(make_submission(id=uuid4())) | changes)


def said(client: Client, address: str, content: bytes, headers: dict[str, str]) -> Any:
    answer = client.post(address, content=content, headers=headers)
    told = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
    return answer.status_code, told, answer.content


@pytest.mark.parametrize(
    ("status", "address", "content"),
    [
        (201, ADDRESS, body()),
        (422, ADDRESS, body(answers={"satisfaction": "delighted"})),
        (400, ADDRESS, b""),
        (400, ADDRESS, b"{"),
        (400, ADDRESS, b"\xff"),
        (400, ADDRESS, body(language="de")),
        (413, ADDRESS, b"x" * 300_000),
        (404, ADDRESS.replace("printemps", "automne"), body()),
    ],
)
def test_both_ways_answer_the_same(
    client: Client, status: int, address: str, content: bytes
) -> None:
    quick = said(client, address, content, QUICK)

    assert quick == said(client, address, content, USUAL)
    assert quick[0] == status


def test_both_ways_refuse_what_has_the_id_of_another(client: Client) -> None:
    client.post(ADDRESS, content=body(id=(same := str(uuid4()))), headers=QUICK)

    quick = said(client, ADDRESS, body(id=same, quotable=True), QUICK)

    assert quick == said(client, ADDRESS, body(id=same, quotable=True), USUAL)
    assert quick[0] == 409


@pytest.mark.parametrize(("headers", "routed"), [(QUICK, False), (USUAL, True)])
def test_what_can_be_stored_never_comes_to_the_router(
    client: Client, headers: dict[str, str], routed: bool
) -> None:
    content = body()
    scope: dict[str, Any] = {
        "type": "http",
        "method": "POST",
        "path": ADDRESS,
        "raw_path": ADDRESS.encode(),
        "root_path": "",
        "query_string": b"",
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 1),
        "headers": [
            (b"host", b"127.0.0.1:8000"),
            (b"content-length", b"%d" % len(content)),
            *((name.encode(), value.encode()) for name, value in headers.items()),
        ],
    }
    halves = [content[:100], content[100:]]
    sent: list[Any] = []

    async def receive() -> Any:
        half = halves.pop(0)
        return {"type": "http.request", "body": half, "more_body": bool(halves)}

    async def send(message: Any) -> None:
        sent.append(message)

    with client.portal() as portal:
        portal.call(client.app, scope, receive, send)

    assert sent[0]["status"] == 201
    assert ("path_template" in scope) is routed


class TestAFullMinute:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return msgspec.structs.replace(settings, sends_per_survey=3)

    def test_who_is_refused_is_counted_once(self, client: Client) -> None:
        """The usual way words the refusal, and does not try again."""
        wrong = body(answers={"satisfaction": "delighted"})

        answered = [said(client, ADDRESS, wrong, QUICK)[0] for _ in range(4)]

        assert answered == [422, 422, 422, 429]


class TestAfterItHasClosed:
    @pytest.fixture
    def bundle(self) -> Bundle:
        return make_bundle(surveys=(make_survey(),))

    def test_both_ways_say_so(self, client: Client) -> None:
        quick = said(client, ADDRESS, body(), QUICK)

        assert quick == said(client, ADDRESS, body(), USUAL)
        assert quick[0] == 409
