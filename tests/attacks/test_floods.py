"""Robots and floods: they are slowed down and bounded, and nobody honest is ever refused."""

import asyncio
import re
import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import httpx
import msgspec
import pytest
import uvicorn
from litestar import Litestar
from litestar.testing import RequestFactory, TestClient

from service.errors import TooMany
from service.settings import Settings
from service.store.database import Database
from service.store.load import load
from service.web.bounded_requests import LARGEST_HEAD, BoundedRequests
from service.web.robots import Holding
from service.web.send_limits import Rate, SendLimits, counted_address
from tests.dashboards.markup import called, controls, read, sent_fields
from tests.factories import make_bundle, make_submission, make_survey
from tests.inside import database_of
from tests.live import LiveService, live_service

Client = TestClient[Litestar]
FORM = "/s/printemps-2026"
API = "/api/surveys/printemps-2026/submissions"
PEOPLE = 200
SHORTEST = 2
HOLDS = {"BILAN_SHORTEST_SECONDS": str(SHORTEST)}
OFFICE = {"X-Forwarded-For": "203.0.113.7"}
ID = UUID(int=7)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("floods") / "bilan.duckdb"
    with Database(path) as database:
        bundle = make_bundle(surveys=(make_survey(closes_at=None),), submissions=())
        load(database, bundle, at=datetime.now(UTC))
    return path


@pytest.fixture(scope="module")
def live(path: Path) -> Iterator[LiveService]:
    """The service as it is run, with the minimum time that it has by default."""
    with live_service(path, settings=HOLDS) as service:
        yield service


def stored(client: Client) -> int:
    database = database_of(client)
    with database.cursor() as cursor:
        ((submissions,),) = cursor.execute("select count(*) from submissions").fetchall()
    return int(submissions) - 1  # one is there from the start


# --- people ----------------------------------------------------------------------------------


def carried(page: str) -> dict[str, str]:
    """Return the hidden fields of a page; 200 people have no time for a parser."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


async def answer_page_by_page(client: httpx.AsyncClient) -> str:
    """Open the form, answer, walk to the review and send; return the id that was sent."""
    fields = carried((await client.get(FORM)).text)
    answers = {"q.satisfaction": "satisfied"}
    for _ in range(2):
        response = await client.post(FORM, data=fields | answers | {"go": "next"})
        assert response.status_code == 200, response.text
        fields, answers = carried(response.text), {}
    response = await client.post(FORM, data=fields | {"go": "send"})
    assert response.status_code == 303, response.text
    assert response.headers["location"].startswith(f"{FORM}/received")
    return fields["id"]


async def everybody(address: str) -> list[str]:
    async def somebody() -> str:
        async with httpx.AsyncClient(
            base_url=address,
            headers=OFFICE,
            timeout=60,
            verify=False,  # noqa: S501 -- plain HTTP: 200 times the certificates take long to read
        ) as client:
            return await answer_page_by_page(client)

    return await asyncio.gather(*(somebody() for _ in range(PEOPLE)))


def test_200_people_behind_one_address_send_in_a_minute_and_none_is_refused(
    path: Path, tmp_path: Path
) -> None:
    with live_service(path, settings=HOLDS) as service:
        began = time.monotonic()
        sent = asyncio.run(everybody(service.address))
        took = time.monotonic() - began

    with Database(path) as database, database.cursor() as cursor:
        rows = cursor.execute("select submission_id::varchar from submissions").fetchall()
    assert took < 60
    assert len(set(sent)) == PEOPLE
    assert sorted(rows) == sorted((each,) for each in sent)


# --- the box that people leave empty ---------------------------------------------------------


def opened(client: Client) -> dict[str, str]:
    return dict(sent_fields(read(client.get(FORM).text)))


def test_nobody_sees_hears_or_tabs_to_the_box(client: Client) -> None:
    page = read(client.get(FORM).text)
    (box,) = [each for each in page.all("input") if each.attributes.get("name") == "website"]

    (around,) = [each for each in page.all("div") if box in each.all("input") and each is not page]
    assert around.attributes["class"] == "unseen"
    assert around.attributes["aria-hidden"] == "true"
    assert box.attributes["tabindex"] == "-1"
    assert box.attributes["autocomplete"] == "off"
    assert box.attributes["value"] == ""


def test_a_robot_that_fills_in_the_box_stores_nothing(client: Client) -> None:
    fields = opened(client) | {"q.satisfaction": "satisfied", "website": "https://spam.example"}
    whole = {name: value for name, value in fields.items() if name != "page"}

    answered = [client.post(FORM, data=each) for each in (fields | {"go": "send"}, whole)]

    assert [each.status_code for each in answered] == [422, 422]
    assert stored(client) == 0


def test_somebody_whose_browser_filled_in_the_box_sees_it_empties_it_and_sends(
    client: Client,
) -> None:
    fields = opened(client) | {"q.satisfaction": "satisfied", "go": "review"}
    review = dict(sent_fields(read(client.post(FORM, data=fields).text)))

    again = client.post(FORM, data=review | {"website": "https://me.example", "go": "send"})
    page = read(again.text)

    (box,) = [each for each in controls(page) if each.attributes.get("name") == "website"]
    assert called(box, page) == "Laissez cette case vide"
    assert "tabindex" not in box.attributes
    assert 'href="#website"' in again.text
    kept = dict(sent_fields(page))
    assert kept == review | {"website": "https://me.example"}
    assert client.post(FORM, data=kept | {"website": "", "go": "send"}).status_code == 200
    assert stored(client) == 1


# --- the minimum time ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arrives", "early_by"),
    [
        (1_000.0, 2.0),
        (1_000.5, 1.5),
        (1_001.9, 0.1),
        (1_002.0, 0.0),
        (9_999.0, 0.0),
        (900.0, 2.0),  # the clock was set back: no longer than the shortest time
    ],
)
def test_a_send_waits_until_the_shortest_time_has_passed(arrives: float, early_by: float) -> None:
    holding = Holding(key=b"key", shortest=2)
    mark = holding.mark(ID, at=1_000.0)

    assert holding.early_by(mark, ID, at=arrives) == pytest.approx(early_by)


def test_a_form_opened_within_a_second_is_held_the_whole_time() -> None:
    holding = Holding(key=b"key", shortest=2)
    mark = holding.mark(ID, at=1_000.001)

    assert holding.early_by(mark, ID, at=1_001.999) == pytest.approx(1.001)


@pytest.mark.parametrize(
    "forged",
    ["", "-", "900", "900-", "900-é", "-900-0", "1e3-0", f"900-{'0' * 32}", "9" * 5_000],
)
def test_a_mark_that_is_missing_or_made_up_counts_as_opened_now(forged: str) -> None:
    assert Holding(key=b"key", shortest=2).early_by(forged, ID, at=1_000.0) == 2


def test_a_mark_is_good_for_one_form_of_one_process() -> None:
    ours, other = Holding(key=b"key", shortest=2), Holding(key=b"other", shortest=2)
    mark = ours.mark(ID, at=900.0)

    assert ours.early_by(mark, ID, at=1_000.0) == 0
    assert ours.early_by(mark, UUID(int=8), at=1_000.0) == 2
    assert other.early_by(mark, ID, at=1_000.0) == 2


def test_no_more_than_256_are_held_and_the_others_pass_at_once() -> None:
    async def held() -> int:
        holding = Holding(key=b"key", shortest=2)
        waiting = [asyncio.ensure_future(holding.hold("", ID)) for _ in range(1_000)]
        for _ in range(10):
            await asyncio.sleep(0)
        still = [each for each in waiting if not each.done()]
        for each in still:
            each.cancel()
        await asyncio.gather(*still, return_exceptions=True)
        after = asyncio.ensure_future(holding.hold("", ID))  # those who left made room
        await asyncio.sleep(0)
        assert not after.done()
        after.cancel()
        return len(still)

    assert asyncio.run(held()) == 256


@pytest.mark.parametrize("mark", [None, "1-00", ""], ids=["as opened", "forged", "missing"])
def test_what_is_sent_at_once_is_held_then_stored(live: LiveService, mark: str | None) -> None:
    with httpx.Client(base_url=live.address) as client:
        began = time.monotonic()  # the time runs from opening the form, not from sending it
        fields = dict(sent_fields(read(client.get(FORM).text))) | {"go": "send"}
        fields |= {"q.satisfaction": "satisfied"} | ({} if mark is None else {"opened": mark})
        response = client.post(FORM, data=fields, timeout=20)

    assert response.status_code == 303
    assert SHORTEST - 0.1 <= time.monotonic() - began < SHORTEST + 3


def test_moving_through_the_form_and_what_does_not_fit_are_not_held(live: LiveService) -> None:
    with httpx.Client(base_url=live.address) as client:
        fields = dict(sent_fields(read(client.get(FORM).text)))
        began = time.monotonic()
        moved = client.post(FORM, data=fields | {"go": "back"})
        wrong = client.post(FORM, data=fields | {"go": "send", "q.hours": "beaucoup"})

    assert (moved.status_code, wrong.status_code) == (200, 422)
    assert time.monotonic() - began < SHORTEST - 0.5


# --- limits ----------------------------------------------------------------------------------


def refused_at(limits: SendLimits, at: float, **changes: Any) -> int | None:
    """Return after how many seconds to try again; None: it passes."""
    whose: dict[str, Any] = {"address": "203.0.113.7", "survey": "a", "invitation": None}
    try:
        limits.count(**whose | changes, at=at)
    except TooMany as error:
        return error.retry_after
    return None


def test_an_address_is_refused_beyond_its_limit_and_a_minute_heals_it() -> None:
    limits = SendLimits(per_address=3, per_survey=100)

    assert [refused_at(limits, at) for at in (10.0, 11.0, 12.0)] == [None] * 3
    assert refused_at(limits, 13.0) == 57  # the minute began at 10
    assert refused_at(limits, 69.9) == 1
    assert refused_at(limits, 20.0, address="203.0.113.8") is None
    assert [refused_at(limits, at) for at in (70.0, 71.0, 72.0)] == [None] * 3
    assert refused_at(limits, 73.0) == 57


def test_a_survey_is_refused_beyond_its_limit_whoever_sends() -> None:
    limits = SendLimits(per_address=100, per_survey=2)

    assert refused_at(limits, 0.0, address="a") is None
    assert refused_at(limits, 0.5, address=None) is None
    assert refused_at(limits, 1.0, address="c") == 59
    assert refused_at(limits, 1.0, survey="b") is None
    assert refused_at(limits, 60.0) is None


def test_an_invitation_sends_at_most_30_times_a_minute() -> None:
    limits = SendLimits(per_address=100, per_survey=100)

    assert [refused_at(limits, 0.0, invitation="one") for _ in range(30)] == [None] * 30
    assert refused_at(limits, 1.0, invitation="one") == 59
    assert refused_at(limits, 1.0, invitation="two") is None


def test_the_oldest_key_is_forgotten_first_where_there_is_no_room() -> None:
    rate = Rate(1, most_keys=2)

    def passes(key: str) -> bool:
        try:
            rate.count(key, at=1.0)
        except TooMany:
            return False
        return True

    assert [passes(key) for key in ("a", "b", "b", "a")] == [True, True, False, False]
    assert passes("c")  # in the place of a
    assert [passes(key) for key in ("b", "c", "a", "b")] == [False, False, True, True]


def test_memory_is_bounded_however_many_addresses_send() -> None:
    limits = SendLimits(per_address=1, per_survey=1_000_000)
    tracemalloc.start()
    try:
        for number in range(100_000):
            limits.count(address=f"{number}", survey="a", invitation=None, at=0.0)
        grown, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert grown < 6_000_000  # bytes: 20,000 keys of about 200


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("127.0.0.1", None),
        ("127.8.8.8", None),
        ("::1", None),
        ("::ffff:127.0.0.1", None),
        ("x" * 1_000, "x" * 64),
        ("", None),
    ],
)
def test_whom_a_send_is_counted_for(host: str, counted: str | None) -> None:
    request = RequestFactory().get("/")
    request.scope["client"] = (host, 1)

    assert counted_address(request.scope) == counted


class TestBeyondTheLimit:
    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        return Settings(
            database=str(tmp_path / "service.duckdb"), shortest_seconds=0, sends_per_address=2
        )

    def test_a_person_reads_to_wait_and_send_again(self, client: Client) -> None:
        fields = opened(client) | {"q.satisfaction": "satisfied", "go": "send"}

        answered = [client.post(FORM, data=fields | {"id": str(uuid4())}) for _ in range(3)]

        assert [each.status_code for each in answered] == [200, 200, 429]
        assert "Attendez une minute" in answered[2].text
        assert 1 <= int(answered[2].headers["retry-after"]) <= 60
        assert stored(client) == 2

    def test_moving_through_the_form_is_not_counted(self, client: Client) -> None:
        fields = opened(client) | {"q.satisfaction": "satisfied"}

        moved = [client.post(FORM, data=fields | {"go": "next"}) for _ in range(10)]

        assert {each.status_code for each in moved} == {200}
        assert client.post(FORM, data=fields | {"go": "send"}).status_code == 200

    def test_a_program_is_told_when_to_send_again(self, client: Client) -> None:
        sent = [msgspec.to_builtins(make_submission(id=uuid4())) for _ in range(3)]

        answered = [client.post(API, json=each) for each in sent]

        assert [each.status_code for each in answered] == [201, 201, 429]
        assert answered[2].headers["content-type"] == "application/problem+json"
        assert 1 <= int(answered[2].headers["retry-after"]) <= 60
        assert stored(client) == 2


# --- bounds ----------------------------------------------------------------------------------


def told(service: LiveService, *parts: bytes) -> bytes:
    """Send `parts`, a moment apart, and return the first line of the answer."""
    where = urlsplit(service.address)
    with socket.create_connection((where.hostname, where.port), timeout=20) as connection:
        for part in parts:
            connection.sendall(part)
            time.sleep(0.05)
        return connection.recv(4_096).partition(b"\r\n")[0]


def head(size: int, line: bytes = b"GET /health HTTP/1.1\r\n") -> bytes:
    """Return a head whose request line and headers hold `size` bytes."""
    path = line.split()[1]
    return line + b"X:%s\r\n\r\n" % (b"a" * (size - len(path) - 1))


def test_a_head_is_taken_up_to_its_limit(live: LiveService) -> None:
    assert told(live, head(LARGEST_HEAD)) == b"HTTP/1.1 200 OK"
    assert told(live, head(LARGEST_HEAD + 1)).startswith(b"HTTP/1.1 431 ")
    assert told(live, head(1_000_000, b"POST %s HTTP/1.1\r\n" % FORM.encode())).startswith(
        b"HTTP/1.1 431 "
    )


@pytest.mark.parametrize(
    "line", [b"GET /health HTTP/1.1\r\nX:", b"GET /?v="], ids=["header", "address"]
)
def test_a_head_that_never_ends_is_refused_while_it_arrives(live: LiveService, line: bytes) -> None:
    assert told(live, line, *[b"a" * 4_096] * 5).startswith(b"HTTP/1.1 431 ")


def test_a_body_may_be_longer_than_a_head(live: LiveService) -> None:
    body = b"q.needs_next=" + b"a" * 2 * LARGEST_HEAD
    start = b"POST %s HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (FORM.encode(), len(body))

    assert told(live, start, body[:100], body[100:]).startswith(b"HTTP/1.1 400 ")  # it has no id


def test_asking_for_the_head_of_a_page_keeps_the_connection(live: LiveService) -> None:
    with httpx.Client(base_url=live.address) as client:
        asked = [client.head(FORM), client.head("/health"), client.get("/health")]

    assert [each.status_code for each in asked] == [200, 200, 200]
    assert [each.text for each in asked] == ["", "", '{"status":"ok"}']
    assert "Traceback" not in live.log.read_text("utf-8")


@pytest.mark.parametrize(
    ("sent_to", "kind"),
    [(FORM, "application/x-www-form-urlencoded"), (API, "application/json")],
    ids=["form", "api"],
)
def test_who_goes_away_in_the_middle_leaves_no_traceback(
    live: LiveService, sent_to: str, kind: str
) -> None:
    where, log = urlsplit(live.address), live.log
    start = f"POST {sent_to} HTTP/1.1\r\nContent-Type: {kind}\r\nContent-Length: 1000\r\n\r\nab"
    with socket.create_connection((where.hostname, where.port), timeout=20) as connection:
        connection.sendall(start.encode())
        time.sleep(0.1)
    with httpx.Client(base_url=live.address) as client:
        assert client.get("/health").status_code == 200
    time.sleep(0.1)

    assert "Traceback" not in log.read_text("utf-8")


@contextmanager
def serving_impatiently() -> Iterator[int]:
    """Serve nothing, to whoever is quick; yield the port."""

    class Impatient(BoundedRequests):
        slowest_seconds = 0.3

    async def nothing(scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 204})
        await send({"type": "http.response.body"})

    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(nothing, http=Impatient, lifespan="off", log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def test_a_connection_that_keeps_us_waiting_is_closed() -> None:
    whole = b"GET / HTTP/1.1\r\n\r\n"
    with serving_impatiently() as port:
        for start in (
            b"",
            b"GET / HT",
            whole + b"GET",
            b"POST / HTTP/1.1\r\ncontent-length: 9\r\n\r\nab",
        ):
            with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
                connection.sendall(start)
                while connection.recv(4_096):  # until the service closes it
                    pass


@pytest.mark.parametrize("answers", [1_000, 1_001])
def test_a_program_may_send_a_thousand_answers(client: Client, answers: int) -> None:
    body = {"id": str(uuid4()), "answers": {f"x{number}": 1 for number in range(answers)}}

    response = client.post(API, json=body)

    assert response.status_code == (422 if answers == 1_000 else 400)
    assert len(response.content) < 500_000


def test_an_address_may_give_answers_in_advance_two_hundred_times(client: Client) -> None:
    def ticked(parameters: int) -> list[str]:
        page = client.get(FORM + "?" + "&".join(["v=x=1"] * parameters + ["v=pace=too_fast"])).text
        return re.findall(r'value="(\w+)" checked', page)

    assert ticked(199) == ["too_fast"]
    assert ticked(200) == []
