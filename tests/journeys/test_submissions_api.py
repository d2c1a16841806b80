"""A program sends answers."""

from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from surveys.bundle import Bundle
from tests.factories import make_bundle, make_submission, make_survey
from tests.inside import database_of

Client = TestClient[Litestar]
ADDRESS = "/api/surveys/printemps-2026/submissions"


def body(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(make_submission(id=uuid4()))
    return fields | changes


def stored(client: Client) -> int:
    database = database_of(client)
    with database.cursor() as cursor:
        ((submissions,),) = cursor.execute("select count(*) from submissions").fetchall()
    return int(submissions)


def test_a_submission_is_stored_and_acknowledged_with_its_id(client: Client) -> None:
    sent = body()

    response = client.post(ADDRESS, json=sent)

    assert response.status_code == 201
    assert response.json() == {"id": sent["id"], "survey": "printemps-2026"}
    assert stored(client) == 2


def test_sending_it_again_stores_it_once_and_answers_the_same(client: Client) -> None:
    sent = body()

    first, second = client.post(ADDRESS, json=sent), client.post(ADDRESS, json=sent)

    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert stored(client) == 2


def test_other_answers_under_the_same_id_are_refused(client: Client) -> None:
    sent = body()
    client.post(ADDRESS, json=sent)

    response = client.post(ADDRESS, json=sent | {"answers": {"satisfaction": "dissatisfied"}})

    assert response.status_code == 409
    assert sent["id"] in response.json()["detail"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "the body is empty"),
        (b"{", "truncated"),
        (b"\xff\xfe", "JSON"),
        (b"[]", "object"),
        (b"[" * 100_000, "array"),
        (b'{"id":"018f0000-0000-7000-8000-000000000000","answers":{"a":"\xff"}}', "UTF-8"),
        (b"{}", "id"),
        (b'{"id": "not an id", "answers": {}}', "id"),
        (b'{"id": "018f0000-0000-7000-8000-000000000000", "answers": []}', "answers"),
        (b'{"id": "018f0000-0000-7000-8000-000000000000", "answers": {"a": true}}', "answers"),
        (b'{"id": "018f0000-0000-7000-8000-000000000000", "answers": {}, "x": 1}', "x"),
        (
            b'{"id": "018f0000-0000-7000-8000-000000000000", "answers": {}, "language": "de"}',
            "language",
        ),
    ],
)
def test_a_wrong_shape_is_explained_and_nothing_is_stored(
    client: Client, content: bytes, place: str
) -> None:
    response = client.post(ADDRESS, content=content, headers={"content-type": "application/json"})

    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert place in response.text
    assert "Traceback" not in response.text
    assert stored(client) == 1


def test_impossible_answers_are_all_named_in_both_languages(client: Client) -> None:
    answers = {"satisfaction": "delighted", "recommend_score": 11, "colour": "red"}

    response = client.post(ADDRESS, json=body(answers=answers))

    assert response.status_code == 422
    problems = response.json()["problems"]
    assert {problem["question"] for problem in problems} == set(answers)
    assert all(problem["fr"] and problem["en"] for problem in problems)
    assert stored(client) == 1


def test_an_unknown_survey_is_not_found(client: Client) -> None:
    assert client.post("/api/surveys/automne/submissions", json=body()).status_code == 404


def test_a_body_that_is_too_large_is_refused(client: Client) -> None:
    huge = body(answers={"needs_next": "x" * 300_000})

    response = client.post(ADDRESS, json=huge)

    assert response.status_code == 413
    assert response.json()["title"] == "Too large"
    assert stored(client) == 1


class TestClosed:
    @pytest.fixture
    def bundle(self) -> Bundle:
        return make_bundle(surveys=(make_survey(),))  # closed since April 2026

    @pytest.mark.parametrize("changes", [{}, {"answers": {"satisfaction": "delighted"}}])
    def test_a_closed_survey_says_so(self, client: Client, changes: dict[str, Any]) -> None:
        response = client.post(ADDRESS, json=body(**changes))

        assert response.status_code == 409
        assert response.json()["title"] == "Survey closed"
        assert stored(client) == 1

    def test_a_retry_of_what_arrived_in_time_is_acknowledged(self, client: Client) -> None:
        arrived = msgspec.to_builtins(make_submission())

        response = client.post(ADDRESS, json=arrived)

        assert response.status_code == 201
        assert UUID(response.json()["id"]) == make_submission().id


def test_the_survey_can_be_read_with_its_codes(client: Client) -> None:
    shown = client.get("/api/surveys/printemps-2026").json()

    questions = [q["code"] for s in shown["questionnaire"]["sections"] for q in s["questions"]]
    assert "satisfaction" in questions
    assert shown["survey"] == "printemps-2026"
    assert "eligible" not in shown


def test_the_api_describes_itself(client: Client) -> None:
    description = client.get("/api/openapi.json").json()

    assert description["openapi"].startswith("3.1")
    post = description["paths"]["/api/surveys/{slug}/submissions"]["post"]
    assert set(post["responses"]) == {
        *("201", "400", "403", "404", "409", "410", "413", "415", "422", "429", "503")
    }
    assert post["requestBody"]


def test_an_unknown_address_of_the_api_is_answered_as_to_a_program(client: Client) -> None:
    for path in ("/api", "/api/nothing", "/api/surveys"):
        response = client.get(path)

        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"


def test_every_answer_says_what_it_is_and_no_more(client: Client) -> None:
    wrong_method = client.delete(ADDRESS)

    assert wrong_method.status_code == 405
    assert "POST" in wrong_method.headers["allow"]
    for response in (wrong_method, client.get("/api/openapi.json"), client.get("/s/automne")):
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "same-origin"


def test_jobs_are_only_for_people_who_are_signed_in(client: Client) -> None:
    for response in (
        client.get(f"/api/jobs/{uuid4()}"),
        client.post(f"/api/jobs/{uuid4()}/cancel"),
    ):
        assert response.status_code == 401
        assert response.headers["content-type"] == "application/problem+json"
