"""The themes of an activity for programs, and what people decide of them by program."""

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.store.theme_decisions import taken
from surveys.bundle import Bundle
from tests.inside import database_of
from tests.service import theme_desk
from tests.service.theme_desk import LUNCH, TIME, TRAVEL

Client = TestClient[Litestar]
ADDRESS = "/api/activities/formation/themes"
HERE = {"origin": "http://127.0.0.1:8000", "host": "127.0.0.1:8000"}


@pytest.fixture
def bundle() -> Bundle:
    return theme_desk.bundle()


@pytest.fixture
def desk(signed_in: Client, bundle: Bundle) -> Client:
    theme_desk.search(database_of(signed_in), bundle)
    return signed_in


def themes(desk: Client) -> dict[str, Any]:
    answer = desk.get(ADDRESS)
    assert answer.status_code == 200
    shown: dict[str, Any] = answer.json()
    return shown


def theme(desk: Client, number: int) -> dict[str, Any]:
    (found,) = (each for each in themes(desk)["themes"] if each["number"] == number)
    return dict(found)


def decide(desk: Client, kind: str, **decision: Any) -> int:
    answer = desk.post(f"{ADDRESS}/decisions", json={"type": kind, **decision}, headers=HERE)
    return answer.status_code


def test_a_theme_is_told_with_its_people_its_shares_and_its_words_for_how_sure(
    desk: Client,
) -> None:
    time = theme(desk, TIME)

    assert (time["label"], time["name"], time["respondents"]) == (
        {"fr": "Temps", "en": "Time"},
        None,
        20,
    )
    assert time["shares"]["cohorte-2"]["mentioned"] == 14
    assert time["shares"]["cohorte-2"]["of"] == 22
    assert 0 < time["shares"]["cohorte-2"]["low"] < 14 / 22 < time["shares"]["cohorte-2"]["high"]
    assert {each["role"]: each["people"] for each in time["roles"]} == {
        "other": 10,
        "volunteer": 10,
    }
    assert time["stability_word"] == {"fr": "Thème solide", "en": "Solid theme"}
    assert time["coherence_word"] == {"fr": "Idées proches", "en": "Ideas alike"}


def test_what_few_of_a_cohort_mention_is_in_no_share_and_no_total(desk: Client) -> None:
    lunch = theme(desk, LUNCH)

    assert lunch["respondents"] == 6
    assert lunch["respondents_by_cohort"] == {"cohorte-1": 6, "cohorte-2": None}
    assert set(lunch["shares"]) == {"cohorte-1"}


def test_a_rise_is_told_and_one_of_a_few_only_counted(desk: Client) -> None:
    shown = themes(desk)

    (rise,) = shown["rises"]
    assert (rise["theme"], rise["mentioned"], rise["mentioned_before"]) == (TIME, 14, 6)
    assert (rise["of"], rise["of_before"], rise["at_most"]) == (22, 17, 0.01)
    assert rise["sentence"]["en"].startswith("Growing: “Time”. In Cohort 2, 64% (14 of 22)")
    assert shown["rises_too_small"] == 1
    assert shown["watched"] == "cohorte-2"
    assert (shown["detectable"]["of"], shown["detectable"]["before"]) == (22, 0.05)
    assert 0.3 < shown["detectable"]["now"] < 0.9


def test_ideas_in_no_theme_are_told_by_reason_and_listed(desk: Client) -> None:
    shown = themes(desk)

    assert (shown["unsure"], shown["unsure_because"]) == (11, {"far": 11})
    assert len(shown["unsure_ideas"]) == 11
    assert {each["cohort"] for each in shown["unsure_ideas"]} == {"cohorte-1", "cohorte-2"}


def test_a_proposal_tells_what_would_change_in_steps(desk: Client) -> None:
    (change,) = themes(desk)["proposal"]["changes"]

    assert (change["kind"], change["before"]) == ("new", None)
    (after,) = change["after"]
    assert (after["number"], after["called"]["fr"], after["at_least"]) == (TRAVEL, "Route", 10)
    assert {quote["cohort"] for quote in after["quotes"]} == {None}


def test_an_activity_whose_comments_nobody_has_looked_at_is_not_found(signed_in: Client) -> None:
    assert signed_in.get(ADDRESS).status_code == 404
    assert signed_in.get("/api/activities/elsewhere/themes").status_code == 404


def test_the_proposal_that_is_accepted_stands(desk: Client) -> None:
    assert desk.post(f"{ADDRESS}/proposal/accept", headers=HERE).status_code == 204

    assert theme(desk, TRAVEL)["respondents"] == 11
    assert themes(desk)["proposal"] is None
    assert desk.post(f"{ADDRESS}/proposal/accept", headers=HERE).status_code == 409


def test_a_rise_of_a_theme_that_was_merged_away_is_not_of_too_few(desk: Client) -> None:
    assert themes(desk)["rises_too_small"] == 1
    assert decide(desk, "merge", theme=LUNCH, into=TIME) == 204

    assert themes(desk)["rises_too_small"] == 0


def test_an_answer_is_to_the_proposal_that_was_read(desk: Client) -> None:
    read = themes(desk)["proposal"]["of"]
    theme_desk.search(database_of(desk), theme_desk.bundle())

    for answer in ("accept", "discard"):
        late = desk.post(f"{ADDRESS}/proposal/{answer}", params={"of": read}, headers=HERE)
        assert late.status_code == 409
    read = themes(desk)["proposal"]["of"]
    done = desk.post(f"{ADDRESS}/proposal/accept", params={"of": read}, headers=HERE)
    assert done.status_code == 204


def test_the_proposal_that_is_discarded_is_gone(desk: Client) -> None:
    before = themes(desk)["themes"]
    assert desk.post(f"{ADDRESS}/proposal/discard", headers=HERE).status_code == 204

    assert themes(desk)["themes"] == before
    assert themes(desk)["proposal"] is None


def test_what_people_decide_holds_at_once_and_is_kept(desk: Client) -> None:
    name = {"fr": "Rythme", "en": "Pace"}
    idea = themes(desk)["unsure_ideas"][0]["idea"]

    assert decide(desk, "rename", theme=TIME, name=name) == 204
    assert decide(desk, "lock", theme=TIME) == 204
    assert decide(desk, "dismiss", theme=LUNCH) == 204
    assert decide(desk, "move", theme=TIME, ideas=[idea], into=LUNCH) == 422

    assert (theme(desk, TIME)["name"], theme(desk, TIME)["locked"]) == (name, True)
    assert [each["number"] for each in themes(desk)["dismissed"]] == [LUNCH]
    assert [each["number"] for each in themes(desk)["themes"]] == [TIME]
    with database_of(desk).cursor() as cursor:
        kinds = [type(each.decision).__name__ for each in taken(cursor, "formation")]
    assert kinds == ["Rename", "Lock", "Dismiss"]


def test_an_impossible_decision_says_why_and_changes_nothing(desk: Client) -> None:
    before = themes(desk)
    answer = desk.post(
        f"{ADDRESS}/decisions", json={"type": "merge", "theme": TIME, "into": 99}, headers=HERE
    )

    assert answer.status_code == 422
    assert "There is no theme 99" in answer.json()["detail"]
    assert themes(desk) == before


@pytest.mark.parametrize(
    "body", [{"type": "invent", "theme": 1}, {"type": "merge", "theme": 1}, {"theme": 1}, []]
)
def test_what_is_no_decision_is_not_understood(desk: Client, body: Any) -> None:
    assert desk.post(f"{ADDRESS}/decisions", json=body, headers=HERE).status_code == 400


def test_a_search_is_queued_with_how_it_is_to_search(desk: Client) -> None:
    answer = desk.post(f"{ADDRESS}/search", json={"refit": True, "detail": "more"}, headers=HERE)

    assert answer.status_code == 202
    assert desk.get(f"/api/jobs/{answer.json()['job']}").status_code == 200
    wrong = desk.post(f"{ADDRESS}/search", json={"detail": "most"}, headers=HERE)
    assert wrong.status_code == 400


@pytest.mark.parametrize("path", ["decisions", "proposal/accept", "proposal/discard", "search"])
def test_another_site_decides_nothing(desk: Client, path: str) -> None:
    headers = HERE | {"origin": "https://evil.example"}

    assert desk.post(f"{ADDRESS}/{path}", json={}, headers=headers).status_code == 403


def test_who_is_not_signed_in_reads_and_decides_nothing(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 401
    assert client.post(f"{ADDRESS}/decisions", json={}, headers=HERE).status_code == 401
