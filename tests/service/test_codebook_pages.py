"""Themes leave as files and names come back, by the forms of the page."""

import csv

import pytest
from defusedxml.ElementTree import fromstring
from litestar import Litestar
from litestar.testing import TestClient

from service.formats.codebook import guid_of
from service.store.theme_decisions import taken
from surveys.bundle import Bundle
from tests.dashboards.markup import Element, read
from tests.inside import database_of
from tests.service import theme_desk
from tests.service.theme_desk import LUNCH, TIME

Client = TestClient[Litestar]
ADDRESS = "/activities/formation/themes/codebook"
HERE = {"origin": "http://127.0.0.1:8000", "host": "127.0.0.1:8000"}
TIME_CODE, LUNCH_CODE = (str(guid_of("formation", number)) for number in (TIME, LUNCH))


@pytest.fixture
def bundle() -> Bundle:
    return theme_desk.bundle()


@pytest.fixture
def desk(signed_in: Client, bundle: Bundle) -> Client:
    theme_desk.search(database_of(signed_in), bundle)
    return signed_in


def names(desk: Client) -> list[str]:
    """What the themes are called, in French and then in English."""
    return [
        each.attrib["name"]
        for language in ("fr", "en")
        for each in fromstring(desk.get(f"{ADDRESS}/themes.qdc?lang={language}").content)[0]
    ]


def codebook(**named: str) -> bytes:
    codes = "".join(f'<Code guid="{guid}" name="{name}"/>' for guid, name in named.items())
    return f"<CodeBook><Codes>{codes}</Codes></CodeBook>".encode()


def bring(desk: Client, content: bytes, *, lang: str = "fr", status: int = 200) -> Element:
    answer = desk.post(
        ADDRESS, files={"file": ("a.qdc", content)}, data={"lang": lang}, headers=HERE
    )
    assert answer.status_code == status, answer.text
    return read(answer.text)


def chosen(page: Element) -> dict[str, list[str]]:
    """What the form of a page sends as it stands."""
    sent: dict[str, list[str]] = {"lang": [], "code": [], "theme": []}
    for box in page.all("input"):
        if box.attributes.get("name") in sent:
            sent[box.attributes["name"]].append(box.attributes["value"])
    for menu in page.all("select"):
        marked = [each for each in menu.all("option") if "selected" in each.attributes]
        sent["theme"].append(marked[0].attributes["value"] if marked else "")
    return sent


def test_names_that_were_changed_elsewhere_come_back_to_their_themes(desk: Client) -> None:
    assert names(desk) == ["Temps", "Repas", "Time", "Lunch"]

    page = bring(desk, codebook(**{TIME_CODE: "Rythme", LUNCH_CODE: "Repas", "": "Transport"}))
    form = chosen(page)
    assert form == {
        "lang": ["fr"],
        "code": ["Rythme", "Repas", "Transport"],
        "theme": [str(TIME), str(LUNCH), ""],
    }
    answer = desk.post(f"{ADDRESS}/names", data=form, headers=HERE, follow_redirects=False)

    assert answer.headers["location"] == f"{ADDRESS}?saved=1"  # Repas was called so
    assert names(desk) == ["Rythme", "Repas", "Time", "Lunch"]
    with database_of(desk).cursor() as cursor:
        assert [type(each.decision).__name__ for each in taken(cursor, "formation")] == ["Rename"]


def test_names_in_english_leave_the_french_ones_alone(desk: Client) -> None:
    form = chosen(bring(desk, codebook(**{TIME_CODE: "Pace"}), lang="en"))

    desk.post(f"{ADDRESS}/names", data=form, headers=HERE)

    assert names(desk) == ["Temps", "Repas", "Pace", "Lunch"]


@pytest.mark.parametrize(
    ("themes", "said"),
    [
        ([TIME, TIME], "Deux codes vont au même thème"),
        ([TIME, 99], "n’est plus là"),
    ],
)
def test_names_that_cannot_all_be_given_change_nothing_and_are_kept(
    desk: Client, themes: list[int], said: str
) -> None:
    form = {"lang": "fr", "code": ["Rythme", "Autre"], "theme": [str(each) for each in themes]}

    answer = desk.post(f"{ADDRESS}/names?lang=fr", data=form, headers=HERE)

    page = read(answer.text)
    assert answer.status_code == 422
    assert said in page.text
    assert chosen(page)["code"] == ["Rythme", "Autre"]
    assert names(desk) == ["Temps", "Repas", "Time", "Lunch"]


def test_a_name_too_long_for_a_theme_is_said_before_anything_changes(desk: Client) -> None:
    form = {"lang": "fr", "code": ["Rythme", "x" * 200], "theme": [str(TIME), str(LUNCH)]}

    answer = desk.post(f"{ADDRESS}/names", data=form, headers=HERE)

    assert answer.status_code == 422
    assert names(desk)[0] == "Temps"


def test_a_file_that_is_no_codebook_is_refused_in_a_sentence(desk: Client) -> None:
    page = bring(desk, b"<html></html>", status=422)

    assert "pas un livre de codes" in page.text or "no REFI-QDA codebook" in page.text


def test_what_a_file_calls_itself_is_text_and_nothing_else(desk: Client) -> None:
    page = bring(desk, codebook(**{"": "&lt;script&gt;alert(1)&lt;/script&gt;"}))

    assert not [each for each in page.all("script") if "alert" in each.text]
    assert "<script>alert(1)</script>" in page.text


def test_a_dismissed_theme_leaves_in_a_set_of_its_own(desk: Client) -> None:
    desk.post(f"/activities/formation/themes/{LUNCH}/dismiss", headers=HERE)

    book = fromstring(desk.get(f"{ADDRESS}/themes.qdc?lang=en").content)

    assert [each.attrib["name"] for each in book[0]] == ["Time", "Lunch"]
    assert [(each.attrib["name"], each[0].attrib["guid"]) for each in book[1]] == [
        ("Dismissed", LUNCH_CODE)
    ]


def test_before_any_search_there_is_nothing_to_take(signed_in: Client) -> None:
    assert signed_in.get(f"{ADDRESS}/themes.qdc").status_code == 404
    assert "themes.qdc" not in signed_in.get(ADDRESS).text


def rows(desk: Client, file: str, lang: str = "fr") -> list[list[str]]:
    answer = desk.get(f"{ADDRESS}/{file}?lang={lang}")
    assert answer.status_code == 200
    return list(csv.reader(answer.content.decode("utf-8").splitlines()))


def test_the_file_of_themes_says_how_many_mention_each_and_leaves_out_the_few(
    desk: Client,
) -> None:
    """Two of the second cohort mention meals: neither their number nor the total shows them."""
    header, time, lunch = rows(desk, "themes.csv")

    assert header[:6] == [
        "numéro",
        "état",
        "nom en français",
        "nom en anglais",
        "personnes",
        "mots",
    ]
    assert time[:5] == [str(TIME), "retenu", "Temps", "Time", "20"]
    assert time[6:] == ["6", "17", "14", "22"]
    assert lunch[:5] == [str(LUNCH), "retenu", "Repas", "Lunch", "6"]
    assert lunch[8] == ""


def test_the_file_of_ideas_lists_what_the_pages_list(desk: Client) -> None:
    header, *listed = rows(desk, "ideas.csv", "en")

    assert header == ["number", "theme", "idea", "language", "cohort", "may be quoted"]
    for number in (TIME, LUNCH):
        page = read(desk.get(f"/activities/formation/themes/{number}").text)
        labels = [each.text for each in page.all("label") if "la " in each.text]
        assert sum(row[0] == str(number) for row in listed) == len(labels) > 0
    assert {row[1] for row in listed} == {"Time", "Lunch", ""}


def test_the_files_for_excel_open_in_the_language_of_the_page(desk: Client) -> None:
    content = desk.get(f"{ADDRESS}/themes-excel.csv?lang=fr").content

    assert content.startswith("\ufeffnuméro;état;".encode())


def test_programs_get_the_same_files(desk: Client) -> None:
    for file in ("themes.qdc", "themes.csv", "ideas.csv"):
        answer = desk.get(f"/api/activities/formation/themes/files/{file}?lang=en")
        assert answer.content == desk.get(f"{ADDRESS}/{file}?lang=en").content
        assert f"formation-{file}" in answer.headers["content-disposition"]


@pytest.mark.parametrize("file", ["themes.txt", "cohorts.csv", "themes-excel.qdc", "x"])
def test_another_file_is_not_found(desk: Client, file: str) -> None:
    assert desk.get(f"{ADDRESS}/{file}").status_code == 404


def test_names_that_no_theme_bears_yet_are_told_from_the_others(desk: Client) -> None:
    page = bring(desk, codebook(**{TIME_CODE: "Rythme", LUNCH_CODE: names(desk)[1]}))

    (badge,) = (each for each in page.all("span") if each.attributes.get("class") == "badge")
    assert badge.text == "nouveau nom"
    assert "Rythme" in next(badge.above("li")).text
    assert "1 nom est nouveau." in page.text


def test_a_codebook_as_it_was_taken_away_changes_no_name(desk: Client) -> None:
    page = bring(desk, desk.get(f"{ADDRESS}/themes.qdc?lang=fr").content)

    assert "il n’y a rien à enregistrer" in page.text
    assert not [each for each in page.all("span") if each.attributes.get("class") == "badge"]
