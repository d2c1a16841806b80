"""What somebody without the code of a receipt can find out or change: nothing."""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import httpx
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.store.database import Database
from service.web.find_receipt import WRONG_CODES
from surveys.bundle import Bundle
from surveys.receipts import new_receipt, receipt_hash
from surveys.submissions import day_ordered_id
from tests.factories import NOON, make_accepted, make_bundle, make_survey
from tests.inside import database_of

Client = TestClient[Litestar]

FORM = "/s/printemps-2026"
HERS, HIS, TWICE, GONE = "AAAA-AAAA-AAAA", "BBBB-BBBB-BBBB", "CCCC-CCCC-CCCC", "DDDD-DDDD-DDDD"
WRONG = {
    "unknown": "7KQ2-M9XT-04BV",
    "one letter off": "AAAA-AAAA-AAAB",
    "empty": "",
    "too short": "AAAA-AAAA-AAA",
    "too long": "AAAA-AAAA-AAAAA",
    "no code at all": "'; drop table submissions; --",
    "very long": "A" * 100_000,
    "erased": GONE,
    "of two": TWICE,
}


@pytest.fixture
def bundle() -> Bundle:
    """Five people have answered; the last two share a receipt; the third erases hers at once."""
    submissions = tuple(
        make_accepted(
            submission_id=day_ordered_id(NOON.date(), bytes([number]) * 10),
            receipt=receipt_hash(code),
        )
        for number, code in enumerate([HERS, HIS, GONE, TWICE, TWICE])
    )
    other = make_survey(slug="automne-2026", closes_at=None)
    return make_bundle(surveys=(make_survey(closes_at=None), other), submissions=submissions)


@pytest.fixture
def client(client: Client) -> Client:
    assert client.post("/r/erased", data={"code": GONE}).url.path == "/r/erased"
    return client


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Give what DuckDB itself notes of the statements about receipts that run meanwhile.

    The writer may still be tidying up after the erasure.
    """
    noted: list[str] = []
    with database.cursor() as cursor:
        cursor.execute("call enable_logging('QueryLog')")
        yield noted
        cursor.execute("call disable_logging()")
        cursor.execute("select message from duckdb_logs where type = 'QueryLog'")
        noted += [message for (message,) in cursor.fetchall() if "receipt" in message]
        cursor.execute("call truncate_duckdb_logs()")


def test_every_wrong_code_gets_the_same_page(client: Client) -> None:
    answers = [client.post("/r", data={"code": code, "lang": "fr"}) for code in WRONG.values()]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    for answer in answers:
        del answer.headers["x-request-id"]  # random, for each request
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1
    assert client.post("/r", data={"code": HERS}).status_code == 200


@pytest.mark.parametrize("path", ["/r/consent", "/r/correct", "/r/erase", "/r/erased"])
def test_every_wrong_code_gets_the_same_page_for_whatever_it_is_meant(
    client: Client, path: str
) -> None:
    answers = [client.post(path, data={"code": code, "lang": "fr"}) for code in WRONG.values()]
    plain = client.post("/r", data={"code": "", "lang": "fr"})

    assert {(answer.status_code, answer.content) for answer in answers} == {(404, plain.content)}


def test_the_same_statements_run_for_every_code_right_or_wrong(client: Client) -> None:
    run: dict[str, list[str]] = {}
    for name, code in (WRONG | {"right": HERS}).items():
        with statements(database_of(client)) as noted:
            client.post("/r", data={"code": code})
        run[name] = noted

    assert run["right"]
    assert all(noted == run["right"] for noted in run.values())


def test_no_index_makes_some_codes_quicker_than_others(client: Client) -> None:
    with database_of(client).cursor() as cursor:
        indexed = cursor.execute("select sql from duckdb_indexes()").fetchall()
        keys = cursor.execute(
            "select constraint_column_names from duckdb_constraints() "
            "where table_name = 'submissions' and constraint_type in ('PRIMARY KEY', 'UNIQUE')"
        ).fetchall()

    assert indexed == []
    assert keys == [(["submission_id"],)]


def test_a_code_in_an_address_is_not_looked_at(client: Client) -> None:
    plain = client.get("/r")

    assert client.get("/r", params={"code": HERS}).content == plain.content
    assert client.get(f"/r/{HERS}").status_code == 404


@pytest.mark.parametrize("path", ["/r/consent", "/r/correct", "/r/erase", f"{FORM}/correct"])
def test_the_address_of_a_later_page_leads_to_where_the_code_is_asked(
    client: Client, path: str
) -> None:
    page = client.get(f"{path}?lang=en&code={HERS}", follow_redirects=False)

    assert (page.status_code, page.headers["location"]) == (303, "/r?lang=en")


def test_a_wrong_code_and_a_right_one_are_in_no_log(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for path in ("/r", "/r/consent", "/r/correct", "/r/erased"):
        client.post(path, data={"code": HERS})
        client.post(path, data={"code": WRONG["unknown"]})

    said = "\n".join(str(record.__dict__) for record in caplog.records)
    assert HERS not in said
    assert WRONG["unknown"] not in said


def test_the_file_holds_no_code(client: Client) -> None:
    with database_of(client).cursor() as cursor:
        everything = str(cursor.execute("from submissions").fetchall())

    assert str(receipt_hash(HERS)) in everything
    assert HERS not in everything
    assert HERS.replace("-", "") not in everything


# --- changing what is somebody else's --------------------------------------------------------


def stored(client: Client) -> list[tuple[object, ...]]:
    with database_of(client).cursor() as cursor:
        return cursor.execute(
            "select submission_id, survey, answers::json::varchar, quotable from submissions"
            " order by submission_id"
        ).fetchall()


@pytest.mark.parametrize("code", [*WRONG.values(), None])
def test_nobody_corrects_answers_without_their_code(client: Client, code: str | None) -> None:
    before = stored(client)
    hers = str(day_ordered_id(NOON.date(), bytes(10)))
    fields = {"id": hers, "lang": "fr", "q.satisfaction": "very_dissatisfied", "go": "send"}

    response = client.post(
        f"{FORM}/correct", data=fields if code is None else fields | {"receipt": code}
    )

    assert response.status_code in (400, 404)
    assert stored(client) == before


def test_ones_own_code_corrects_ones_own_answers_whatever_id_is_sent(client: Client) -> None:
    hers, his = (str(day_ordered_id(NOON.date(), bytes([number]) * 10)) for number in (0, 1))
    fields = {"id": hers, "receipt": HIS, "q.satisfaction": "very_dissatisfied", "go": "send"}

    assert client.post(f"{FORM}/correct", data=fields).url.path == "/r/corrected"

    by_id = {str(row[0]): row[2] for row in stored(client)}
    assert by_id[his] == '{"satisfaction":"very_dissatisfied"}'
    assert by_id[hers] != by_id[his]


def test_a_code_does_not_carry_answers_over_to_another_survey(client: Client) -> None:
    before = stored(client)
    fields = {"id": str(day_ordered_id(NOON.date(), bytes(10))), "receipt": HERS}

    response = client.post(
        "/s/automne-2026/correct", data=fields | {"q.satisfaction": "satisfied", "go": "send"}
    )

    assert response.status_code == 404
    assert stored(client) == before


# --- guessing --------------------------------------------------------------------------------


def tried(
    client: Client, codes: Sequence[str], *, host: str = "192.0.2.1", at_once: bool = False
) -> list[httpx.Response]:
    """Return what an address is answered to each of `codes`."""

    async def try_all() -> list[httpx.Response]:
        transport = httpx.ASGITransport(client.app, client=(host, 50_000))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as there:
            if at_once:
                return await asyncio.gather(
                    *(there.post("/r", data={"code": code}) for code in codes)
                )
            return [await there.post("/r", data={"code": code}) for code in codes]

    return asyncio.run(try_all())


def guesses(count: int) -> list[str]:
    return [
        new_receipt(number.to_bytes(8, "big")) for number in range(1 << 4, (count + 1) << 4, 16)
    ]


def test_an_address_that_guesses_has_to_wait_right_or_wrong(client: Client) -> None:
    answers = tried(client, [*guesses(WRONG_CODES + 1), HERS])

    assert [answer.status_code for answer in answers] == [404] * WRONG_CODES + [429, 429]
    assert answers[-2].content == answers[-1].content
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60


def test_a_burst_of_guesses_gets_no_further(client: Client) -> None:
    answers = tried(client, guesses(3 * WRONG_CODES), at_once=True)

    assert Counter(answer.status_code for answer in answers) == {
        404: WRONG_CODES,
        429: 2 * WRONG_CODES,
    }


def test_guessing_by_way_of_corrections_counts_too(client: Client) -> None:
    fields = {"id": str(day_ordered_id(NOON.date(), bytes(10))), "go": "send"}
    codes = guesses(WRONG_CODES + 1)

    answers = [client.post(f"{FORM}/correct", data=fields | {"receipt": code}) for code in codes]

    assert [answer.status_code for answer in answers] == [404] * WRONG_CODES + [429]
    assert client.post("/r", data={"code": HERS}).status_code == 429


def test_who_guesses_does_not_keep_others_out(client: Client) -> None:
    tried(client, guesses(WRONG_CODES + 1))

    assert [each.status_code for each in tried(client, [HERS], host="192.0.2.2")] == [200]


def test_one_line_of_ipv6_is_one_address(client: Client) -> None:
    tried(client, guesses(WRONG_CODES), host="2001:db8::1")

    assert [each.status_code for each in tried(client, [HERS], host="2001:db8::2")] == [429]


def test_a_room_behind_one_address_gets_in_with_some_typing_errors(client: Client) -> None:
    room = ([HERS] * 9 + ["AAAA-AAAA-AAA"]) * 20  # 200 people, one in ten mistypes

    answers = Counter(answer.status_code for answer in tried(client, room, at_once=True))

    assert answers == {200: 180, 404: 20}


def test_duckdb_notes_statements_at_all(client: Client) -> None:
    with statements(database_of(client)) as noted, database_of(client).cursor() as cursor:
        cursor.execute("select 'receipt'")

    assert noted == ["select 'receipt'"]
