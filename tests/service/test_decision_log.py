"""The log of what was decided of themes, read and taken back through the browser and by program."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from surveys.bundle import Bundle
from tests.dashboards.markup import Element, read
from tests.inside import database_of
from tests.service import theme_desk
from tests.service.theme_desk import LUNCH, TIME

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000", "host": "127.0.0.1:8000"}
API = "/api/activities/formation/themes"
ADDRESS = "/activities/formation/themes/decisions"


@pytest.fixture
def bundle() -> Bundle:
    return theme_desk.bundle()


@pytest.fixture
def desk(signed_in: Client, bundle: Bundle) -> Client:
    theme_desk.search(database_of(signed_in), bundle)
    return signed_in


def decide(desk: Client, **decision: object) -> None:
    answer = desk.post(f"{API}/decisions", json=decision, headers=HERE)
    assert answer.status_code == 204, answer.text


def lines(desk: Client, language: str = "fr") -> list[Element]:
    page = read(desk.get(ADDRESS, params={"lang": language}).text)
    return [each for each in page.all("li") if each.attributes.get("id", "").startswith("n")]


def told(line: Element) -> str:
    return " ".join(line.text.replace("\u00a0", " ").split())


def test_what_was_decided_is_told_latest_first_with_who_and_when(desk: Client) -> None:
    assert lines(desk) == []
    decide(desk, type="confirm", theme=TIME)
    decide(desk, type="rename", theme=LUNCH, name={"fr": "Les repas", "en": "Meals"})

    second, first = map(told, lines(desk))

    assert "N° 1 « Temps » confirmé comme besoin" in first
    assert "« Les repas » renommé « Les repas » / “Meals”" in second
    assert "“Meals” renamed “Meals”" in told(lines(desk, "en")[0])


def test_a_press_undoes_and_another_redoes(desk: Client) -> None:
    decide(desk, type="confirm", theme=TIME)
    answer = desk.post(
        f"{ADDRESS}/1/undo", data={"back": "log"}, headers=HERE, follow_redirects=False
    )
    assert answer.headers["location"] == f"{ADDRESS}?undone=true"
    assert "La décision est annulée" in desk.get(f"{ADDRESS}?undone=true&lang=fr").text

    undo, confirmed = lines(desk)
    assert "Décision n° 1 annulée" in told(undo)
    assert "Rétablir" in told(undo)
    assert "Annulée" in told(confirmed)
    assert confirmed.all("button") == []
    desk.post(f"{API}/decisions/2/undo", headers=HERE)
    assert [theme["confirmed"] for theme in desk.get(API).json()["themes"]] == [True, False]


@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("", "?undone=true&at=1"),
        ("?show=needs&sort=size", "?show=needs&sort=size&undone=true&at=1"),
        ("?sort=coherence", "?sort=coherence&undone=true&at=1"),
    ],
)
def test_an_undo_leads_back_to_the_board_as_it_was_shown(
    desk: Client, asked: str, leads: str
) -> None:
    decide(desk, type="confirm", theme=TIME)
    board = read(desk.get(f"/activities/formation/needs{asked}").text)
    (undo,) = (
        form for form in board.all("form") if form.attributes["action"] == f"{ADDRESS}/1/undo"
    )
    back = next(each for each in undo.all("input") if each.attributes["name"] == "back")

    answer = desk.post(
        f"{ADDRESS}/1/undo",
        data={"back": back.attributes["value"]},
        headers=HERE,
        follow_redirects=False,
    )

    assert answer.headers["location"] == f"/activities/formation/needs{leads}"


def test_a_program_is_told_which_to_undo_first(desk: Client) -> None:
    decide(desk, type="dismiss", theme=LUNCH)
    decide(desk, type="confirm", theme=LUNCH)

    answer = desk.post(f"{API}/decisions/1/undo", headers=HERE)

    assert answer.status_code == 422
    assert "Decision 2 stands on decision 1: undo it first" in answer.json()["detail"]
    log = desk.get(f"{API}/decisions").json()
    assert [(e["sequence"], e["undoable"], e["undo_first"]) for e in log["decisions"]] == [
        (2, True, None),
        (1, False, 2),
    ]
    assert "Annulez d’abord la décision n° 2" in told(lines(desk)[1])


def test_a_theme_that_is_not_shown_is_not_named_in_the_log(desk: Client) -> None:
    """What has become too small to be shown keeps its name to itself, in the log too."""
    ideas = [idea["idea"] for idea in desk.get(API).json()["unsure_ideas"]]
    decide(desk, type="add", theme=TIME, ideas=ideas[:1])
    decide(desk, type="split", theme=TIME, ideas=ideas[:1], name={"fr": "Secret", "en": "Secret"})
    number = 1 + theme_desk.TRAVEL
    decide(desk, type="confirm", theme=number)

    assert "Un thème qui n’est pas montré confirmé" in told(lines(desk)[0])
    assert "Secret" not in desk.get(ADDRESS).text


def test_a_log_of_many_pages_is_read_to_its_end(desk: Client) -> None:
    for number in range(26):
        decide(desk, type="lock" if number % 2 else "unlock", theme=TIME)
        decide(desk, type="confirm" if number % 2 else "unconfirm", theme=LUNCH)

    page = read(desk.get(ADDRESS, params={"page": 2, "lang": "fr"}).text)
    assert len([li for li in page.all("li") if li.attributes.get("id", "")[:1] == "n"]) == 2
    assert desk.get(f"{ADDRESS}?page=99").status_code == 200
    assert desk.get(f"{ADDRESS}?page=x").status_code == 400


@pytest.mark.parametrize("wrong", ["0", "99", "9" * 30])
def test_no_such_decision_is_refused_and_nothing_is_kept(desk: Client, wrong: str) -> None:
    assert desk.post(f"{ADDRESS}/{wrong}/undo", headers=HERE).status_code in {404, 422}
    assert desk.get(f"{API}/decisions").json()["decisions"] == []


@pytest.mark.parametrize(
    "page", ["themes", f"themes/{LUNCH}", "needs", "themes/sort", "themes/decisions"]
)
def test_each_page_of_themes_leads_to_the_board_and_to_the_themes(desk: Client, page: str) -> None:
    links = {
        link.attributes["href"].partition("?")[0]
        for link in read(desk.get(f"/activities/formation/{page}").text).all("a")
    }
    assert {"/activities/formation/themes", "/activities/formation/needs"} <= links | {
        f"/activities/formation/{page}"
    }
