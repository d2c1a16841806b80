"""Many submissions sent at once: each is taken as it would be alone."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.settings import Settings
from service.store import submissions as store
from service.store.database import Database
from service.store.invitations import new_invitations
from service.web.submissions import MOST_AT_ONCE
from surveys.bundle import Bundle
from tests.factories import make_accepted, make_bundle, make_submission, make_survey
from tests.inside import database_of

Client = TestClient[Litestar]
ONE = "/api/surveys/printemps-2026/submissions"
MANY = f"{ONE}/batch"


def submission(**changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = msgspec.to_builtins(make_submission(id=uuid4()))
    return made | changes


@pytest.fixture
def bundle() -> Bundle:
    return make_bundle(surveys=(make_survey(closes_at=None),), submissions=())


def send(client: Client, submissions: list[dict[str, Any]], to: str = MANY) -> httpx.Response:
    return client.post(to, json={"submissions": submissions})


def stored(database: Database) -> set[UUID]:
    with database.cursor() as cursor:
        return {
            row[0] for row in cursor.execute("select submission_id from submissions").fetchall()
        }


def test_all_are_on_disk_once_it_is_answered(client: Client) -> None:
    many = [submission() for _ in range(120)]

    answer = send(client, many)

    assert answer.status_code == 200
    assert answer.json() == {"survey": "printemps-2026", "stored": 120, "refused": []}
    assert stored(database_of(client)) == {UUID(each["id"]) for each in many}


def test_what_is_sent_again_is_stored_once(client: Client) -> None:
    many = [submission() for _ in range(3)]
    client.post(ONE, json=many[0])

    first, again = send(client, [*many, many[1]]), send(client, many)

    assert (first.json()["stored"], first.json()["refused"]) == (4, [])
    assert (again.json()["stored"], again.json()["refused"]) == (3, [])
    assert len(stored(database_of(client))) == 3


def test_what_is_refused_is_named_as_it_would_be_alone_and_keeps_nobody_out(client: Client) -> None:
    taken = submission()
    client.post(ONE, json=taken)
    wrong = [
        submission(answers={"satisfaction": "delighted"}),
        taken | {"quotable": not taken["quotable"]},
    ]

    answer = send(client, [submission(), wrong[0], submission(), wrong[1]])

    assert answer.json()["stored"] == 2
    assert [(each["place"], each["id"]) for each in answer.json()["refused"]] == [
        (1, wrong[0]["id"]),
        (3, wrong[1]["id"]),
    ]
    for refused, alone in zip(answer.json()["refused"], wrong, strict=True):
        said = client.post(ONE, json=alone).json()
        assert {name: refused[name] for name in said if name != "type"} == {
            name: value for name, value in said.items() if name != "type"
        }


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ([], "length >= 1"),
        ([{}], "$.submissions[0]"),
        ([submission()] * (MOST_AT_ONCE + 1), "length <= 1000"),
    ],
)
def test_what_cannot_be_read_is_refused_whole_with_the_place(
    client: Client, sent: list[dict[str, Any]], says: str
) -> None:
    answer = send(client, sent)

    assert answer.status_code == 400
    assert says in answer.json()["detail"]
    assert stored(database_of(client)) == set()


class TestAFullMinute:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return msgspec.structs.replace(settings, sends_per_survey=3)

    def test_each_counts_as_one(self, client: Client) -> None:
        answer = send(client, [submission() for _ in range(5)]).json()

        assert answer["stored"] == 3
        assert [(each["place"], each["status"]) for each in answer["refused"]] == [
            (3, 429),
            (4, 429),
        ]


class TestPersonalLinks:
    @pytest.fixture
    def bundle(self) -> Bundle:
        return make_bundle(
            surveys=(make_survey(closes_at=None, promise="one_per_invitation"),), submissions=()
        )

    def test_a_link_is_used_up_by_the_first_that_came_through_it(self, client: Client) -> None:
        with database_of(client).transaction() as cursor:
            one, other = new_invitations(cursor, "printemps-2026", 2)
        many = [submission(invitation=each) for each in (one, other, one, None)]

        answer = send(client, many).json()

        assert answer["stored"] == 2
        assert [(each["place"], each["status"]) for each in answer["refused"]] == [
            (2, 409),
            (3, 403),
        ]


class TestAfterItHasClosed:
    @pytest.fixture
    def bundle(self) -> Bundle:
        return make_bundle(surveys=(make_survey(),), submissions=())

    def test_what_arrived_in_time_is_acknowledged_and_nothing_else_is(self, client: Client) -> None:
        in_time = make_accepted()
        with database_of(client).transaction() as cursor:
            store.insert(cursor, [in_time])
        again = msgspec.to_builtins(make_submission(id=in_time.submission_id))

        answer = send(client, [submission(), again]).json()

        assert answer["stored"] == 1
        assert [(each["place"], each["status"]) for each in answer["refused"]] == [(0, 409)]
