"""What people decide of themes by the forms of their pages."""

from datetime import UTC, datetime

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from analysis.themes.decide import decide
from analysis.themes.decisions import Add
from surveys.bundle import Bundle
from tests.dashboards.markup import Element, read
from tests.factories import make_searched
from tests.inside import database_of
from tests.service import theme_desk
from tests.service.searches import keep_search
from tests.service.theme_desk import LUNCH, TIME, TRAVEL

Client = TestClient[Litestar]
ADDRESS = "/activities/formation/themes"
HERE = {"origin": "http://127.0.0.1:8000", "host": "127.0.0.1:8000"}


@pytest.fixture
def bundle() -> Bundle:
    return theme_desk.bundle()


@pytest.fixture
def desk(signed_in: Client, bundle: Bundle) -> Client:
    theme_desk.search(database_of(signed_in), bundle)
    return signed_in


def page(desk: Client, path: str = ADDRESS) -> Element:
    answer = desk.get(path, params={"lang": "fr"})
    assert answer.status_code == 200
    return read(answer.text)


def names(desk: Client, path: str = ADDRESS) -> list[str]:
    """The first word of each card's name."""
    cards = page(desk, path).all("article")
    return [card.all("h3")[0].text.split()[0] for card in cards]


def send(desk: Client, path: str, **fields: object) -> str:
    """Send a form and return where it leads."""
    answer = desk.post(f"{ADDRESS}/{path}", data=fields, headers=HERE, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def ideas(desk: Client, number: int) -> list[str]:
    boxes = page(desk, f"{ADDRESS}/{number}").all("input")
    return [box.attributes["value"] for box in boxes if box.attributes.get("name") == "idea"]


def test_a_theme_is_called_as_people_call_it_on_every_page(desk: Client) -> None:
    assert send(desk, f"{TIME}/rename", fr="Rythme", en="") == f"{ADDRESS}#theme-{TIME}"

    for path in (ADDRESS, "/cohorts/cohorte-1"):
        assert names(desk, path) == ["Rythme", "Repas"]
    assert page(desk, f"{ADDRESS}/{TIME}").all("h1")[0].text == "Rythme"
    send(desk, f"{TIME}/rename", fr=" ", en="")
    assert names(desk) == ["Temps", "Repas"]


def test_a_dismissed_theme_is_on_no_page_of_a_cohort_until_it_is_restored(desk: Client) -> None:
    send(desk, f"{LUNCH}/dismiss")

    for path in (ADDRESS, "/cohorts/cohorte-1"):
        assert names(desk, path) == ["Temps"]
    assert desk.get(f"{ADDRESS}/{LUNCH}").status_code == 404
    send(desk, f"{LUNCH}/restore")
    assert names(desk) == ["Temps", "Repas"]


def test_two_themes_are_merged(desk: Client) -> None:
    assert send(desk, f"{LUNCH}/merge", into=TIME) == f"{ADDRESS}#theme-{TIME}"

    assert names(desk) == ["Temps"]
    assert len(ideas(desk, TIME)) == 28


def test_what_rises_is_told_of_the_theme_that_took_it_in(desk: Client) -> None:
    assert "En hausse : « Temps »" in page(desk).text.replace("\u00a0", " ")

    send(desk, f"{TIME}/merge", into=LUNCH)

    told = page(desk).text.replace("\u00a0", " ")
    assert "En hausse : une partie de « Repas »" in told
    assert "« Temps »" not in told


def test_ticked_ideas_are_moved_and_split_off(desk: Client) -> None:
    chosen = ideas(desk, TIME)[:6]
    assert send(desk, f"{TIME}/split", idea=chosen, fr="Pauses", en="Breaks") == f"{ADDRESS}/{TIME}"
    assert "Pauses" in names(desk)

    left = ideas(desk, TIME)
    assert not set(chosen) & set(left)
    send(desk, f"{TIME}/move", idea=left[:1], into="")
    send(desk, f"{TIME}/move", idea=left[1:2], into=LUNCH)
    assert set(ideas(desk, TIME)) == set(left[2:])


def test_a_proposal_is_accepted_and_then_awaits_nobody(desk: Client) -> None:
    assert "Une proposition attend votre décision" in page(desk).text
    send(desk, f"{TIME}/rename", fr="Rythme", en="Pace")
    assert send(desk, "proposal/accept") == f"{ADDRESS}?answered=accept"

    assert set(names(desk)) == {"Rythme", "Repas", "Route"}
    assert "Une proposition" not in page(desk).text
    assert desk.get(f"{ADDRESS}/{TRAVEL}").status_code == 200


@pytest.mark.parametrize(
    ("answer", "said"),
    [("accept", "La proposition est acceptée"), ("discard", "Les thèmes restent tels quels")],
)
def test_who_answers_a_proposal_is_told_what_became_of_it(
    desk: Client, answer: str, said: str
) -> None:
    led = send(desk, f"proposal/{answer}")

    notices = [
        [
            p.text
            for p in read(desk.get(f"{path}&lang=fr").text).all("p")
            if p.attributes.get("class") == "changed"
        ]
        for path in (led, f"{ADDRESS}?", f"{ADDRESS}?answered=perhaps")
    ]
    assert [len(each) for each in notices] == [1, 0, 0]
    assert notices[0][0].startswith(said)


def test_moving_all_ideas_of_a_theme_leads_back_to_the_others(desk: Client) -> None:
    led = send(desk, f"{LUNCH}/move", idea=ideas(desk, LUNCH), into=TIME)

    assert led == f"{ADDRESS}#theme-{LUNCH}"
    assert names(desk) == ["Temps"]


def unsure(desk: Client) -> list[str]:
    forms = page(desk).all("form")
    (form,) = [f for f in forms if f.attributes.get("action") == f"{ADDRESS}/unsure/add"]
    return [box.attributes["value"] for box in form.all("input")]


def test_an_idea_in_no_theme_is_put_into_one_from_the_list_of_the_unsure(desk: Client) -> None:
    first, *others = unsure(desk)

    assert send(desk, "unsure/add", idea=first, into=LUNCH) == f"{ADDRESS}#theme-{LUNCH}"

    assert unsure(desk) == others
    again = {"idea": first, "into": str(TIME)}
    assert desk.post(f"{ADDRESS}/unsure/add", data=again, headers=HERE).status_code == 422


@pytest.mark.parametrize("asked", ["2", "0", "-1", "deux", "9" * 5_000, "²"])
def test_a_page_of_ideas_that_is_not_there_is_the_nearest_that_is(desk: Client, asked: str) -> None:
    for path, name in ((ADDRESS, "unsure"), (f"{ADDRESS}/{TIME}", "page")):
        answer = desk.get(path, params={"lang": "fr", name: asked})
        boxes = [box for box in read(answer.text).all("input") if box.attributes["name"] == "idea"]

        assert answer.status_code == 200
        assert len(boxes) == (11 if path == ADDRESS else 20)


@pytest.mark.parametrize("answer", ["accept", "discard"])
def test_who_answers_a_proposal_that_a_search_has_replaced_is_told_so(
    desk: Client, bundle: Bundle, answer: str
) -> None:
    (form,) = [
        form.attributes["action"]
        for form in page(desk).all("form")
        if f"proposal/{answer}" in form.attributes["action"]
    ]
    send(desk, f"{TIME}/lock")  # what people decide does not make it another proposal
    theme_desk.search(database_of(desk), bundle)

    late = desk.post(form, headers=HERE)
    assert late.status_code == 409
    assert "une recherche s’est terminée" in read(late.text).text
    assert names(desk) == ["Temps", "Repas"]
    (again,) = [
        form.attributes["action"]
        for form in page(desk).all("form")
        if f"proposal/{answer}" in form.attributes["action"]
    ]
    assert desk.post(again, headers=HERE, follow_redirects=False).status_code == 303


@pytest.mark.parametrize("fields", [{}, {"idea": "0" * 16}])
def test_a_decision_that_cannot_be_taken_says_so_in_the_language_of_the_page(
    desk: Client, fields: dict[str, str]
) -> None:
    for language, title in (("fr", "Rien n’a changé"), ("en", "Nothing was changed")):
        desk.get(ADDRESS, params={"lang": language})
        answer = desk.post(f"{ADDRESS}/{TIME}/move", data={"into": "", **fields}, headers=HERE)

        assert answer.status_code == 422
        assert read(answer.text).all("h1")[0].text == title


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("1/merge", {"into": "two"}),
        ("1/merge", {}),
        ("1/merge", {"into": "9" * 5_000}),
        ("1/rename", {"fr": "x" * 121, "en": ""}),
        ("1/invent", {}),
        ("proposal/perhaps", {}),
    ],
)
def test_what_no_form_of_ours_sends_is_refused(
    desk: Client, path: str, fields: dict[str, str]
) -> None:
    assert desk.post(f"{ADDRESS}/{path}", data=fields, headers=HERE).status_code in {400, 404}
    assert names(desk) == ["Temps", "Repas"]


def test_a_search_is_asked_for_in_one_of_four_ways(desk: Client) -> None:
    for how in ("", "refit", "refit fewer", "refit more"):
        answer = desk.post(ADDRESS, data={"how": how}, headers=HERE, follow_redirects=False)
        assert answer.status_code == 303
    assert desk.post(ADDRESS, data={"how": "refit most"}, headers=HERE).status_code == 400


def test_a_proposal_that_moves_a_few_ideas_is_put_before_nobody(
    desk: Client, bundle: Bundle
) -> None:
    stands = theme_desk.found(bundle)
    wanted = decide(stands, Add(theme=TIME, ideas=(stands.mentions[12].idea,)))
    moved = make_searched(stands, proposed=wanted)
    keep_search(database_of(desk), "formation", moved, at=datetime.now(UTC))

    told = page(desk)
    assert "Rien à décider" in told.text
    assert "Une proposition attend" not in told.text
    assert desk.get("/api/activities/formation/themes").json()["proposal"] is None


def test_a_theme_that_is_not_there_is_not_found(desk: Client) -> None:
    assert desk.get(f"{ADDRESS}/99").status_code == 404
    assert desk.get(f"{ADDRESS}/{TRAVEL}").status_code == 404


def focused(page: Element) -> list[Element]:
    """What takes the focus when the page opens."""
    found = [*page.all("button"), *page.all("p"), *page.all("span"), *page.all("div")]
    return [each for each in found if "autofocus" in each.attributes]


def told(page: Element) -> str:
    """What a page says that its reader did just now."""
    return next(
        e.text for e in (*page.all("span"), *page.all("p")) if e.attributes.get("id") == "told"
    )


def test_the_board_goes_on_with_the_next_card_and_says_what_was_decided(desk: Client) -> None:
    board = page(desk, "/activities/formation/needs")
    assert focused(board) == []
    first, second = (card.attributes["id"] for card in board.all("article"))
    fields = {
        each.attributes["name"]: each.attributes["value"]
        for each in board.all("article")[0].all("form")[0].all("input")
    }

    leads = send(desk, f"{first.removeprefix('theme-')}/confirm", **fields)

    assert leads.endswith(f"&at={second.removeprefix('theme-')}")
    after = read(desk.get(f"{leads}&lang=fr").text)
    (button,) = focused(after)
    assert button.attributes["aria-describedby"] == "told"
    assert [button in card.all("button") for card in after.all("article")] == [True]
    assert "confirmé comme besoin" in told(after)


def test_the_board_says_what_was_decided_last_where_nothing_is_left_to_decide(
    desk: Client,
) -> None:
    back = {"back": "needs", "show": "undecided", "sort": "emergence"}
    send(desk, f"{TIME}/dismiss", **back)
    leads = send(desk, f"{LUNCH}/dismiss", **back)

    (said,) = focused(read(desk.get(f"{leads}&lang=fr").text))
    assert said.attributes["id"] == "told"
    assert "écarté" in said.text


def test_an_onward_card_that_is_no_number_is_refused_whole(desk: Client) -> None:
    answer = desk.post(
        f"{ADDRESS}/{TIME}/confirm", data={"back": "needs", "onward": "x"}, headers=HERE
    )
    assert answer.status_code == 400
    assert [theme["confirmed"] for theme in desk.get(f"/api{ADDRESS}").json()["themes"]] == [
        False,
        False,
    ]
