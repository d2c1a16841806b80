"""What the API says of itself is what it does: methods, shapes, refusals, kinds of content."""

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.factories import make_submission
from tests.inside import database_of

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000"}
SUBMISSIONS = "/api/surveys/printemps-2026/submissions"
SEARCH = "/api/activities/formation/themes/search"


@pytest.fixture
def described(client: Client) -> dict[str, Any]:
    document: dict[str, Any] = client.get("/api/openapi.json").json()
    return document


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/activities/formation/themes/decisions", "GET, HEAD, OPTIONS, POST"),
        ("/api/programmes/essai/changes", "GET, HEAD, OPTIONS, POST"),
        (SUBMISSIONS, "OPTIONS, POST"),
        ("/sign-in", "GET, HEAD, OPTIONS, POST"),
    ],
)
def test_an_address_says_every_method_it_can_be_asked_with(
    client: Client, path: str, allowed: str
) -> None:
    asked, refused = client.options(path), client.request("PATCH", path)

    assert (asked.status_code, asked.content) == (204, b"")
    assert (asked.headers["allow"], refused.headers["allow"]) == (allowed, allowed)
    assert refused.status_code == 405
    assert client.options("/api/nothing").status_code == 404


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "json", "a/b;c"]
)
def test_what_is_not_called_json_is_refused_and_says_what_is_taken(
    client: Client, kind: str
) -> None:
    content = b'{"id": "018f0000-0000-7000-8000-000000000000", "answers": {"satisfaction": "none"}}'
    headers = {"content-type": kind}

    refused = client.post(SUBMISSIONS, content=content, headers=headers)

    assert (refused.status_code, refused.headers["accept"]) == (415, "application/json")
    assert refused.headers["content-type"] == "application/problem+json"
    taken = {"content-type": "Application/JSON; charset=utf-8"}
    assert client.post(SUBMISSIONS, content=content, headers=taken).status_code == 422


def test_json_is_read_as_it_is_meant(signed_in: Client) -> None:
    for body, wrong in (
        ('{"refit": 0}', "$.refit"),
        ('{"refit": "true"}', "$.refit"),
        ('{"detail": "enormous"}', "$.detail"),
        ('{"refit": NaN}', "character"),
        ("", "empty"),
    ):
        headers = HERE | {"content-type": "application/json"}
        answer = signed_in.post(SEARCH, content=body, headers=headers)

        assert answer.status_code == 400, body
        assert wrong in answer.json()["detail"]
    with database_of(signed_in).cursor() as cursor:
        assert cursor.execute("select count(*) from jobs").fetchone() == (0,)


def test_a_number_of_a_million_digits_is_refused_at_once(client: Client) -> None:
    sent = make_submission()
    for number in ("9" * 250_000, "1." + "9" * 250_000, "1e" + "9" * 100_000):
        body = f'{{"id": "{sent.id}", "answers": {{"hours": {number}}}}}'
        headers = {"content-type": "application/json"}

        assert client.post(SUBMISSIONS, content=body, headers=headers).status_code in {400, 422}


def test_shapes_are_said_as_they_are_read(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]

    submission, survey = schemas["Submission"], schemas["SurveyPlan"]["properties"]
    assert submission["additionalProperties"] is False
    assert submission["properties"]["answers"]["propertyNames"]["pattern"].startswith("^[a-z]")
    assert submission["properties"]["answers"]["maxProperties"] == 1_000
    assert schemas["Hypothesis"]["properties"]["before"]["items"]["pattern"].startswith("^[a-z0-9]")
    assert {"minimum": 0, "maximum": 3650, "type": "integer"} in survey["opens_after_days"]["anyOf"]
    assert (schemas["Minutes"]["type"], schemas["Minutes"]["maxItems"]) == ("array", 2)
    assert "oneOf" not in str(schemas)


def test_every_route_says_what_it_can_refuse(described: dict[str, Any]) -> None:
    problem = "application/problem+json"
    seen = 0
    for path, operations in described["paths"].items():
        for operation in operations.values():
            refused = {code for code in operation["responses"] if code[0] in "45"}
            expected = {"400", "503"}
            expected |= {"401", "403"} if operation.get("security") else set()
            expected |= {"404"} if "{" in path else set()
            taken = operation.get("requestBody", {}).get("content", {})
            expected |= {"413", "415"} if "application/json" in taken else set()
            assert refused >= expected, path
            for code in refused:
                assert set(operation["responses"][code]["content"]) == {problem}, path
            seen += 1
    assert seen > 25


def test_what_is_read_out_of_an_address_or_is_no_json_is_said(described: dict[str, Any]) -> None:
    def names(path: str) -> set[str]:
        return {each["name"] for each in described["paths"][path]["get"]["parameters"]}

    selecting = {"role", "region", "language", "only"}
    assert names("/api/cohorts/{slug}") == {"slug", "survey"} | selecting
    assert names("/api/compare") == {"cohort", "activity"} | selecting
    for path, own in (
        ("/api/activities/{slug}/trends", "questionnaire"),
        ("/api/programmes/{slug}/indicators", "of"),
    ):
        assert names(path) == {"slug", own, "from", "to"} | selecting
    files = described["paths"]["/api/activities/{slug}/themes/files/{file}"]["get"]
    assert set(files["responses"]["200"]["content"]) == {"text/csv", "application/xml"}
    check = described["paths"]["/api/questionnaires/check"]["post"]
    assert set(check["requestBody"]["content"]) == {"application/toml"}
    events = described["paths"]["/api/surveys/{slug}/slide/events"]["get"]
    assert set(events["responses"]["200"]["content"]) == {"text/event-stream"}
