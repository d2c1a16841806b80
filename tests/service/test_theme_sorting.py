"""Ideas sorted one after another: the nearest themes first, one press each."""

from time import perf_counter

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from analysis.disclosure.gate import INSIDE
from analysis.themes.packed import packed_search
from analysis.themes.results import IdeaNearest, Mention
from service.store import theme_layers
from service.store.nearest import keep_nearest
from surveys.bundle import Bundle
from tests.dashboards.markup import Element, read
from tests.factories import make_searched
from tests.inside import database_of
from tests.service import theme_desk
from tests.service.theme_desk import LUNCH, TIME

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000", "host": "127.0.0.1:8000"}
ADDRESS = "/activities/formation/themes/sort"


@pytest.fixture
def bundle() -> Bundle:
    return theme_desk.bundle()


@pytest.fixture
def desk(signed_in: Client, bundle: Bundle) -> Client:
    database = database_of(signed_in)
    theme_desk.search(database, bundle)
    found = theme_desk.found(bundle)
    near = tuple(_nearest(mention) for mention in found.mentions)
    with database.transaction() as cursor:
        keep_nearest(cursor, "formation", packed_search(make_searched(found, nearest=near)))
    return signed_in


def _nearest(mention: Mention) -> IdeaNearest:
    return IdeaNearest(
        submission_id=mention.submission_id,
        question=mention.question,
        start=mention.start,
        themes=(LUNCH, TIME),
    )


def page(desk: Client, address: str = ADDRESS) -> Element:
    answer = desk.get(f"{address}{'&' if '?' in address else '?'}lang=fr")
    assert answer.status_code == 200, answer.text
    return read(answer.text)


def said(page: Element) -> str:
    """The idea to sort."""
    (heading,) = (h for h in page.all("h2") if h.attributes.get("id") == "said")
    return heading.text


def put(desk: Client, page: Element, into: str) -> Element:
    """Press a button, and return the page it leads to."""
    fields = {
        field.attributes["name"]: field.attributes["value"]
        for field in page.all("input")
        if field.attributes.get("name") in {"idea", "of"}
    }
    answer = desk.post(ADDRESS, data=fields | {"into": into}, headers=HERE)
    assert answer.status_code == 200, answer.text
    return read(answer.text)


def keys(page: Element) -> dict[str, str]:
    return {
        b.attributes["data-key"]: b.attributes.get("value", "")
        for b in page.all("button")
        if "data-key" in b.attributes
    }


def test_the_nearest_themes_come_first_with_a_key_each(desk: Client) -> None:
    assert keys(page(desk)) == {"1": str(LUNCH), "2": str(TIME), "x": ""}
    assert keys(page(desk, f"{ADDRESS}?of={TIME}")) == {"1": str(LUNCH), "x": ""}


def test_each_press_places_one_idea_and_brings_the_next(desk: Client) -> None:
    first = page(desk)
    assert "11 idées à trier" in first.text.replace("\u00a0", " ")

    second = put(desk, first, str(LUNCH))
    third = put(desk, second, "")

    assert len({said(each) for each in (first, second, third)}) == 3
    assert "9 idées à trier" in page(desk).text.replace("\u00a0", " ")
    found = desk.get("/api/activities/formation/themes/decisions").json()["decisions"]
    assert [each["decision"]["type"] for each in found] == ["leave", "add"]


def test_what_is_skipped_comes_again_and_what_is_left_does_not(desk: Client) -> None:
    first = page(desk)
    (skip,) = (a.attributes["href"] for a in first.all("a") if "data-key" in a.attributes)

    second = page(desk, skip)
    assert said(second) != said(first)
    put(desk, second, "")

    assert said(page(desk)) == said(first)
    assert said(put(desk, page(desk), "")) not in {said(first), said(second)}


def test_the_last_one_is_taken_back_with_a_press(desk: Client) -> None:
    first = page(desk)
    second = put(desk, first, str(TIME))
    (undo,) = (f for f in second.all("form") if f.attributes["action"].endswith("/undo"))
    (back,) = (field.attributes["value"] for field in undo.all("input"))

    answer = desk.post(undo.attributes["action"], data={"back": back}, headers=HERE)

    assert said(read(answer.text)) == said(first)


def test_all_ideas_are_sorted_to_the_end_in_time(desk: Client) -> None:
    """A hundred in ten minutes leave six seconds for each: the service takes next to none."""
    now, began = page(desk), perf_counter()
    placed = 0
    while now.all("h2"):  # the last few are too few to be shown
        now = put(desk, now, str(TIME))
        placed += 1
    assert placed > INSIDE
    assert (perf_counter() - began) / placed < 1
    assert "Il ne reste aucune idée à trier" in now.text


def test_a_form_that_is_none_of_ours_changes_nothing(desk: Client) -> None:
    for fields in (
        {},
        {"idea": "x"},
        {"idea": "x", "into": "x"},
        {"idea": "", "into": "", "of": "-"},
    ):
        assert desk.post(ADDRESS, data=fields, headers=HERE).status_code == 400
    assert desk.post(ADDRESS, data={"idea": "x", "into": "1"}, headers=HERE).status_code == 422
    assert desk.get(ADDRESS, params={"of": "99"}).status_code == 404
    assert desk.get(ADDRESS, params={"of": "x"}).status_code == 400
    assert desk.get("/api/activities/formation/themes/decisions").json()["decisions"] == []


def test_what_an_erased_idea_was_near_to_goes_with_it(desk: Client, bundle: Bundle) -> None:
    with database_of(desk).transaction() as cursor:
        theme_layers.forget_read(cursor, [bundle.submissions[-1].submission_id])
        left = cursor.execute("select count(*) from nearest_themes").fetchone()
    assert left == (len(bundle.submissions) - 1,)
