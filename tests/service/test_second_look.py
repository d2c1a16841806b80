"""A second look at themes: drawn, placed blindly by somebody else, compared; nothing moves."""

import re
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.store import receipts
from service.store.second_looks import DrawnIdea, drawn_ideas, latest
from surveys.bundle import Bundle
from tests.accounts import add_user, send_password
from tests.dashboards.markup import Element, read
from tests.inside import database_of
from tests.service import theme_desk
from tests.service.theme_desk import LUNCH, TIME, WORDS

Client = TestClient[Litestar]
THEMES = "/activities/formation/themes"
ADDRESS = f"{THEMES}/second-look"
HERE = {"origin": "http://127.0.0.1:8000"}
HEARD = "printemps-2026"
"""The survey in which enough people speak of every theme."""
READABLE = 37
"""Ideas: 20 of time, 6 of lunch (two of the other cohort are too few), 11 in no theme."""


@pytest.fixture
def bundle() -> Bundle:
    return theme_desk.bundle()


@pytest.fixture
def desk(client: Client, bundle: Bundle) -> Client:
    """Two designers and a facilitator; the first designer is signed in."""
    theme_desk.search(database_of(client), bundle)
    add_user(client, "one@example.org", name="Una", roles={"essai": frozenset({"designer"})})
    add_user(client, "two@example.org", name="Deux", roles={"essai": frozenset({"designer"})})
    add_user(client, "eve@example.org", name="Ève", roles={"essai": frozenset({"facilitator"})})
    become(client, "one")
    return client


def become(desk: Client, who: str) -> None:
    assert send_password(desk, f"{who}@example.org").status_code == 303


def page(desk: Client, at: int | None = None) -> Element:
    answer = desk.get(ADDRESS, params={"lang": "fr"} | ({"at": str(at)} if at else {}))
    assert answer.status_code == 200, answer.text
    return read(answer.text)


def text(desk: Client) -> str:
    return " ".join(page(desk).text.split())


def start(desk: Client) -> None:
    answer = desk.post(ADDRESS, headers=HERE, follow_redirects=False)
    assert (answer.status_code, answer.headers.get("location")) == (303, ADDRESS), answer.text


def fields(element: Element) -> dict[str, str]:
    """The idea that is asked about, and what it says."""
    (idea,) = [
        e.attributes["value"] for e in element.all("input") if e.attributes.get("name") == "idea"
    ]
    (legend,) = element.all("legend")
    return {"idea": idea, "said": legend.text}


def asked(desk: Client) -> bool:
    return bool(page(desk).all("legend"))


def put(desk: Client, idea: str, place: object) -> int:
    data = {"idea": idea, "place": place}
    return desk.post(
        f"{ADDRESS}/placings", data=data, headers=HERE, follow_redirects=False
    ).status_code


def belongs(said: str) -> object:
    """Where the words of an idea belong."""
    return TIME if WORDS[TIME] in said else LUNCH if WORDS[LUNCH] in said else "none"


def drawn(desk: Client) -> tuple[DrawnIdea, ...]:
    """What was drawn, as it is stored."""
    with database_of(desk).cursor() as cursor:
        look = latest(cursor, "formation")
        assert look is not None
        return drawn_ideas(cursor, "formation", look)


def place_all(desk: Client, *, wrong: int = 0, unclear: int = 0) -> int:
    """Place all that is left, some of it otherwise than it is; return how many."""
    left = [each.record for each in drawn(desk) if each.placing is None]
    for record in left:
        place = belongs(record.text)
        if unclear:
            unclear, place = unclear - 1, "unclear"
        elif wrong and place == TIME and record.survey == HEARD:
            wrong, place = wrong - 1, LUNCH
        assert put(desk, record.idea, place) == 303
    return len(left)


def data(desk: Client) -> dict[str, Any]:
    """The latest second look, as a program reads it."""
    answer = desk.get(f"/api{ADDRESS}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def stands(desk: Client) -> str:
    answer = desk.get(f"/api{THEMES}")
    return answer.text


def test_another_designer_places_ideas_without_seeing_where_they_are(desk: Client) -> None:
    start(desk)

    assert not asked(desk)  # who starts it, while nobody has decided anything, cannot
    assert "quelqu’un d’autre doit les relire" in text(desk)
    become(desk, "two")
    shown = page(desk)
    values = [
        e.attributes["value"] for e in shown.all("input") if e.attributes.get("type") == "radio"
    ]
    assert set(values) == {str(TIME), str(LUNCH), "none", "unclear"}
    assert not [e for e in shown.all("input") if "checked" in e.attributes]
    assert "Idée 1 de 30" in " ".join(shown.text.split())


def test_when_all_is_placed_both_see_how_far_they_agree_and_nothing_has_moved(
    desk: Client,
) -> None:
    start(desk)
    before = stands(desk)
    become(desk, "two")
    assert place_all(desk, wrong=2, unclear=1) == 30

    for who in ("one", "two", "eve"):
        become(desk, who)
        told = text(desk)
        assert f"Deux a placé 30 idées sans voir leur thème, tirées de {READABLE}" in told
        assert "1 idée n’était pas claire" in told
        assert "Sur 29 idées, 27 sont au même endroit pour les deux." in told
        assert re.search("Alpha de Krippendorff : 0,(8[5-9]|9)", told)  # by what was drawn
        assert len(page(desk).all("dl")) == 2
    assert stands(desk) == before


def test_a_difference_is_decided_with_one_press(desk: Client) -> None:
    start(desk)
    become(desk, "two")
    place_all(desk, wrong=1)

    become(desk, "one")
    shown = page(desk)
    (form,) = [f for f in shown.all("form") if f.attributes.get("action", "").endswith("/move")]
    sent = {e.attributes["name"]: e.attributes["value"] for e in form.all("input")}
    assert form.attributes["action"] == f"{THEMES}/{TIME}/move"
    answer = desk.post(form.attributes["action"], data=sent, headers=HERE, follow_redirects=False)
    assert answer.status_code == 303

    assert "Déplacée depuis" in text(desk)
    assert not [
        f for f in page(desk).all("form") if f.attributes.get("action", "").endswith("/move")
    ]
    become(desk, "eve")
    assert not page(desk).all("fieldset")


def test_who_decided_most_cannot_take_it_whoever_starts_it(desk: Client) -> None:
    decided = desk.post(f"{THEMES}/{TIME}/lock", headers=HERE, follow_redirects=False)
    assert decided.status_code == 303
    become(desk, "two")
    start(desk)

    assert asked(desk)
    become(desk, "one")
    assert not asked(desk)


def test_one_designer_takes_it_stops_and_goes_on_where_they_were(desk: Client) -> None:
    add_user(desk, "tri@example.org", name="Tri", roles={"essai": frozenset({"designer"})})
    start(desk)
    become(desk, "two")
    first = fields(page(desk))
    assert put(desk, first["idea"], "unclear") == 303

    become(desk, "tri")
    assert "Idées placées : 1 sur 30" in text(desk)
    assert "Deux s’en charge" in text(desk)
    assert put(desk, first["idea"], "none") == 422
    become(desk, "two")
    assert "Idée 2 de 30" in text(desk)
    (chosen,) = [e for e in page(desk, at=1).all("input") if "checked" in e.attributes]
    assert chosen.attributes["value"] == "unclear"
    assert put(desk, first["idea"], belongs(first["said"])) == 303
    assert place_all(desk) == 29
    assert "Sur 30 idées, 30 sont" in text(desk)


@pytest.mark.parametrize("who", ["one", "eve"])
def test_nobody_else_places_an_idea(desk: Client, who: str) -> None:
    start(desk)
    become(desk, "two")
    idea = fields(page(desk))["idea"]

    become(desk, who)
    assert put(desk, idea, "none") == (403 if who == "eve" else 422)


def test_what_makes_no_sense_is_refused(desk: Client) -> None:
    start(desk)
    become(desk, "two")
    idea = fields(page(desk))["idea"]

    assert put(desk, idea, 99) == 422
    assert put(desk, "0123456789abcdef", "none") == 422
    assert [put(desk, idea, place) for place in ("", "partout", "1" * 40)] == [400, 400, 400]
    assert "Idée 1 de 30" in text(desk)


def test_an_erased_submission_leaves_no_placing_behind(desk: Client) -> None:
    start(desk)
    become(desk, "two")
    place_all(desk)
    gone = next(  # enough others said the like
        each.submission_id
        for each in drawn(desk)
        if each.theme == TIME and each.record.survey != HEARD
    )
    database = database_of(desk)
    with database.rewriting, database.transaction() as cursor:
        receipts.erase(cursor, gone)

    with database.cursor() as cursor:
        for table in ("second_look_ideas", "second_look_placings"):
            assert cursor.table(table).filter(f"submission_id = '{gone}'").fetchall() == []
    assert "Deux a placé 29 idées" in text(desk)


def test_ideas_of_a_theme_that_is_dismissed_meanwhile_are_read_no_more(desk: Client) -> None:
    start(desk)
    before = data(desk)["drawn"]
    assert desk.post(f"{THEMES}/{LUNCH}/dismiss", headers=HERE).status_code < 400
    become(desk, "two")

    values = [each.attributes.get("value") for each in page(desk).all("input")]
    assert str(LUNCH) not in values
    assert 0 < data(desk)["drawn"] < before
    become(desk, "one")
    assert desk.post(f"{THEMES}/{LUNCH}/restore", headers=HERE).status_code < 400
    assert data(desk)["drawn"] == before


def test_a_program_reads_the_same_once_all_is_placed_and_nothing_changes_it(desk: Client) -> None:
    assert desk.get(f"/api{ADDRESS}").status_code == 404
    start(desk)
    become(desk, "two")
    under_way = data(desk)
    assert (under_way["state"], under_way["placed"], under_way["result"]) == ("under_way", 0, None)
    place_all(desk, wrong=2, unclear=1)

    over = data(desk)
    found = over["result"]
    assert (over["state"], over["readable"], over["drawn"], over["placed"]) == (
        "over",
        READABLE,
        30,
        30,
    )
    assert (found["unclear"], found["compared"], found["alike"]) == (1, 29, 27)
    assert found["low"] <= found["alpha"] <= found["high"]
    assert [(each["stood"], each["placed"]) for each in found["differ"]] == [(TIME, LUNCH)] * 2
    assert sum(each["both"] for each in found["themes"]) == 27
    assert put(desk, found["differ"][0]["idea"]["idea"], "unclear") == 422
    assert data(desk) == over


def test_without_themes_there_is_nothing_to_look_at(client: Client) -> None:
    add_user(client, "one@example.org", roles={"essai": frozenset({"designer"})})
    become(client, "one")

    assert "Il n’y a pas encore de thème à relire" in text(client)
    assert client.post(ADDRESS, headers=HERE).status_code == 422
