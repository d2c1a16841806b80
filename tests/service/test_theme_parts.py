"""Splitting a theme by what the machine proposes: nothing changes before somebody decides."""

from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from analysis.themes.split_proposals import SplitAsked, SplitPart, SplitProposed
from service.jobs.split_theme import ThemeSplitter
from service.store import receipts
from service.store.database import Database
from service.store.split_proposals import keep_split, kept_split
from service.store.theme_layers import standing
from surveys.bundle import Bundle
from surveys.texts import Text
from tests.dashboards.markup import Element, read
from tests.factories import NOON
from tests.inside import database_of
from tests.service import theme_desk
from tests.service.theme_desk import TIME

Client = TestClient[Litestar]
ADDRESS = f"/activities/formation/themes/{TIME}/parts"
HERE = {"origin": "http://127.0.0.1:8000", "host": "127.0.0.1:8000"}


@pytest.fixture
def bundle() -> Bundle:
    return theme_desk.bundle()


@pytest.fixture
def desk(signed_in: Client, bundle: Bundle) -> Client:
    theme_desk.search(database_of(signed_in), bundle)
    return signed_in


def ideas(desk: Client, number: int = TIME) -> list[str]:
    """What the ideas of a theme are called, all of them."""
    with database_of(desk).cursor() as cursor:
        found = standing(cursor, "formation")
    assert found is not None
    return [each.idea for each in found.mentions if each.theme == number]


def propose(desk: Client, *parts: SplitPart, examples: tuple[str, ...] = ()) -> None:
    with database_of(desk).transaction() as cursor:
        asked = SplitAsked("formation", TIME, tuple(sorted(examples)))
        keep_split(cursor, asked, SplitProposed(parts=parts), at=NOON)


def page(desk: Client, **asked: str | tuple[str, ...]) -> Element:
    answer = desk.get(ADDRESS, params={"lang": "fr", **asked})
    assert answer.status_code == 200, answer.text
    return read(answer.text)


def boxes(shown: Element, name: str = "idea") -> list[str]:
    return [
        box.attributes.get("value", "")
        for box in shown.all("input")
        if box.attributes.get("name") == name and box.attributes.get("type") == "checkbox"
    ]


def send(desk: Client, path: str, **fields: object) -> str:
    answer = desk.post(path, data=fields, headers=HERE, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_the_job_proposes_and_changes_nothing(desk: Client) -> None:
    every, database = ideas(desk), database_of(desk)
    asked = SplitAsked("formation", TIME, tuple(sorted(every[:3])))

    ThemeSplitter(database, "words").run(str(asked), lambda _: None)

    with database.cursor() as cursor:
        kept = kept_split(cursor, asked)
    assert kept is not None
    assert kept.proposed.refused is None or kept.proposed.parts == ()
    assert all(idea in every for part in kept.proposed.parts for idea in part.ideas)
    assert ideas(desk) == every


def test_examples_are_asked_for_and_waited_for(desk: Client) -> None:
    first, second, *_ = sorted(ideas(desk))

    address = send(desk, ADDRESS, how="like", idea=[second, first])

    assert address == f"{ADDRESS}?like={first}&like={second}"
    assert "data-job" in desk.get(address).text


@pytest.mark.parametrize("ticked", [0, 1])
def test_one_example_is_too_few_and_asks_for_nothing(desk: Client, ticked: int) -> None:
    address = send(desk, ADDRESS, how="like", idea=ideas(desk)[:ticked])

    shown = desk.get(f"{address}&lang=fr")
    assert "Cochez au moins deux idées" in shown.text
    assert "data-job" not in shown.text


def test_what_is_like_the_examples_becomes_a_theme_with_them(desk: Client) -> None:
    every = ideas(desk)
    examples = tuple(sorted(every[:2]))
    propose(desk, SplitPart(ideas=tuple(every[2:6])), examples=examples)

    shown = boxes(page(desk, like=examples))
    assert shown == [*sorted(examples), *every[2:6]]
    address = send(desk, f"{ADDRESS}/split", idea=shown[:-1], like=examples, fr="Rythme", en="")

    assert address == f"/activities/formation/themes/{TIME}"
    assert set(ideas(desk)) == set(every) - set(shown[:-1])


def test_the_ideas_of_a_part_that_are_not_listed_go_with_it_if_they_are_ticked(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboards.pages.theme_parts.LISTED_OF_A_PART", 3)
    monkeypatch.setattr("service.web.theme_parts.LISTED_OF_A_PART", 3)
    every = ideas(desk)
    propose(desk, SplitPart(ideas=tuple(every[:8])), SplitPart(ideas=tuple(every[8:])))
    shown = page(desk)
    first, _ = (form for form in shown.all("form") if boxes(form))
    assert boxes(first) == every[:3]
    assert boxes(first, "others") == ["true"]
    of = next(i for i in first.all("input") if i.attributes.get("name") == "of")
    ticked = {"idea": every[:2], "others": "true", "part": "0", "fr": "Un", "en": ""}

    late = desk.post(f"{ADDRESS}/split", data={**ticked, "of": "another"}, headers=HERE)
    assert late.status_code == 409
    assert ideas(desk) == every
    send(desk, f"{ADDRESS}/split", **ticked, of=of.attributes["value"])

    assert set(ideas(desk)) == set(every) - {*every[:2], *every[3:8]}


def test_a_part_is_called_by_words_that_can_be_read_in_it(desk: Client) -> None:
    every = ideas(desk)
    told = Text(fr="temps", en="fois")
    propose(
        desk,
        SplitPart(ideas=tuple(every[:8]), label=told, words=("temps", "secret")),
        SplitPart(ideas=tuple(every[8:]), label=Text(fr="secret", en="fois"), words=("secret",)),
    )

    shown = desk.get(ADDRESS, params={"lang": "fr"}).text

    assert 'value="temps"' in shown
    assert "secret" not in shown


def test_nothing_of_a_proposal_is_left_once_a_comment_is_erased(
    desk: Client, bundle: Bundle
) -> None:
    propose(desk, SplitPart(ideas=tuple(ideas(desk)[:5]), words=("temps",)))

    with database_of(desk).rewriting, database_of(desk).transaction() as cursor:
        receipts.erase(cursor, bundle.submissions[-1].submission_id)
        rows = cursor.execute("select count(*) from split_proposals").fetchall()

    assert rows == [(0,)]
    assert boxes(page(desk)) == []


def test_a_search_makes_proposals_void(desk: Client, bundle: Bundle) -> None:
    propose(desk, SplitPart(ideas=tuple(ideas(desk)[:5])))

    theme_desk.search(database_of(desk), bundle)

    assert boxes(page(desk)) == []


@pytest.mark.parametrize("examples", [["../../etc"], ["0a 1b"], [f"{n:016x}" for n in range(201)]])
def test_examples_that_no_page_of_ours_sends_are_refused(desk: Client, examples: list[str]) -> None:
    assert desk.post(ADDRESS, data={"how": "like", "idea": examples}, headers=HERE).status_code in {
        400,
        422,
    }


def test_a_theme_that_may_not_be_shown_has_no_parts(desk: Client) -> None:
    assert desk.get("/activities/formation/themes/99/parts").status_code == 404


def test_proposals_stand_in_a_file_of_before(tmp_path: Path) -> None:
    with Database(tmp_path / "bilan.duckdb") as database, database.cursor() as cursor:
        assert kept_split(cursor, SplitAsked("formation", 1)) is None
